package deliver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// story reads a story as the bundle tells it to Ghost.
func (s *ghostSession) story(p Parcel) (*post, error) {
	var told format.GhostStory
	if err := payload(p, "data/ghost/posts/", &told); err != nil {
		return nil, err
	}
	fields, err := membersOf(told.Post)
	if err != nil {
		return nil, failed(Unfit, "take the story out of the bundle", err)
	}
	for _, name := range []string{"html", "status", "published_at"} {
		delete(fields, name) // said anew for each act
	}
	story := &post{fields: fields, content: told.Post.HTML}
	for _, m := range told.Media {
		f, err := p.file(m.Path, m.Src, m.Type, told.Post.Slug, nil)
		if err != nil {
			return nil, err
		}
		if m.Lead {
			story.featured = m.Src
		}
		story.media = append(story.media, f)
	}
	return story, nil
}

// pictures brings a story's pictures up. Those that are up are used again:
// known from before, or named in the post, by the digest in their names.
func (s *ghostSession) pictures(ctx context.Context, story *post, known Remote, there members, note func(Remote)) (map[string]Media, error) {
	up := shownIn(there, story)
	maps.Copy(up, known.Media)
	for _, f := range story.media {
		if _, ok := up[f.sha256]; ok {
			continue
		}
		m, err := s.upload(ctx, f)
		if err != nil {
			return nil, err
		}
		up[f.sha256] = m
		known.Media = maps.Clone(up)
		note(known)
	}
	return up, nil
}

// shownIn finds the pictures that a post shows.
func shownIn(there members, story *post) map[string]Media {
	up := map[string]Media{}
	found := addresses.FindAllStringSubmatch(there.text("html"), -1)
	found = append(found, []string{"", "src", there.text("feature_image")})
	for _, f := range story.media {
		for _, m := range found {
			if to := html.UnescapeString(m[2]); strings.EqualFold(m[1], "src") && strings.Contains(to, f.name()) {
				up[f.sha256] = Media{URL: to}
			}
		}
	}
	return up
}

func (s *ghostSession) upload(ctx context.Context, f mediaFile) (Media, error) {
	doing := "upload " + f.called()
	data, err := f.read()
	if err != nil {
		return Media{}, failed(Unfit, doing, err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename=%q`, f.name()+path.Ext(f.path))},
		"Content-Type":        {f.kind},
	})
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return Media{}, failed(Unfit, doing, err)
	}
	k := s.at(doing, http.MethodPost, "/images/upload/", nil)
	k.kind, k.body = form.FormDataContentType(), body.Bytes()
	var made struct{ Images []Media }
	if err := s.ask(ctx, k, &made); err != nil {
		return Media{}, err
	}
	if len(made.Images) != 1 || made.Images[0].URL == "" {
		return Media{}, &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	return made.Images[0], nil
}

// ghostCompose is the post as Ghost takes it, and its body. Code that somebody
// added to the head of the page stays beside the mark.
func ghostCompose(id article.ID, story *post, up map[string]Media, there members) (members, string) {
	sent := maps.Clone(story.fields)
	if f, ok := story.find(story.featured); ok {
		sent.set("feature_image", up[f.sha256].URL)
	}
	theirs := strings.TrimSpace(markLine.ReplaceAllString(there.text("codeinjection_head"), ""))
	sent.set("codeinjection_head", strings.TrimSpace(theirs+"\n"+composedMark(id, story).comment()))
	body, _ := story.body(up)
	return sent, body
}

// ghostDifferences compares what can be compared: Ghost makes a body over, so
// of that the words, the links and the pictures.
func ghostDifferences(sent members, body string, stored members) []Difference {
	flat := maps.Clone(sent)
	delete(flat, "tags")
	delete(flat, "authors")
	found := differences(flat, stored)
	for _, list := range []string{"tags", "authors"} {
		names, slugs := labels(stored[list], "name"), labels(stored[list], "slug")
		for i, slug := range labels(sent[list], "slug") {
			name := labels(sent[list], "name")[i]
			if !contains(names, name) && !contains(slugs, slug) {
				found = append(found, Difference{list, strings.TrimSpace(name + " " + slug), lostTo(list, names)})
			}
		}
	}
	return append(found, bodyDifferences(body, stored.text("html"))...)
}

// lostTo: of the authors somebody else stands there.
func lostTo(list string, names []string) string {
	if list == "authors" {
		return strings.Join(names, ", ")
	}
	return ""
}

func contains(list []string, text string) bool {
	return text != "" && slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, text) })
}

// bodyDifferences holds the words of two bodies against each other, and what
// they lead to.
func bodyDifferences(sent, stored string) []Difference {
	found := []Difference{}
	words := func(body string) string { return strings.Join(strings.Fields(readable(body)), " ") }
	if a, b := words(sent), words(stored); a != b {
		found = append(found, Difference{"html", a, b})
	}
	for _, m := range addresses.FindAllStringSubmatch(sent, -1) {
		if to := html.UnescapeString(m[2]); !strings.Contains(html.UnescapeString(stored), `"`+to+`"`) {
			found = append(found, Difference{"html " + strings.ToLower(m[1]), to, ""})
		}
	}
	return found
}

// apart compares all that Ghost is sent. Pictures that are not up yet have no
// address there: of those only the lead is told.
func (s *ghostSession) apart(_ context.Context, p Parcel, story *post, there members) ([]Difference, error) {
	up := shownIn(there, story)
	maps.Copy(up, p.Known.Media)
	sent, body := ghostCompose(p.Story, story, up, there)
	if f, ok := story.find(story.featured); ok && up[f.sha256].URL == "" {
		sent.set("feature_image", f.called())
	}
	ours := maps.Clone(sent)
	for _, name := range []string{"tags", "authors", "codeinjection_head"} {
		delete(ours, name)
	}
	found := differences(ours, there)
	for _, list := range []string{"tags", "authors"} {
		if len(labels(sent[list], "slug")) > 0 {
			found = append(found, listsApart(list, namesOf(sent[list]), namesOf(there[list]))...)
		}
	}
	return append(found, bodiesApart("html", body, there.text("html"))...), nil
}

// namesOf is what the members of a list are called; one that is sent by its
// address alone by that.
func namesOf(list json.RawMessage) []string {
	names, slugs := labels(list, "name"), labels(list, "slug")
	for i := range names {
		names[i] = cmp.Or(names[i], slugs[i])
	}
	return names
}

// mustJSON writes a value of our own.
func mustJSON(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return data
}
