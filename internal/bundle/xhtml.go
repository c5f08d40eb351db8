package bundle

import (
	"slices"
	"strings"

	"stet/internal/format"
)

// xhtml is HTML of Stet's as XML: elements that have no end get one. Nothing
// but a tag can look like one, since markup and page escape every < and > of a
// text.
func xhtml(html string) string {
	var b strings.Builder
	b.Grow(len(html) + len(html)/32)
	for {
		text, after, found := strings.Cut(html, "<")
		b.WriteString(text)
		if !found {
			return format.XMLText(b.String())
		}
		tag, rest, _ := strings.Cut(after, ">")
		b.WriteString("<" + strings.TrimSuffix(tag, "/"))
		if name, _, _ := strings.Cut(tag, " "); slices.Contains(void, strings.TrimSuffix(name, "/")) {
			b.WriteByte('/')
		}
		b.WriteByte('>')
		html = rest
	}
}

// attribute is text as it stands in an attribute or between tags.
func escaped(text string) string {
	return xmlEscapes.Replace(format.XMLText(text))
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
