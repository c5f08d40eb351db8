package bundle

import (
	"html"
	"slices"
	"strings"
)

// element is a piece of the HTML that markup and page write: an element, or
// text between elements, whose tag is "". What they write is strict (tags end,
// attributes stand in double quotes, nothing bare is between them), so that
// cutting it up needs no parser that guesses.
type element struct {
	tag   string
	attrs string // as written, with the space before each
	inner string // between its tags; of text all of it, escaped
	raw   string
	kids  []element
}

// void elements have no end.
var void = []string{"br", "hr", "img"}

// elements cuts HTML up.
func elements(markup string) []element {
	found, _ := cutElements(markup)
	return found
}

// cutElements stops at the end tag of whatever the markup is in.
func cutElements(markup string) (found []element, rest string) {
	for markup != "" {
		text, _, _ := strings.Cut(markup, "<")
		if text != "" {
			found = append(found, element{inner: text, raw: text})
			markup = markup[len(text):]
			continue
		}
		if strings.HasPrefix(markup, "</") {
			break
		}
		open, after, _ := strings.Cut(markup[1:], ">")
		tag, _, _ := strings.Cut(open, " ")
		e := element{tag: tag, attrs: open[len(tag):]}
		if !slices.Contains(void, tag) {
			kids, end := cutElements(after)
			e.kids, e.inner = kids, after[:len(after)-len(end)]
			_, after, _ = strings.Cut(end, ">")
		}
		e.raw = markup[:len(markup)-len(after)]
		found, markup = append(found, e), after
	}
	return found, markup
}

// attr is an attribute's value, read; "" = none.
func (e *element) attr(name string) string {
	_, value, _ := strings.Cut(e.attrs, " "+name+`="`)
	value, _, _ = strings.Cut(value, `"`)
	return html.UnescapeString(value)
}

func (e *element) class() string { return e.attr("class") }

// blocks are the elements within, without the line ends between them.
func (e *element) blocks() []element {
	return slices.DeleteFunc(slices.Clone(e.kids), func(k element) bool { return k.tag == "" && strings.TrimSpace(k.inner) == "" })
}

// words are all text in it, read.
func (e *element) words() string {
	if e.tag == "" {
		return html.UnescapeString(e.inner)
	}
	var b strings.Builder
	for i := range e.kids {
		b.WriteString(e.kids[i].words())
	}
	return b.String()
}

// find is the first element of a tag within, in reading order.
func (e *element) find(tag string) (element, bool) {
	for i := range e.kids {
		if e.kids[i].tag == tag {
			return e.kids[i], true
		}
		if found, ok := e.kids[i].find(tag); ok {
			return found, true
		}
	}
	return element{}, false
}

// inline elements stand in a line of text.
var inline = []string{"", "a", "b", "br", "code", "del", "em", "img", "span", "strong", "sup", "time"}

// line is the text of a block that holds nothing but a line, alone or in one
// paragraph; false = it holds more.
func (e *element) line() (string, bool) {
	kids := e.blocks()
	if len(kids) == 1 && kids[0].tag == "p" && kids[0].attrs == "" {
		return kids[0].line()
	}
	if slices.ContainsFunc(kids, func(k element) bool { return !slices.Contains(inline, k.tag) }) {
		return "", false
	}
	return strings.TrimSpace(e.inner), true
}
