package page

import (
	"bytes"
	"net/url"
	"strings"
)

// writer is a document being written. Text goes in through text and attr only.
type writer struct{ *bytes.Buffer }

func newWriter() *writer { return &writer{new(bytes.Buffer)} }

// raw writes markup that this package or markup made.
func (h *writer) raw(markup ...string) {
	for _, m := range markup {
		h.WriteString(m)
	}
}

func (h *writer) text(s string) { h.WriteString(escape(s)) }

// attr writes ` name="value"`.
func (h *writer) attr(name, value string) {
	h.raw(" ", name, `="`, escape(value), `"`)
}

// element writes <tag class="class">text</tag>, nothing for no text.
func (h *writer) element(tag, class, text string) {
	if text == "" {
		return
	}
	h.raw("<", tag, ` class="`, class, `">`, escape(text), "</", tag, ">\n")
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\uFFFD")

func escape(s string) string { return escaper.Replace(s) }

// webURL is a URL that may stand behind a link, else "".
func webURL(typed string) string {
	u, err := url.Parse(strings.TrimSpace(typed))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

// listURL also takes a URL within the site, as a list of stories has.
func listURL(typed string) string {
	u, err := url.Parse(strings.TrimSpace(typed))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
