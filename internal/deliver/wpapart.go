package deliver

import (
	"context"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// apart compares what an editor there sees of a story. Terms, pictures and users
// are looked for and none is made.
func (s *wpSession) apart(ctx context.Context, p Parcel, story *post, there members) ([]Difference, error) {
	up, err := s.uploaded(ctx, story, p.Known.Media)
	if err != nil {
		return nil, err
	}
	ours, theirs := members{}, maps.Clone(there)
	for _, name := range []string{"title", "slug", "excerpt"} {
		if value, ok := story.fields[name]; ok {
			ours[name] = value
		}
	}
	theirs.set("slug", strings.TrimSuffix(there.text("slug"), "__trashed"))
	found := differences(ours, theirs)
	for i, d := range found { // WordPress takes a title and an excerpt as HTML
		found[i].Sent, found[i].Stored = html.UnescapeString(d.Sent), html.UnescapeString(d.Stored)
	}
	for _, look := range []func() ([]Difference, error){
		func() ([]Difference, error) { return s.termsApart(ctx, "categories", story, there) },
		func() ([]Difference, error) { return s.termsApart(ctx, "tags", story, there) },
		func() ([]Difference, error) { return s.authorsApart(ctx, story, there) },
		func() ([]Difference, error) { return s.leadsApart(ctx, story, up, there) },
	} {
		more, err := look()
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	media := map[string]Media{}
	for sum, item := range up {
		media[sum] = Media{URL: item.text("source_url")}
	}
	body, _ := story.body(media)
	return append(found, s.bodiesApart(body, withoutMark(there.text("content")))...), nil
}

// bodiesApart tells of bodies that read the same where their source parts: that
// is how they are set.
func (s *wpSession) bodiesApart(ours, theirs string) []Difference {
	found := bodiesApart("content", ours, theirs)
	if a, b := strings.TrimSpace(plain(ours)), strings.TrimSpace(plain(theirs)); len(found) == 0 && a != b {
		a, b = aroundParting(a, b)
		found = append(found, Difference{"content set", a, b})
	}
	return found
}

// termsApart compares the names of a kind of term; where the story has none of
// it the post keeps its own.
func (s *wpSession) termsApart(ctx context.Context, kind string, story *post, there members) ([]Difference, error) {
	ours := story.names[kind]
	if len(ours) == 0 {
		return nil, nil
	}
	var known []struct {
		ID   int64
		Name string
	}
	query := url.Values{"post": {strconv.FormatInt(there.number("id"), 10)}, "per_page": {"100"}}
	if err := s.rest(ctx, call{doing: "look how the story is filed in WordPress", method: http.MethodGet, path: "/wp/v2/" + kind, query: query}, &known); err != nil {
		return nil, err
	}
	mapped, err := s.mapped(ctx, kind, story.category)
	if err != nil {
		return nil, err
	}
	theirs := []string{}
	for _, t := range known {
		name := html.UnescapeString(t.Name)
		if t.ID == mapped {
			name = ours[0] // the house named this category for the section
		}
		theirs = append(theirs, name)
	}
	return listsApart(kind, ours, theirs), nil
}

// authorsApart tells of another author where the story's is one there.
func (s *wpSession) authorsApart(ctx context.Context, story *post, there members) ([]Difference, error) {
	id, has := int64(0), there.number("author")
	if story.author != "" {
		var err error
		if id, err = s.author(ctx, story.author); err != nil {
			return nil, err
		}
	}
	if id == 0 || id == has {
		return nil, nil
	}
	var users []wpUser
	query := url.Values{"include": {strconv.FormatInt(has, 10)}}
	if err := s.rest(ctx, call{doing: "look who the author is", method: http.MethodGet, path: "/wp/v2/users", query: query}, &users); err != nil {
		return nil, err
	}
	theirs := "another user"
	if i := slices.IndexFunc(users, func(u wpUser) bool { return u.ID == has }); i >= 0 {
		theirs = html.UnescapeString(users[i].Name)
	}
	return []Difference{{"author", story.author, theirs}}, nil
}

// leadsApart tells of another lead picture, by where it lies.
func (s *wpSession) leadsApart(ctx context.Context, story *post, up map[string]members, there members) ([]Difference, error) {
	f, ok := story.find(story.featured)
	has := there.number("featured_media")
	if !ok || up[f.sha256].number("id") == has && has != 0 {
		return nil, nil
	}
	theirs := ""
	if has != 0 {
		var items []members
		query := url.Values{"context": {"edit"}, "include[]": {strconv.FormatInt(has, 10)}}
		if err := s.rest(ctx, call{doing: "look at the lead picture", method: http.MethodGet, path: "/wp/v2/media", query: query}, &items); err != nil {
			return nil, err
		}
		theirs = "another picture"
		if len(items) == 1 {
			theirs = items[0].text("source_url")
		}
	}
	ours := up[f.sha256].text("source_url")
	if ours == "" {
		ours = f.called()
	}
	return []Difference{{"featured_media", ours, theirs}}, nil
}
