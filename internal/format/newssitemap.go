package format

import "encoding/xml"

// SitemapURL is one story of a sitemap with Google's news extension 0.9.
type SitemapURL struct {
	XMLName xml.Name    `xml:"url"`
	Loc     string      `xml:"loc"` // absolute
	News    SitemapNews `xml:"news:news"`
}

// SitemapNews is what the extension wants of a story, all of it required.
type SitemapNews struct {
	Publication SitemapPublication `xml:"news:publication"`
	Date        string             `xml:"news:publication_date"` // RFC 3339
	Title       string             `xml:"news:title"`
}

// SitemapPublication is who publishes it, in which language (ISO 639, but for
// zh-cn and zh-tw).
type SitemapPublication struct {
	Name     string `xml:"news:name"`
	Language string `xml:"news:language"`
}

// A sitemap begins and ends so.
const (
	SitemapHead = XMLHead + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + "\n"
	SitemapFoot = "</urlset>\n"
)
