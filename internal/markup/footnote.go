package markup

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"stet/internal/article"
)

// footnotes numbers notes in the order readers meet them.
type footnotes struct {
	order  []*extast.Footnote
	number map[*extast.Footnote]int
	refs   map[*extast.Footnote]int // how often each is pointed at
}

// footnoteParser tells the session of every definition; goldmark takes them
// out of the tree and drops those that nothing points at.
type footnoteParser struct{ parser.BlockParser }

func (p footnoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if def, ok := n.(*extast.Footnote); ok {
		s := sessionOf(pc)
		if inNote(parent) {
			s.hidden = append(s.hidden, def)
		} else {
			s.footnotes = append(s.footnotes, def)
		}
	}
	return n, state
}

// signInNote holds for a sign that stands in :::note itself. Of one in a
// definition that is not asked: goldmark moves definitions together, maybe into
// a note that one of them stood in.
func signInNote(link *extast.FootnoteLink) bool {
	for n := link.Parent(); n != nil; n = n.Parent() {
		if _, ok := n.(*extast.Footnote); ok {
			return false
		}
	}
	return inNote(link)
}

// inNote holds inside :::note, of which nothing ships, no definition either.
func inNote(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if c, ok := n.(*container); ok && c.name == "note" {
			return true
		}
	}
	return false
}

func (w *writer) footnoteRef(link *extast.FootnoteLink) {
	def := w.session.footnote(link.Index)
	if def == nil { // its words are in a note
		w.sign(article.Span{From: link.Pos(), To: w.session.ends[link]})
		return
	}
	f := &w.notes
	f.count(def)
	f.refs[def]++
	n := strconv.Itoa(f.number[def])
	w.tag(`<sup class="footnote-ref">`)
	if w.linked {
		w.tag(n + "</sup>")
		return
	}
	w.tag(`<a href="#s-fn-` + n + `" role="doc-noteref"`)
	if f.refs[def] == 1 {
		w.tag(` id="s-fnref-` + n + `"`)
	}
	w.tag(">" + n + "</a></sup>")
}

// count gives a note the next number, unless it has one.
func (f *footnotes) count(def *extast.Footnote) (first bool) {
	if f.number == nil {
		f.number, f.refs = map[*extast.Footnote]int{}, map[*extast.Footnote]int{}
	}
	if f.number[def] > 0 {
		return false
	}
	f.order = append(f.order, def)
	f.number[def] = len(f.order)
	return true
}

func (s *session) footnote(index int) *extast.Footnote {
	for _, def := range s.footnotes {
		if def.Index == index {
			return def
		}
	}
	return nil
}

// footnoteBlock writes the notes at the end: first those that the text points
// at, then the others, since copy is never swallowed: a sign may stand in the
// footnote itself, or in one to which none leads. What is unseen does not ship.
func (w *writer) footnoteBlock(at int, unseen map[*extast.Footnote]bool) {
	if len(w.notes.order) == 0 && !slices.ContainsFunc(w.session.footnotes, func(def *extast.Footnote) bool { return !unseen[def] }) {
		return
	}
	if len(w.html) > 0 {
		w.tag("\n")
	}
	from := len(w.html)
	w.space("\n\n")
	w.tag(`<section class="footnotes" role="doc-endnotes"><ol>`)
	next := w.footnoteItems(0)
	names := map[string]bool{}
	for _, def := range w.session.footnotes {
		if !unseen[def] && w.notes.count(def) {
			w.unled(def, names[string(def.Ref)])
			next = w.footnoteItems(next)
		}
		names[string(def.Ref)] = true
	}
	w.tag("\n</ol></section>")
	w.blocks = append(w.blocks, blockAt{w.footnoteSpan(at), Footnotes, from, len(w.html)})
}

// unseen are the footnotes to which signs in :::note lead, also from footnotes
// that stand there, and those to which these lead on: they belong to what stays at the desk, unless a sign on the
// page leads to them too.
func (s *session) unseen(root ast.Node) map[*extast.Footnote]bool {
	found := map[*extast.Footnote]bool{}
	if len(s.footnotes) == 0 {
		return found
	}
	var follow func(n ast.Node, within bool)
	follow = func(n ast.Node, within bool) {
		_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			link, ok := n.(*extast.FootnoteLink)
			if !ok || !entering || !within && !signInNote(link) {
				return ast.WalkContinue, nil
			}
			if def := s.footnote(link.Index); def != nil && !found[def] {
				s.check()
				found[def] = true
				follow(def, true)
			}
			return ast.WalkContinue, nil
		})
	}
	follow(root, false)
	for _, def := range s.hidden {
		follow(def, true)
	}
	return found
}

// footnoteItems writes the notes that have a number, from place i on: one may
// point at a further one, which then has the next.
func (w *writer) footnoteItems(i int) int {
	for ; i < len(w.notes.order); i++ {
		w.footnoteItem(w.notes.order[i], i+1)
	}
	return i
}

// footnoteSpan is the source of the notes if they all stand behind the last
// block, else the end of the body.
func (w *writer) footnoteSpan(at int) article.Span {
	first := w.lineStart(w.session.footnotes[0].Pos())
	end := len(bytes.TrimRight(w.src, " \t\n"))
	if first < at {
		return article.Span{From: end, To: end}
	}
	return article.Span{From: first, To: end}
}

func (w *writer) footnoteItem(def *extast.Footnote, number int) {
	w.session.check()
	w.tag("\n<li")
	n := strconv.Itoa(number)
	w.attr("id", "s-fn-"+n)
	if w.notes.refs[def] > 0 {
		w.backlink = ` <a class="footnote-back" href="#s-fnref-` + n + `" role="doc-backlink">↩︎</a>`
	}
	w.tag(">")
	w.space("\n")
	back := w.backlink
	for c := def.FirstChild(); c != nil; c = c.NextSibling() {
		w.backlink = ""
		if c.NextSibling() == nil {
			w.backlink = back
		}
		w.space("\n")
		w.block(c)
	}
	if w.backlink != "" {
		w.tag("<p>" + w.backlink + "</p>")
		w.backlink = ""
	}
	w.tag("</li>")
}
