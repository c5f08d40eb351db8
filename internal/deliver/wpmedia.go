package deliver

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path"
	"strconv"
)

// pictures brings a story's pictures up and gives where they lie. What is up
// already is used again: known from before, or found by its name, which holds
// the digest of its bytes.
func (s *wpSession) pictures(ctx context.Context, story *post, known Remote, note func(Remote)) (map[string]Media, []Difference, error) {
	found, err := s.uploaded(ctx, story, known.Media)
	if err != nil {
		return nil, nil, err
	}
	lost := []Difference{}
	up := maps.Clone(known.Media)
	if up == nil {
		up = map[string]Media{}
	}
	for _, f := range story.media {
		item, ok := found[f.sha256]
		if !ok {
			if item, err = s.upload(ctx, f); err != nil {
				return nil, nil, err
			}
		}
		dropped, err := s.describe(ctx, f, item)
		if err != nil {
			return nil, nil, err
		}
		lost = append(lost, dropped...)
		up[f.sha256] = Media{ID: strconv.FormatInt(item.number("id"), 10), URL: item.text("source_url")}
		known.Media = maps.Clone(up)
		note(known)
	}
	return up, lost, nil
}

// uploaded finds the pictures that are up, by number and by name.
func (s *wpSession) uploaded(ctx context.Context, story *post, known map[string]Media) (map[string]members, error) {
	found, byID, byName := map[string]members{}, map[string]string{}, map[string]string{}
	for _, f := range story.media {
		if m, ok := known[f.sha256]; ok {
			byID[m.ID] = f.sha256
		}
		byName[f.name()] = f.sha256
	}
	for _, ask := range []struct {
		param string
		of    map[string]string
	}{{"include", byID}, {"slug", byName}} {
		if len(ask.of) == 0 || len(found) == len(story.media) {
			continue
		}
		query := url.Values{"context": {"edit"}, "per_page": {"100"}}
		for value := range ask.of {
			query.Add(ask.param+"[]", value)
		}
		var items []members
		err := s.rest(ctx, call{doing: "look for pictures in WordPress", method: http.MethodGet, path: "/wp/v2/media", query: query}, &items)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			for _, name := range []string{strconv.FormatInt(item.number("id"), 10), item.text("slug")} {
				if sum, ok := ask.of[name]; ok && item.text("source_url") != "" {
					found[sum] = item
				}
			}
		}
	}
	return found, nil
}

func (s *wpSession) upload(ctx context.Context, f mediaFile) (members, error) {
	doing := "upload " + f.called()
	data, err := f.read()
	if err != nil {
		return nil, failed(Unfit, doing, err)
	}
	var item members
	err = s.rest(ctx, call{
		doing: doing, method: http.MethodPost, path: "/wp/v2/media", kind: f.kind, body: data,
		header: map[string]string{"Content-Disposition": fmt.Sprintf("attachment; filename=%q", f.name()+path.Ext(f.path))},
	}, &item)
	if err == nil && (item.number("id") == 0 || item.text("source_url") == "") {
		err = &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	return item, err
}

// describe gives a picture its words, where they are other ones than it has, and
// tells those that WordPress did not take.
func (s *wpSession) describe(ctx context.Context, f mediaFile, item members) ([]Difference, error) {
	if len(differences(f.words, item)) == 0 {
		return nil, nil
	}
	doing := "describe " + f.called()
	var stored members
	if err := s.post(ctx, doing, "/wp/v2/media/"+strconv.FormatInt(item.number("id"), 10), f.words, &stored); err != nil {
		return nil, err
	}
	lost := differences(f.words, stored)
	for i := range lost {
		lost[i].Field = "media." + lost[i].Field
	}
	return lost, nil
}
