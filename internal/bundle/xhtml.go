package bundle

import (
	"regexp"
	"strings"

	"stet/internal/format"
)

// voidTag is an element of HTML that has no end. Nothing but a tag can look
// like one: markup and page escape every < and > of a text.
var voidTag = regexp.MustCompile(`<(br|hr|img)\b([^<>]*?)/?>`)

// xhtml is HTML of Stet's as XML.
func xhtml(html string) string {
	return format.XMLText(voidTag.ReplaceAllString(html, "<$1$2/>"))
}

// attribute is text as it stands in an attribute or between tags.
func escaped(text string) string {
	return xmlEscapes.Replace(format.XMLText(text))
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
