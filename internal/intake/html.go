package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// htmlLines reads a page or a pasted fragment. What a reader would see becomes
// lines; parts of the page around a story are dropped by name.
func htmlLines(c *clean) []line {
	r := &htmlReader{clean: c}
	root, err := html.Parse(strings.NewReader(c.text))
	if err != nil {
		// The parser's only complaint is depth. The words are still read.
		c.note("HTML", "The page is nested too deeply; its words were kept and its formatting was left out.")
		r.flat(c.text)
	} else {
		r.walk(root)
	}
	r.flush()
	r.sayLost()
	c.text = r.words() // what language is told from
	return r.lines
}

type htmlReader struct {
	clean  *clean
	lines  []line
	inline inline // of the block that is being read
	style  style  // of text that comes next
	aside  []line // dropped from inside the block that is being read

	shape   shape
	level   int
	mark    string
	pre     bool
	quotes  int
	lists   []*listState
	noBreak bool // a line break is a space: headings, cells, items
	lost    lost
}

type listState struct {
	ordered bool
	next    int
}

// lost counts what could not be carried over, so that the receipt says it.
type lost struct {
	emphasis, white int
	links, pictures []string
}

func (r *htmlReader) words() string {
	var b strings.Builder
	for i := range r.lines {
		b.WriteString(r.lines[i].text)
		b.WriteByte('\n')
	}
	return b.String()
}

// flush ends the block that is being read.
func (r *htmlReader) flush() {
	text, md := r.inline.render(&r.lost)
	r.inline = inline{}
	if strings.TrimSpace(text) != "" {
		l := line{text: text, md: md, gap: true, shape: r.shape, level: r.level, mark: r.mark}
		if l.shape == paragraph && r.quotes > 0 {
			l.shape = quotation
		}
		r.lines = append(r.lines, l)
		if r.shape == item {
			r.shape, r.level, r.mark = paragraph, 0, "" // a second block of an item stands by itself
		}
	}
	r.lines = append(r.lines, r.aside...)
	r.aside = nil
}

func (r *htmlReader) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data)
	case html.ElementNode:
		r.element(n)
	case html.DocumentNode:
		r.children(n)
	}
}

func (r *htmlReader) children(n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		r.walk(child)
	}
}

func (r *htmlReader) text(data string) {
	if !r.pre {
		r.inline.add(data, r.style)
		return
	}
	for i, piece := range strings.Split(data, "\n") {
		if i > 0 {
			r.flush()
		}
		r.inline.add(piece, r.style)
	}
}

func (r *htmlReader) element(n *html.Node) {
	if unseen[n.DataAtom] {
		return
	}
	if why := apart(n); why != "" {
		r.setAside(n, why)
		return
	}
	switch n.DataAtom {
	case atom.Br:
		r.lineBreak()
	case atom.Img:
		r.picture(n)
	case atom.Table:
		r.table(n)
	case atom.Ul, atom.Ol, atom.Menu:
		r.list(n)
	case atom.Li:
		r.item(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.heading(n)
	case atom.Blockquote:
		r.flush()
		r.quotes++
		r.children(n)
		r.flush()
		r.quotes--
	case atom.Pre, atom.Listing, atom.Plaintext, atom.Xmp:
		r.flush()
		before := r.pre
		r.pre = !r.noBreak
		r.children(n)
		r.flush()
		r.pre = before
	case atom.Q:
		r.inline.add("“", r.style)
		r.inlineElement(n)
		r.inline.add("”", r.style)
	default:
		if blocks[n.DataAtom] {
			r.block(n)
			return
		}
		r.inlineElement(n)
	}
}

// unseen are elements of which a reader sees no words.
var unseen = atoms(atom.Script, atom.Style, atom.Template, atom.Head, atom.Noscript, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Math,
	atom.Canvas, atom.Audio, atom.Video, atom.Noembed, atom.Noframes, atom.Title, atom.Meta, atom.Link, atom.Base, atom.Datalist, atom.Map)

// blocks are elements that begin and end a line.
var blocks = atoms(atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Figure, atom.Figcaption, atom.Address, atom.Center,
	atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Body, atom.Html, atom.Details, atom.Summary, atom.Hgroup, atom.Caption, atom.Tr, atom.Td, atom.Th,
	atom.Thead, atom.Tbody, atom.Tfoot, atom.Fieldset, atom.Legend, atom.Dir, atom.Frameset)

// around are the parts of a page that stand around a story.
var around = map[atom.Atom]string{
	atom.Nav: "The page's navigation.", atom.Aside: "It stood beside the story on the page.", atom.Footer: "The page's foot.",
	atom.Form: "A form of the page.", atom.Button: "A button of the page.", atom.Select: "A choice of the page.", atom.Textarea: "A form of the page.", atom.Dialog: "A window of the page.",
}

var roles = map[string]string{
	"navigation": "The page's navigation.", "complementary": "It stood beside the story on the page.", "contentinfo": "The page's foot.", "banner": "The page's head.", "search": "A form of the page.", "dialog": "A window of the page.",
}

var (
	hiddenStyle = regexp.MustCompile(`(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:[a-z%]*)\s*(?:;|$))`)
	whiteStyle  = regexp.MustCompile(`(?i)(?:^|[;\s])color\s*:\s*(?:#fff(?:fff)?|white)\b`)
	boldStyle   = regexp.MustCompile(`(?i)font-weight\s*:\s*(?:bold|[6-9]00)`)
	plainStyle  = regexp.MustCompile(`(?i)font-weight\s*:\s*(?:normal|[1-4]00)`)
	italicStyle = regexp.MustCompile(`(?i)font-style\s*:\s*italic`)
)

// apart says why an element is set apart from the story; "" = it is not.
func apart(n *html.Node) string {
	if why := around[n.DataAtom]; why != "" {
		return why
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "role" && roles[strings.ToLower(a.Val)] != "":
			return roles[strings.ToLower(a.Val)]
		case a.Key == "hidden", a.Key == "aria-hidden" && a.Val == "true", a.Key == "style" && hiddenStyle.MatchString(a.Val):
			return "It was hidden on the page."
		}
	}
	return ""
}

// setAside drops an element by its words. They follow the block that they
// stood in.
func (r *htmlReader) setAside(n *html.Node, why string) {
	text := visible(n)
	if text == "" {
		return
	}
	l := line{text: text, fate: dropped, why: why, gap: true}
	if around[n.DataAtom] != "" && n.DataAtom != atom.Button {
		r.flush()
	}
	r.aside = append(r.aside, l)
}

// visible are the words of an element as one line.
func visible(n *html.Node) string {
	var b strings.Builder
	gather(n, &b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func gather(n *html.Node, b *strings.Builder) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	if n.Type == html.ElementNode && unseen[n.DataAtom] {
		return
	}
	before, after := "", ""
	if n.DataAtom == atom.Q {
		before, after = "“", "”"
	} else if n.Type == html.ElementNode && separates(n.DataAtom) {
		before, after = " ", " "
	}
	b.WriteString(before)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		gather(child, b)
	}
	b.WriteString(after)
}

// separates holds for elements whose words stand apart from those beside them.
func separates(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Img, atom.Li, atom.Ul, atom.Ol, atom.Menu, atom.Table, atom.Blockquote, atom.Pre, atom.Listing, atom.Plaintext, atom.Xmp,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Option:
		return true
	}
	return blocks[a] || around[a] != ""
}

func (r *htmlReader) lineBreak() {
	if r.noBreak {
		r.inline.add(" ", r.style)
		return
	}
	r.flush()
}

// picture notes an image that is not brought in. One of a pixel's size counts
// readers and is nothing to see.
func (r *htmlReader) picture(n *html.Node) {
	r.inline.add(" ", r.style)
	if w, h := attr(n, "width"), attr(n, "height"); w == "1" || h == "1" || w == "0" || h == "0" {
		return
	}
	name := article.OneLine(attr(n, "alt"))
	if name == "" {
		name = "picture"
	}
	r.lost.pictures = append(r.lost.pictures, name)
}

func (r *htmlReader) block(n *html.Node) {
	r.flush()
	if strings.Contains(attr(n, "class"), "MsoListParagraph") {
		r.wordItem(n)
		return
	}
	before := r.style
	r.restyle(n)
	r.children(n)
	r.flush()
	r.style = before
}

// wordItem reads a list item as Word pastes it: a paragraph that begins with
// its own bullet.
func (r *htmlReader) wordItem(n *html.Node) {
	from := len(r.lines)
	r.children(n)
	r.flush()
	for i := from; i < len(r.lines); i++ {
		l := &r.lines[i]
		if mark, rest := bullet(l.text); mark != "" && l.fate == toBody && l.cutMark(mark, rest) {
			l.shape, l.mark = item, "-"
			r.clean.notes = append(r.clean.notes, article.Note{Text: mark, Why: "This bullet became a list."})
		}
	}
}

func (r *htmlReader) heading(n *html.Node) {
	r.flush()
	shape, level, noBreak, style := r.shape, r.level, r.noBreak, r.style
	r.shape, r.level, r.noBreak = heading, int(n.Data[1]-'0'), true
	r.children(n)
	r.flush()
	r.shape, r.level, r.noBreak, r.style = shape, level, noBreak, style
}

func (r *htmlReader) list(n *html.Node) {
	r.flush()
	l := &listState{ordered: n.DataAtom == atom.Ol, next: 1}
	if start := number(attr(n, "start")); start > 0 && start < 1000 {
		l.next = start
	}
	r.lists = append(r.lists, l)
	r.children(n)
	r.flush()
	r.lists = r.lists[:len(r.lists)-1]
	r.shape, r.mark, r.level = paragraph, "", 0
}

func (r *htmlReader) item(n *html.Node) {
	r.flush()
	noBreak := r.noBreak
	r.shape, r.mark, r.level, r.noBreak = item, "-", max(0, len(r.lists)-1), true
	if k := len(r.lists); k > 0 && r.lists[k-1].ordered {
		r.mark = fmt.Sprintf("%d.", r.lists[k-1].next)
		r.lists[k-1].next++
	}
	r.children(n)
	r.flush()
	r.shape, r.mark, r.level, r.noBreak = paragraph, "", 0, noBreak
}

func (r *htmlReader) inlineElement(n *html.Node) {
	before := r.style
	r.restyle(n)
	r.children(n)
	r.style = before
}

// restyle takes over what an element says of its text's look.
func (r *htmlReader) restyle(n *html.Node) {
	look := attr(n, "style")
	switch n.DataAtom {
	case atom.B, atom.Strong:
		r.style.strong = !plainStyle.MatchString(look)
	case atom.I, atom.Em, atom.Cite, atom.Dfn:
		r.style.em = true
	case atom.A:
		r.link(n)
	case atom.Span, atom.Font:
		r.style.strong = r.style.strong || boldStyle.MatchString(look)
		r.style.em = r.style.em || italicStyle.MatchString(look)
	case atom.S, atom.Del, atom.Strike:
		r.lost.emphasis++
	}
	if whiteStyle.MatchString(look) && visible(n) != "" {
		r.lost.white++
	}
}

func (r *htmlReader) link(n *html.Node) {
	href := attr(n, "href")
	url, ok := safeURL(href)
	if ok {
		r.style.href = url
		return
	}
	if text := visible(n); href != "" && !strings.HasPrefix(href, "#") && text != "" {
		r.lost.links = append(r.lost.links, text)
	}
}

// sayLost puts into the receipt what formatting could not come along.
func (r *htmlReader) sayLost() {
	say := func(text, why string) {
		r.clean.notes = append(r.clean.notes, article.Note{Text: text, Why: why, Field: wholeCopy})
	}
	if n := r.lost.emphasis; n > 0 {
		say(fmt.Sprintf("%d passages", n), "Bold, italics or strike-through could not be kept here; the words were.")
	}
	if n := r.lost.white; n > 0 {
		say(fmt.Sprintf("%d passages", n), "White text: a reader may not have seen it. Check that it belongs to the story.")
	}
	for _, text := range r.lost.links {
		say(text, "The link was left out: it leads to no web or mail address.")
	}
	for _, name := range r.lost.pictures {
		say(name, "A picture stood here; pictures do not come with pasted text yet.")
	}
}

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
				r.inline.add(string(z.Text()), style{})
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

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, a := range list {
		set[a] = true
	}
	return set
}
