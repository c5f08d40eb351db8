package bundle

import (
	"regexp"
	"strings"

	"stet/internal/format"
)

// void are the elements of HTML that have no end. Nothing but a tag can look
// like one: markup and page escape every < and > of a text.
var void = regexp.MustCompile(`<(br|hr|img)\b([^<>]*?)/?>`)

// xhtml is HTML of Stet's as XML.
func xhtml(html string) string {
	return format.XMLText(void.ReplaceAllString(html, "<$1$2/>"))
}

// attribute is text as it stands in an attribute or between tags.
func escaped(text string) string {
	return xmlEscapes.Replace(format.XMLText(text))
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
