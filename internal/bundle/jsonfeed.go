package bundle

import (
	"bytes"
	"encoding/json"

	"stet/internal/format"
)

const jsonFeedPath = "data/feeds/feed.json"

func newJSONFeed(s *setting) (gatherer, error) {
	return &feed{setting: s, path: jsonFeedPath, kind: "application/feed+json", item: jsonFeedItem, whole: jsonFeed}, nil
}

func jsonFeedItem(s *feedStory) ([]byte, error) {
	item := format.JSONFeedItem{
		ID: s.id, URL: s.url, Title: s.title, ContentHTML: s.html, Summary: s.summary, Published: format.Stamp(s.published),
		Modified: format.Stamp(s.modified), Tags: s.tags, Language: s.language,
	}
	for _, a := range s.authors {
		item.Authors = append(item.Authors, format.JSONFeedAuthor{Name: a.Name, URL: a.URL})
	}
	if p := s.lead; p != nil {
		item.Image = p.url
		item.Attachments = []format.JSONFeedAttachment{{URL: p.url, Type: p.kind, Title: p.Alt, Size: p.size}}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(item)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// jsonFeed puts the items, which are written already, into their feed.
func jsonFeed(s *setting, items [][]byte) ([]byte, error) {
	var out bytes.Buffer
	err := format.JSON(&out, &format.JSONFeed{
		Version: format.JSONFeed11, Title: s.house.Name, HomePage: absolute(s.house.BaseURL), FeedURL: s.self(jsonFeedPath),
		Language: s.house.Language, Items: []format.JSONFeedItem{},
	})
	if err != nil || len(items) == 0 {
		return out.Bytes(), err
	}
	head := bytes.TrimSuffix(out.Bytes(), []byte("]\n}\n"))
	lines := bytes.Join(items, []byte(",\n    "))
	return bytes.Join([][]byte{head, []byte("\n    "), lines, []byte("\n  ]\n}\n")}, nil), nil
}
