package bundle

import (
	"cmp"
	"slices"
	"strings"

	"stet/internal/article"
)

// element is one thing that a body may hold, with what markup writes for it
// and for nothing else: text is escaped there.
type element struct {
	name string // as the table in docs/format.md has it
	html string
}

// elements in the order of the table.
var elements = []element{
	{"paragraph", "<p>"},
	{"crosshead", "<h2"},
	{"smaller crosshead", "<h3"},
	{"list", "<ul>"},
	{"numbered list", "<ol>\n<li>"},
	{"quotation", "<blockquote>"},
	{"table", "<table>"},
	{"footnote", `role="doc-noteref"`},
	{"code", "<pre>"},
	{"code in a line", " <code>"},
	{"rule", "<hr>"},
	{"figure", `<figure class="picture`},
	{"picture in a line", ` <img src="`},
	{"caption", "<figcaption>"},
	{"credit of a picture", `<span class="credit">`},
	{"pull quote", `<aside class="pullquote">`},
	{"who said it", `<p class="pullquote-by">`},
	{"fact box", `<aside class="factbox">`},
	{"title of a box", `<p class="box-title">`},
	{"correction box", `<aside class="correction">`},
	{"link card", `<aside class="embed">`},
	{"unknown container", `<div class="box">`},
	{"bold", "<strong>"},
	{"italics", "<em>"},
	{"strikethrough", "<del>"},
	{"link", `<a href="http`},
	{"link to a crosshead", `<a href="#s-`},
	{"mail link", `<a href="mailto:`},
	{"line break", "<br>"},
}

// elementsIn names what a body holds of those that some format loses.
func elementsIn(html string, rows []outFormat) []string {
	found := []string{}
	for _, el := range elements {
		loses := func(f outFormat) bool { return f.elements[el.name].lost }
		if slices.ContainsFunc(rows, loses) && el.in(html) {
			found = append(found, el.name)
		}
	}
	return found
}

// in reports whether a body that markup wrote holds the element. Footnotes are
// written with a list and links of their own, which are none of the body's.
func (el element) in(html string) bool {
	if at := strings.Index(html, `<section class="footnotes"`); at >= 0 && el.html != `role="doc-noteref"` {
		html = html[:at]
	}
	if el.name == "link to a crosshead" {
		return strings.Count(html, el.html) > strings.Count(html, `<a href="#s-fn-`)
	}
	return strings.Contains(html, el.html)
}

// losses names what a story holds and the format cannot carry: fields in their
// order, then elements of its body.
func (f *outFormat) losses(e *export) []Loss {
	found := []Loss{}
	if f.pointer != "" {
		return found
	}
	lose := func(field, why string) { found = append(found, Loss{e.article.ID, f.name, field, why}) }
	missing := map[string]string{}
	if f.missing != nil {
		missing = f.missing(e)
	}
	why := func(path string) string {
		if len(missing) == 0 { // as of most: a story has a dozen fields, and a package as many formats
			return f.lacks[path]
		}
		return cmp.Or(f.lacks[path], missing[path])
	}
	for _, field := range e.filled {
		if why := why(field.Path); why != "" && field.Get(&e.article) != "" {
			lose(field.Path, why)
		}
	}
	for _, part := range parts {
		if part.in(&e.article) {
			if why := why(part.path); why != "" {
				lose(part.path, why)
			}
		}
	}
	if f.unshown != "" {
		for _, name := range e.nowhere {
			lose("pictures", "“"+name+"” stands nowhere in the story: "+f.unshown)
		}
	}
	for _, name := range e.elements {
		if fate := f.elements[name]; fate.lost {
			lose("body", name+": "+fate.how)
		}
	}
	return found
}

// fieldPart is a part of a field that a format may lack though it carries the
// field.
type fieldPart struct {
	path string
	in   func(*article.Article) bool
}

var parts = []fieldPart{
	{"authors.role", func(a *article.Article) bool {
		return slices.ContainsFunc(a.Authors, func(b article.Author) bool { return b.Role != "" })
	}},
	{"authors.url", func(a *article.Article) bool {
		return slices.ContainsFunc(a.Authors, func(b article.Author) bool { return b.URL != "" })
	}},
	{"pictures.alt", inPictures(func(p *article.Picture) string { return p.Alt })},
	{"pictures.caption", inPictures(func(p *article.Picture) string { return p.Caption })},
	{"pictures.credit", inPictures(func(p *article.Picture) string { return p.Credit })},
	{"pictures.rights", inPictures(func(p *article.Picture) string { return p.Rights })},
	{"pictures.source", inPictures(func(p *article.Picture) string { return p.Source })},
}

func inPictures(get func(*article.Picture) string) func(*article.Article) bool {
	return func(a *article.Article) bool {
		return slices.ContainsFunc(a.Pictures, func(p article.Picture) bool { return get(&p) != "" })
	}
}
