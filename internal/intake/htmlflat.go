package intake

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flat reads the words of a page that is nested too deeply to be parsed.
func (r *htmlReader) flat(text string) {
	z := html.NewTokenizer(strings.NewReader(text))
	skip := atom.Atom(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if skip == 0 {
				r.inline.add(r.left.from(lineEnds.Replace(string(z.Text()))), style{})
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if skip == 0 && slices.Contains(rawText, a) {
				skip = a
			}
			r.flatBreak(a)
		case html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == skip {
				skip = 0
			} else {
				r.flatBreak(a)
			}
		}
	}
}

// rawText are elements whose content is no copy, even to a tokenizer.
var rawText = []atom.Atom{atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Title, atom.Noembed, atom.Noframes}

func (r *htmlReader) flatBreak(a atom.Atom) {
	if separates(a) {
		r.flush()
	}
}
