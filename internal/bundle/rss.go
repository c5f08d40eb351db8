package bundle

import (
	"stet/internal/article"
	"stet/internal/format"
)

const rssPath = "data/feeds/rss.xml"

func newRSS(s *setting) (gatherer, error) {
	return &feed{setting: s, path: rssPath, kind: "application/rss+xml", item: rssItem, whole: rssFeed}, nil
}

func rssItem(s *feedStory) ([]byte, error) {
	item := &format.RSSItem{
		Title: s.title, Link: s.url, GUID: format.RSSGUID{Value: s.id}, PubDate: format.RSSDate(s.published), Modified: format.Stamp(s.modified),
		Creators: authorNames(s.authors), Categories: s.tags, Description: s.summary, Content: s.html,
		Rights: s.rights, Language: s.language,
	}
	if p := s.lead; p != nil {
		item.Enclosure = &format.RSSEnclosure{URL: p.url, Length: p.size, Type: p.kind}
		item.Media = &format.RSSMedia{URL: p.url, Type: p.kind, Medium: "image", Size: p.size, Width: p.width, Height: p.height,
			Title: p.Alt, Description: p.Caption, Credit: p.Credit}
	}
	return format.XMLPart(item, "    ")
}

func rssFeed(s *setting, items [][]byte) ([]byte, error) {
	head := format.RSSHead(format.RSSChannel{
		Title: s.house.Name, Link: absolute(s.house.BaseURL), Self: s.self(rssPath), Description: s.house.Name,
		Language: s.house.Language, Generator: s.program, Built: s.newest,
	})
	return joinedItems(head, items, format.RSSFoot), nil
}

func authorNames(authors []article.Author) []string {
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = a.Name
	}
	return names
}
