package bundle

import (
	"html"
	"slices"
	"strings"
)

// piece is a part of the HTML that markup and page write: an element, or
// text between elements, whose tag is "". What they write is strict (tags end,
// attributes stand in double quotes, nothing bare is between them), so that
// cutting it up needs no parser that guesses.
type piece struct {
	tag   string
	attrs string // as written, with the space before each
	inner string // between its tags; of text all of it, escaped
	raw   string
	kids  []piece
}

// void elements have no end.
var void = []string{"br", "hr", "img"}

// pieces cuts HTML up.
func pieces(markup string) []piece {
	found, _ := cutPieces(markup)
	return found
}

// cutPieces stops at the end tag of whatever the markup is in.
func cutPieces(markup string) (found []piece, rest string) {
	for markup != "" {
		text, _, _ := strings.Cut(markup, "<")
		if text != "" {
			found = append(found, piece{inner: text, raw: text})
			markup = markup[len(text):]
			continue
		}
		if strings.HasPrefix(markup, "</") {
			break
		}
		open, after, _ := strings.Cut(markup[1:], ">")
		tag, _, _ := strings.Cut(open, " ")
		e := piece{tag: tag, attrs: open[len(tag):]}
		if !slices.Contains(void, tag) {
			kids, end := cutPieces(after)
			e.kids, e.inner = kids, after[:len(after)-len(end)]
			_, after, _ = strings.Cut(end, ">")
		}
		e.raw = markup[:len(markup)-len(after)]
		found, markup = append(found, e), after
	}
	return found, markup
}

// attr is an attribute's value, read; "" = none.
func (e *piece) attr(name string) string {
	_, value, _ := strings.Cut(e.attrs, " "+name+`="`)
	value, _, _ = strings.Cut(value, `"`)
	return html.UnescapeString(value)
}

func (e *piece) class() string { return e.attr("class") }

// blocks are the elements within, without the line ends between blocks; a space
// between two elements of a line is text.
func (e *piece) blocks() []piece {
	kept := []piece{}
	for i, k := range e.kids {
		blank := k.tag == "" && strings.Trim(k.inner, " \t\n") == ""
		inLine := i > 0 && i+1 < len(e.kids) && isInline(e.kids[i-1].tag) && isInline(e.kids[i+1].tag)
		if !blank || inLine {
			kept = append(kept, k)
		}
	}
	return kept
}

// words are all text in it, read.
func (e *piece) words() string {
	if e.tag == "" {
		return html.UnescapeString(e.inner)
	}
	var b strings.Builder
	for i := range e.kids {
		b.WriteString(e.kids[i].words())
	}
	return b.String()
}

// each is the elements of a tag right below.
func (e *piece) each(tag string) []piece {
	found := []piece{}
	for _, k := range e.kids {
		if k.tag == tag {
			found = append(found, k)
		}
	}
	return found
}

// find is the first element of a tag within, in reading order.
func (e *piece) find(tag string) (piece, bool) {
	for i := range e.kids {
		if e.kids[i].tag == tag {
			return e.kids[i], true
		}
		if found, ok := e.kids[i].find(tag); ok {
			return found, true
		}
	}
	return piece{}, false
}

// inline elements stand in a line of text.
var inline = []string{"", "a", "b", "br", "code", "del", "em", "img", "span", "strong", "sup", "time"}

func isInline(tag string) bool { return slices.Contains(inline, tag) }

// line is the text of a block that holds nothing but a line, alone or in one
// paragraph; false = it holds more.
func (e *piece) line() (string, bool) {
	kids := e.blocks()
	if len(kids) == 1 && kids[0].tag == "p" && kids[0].attrs == "" {
		return kids[0].line()
	}
	if slices.ContainsFunc(kids, func(k piece) bool { return !isInline(k.tag) }) {
		return "", false
	}
	return strings.TrimSpace(e.inner), true
}

// textEscaper is for text between tags, htmlEscaper for values too.
var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

func escapeText(text string) string { return textEscaper.Replace(text) }
func escapeHTML(text string) string { return htmlEscaper.Replace(text) }
