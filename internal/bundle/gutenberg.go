package bundle

import (
	"regexp"
	"slices"
	"strings"

	"stet/internal/page"
)

// gutenberg is a story's text as the blocks of WordPress's editor. A block is
// HTML between two comments that say which it is; the editor takes a block for
// broken where the HTML is not what it would write itself. What it has no
// block for stands in one of plain HTML, so that every element is kept.
type gutenberg struct{ strings.Builder }

func (e *export) gutenberg(i page.Inset) string {
	g := &gutenberg{}
	g.Grow(len(e.doc.HTML) + len(e.doc.HTML)/2) // comments are about that much
	language, direction := e.foreign(&i)
	if language || direction {
		g.html(`<div lang="` + i.Lang + `" dir="` + i.Dir + `">`)
	}
	above := i.Above
	if len(e.article.Bylines) > 1 { // WordPress knows one author
		above = append(slices.Clone(above), i.Byline)
	}
	for _, el := range e.pieces(slices.Concat(above, i.Blocks, i.Below)...) {
		g.block(&el)
	}
	if language || direction {
		g.html("</div>")
	}
	return strings.ReplaceAll(strings.TrimSuffix(g.String(), "\n\n"), "[", "&#91;") // no [gallery] of a reporter's is a shortcode
}

// bareURL is a paragraph that WordPress would put somebody's player in place of.
var bareURL = regexp.MustCompile(`^(\s*https?)://([^\s<>"]+\s*)$`)

func (g *gutenberg) block(e *piece) {
	switch {
	case e.tag == "":
	case e.tag == "p":
		g.open("paragraph", classAttr(e.class()))
		g.add("<p", e.attrs, ">", withoutEmbed(e.inner), "</p>")
		g.end("paragraph")
	case e.tag == "h2":
		g.named("heading", "", `<h2 class="wp-block-heading"`+e.attrs+">"+e.inner+"</h2>")
	case e.tag == "h3" || e.tag == "h4":
		g.named("heading", `{"level":`+e.tag[1:]+`}`, "<"+e.tag+` class="wp-block-heading"`+e.attrs+">"+e.inner+"</"+e.tag+">")
	case e.tag == "hr":
		g.named("separator", "", `<hr class="wp-block-separator has-alpha-channel-opacity"/>`)
	case e.tag == "pre":
		g.named("code", "", `<pre class="wp-block-code">`+e.inner+"</pre>")
	case e.tag == "blockquote":
		g.around("quote", "", `<blockquote class="wp-block-quote">`, "</blockquote>", e.blocks())
	case e.tag == "ul" || e.tag == "ol":
		g.list(e)
	case e.class() == "picture":
		g.image(e)
	case e.class() == "table":
		g.table(e)
	case e.class() == "pullquote":
		g.pullQuote(e)
	case e.class() == "footnotes": // items with addresses of their own are no list of WordPress's
		g.html(e.raw)
	case e.tag == "aside" || e.tag == "section":
		g.around("group", `{"tagName":"`+e.tag+`","className":"`+e.class()+`"}`,
			"<"+e.tag+idAttr(e)+` class="wp-block-group `+e.class()+`">`, "</"+e.tag+">", e.blocks())
	case e.tag == "div":
		g.around("group", classAttr(e.class()), `<div class="wp-block-group `+e.class()+`">`, "</div>", e.blocks())
	default:
		g.html(e.raw)
	}
}

func withoutEmbed(html string) string {
	if !strings.HasPrefix(strings.TrimLeft(html, " \n"), "http") { // most are none, and looking closer takes time
		return html
	}
	return bareURL.ReplaceAllString(html, "$1&#58;//$2")
}

func classAttr(class string) string {
	if class == "" {
		return ""
	}
	return `{"className":"` + class + `"}`
}

func idAttr(e *piece) string {
	if id := e.attr("id"); id != "" {
		return ` id="` + id + `"`
	}
	return ""
}

func (g *gutenberg) open(name, attrs string) {
	if attrs != "" {
		attrs += " "
	}
	g.add("<!-- wp:", name, " ", attrs, "-->\n")
}

func (g *gutenberg) end(name string) { g.add("\n<!-- /wp:", name, " -->\n\n") }

func (g *gutenberg) add(parts ...string) {
	for _, p := range parts {
		g.WriteString(p)
	}
}

func (g *gutenberg) named(name, attrs, html string) {
	g.open(name, attrs)
	g.WriteString(html)
	g.end(name)
}

func (g *gutenberg) html(html string) { g.named("html", "", html) }

// around writes a block that holds others.
func (g *gutenberg) around(name, attrs, open, end string, kids []piece) {
	within := &gutenberg{}
	for i := range kids {
		within.block(&kids[i])
	}
	g.named(name, attrs, open+strings.TrimSuffix(within.String(), "\n\n")+end)
}

// image has no size of its own: the theme says how large it is shown.
func (g *gutenberg) image(e *piece) {
	img, ok := e.find("img")
	if !ok {
		g.html(e.raw)
		return
	}
	var b strings.Builder
	b.WriteString(`<figure class="wp-block-image"><img src="` + escapeHTML(img.attr("src")) + `" alt="` + escapeHTML(img.attr("alt")) + `"/>`)
	if caption, ok := e.find("figcaption"); ok {
		b.WriteString(`<figcaption class="wp-element-caption">` + caption.inner + "</figcaption>")
	}
	b.WriteString("</figure>")
	g.named("image", "", b.String())
}

// list has its items as blocks of their own; one that holds more than a line
// and further lists stays HTML.
func (g *gutenberg) list(e *piece) {
	within := &gutenberg{}
	if !within.items(e) {
		g.html(e.raw)
		return
	}
	attrs := ""
	if start := e.attr("start"); start != "" {
		attrs = `{"ordered":true,"start":` + start + `}`
	} else if e.tag == "ol" {
		attrs = `{"ordered":true}`
	}
	g.named("list", attrs, "<"+e.tag+e.attrs+` class="wp-block-list">`+strings.TrimSuffix(within.String(), "\n\n")+"</"+e.tag+">")
}

func (g *gutenberg) items(e *piece) bool {
	for _, item := range e.blocks() {
		text, lists := splitItem(&item)
		said, ok := text.line()
		if !ok {
			return false
		}
		within := &gutenberg{}
		for i := range lists {
			within.list(&lists[i])
		}
		if strings.Contains(within.String(), "<!-- wp:html") {
			return false
		}
		g.named("list-item", "", "<li>"+said+strings.TrimSuffix(within.String(), "\n\n")+"</li>")
	}
	return true
}

// splitItem parts the lists at the end of an item from what stands before.
func splitItem(item *piece) (text piece, lists []piece) {
	kids := item.blocks()
	n := len(kids)
	for n > 0 && (kids[n-1].tag == "ul" || kids[n-1].tag == "ol") {
		n--
	}
	text = piece{tag: "li", kids: kids[:n]}
	for _, k := range kids[:n] {
		text.inner += k.raw
	}
	return text, kids[n:]
}

// table says where its columns stand as WordPress does.
func (g *gutenberg) table(e *piece) {
	table, _ := e.find("table")
	inner := strings.ReplaceAll(table.inner, "\n", "")
	for _, side := range []string{"left", "center", "right"} {
		inner = strings.ReplaceAll(inner, ` class="`+side+`"`, ` class="has-text-align-`+side+`" data-align="`+side+`"`)
	}
	g.named("table", `{"hasFixedLayout":false}`, `<figure class="wp-block-table"><table>`+inner+"</table></figure>")
}

// pullQuote of WordPress is one text; paragraphs become lines of it.
func (g *gutenberg) pullQuote(e *piece) {
	quote, by, ok := pulled(e)
	if !ok {
		g.html(e.raw)
		return
	}
	if by != "" {
		by = "<cite>" + by + "</cite>"
	}
	g.named("pullquote", "", `<figure class="wp-block-pullquote"><blockquote><p>`+strings.Join(quote, "<br><br>")+"</p>"+by+"</blockquote></figure>")
}

// pulled are the paragraphs of a pull quote and who said it; false = it holds
// more than paragraphs.
func pulled(e *piece) (quote []string, by string, ok bool) {
	for _, part := range e.blocks() {
		if part.tag == "p" {
			by = part.inner
			continue
		}
		for _, p := range part.blocks() {
			if p.tag != "p" {
				return nil, "", false
			}
			quote = append(quote, p.inner)
		}
	}
	return quote, by, true
}
