package intake

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// mobiledoc is a document of Ghost's editor before version 5.
type mobiledoc struct {
	Atoms    [][]json.RawMessage `json:"atoms"`
	Cards    [][]json.RawMessage `json:"cards"`
	Markups  [][]json.RawMessage `json:"markups"`
	Sections [][]json.RawMessage `json:"sections"`
}

// mobiledocHTML is such a document as HTML.
func mobiledocHTML(e *entry, source string) string {
	var doc mobiledoc
	if err := soundJSON([]byte(source), &doc); err != nil {
		e.drop(source[:min(len(source), 200)], "The text is in Ghost's own form and could not be read.")
		return ""
	}
	m := &mobileWriter{lexWriter{entry: e}, &doc}
	for _, section := range doc.Sections {
		m.section(section)
	}
	return m.String()
}

type mobileWriter struct {
	lexWriter
	doc *mobiledoc
}

// into reads part i of a tuple; false where it is not there or another thing.
func into(tuple []json.RawMessage, i int, v any) bool {
	return i < len(tuple) && json.Unmarshal(tuple[i], v) == nil
}

// mobileTags are the elements that a section may be.
var mobileTags = []string{"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol"}

func (m *mobileWriter) section(s []json.RawMessage) {
	var kind, card int
	var tag string
	if !into(s, 0, &kind) {
		return
	}
	switch kind {
	case 1:
		var markers [][]json.RawMessage
		if into(s, 1, &tag) && into(s, 2, &markers) {
			m.element(tag, markers)
		}
	case 2:
		if into(s, 1, &tag) {
			m.image(&lexNode{Src: tag})
		}
	case 3:
		var items [][][]json.RawMessage
		if into(s, 1, &tag) && into(s, 2, &items) && (tag == "ul" || tag == "ol") {
			m.raw("<" + tag + ">")
			for _, item := range items {
				m.element("li", item)
			}
			m.raw("</" + tag + ">")
		}
	case 10:
		if into(s, 1, &card) && card >= 0 && card < len(m.doc.Cards) {
			m.mobileCard(m.doc.Cards[card])
		}
	}
}

func (m *mobileWriter) element(tag string, markers [][]json.RawMessage) {
	tag = strings.ToLower(tag)
	if tag == "aside" {
		tag = "blockquote"
	}
	if tag != "li" && !slices.Contains(mobileTags, tag) {
		tag = "p"
	}
	m.raw("<" + tag + ">")
	open := []string{}
	for _, marker := range markers {
		var kind, closed int
		var opens []int
		if !into(marker, 0, &kind) || !into(marker, 1, &opens) || !into(marker, 2, &closed) {
			continue
		}
		for _, i := range opens {
			open = append(open, m.markup(i))
		}
		var text string
		if kind == 0 && into(marker, 3, &text) {
			m.raw(html.EscapeString(text))
		} else if kind == 1 {
			m.raw("<br>") // the one atom that Ghost has
		}
		for ; closed > 0 && len(open) > 0; closed-- {
			if last := open[len(open)-1]; last != "" {
				m.raw("</" + last + ">")
			}
			open = open[:len(open)-1]
		}
	}
	m.raw("</" + tag + ">")
}

// mobileMarks are the elements that a piece of text may be in.
var mobileMarks = []string{"strong", "b", "em", "i", "a", "code", "s", "u", "sub", "sup"}

// markup opens an element in a text and gives its tag; "" = none that is read.
func (m *mobileWriter) markup(i int) string {
	var tag string
	var attrs []string
	if i < 0 || i >= len(m.doc.Markups) || !into(m.doc.Markups[i], 0, &tag) || !slices.Contains(mobileMarks, strings.ToLower(tag)) {
		return ""
	}
	tag = strings.ToLower(tag)
	m.raw("<" + tag)
	if into(m.doc.Markups[i], 1, &attrs) && len(attrs) > 1 && attrs[0] == "href" {
		m.raw(` href="`, html.EscapeString(attrs[1]), `"`)
	}
	m.raw(">")
	return tag
}

func (m *mobileWriter) mobileCard(card []json.RawMessage) {
	var name string
	var n lexNode
	if !into(card, 0, &name) || !into(card, 1, &n) {
		return
	}
	switch name {
	case "hr":
		m.raw("<hr>")
	case "code":
		m.raw("<pre>", html.EscapeString(n.Code), "</pre>")
	case "card-markdown":
		m.card("markdown", &n)
	default:
		m.card(name, &n)
	}
}
