package format

import (
	"encoding/xml"
	"time"
)

// RSSItem is an item of RSS 2.0 with the modules content, dc, dcterms and media. The
// prefixes are those that RSSHead declares.
type RSSItem struct {
	XMLName     xml.Name      `xml:"item"`
	Title       string        `xml:"title,omitempty"`
	Link        string        `xml:"link,omitempty"` // absolute
	GUID        RSSGUID       `xml:"guid"`
	PubDate     string        `xml:"pubDate,omitempty"`          // as RSSDate
	Modified    string        `xml:"dcterms:modified,omitempty"` // as Stamp; RSS has the first date only
	Creators    []string      `xml:"dc:creator"`                 // names: RSS's own author is a mail address
	Categories  []string      `xml:"category"`
	Description string        `xml:"description,omitempty"`
	Content     string        `xml:"content:encoded,omitempty"` // HTML
	Rights      string        `xml:"dc:rights,omitempty"`
	Language    string        `xml:"dc:language,omitempty"`
	Enclosure   *RSSEnclosure `xml:"enclosure"`
	Media       *RSSMedia     `xml:"media:content"`
}

// RSSGUID is an id that never changes and is no address.
type RSSGUID struct {
	PermaLink bool   `xml:"isPermaLink,attr"`
	Value     string `xml:",chardata"`
}

// RSSEnclosure is the one file that goes with an item; all of it is required.
type RSSEnclosure struct {
	URL    string `xml:"url,attr"` // absolute
	Length int    `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

// RSSMedia is a picture.
type RSSMedia struct {
	URL         string `xml:"url,attr"` // absolute
	Type        string `xml:"type,attr"`
	Medium      string `xml:"medium,attr"`
	Size        int    `xml:"fileSize,attr,omitempty"`
	Width       int    `xml:"width,attr,omitempty"`
	Height      int    `xml:"height,attr,omitempty"`
	Title       string `xml:"media:title,omitempty"` // what it shows
	Description string `xml:"media:description,omitempty"`
	Credit      string `xml:"media:credit,omitempty"`
}

// RSSChannel is what a feed says of itself.
type RSSChannel struct {
	Title, Link, Self, Description, Language, Generator string
	Built                                               time.Time
}

// RSSHead begins a feed, up to its first item; RSSFoot ends it.
func RSSHead(c RSSChannel) []byte {
	w := &xmlWriter{}
	w.raw(XMLHead + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/">` + "\n  <channel>\n")
	w.element("title", c.Title)
	w.element("link", c.Link)
	if c.Self != "" {
		w.raw(`    <atom:link rel="self" type="application/rss+xml" href="`)
		w.text(c.Self)
		w.raw("\"/>\n")
	}
	w.element("description", c.Description)
	w.element("language", c.Language)
	if !c.Built.IsZero() {
		w.element("lastBuildDate", RSSDate(c.Built))
	}
	w.element("generator", c.Generator)
	return w.Bytes()
}

// RSSFoot ends what [RSSHead] began.
const RSSFoot = "  </channel>\n</rss>\n"

// RSSDate is a moment as RSS wants it, in UTC; "" for none.
func RSSDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 -0700")
}
