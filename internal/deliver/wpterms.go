package deliver

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// compose is the post as WordPress takes it: names became numbers, pictures
// addresses. What it has no number for is left out and told.
func (s *wpSession) compose(ctx context.Context, p Parcel, story *post, up map[string]Media) (members, []Difference, error) {
	sent, lost := members{}, []Difference{}
	for name, value := range story.fields {
		sent[name] = value
	}
	for _, kind := range []string{"categories", "tags"} {
		dropped, err := s.number(ctx, kind, story, sent)
		if err != nil {
			return nil, nil, err
		}
		lost = append(lost, dropped...)
	}
	if name := story.author; name != "" {
		id, err := s.author(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		if id == 0 {
			lost = append(lost, Difference{"author", name, s.me.Name})
		} else {
			sent.set("author", id)
		}
	}
	if f, ok := story.find(story.featured); ok {
		id, _ := strconv.ParseInt(up[f.sha256].ID, 10, 64)
		sent.set("featured_media", id)
	}
	body, _ := story.body(up)
	m := mark{p.Story, wpDigestOf(story.fields.text("title"), story.fields.text("excerpt"), body)}
	sent.set("content", body+m.text())
	return sent, lost, nil
}

// number makes the names of a kind of term into numbers; it tells those that
// have none.
func (s *wpSession) number(ctx context.Context, kind string, story *post, sent members) ([]Difference, error) {
	ids, lost := []int64{}, []Difference{}
	for _, name := range story.names[kind] {
		id, err := s.mapped(ctx, kind, story.category)
		if err == nil && id == 0 {
			id, err = s.term(ctx, kind, name)
		}
		if errors.Is(err, errNoTerm) {
			lost = append(lost, Difference{kind, name, ""})
			continue
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		sent.set(kind, sorted(ids))
	}
	return lost, nil
}

// mapped is the category that a newsroom named for its section, by its number
// or its slug; 0 = none, or WordPress has none such.
func (s *wpSession) mapped(ctx context.Context, kind, category string) (int64, error) {
	if kind != "categories" || category == "" {
		return 0, nil
	}
	if id, err := strconv.ParseInt(category, 10, 64); err == nil {
		return id, nil
	}
	var known []struct{ ID int64 }
	k := call{doing: "look for the category " + category, method: http.MethodGet, path: "/wp/v2/categories", query: url.Values{"slug": {category}}}
	if err := s.rest(ctx, k, &known); err != nil || len(known) == 0 {
		return 0, err
	}
	return known[0].ID, nil
}

// longest is the longest part of a name that WordPress keeps as it is: it
// finds "R&amp;D" by neither of its spellings.
func longest(name string) string {
	found := ""
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(`&<>"'`, r) }) {
		if part = strings.TrimSpace(part); len(part) > len(found) {
			found = part
		}
	}
	return found
}

// term is the number of a category or a tag; one that is not there is made.
func (s *wpSession) term(ctx context.Context, kind, name string) (int64, error) {
	doing := "look for the " + map[string]string{"categories": "category ", "tags": "tag "}[kind] + name
	var known []struct {
		ID   int64
		Name string
	}
	query := url.Values{"search": {longest(name)}, "per_page": {"100"}}
	if err := s.rest(ctx, call{doing: doing, method: http.MethodGet, path: "/wp/v2/" + kind, query: query}, &known); err != nil {
		return 0, err
	}
	for _, t := range known {
		if strings.EqualFold(html.UnescapeString(t.Name), name) {
			return t.ID, nil
		}
	}
	k, err := call{doing: doing, method: http.MethodPost, path: "/wp/v2/" + kind}.asJSON(map[string]string{"name": name})
	if err != nil {
		return 0, err
	}
	return s.makeTerm(ctx, k)
}

// errNoTerm: this user may not make it. The story goes without.
var errNoTerm = errors.New("WordPress does not know it, and lets this user make none")

// makeTerm makes a term, or learns the number of the one that is like it.
func (s *wpSession) makeTerm(ctx context.Context, k call) (int64, error) {
	var made struct {
		ID   int64
		Code string
		Data struct {
			TermID json.Number `json:"term_id"`
		}
	}
	a, err := s.do(ctx, s.below(k))
	if err != nil {
		return 0, err
	}
	_ = json.Unmarshal(a.body, &made) // no code of WordPress's: judged by its status
	switch made.Code {
	case "term_exists":
		return made.Data.TermID.Int64()
	case "rest_cannot_create":
		return 0, errNoTerm
	}
	if a.status >= 400 {
		return 0, s.refusal(k.doing, a)
	}
	if made.ID == 0 {
		return 0, s.decode(k.doing, a, &struct{ ID int64 }{})
	}
	return made.ID, nil
}

// author is the number of the user with a name; 0 = there is none, or several,
// or Stet's user may give nothing to others: WordPress would refuse the whole
// story.
func (s *wpSession) author(ctx context.Context, name string) (int64, error) {
	var users []wpUser
	query := url.Values{"search": {name}, "per_page": {"100"}}
	err := s.rest(ctx, call{doing: "look for the author " + name, method: http.MethodGet, path: "/wp/v2/users", query: query}, &users)
	if err != nil {
		return 0, err
	}
	found := int64(0)
	for _, u := range users {
		if strings.EqualFold(html.UnescapeString(u.Name), name) {
			if found != 0 {
				return 0, nil
			}
			found = u.ID
		}
	}
	if found != s.me.ID && !s.me.Capabilities["edit_others_posts"] {
		return 0, nil
	}
	return found, nil
}
