package intake

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlLines reads a page or a pasted fragment. What a reader would see becomes
// lines; parts of the page around a story are dropped by name.
func htmlLines(c *clean, firstNote int) []line {
	root := parseTree(c.text)
	if root == nil {
		c.note("HTML", "The page is nested too deeply or has too many parts; its words were kept and its formatting was left out.")
		r := &htmlReader{clean: c, pictures: c.pictures}
		r.flat(c.text)
		return r.end()
	}
	left := leftOut{}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			n.Data = left.from(lineEnds.Replace(n.Data)) // as decode does; a page can write them as &#7;
		}
	}
	said := len(c.notes)
	r := &htmlReader{clean: c, left: left, notes: findFootnotes(root, firstNote), pictures: slices.Clone(c.pictures)}
	r.walk(root)
	r.flush()
	if !r.footnotesStand() { // what looked like a footnote was something else: read it all as text
		c.notes = c.notes[:said]
		r = &htmlReader{clean: c, left: left, notes: &footnotes{}, pictures: c.pictures}
		r.walk(root)
	}
	return r.end()
}

// end closes the page and puts into the receipt what the reader gathered.
func (r *htmlReader) end() []line {
	r.flush()
	r.endWordList()
	r.sayNotes()
	r.clean.notes = append(r.clean.notes, r.lost.notes()...)
	r.clean.noteLeft(r.left)
	r.clean.pictures = r.pictures
	r.clean.text = r.words() // what language is told from
	return r.lines
}

// maxTags is far more than a page has. Building a tree is not linear in the
// tags of a hostile page; reading its words is.
const maxTags = 100_000

// parseTree is nil for a page that is not worth a tree. The parser's only
// complaint is depth.
func parseTree(page string) *html.Node {
	if strings.Count(page, "<") > maxTags {
		return nil
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	return root
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

	pictures []inlinePicture

	notes     *footnotes
	noteSigns []string // words that footnotes say now
	word      wordList
	sign      *html.Node // bullet of the item that is being read
	left      leftOut
}

type listState struct {
	ordered bool
	next    int
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
	r.inline.collapse()
	bold := r.inline.allStrong()
	if bold && r.shape == heading {
		r.inline.weaken() // a crosshead is bold as it is
	}
	text, md := r.inline.render(&r.lost)
	l := line{text: text, md: md, gap: true, shape: r.shape, level: r.level, mark: r.mark, noted: r.inline.noted()}
	if bold && r.shape == paragraph && r.quotes == 0 {
		r.inline.weaken()
		_, l.head = r.inline.render(&lost{})
		l.bold = true
	}
	r.inline = inline{}
	if strings.TrimSpace(text) != "" || l.noted {
		if l.shape == paragraph && r.quotes > 0 {
			l.shape = quotation
		}
		r.lines = append(r.lines, l)
		switch r.shape {
		case item:
			r.shape, r.level, r.mark = paragraph, 0, "" // a second block of an item stands by itself
		case footnote:
			r.level = 1 // a second block of a footnote belongs to it
		}
	}
	r.lines = append(r.lines, r.aside...)
	r.aside = nil
}

func (r *htmlReader) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		if n.Parent != nil && attr(n.Parent, "class") == "Apple-converted-space" {
			r.text(strings.ReplaceAll(n.Data, "\u00a0", " ")) // a space that WebKit wrote so when it copied
			return
		}
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
	if unseen[n.DataAtom] || n == r.sign {
		return
	}
	if r.clean.exact && r.exactly(n) {
		return
	}
	if why := apart(n); why != "" {
		r.setAside(n, why)
		return
	}
	if r.noteMark(n) {
		return
	}
	if label := r.notes.notes[n]; label != "" {
		r.footnote(n, label)
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
		r.quotation(n)
	case atom.Pre, atom.Listing, atom.Plaintext, atom.Xmp:
		r.verbatim(n)
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

func (r *htmlReader) quotation(n *html.Node) {
	r.flush()
	r.quotes++
	r.children(n)
	r.flush()
	r.quotes--
}

// verbatim reads text whose line ends stand as they are typed.
func (r *htmlReader) verbatim(n *html.Node) {
	r.flush()
	before := r.pre
	r.pre = !r.noBreak
	r.children(n)
	r.flush()
	r.pre = before
}

func (r *htmlReader) lineBreak() {
	switch {
	case r.noBreak:
		r.inline.add(" ", r.style)
	case r.clean.exact && !r.pre:
		r.inline.runs = append(r.inline.runs, run{style: style{ends: true}})
	default:
		r.flush()
	}
}

func (r *htmlReader) block(n *html.Node) {
	r.flush()
	if n.DataAtom == atom.P && strings.Contains(attr(n, "class"), "Mso") {
		if r.wordParagraph(n) {
			return
		}
	}
	before := r.style
	r.restyle(n)
	r.children(n)
	r.flush()
	r.style = before
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
