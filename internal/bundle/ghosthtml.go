package bundle

import (
	"regexp"
	"slices"
	"strings"

	"stet/internal/page"
)

// ghostHTML is a story's text as Ghost takes HTML in: it makes nodes of its
// editor's of what it knows, and drops what is around the rest, unless that
// stands between two comments that make it a card of plain HTML.
type ghostHTML struct {
	strings.Builder
	linked []string // ids of crossheads that the story leads to
}

func (e *export) ghostHTML(i page.Inset) string {
	g := &ghostHTML{linked: e.linked()}
	g.Grow(len(e.doc.HTML) + len(e.doc.HTML)/8)
	all := slices.Concat(i.Above, i.Blocks, i.Below)
	if _, direction := e.foreign(&i); direction {
		g.card(`<div lang="` + i.Lang + `" dir="` + i.Dir + `">` + "\n" + strings.Join(all, "\n") + "\n</div>")
		return g.text()
	}
	for _, el := range e.pieces(all...) {
		g.block(&el)
	}
	return g.text()
}

// struck is what Ghost knows of what is struck through; of del it keeps the
// words, as if they still stood.
var struck = strings.NewReplacer("<del>", "<s>", "</del>", "</s>")

func (g *ghostHTML) text() string {
	html := strings.TrimSuffix(g.String(), "\n")
	if !strings.Contains(html, "del>") { // little is
		return html
	}
	return struck.Replace(html)
}

// linked are the ids of crossheads that the story leads to itself.
func (e *export) linked() []string {
	ids := []string{}
	for _, l := range e.doc.Links {
		if id, ok := strings.CutPrefix(l.URL, "#"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

func (g *ghostHTML) card(html string) {
	html = footnoteBack.ReplaceAllString(html, "") // the sign in the text has no address in Ghost
	g.WriteString("<!--kg-card-begin: html-->\n" + html + "\n<!--kg-card-end: html-->\n")
}

func (g *ghostHTML) block(e *piece) {
	switch {
	case e.tag == "":
	case e.tag == "hr":
		g.line(e.raw)
	case e.tag == "p":
		g.line("<p>", e.inner, "</p>")
	case e.tag == "pre":
		g.line(e.raw)
	case slices.Contains(headings, e.tag) && !slices.Contains(g.linked, e.attr("id")):
		g.line("<" + e.tag + ">" + e.inner + "</" + e.tag + ">")
	case e.tag == "blockquote" && !slices.ContainsFunc(e.blocks(), func(k piece) bool { return k.tag != "p" }):
		g.line(e.raw)
	case e.tag == "ul" || e.tag == "ol":
		g.list(e)
	case e.class() == "picture":
		g.image(e)
	default:
		g.card(e.raw)
	}
}

func (g *ghostHTML) line(html ...string) {
	for _, part := range html {
		g.WriteString(part)
	}
	g.WriteByte('\n')
}

var (
	headings     = []string{"h2", "h3", "h4"}
	footnoteBack = regexp.MustCompile(` ?<a class="footnote-back"[^>]*>[^<]*</a>`)
	looseItem    = regexp.MustCompile(`<li><p>([^\n]*)</p></li>`)
)

// list of lines, and of lists of them; of anything else Ghost would make one
// line.
func (g *ghostHTML) list(e *piece) {
	plain := looseItem.ReplaceAllString(e.raw, "<li>$1</li>")
	for _, block := range []string{"<p>", "<p ", "<blockquote>", "<pre>", "<figure", "<table>", "<div", "<aside", "<h"} {
		if strings.Contains(plain, block) {
			g.card(e.raw)
			return
		}
	}
	g.line(plain)
}

func (g *ghostHTML) image(e *piece) {
	img, ok := e.find("img")
	if !ok {
		g.card(e.raw)
		return
	}
	class, caption := "kg-card kg-image-card", ""
	if words, ok := e.find("figcaption"); ok {
		class, caption = class+" kg-card-hascaption", "<figcaption>"+words.inner+"</figcaption>"
	}
	g.line(`<figure class="` + class + `"><img src="` + escapeHTML(img.attr("src")) + `" class="kg-image" alt="` + escapeHTML(img.attr("alt")) +
		`" width="` + img.attr("width") + `" height="` + img.attr("height") + `">` + caption + "</figure>")
}
