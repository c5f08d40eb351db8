package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/format"
)

const (
	sitemapPath  = "data/feeds/news-sitemap.xml"
	sitemapReach = 48 * time.Hour // before the newest story
	sitemapMost  = 1000
)

func newSitemap(s *setting) (gatherer, error) {
	item := func(story *feedStory) ([]byte, error) { return sitemapURL(story, s) }
	return &feed{setting: s, path: sitemapPath, kind: "application/xml", item: item, whole: sitemap}, nil
}

var sitemapFidelity = fidelity{leaves: unmapped, pointer: "a sitemap says where a story lies, when it was published and what it is called"}

// unmapped is why a story is in no news sitemap.
func unmapped(e *export) string {
	switch {
	case e.unfit != "":
		return e.unfit
	case e.address() == "":
		return noAddress
	case e.newest.Sub(published(&e.article)) > sitemapReach:
		return "a news sitemap holds the last two days"
	case e.place >= sitemapMost:
		return fmt.Sprintf("a news sitemap holds %d stories at most", sitemapMost)
	}
	return ""
}

func sitemapURL(s *feedStory, of *setting) ([]byte, error) {
	return format.XMLPart(&format.SitemapURL{Loc: s.url, News: format.SitemapNews{
		Publication: format.SitemapPublication{Name: format.XMLText(of.house.Name), Language: sitemapLanguage(s.language)},
		Date:        format.Stamp(s.published), Title: s.title,
	}}, "  ")
}

// sitemapLanguage is two or three letters, but for Chinese, which is told apart.
func sitemapLanguage(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	switch {
	case parts[0] != "zh":
		return cmp.Or(parts[0], "en")
	case slices.Contains(parts, "hant"), slices.Contains(parts, "tw"), slices.Contains(parts, "hk"):
		return "zh-tw"
	}
	return "zh-cn"
}

func sitemap(_ *setting, items [][]byte) ([]byte, error) {
	return joinedItems([]byte(format.SitemapHead), items, format.SitemapFoot), nil
}
