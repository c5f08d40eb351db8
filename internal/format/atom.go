package format

import "encoding/xml"

// AtomEntry is an entry of Atom (RFC 4287).
type AtomEntry struct {
	XMLName    xml.Name       `xml:"entry"`
	ID         string         `xml:"id"` // an address of any scheme that never changes
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"` // RFC 3339
	Published  string         `xml:"published,omitempty"`
	Authors    []AtomPerson   `xml:"author"` // at least one
	Links      []AtomLink     `xml:"link"`
	Categories []AtomCategory `xml:"category"`
	Rights     string         `xml:"rights,omitempty"`
	Summary    string         `xml:"summary,omitempty"`
	Content    AtomContent    `xml:"content"`
}

// AtomPerson is an author.
type AtomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

// AtomLink is an address that belongs to an entry.
type AtomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Href   string `xml:"href,attr"` // absolute
	Length int    `xml:"length,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
}

// AtomCategory is a section or a keyword.
type AtomCategory struct {
	Term string `xml:"term,attr"`
}

// AtomContent is HTML, in the language that it says.
type AtomContent struct {
	Type     string `xml:"type,attr"`
	Language string `xml:"xml:lang,attr,omitempty"`
	Value    string `xml:",chardata"`
}

// AtomFeed is what a feed says of itself.
type AtomFeed struct {
	ID, Title, Link, Self, Language, Generator string
	Updated                                    string // RFC 3339, required
}

// AtomHead begins a feed, up to its first entry; AtomFoot ends it.
func AtomHead(f AtomFeed) []byte {
	w := &xmlWriter{}
	w.raw(XMLHead + `<feed xmlns="http://www.w3.org/2005/Atom"`)
	if f.Language != "" {
		w.raw(` xml:lang="`)
		w.text(f.Language)
		w.raw(`"`)
	}
	w.raw(">\n")
	w.element("id", f.ID)
	w.element("title", f.Title)
	w.element("updated", f.Updated)
	for _, l := range []AtomLink{{Rel: "alternate", Type: "text/html", Href: f.Link}, {Rel: "self", Type: "application/atom+xml", Href: f.Self}} {
		if l.Href != "" {
			w.raw(`    <link rel="` + l.Rel + `" type="` + l.Type + `" href="`)
			w.text(l.Href)
			w.raw("\"/>\n")
		}
	}
	w.element("generator", f.Generator)
	return w.Bytes()
}

// AtomFoot ends what [AtomHead] began.
const AtomFoot = "</feed>\n"
