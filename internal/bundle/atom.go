package bundle

import (
	"cmp"

	"stet/internal/article"
	"stet/internal/format"
)

const atomPath = "data/feeds/atom.xml"

func newAtom(s *setting) (gatherer, error) {
	item := func(story *feedStory) ([]byte, error) { return atomEntry(story, s.house.Name) }
	return &feed{setting: s, path: atomPath, kind: "application/atom+xml", item: item, whole: atomFeed}, nil
}

// atomEntry names the house as the author of a story without a byline: Atom
// wants one.
func atomEntry(s *feedStory, house string) ([]byte, error) {
	entry := &format.AtomEntry{
		ID: s.id, Title: s.title, Published: format.Stamp(s.published), Updated: format.Stamp(s.published),
		Rights: s.rights, Summary: s.summary, Content: format.AtomContent{Type: "html", Language: s.language, Value: s.html},
	}
	if !s.modified.IsZero() {
		entry.Updated = format.Stamp(s.modified)
	}
	authors := s.authors
	if len(authors) == 0 {
		authors = []article.Author{{Name: format.XMLText(cmp.Or(house, "Unknown"))}}
	}
	for _, a := range authors {
		entry.Authors = append(entry.Authors, format.AtomPerson{Name: a.Name, URI: a.URL})
	}
	for _, tag := range s.tags {
		entry.Categories = append(entry.Categories, format.AtomCategory{Term: tag})
	}
	if s.url != "" {
		entry.Links = append(entry.Links, format.AtomLink{Rel: "alternate", Type: "text/html", Href: s.url})
	}
	if p := s.lead; p != nil {
		entry.Links = append(entry.Links, format.AtomLink{Rel: "enclosure", Type: p.kind, Href: p.url, Length: p.size, Title: p.Alt})
	}
	return format.XMLPart(entry, "  ")
}

func atomFeed(s *setting, items [][]byte) ([]byte, error) {
	head := format.AtomHead(format.AtomFeed{
		ID: s.feedID(), Title: cmp.Or(s.house.Name, "News"), Link: absolute(s.house.BaseURL), Self: s.self(atomPath),
		Language: s.house.Language, Generator: s.program, Updated: cmp.Or(format.Stamp(s.newest), "1970-01-01T00:00:00Z"),
	})
	return joinedItems(head, items, format.AtomFoot), nil
}
