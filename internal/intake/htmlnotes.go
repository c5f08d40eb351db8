package intake

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// notePairs say by the name of a footnote's mark in the text which name the
// footnote itself has. The window takes links within a page away, so names are
// all that both forms of a paste have.
var notePairs = []struct {
	mark *regexp.Regexp
	note string
}{
	{regexp.MustCompile(`^_(ftn|edn)ref(\d+)$`), "_${1}${2}"},                             // Word
	{regexp.MustCompile(`^s-fnref-(\d+)$`), "s-fn-${1}"},                                  // Stet's pages
	{regexp.MustCompile(`^ftnt_ref(\d+)$`), "ftnt${1}"},                                   // Google Docs
	{regexp.MustCompile(`^(sd(?:foot|end)note\d+)anc$`), "${1}sym"},                       // LibreOffice
	{regexp.MustCompile(`^cite_ref-(?:(.+)_)(\d+)-\d+$`), "cite_note-${1}-${2}"},          // MediaWiki, of a name
	{regexp.MustCompile(`^cite_ref-(\d+)$`), "cite_note-${1}"},                            // MediaWiki
	{regexp.MustCompile(`^((?:user-content-)?fn)ref([:-]?\d+)(?:[:-]\d+)?$`), "${1}${2}"}, // what Markdown is made into
	{regexp.MustCompile(`^((?:user-content-)?fn)ref([:-]?[a-z][\w-]*)$`), "${1}${2}"},     // the same, of a name
}

// footnotes are the footnotes of a page, by the elements that make them.
type footnotes struct {
	marks map[*html.Node]string // points at a footnote -> its label
	notes map[*html.Node]string // is a footnote -> its label
	gone  map[*html.Node]bool   // a footnote's own number, a way back: a shape says it now

	refused map[*html.Node]bool // blocks that were looked at and are none

	first int // number of the first label
	names map[string]*html.Node
	order map[*html.Node]int
}

// findFootnotes pairs marks with the footnotes they point at. What has no
// other half stays text.
func findFootnotes(root *html.Node, first int) *footnotes {
	f := &footnotes{
		marks: map[*html.Node]string{}, notes: map[*html.Node]string{}, gone: map[*html.Node]bool{},
		refused: map[*html.Node]bool{}, first: first, names: map[string]*html.Node{}, order: map[*html.Node]int{},
	}
	all := []*html.Node{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		f.order[n] = len(all)
		all = append(all, n)
		for _, name := range nodeNames(n) {
			if f.names[name] == nil {
				f.names[name] = n
			}
		}
	}
	for _, n := range all {
		for _, name := range nodeNames(n) {
			f.pair(n, noteOf(name))
		}
	}
	for _, n := range all {
		if target, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && n.DataAtom == atom.A {
			f.pair(n, target)
		}
	}
	f.findWaysBack()
	return f
}

func nodeNames(n *html.Node) []string {
	names := []string{}
	for _, a := range n.Attr {
		if a.Val != "" && (a.Key == "id" || (a.Key == "name" && n.DataAtom == atom.A)) {
			names = append(names, a.Val)
		}
	}
	return names
}

func noteOf(mark string) string {
	for _, p := range notePairs {
		if p.mark.MatchString(mark) {
			return p.mark.ReplaceAllString(mark, p.note)
		}
	}
	return ""
}

// longestMark is how many characters a footnote's mark has: "[123]".
const longestMark = 5

func isMark(n *html.Node) bool {
	if textSize(n, longestMark*utf8.UTFMax+1) > longestMark*utf8.UTFMax {
		return false
	}
	text := visible(n)
	return text != "" && utf8.RuneCountInString(text) <= longestMark && !strings.Contains(text, " ")
}

// pair makes mark and what name stands at a footnote, where they are one.
func (f *footnotes) pair(mark *html.Node, name string) {
	target := f.names[name]
	if name == "" || target == nil || f.order[target] <= f.order[mark] {
		return
	}
	if (mark.DataAtom != atom.A && mark.DataAtom != atom.Sup) || !isMark(mark) || f.isOf(mark) || outside(mark) {
		return
	}
	block := target
	if !blocks[target.DataAtom] && target.DataAtom != atom.Li {
		if block = blockOf(target); block == nil || !isMark(target) {
			return
		}
	}
	if label := f.notes[block]; label != "" {
		f.marks[mark] = label
		return
	}
	if f.refused[block] || within(mark, block) {
		return
	}
	if !f.isNote(block, target) {
		f.refused[block] = true
		return
	}
	label := fmt.Sprint(f.first + len(f.notes))
	f.marks[mark], f.notes[block] = label, label
	if target != block {
		f.gone[target] = true
	}
}

// isOf reports whether n belongs to a footnote already.
func (f *footnotes) isOf(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if f.marks[n] != "" || f.notes[n] != "" {
			return true
		}
	}
	return false
}

// isNote holds for a block that Markdown can show as a footnote, that says
// something beside its number and points at no other: a reader who cannot get
// to one does not get to the next.
func (f *footnotes) isNote(block, target *html.Node) bool {
	words := visible(block)
	if target != block {
		words = strings.TrimSpace(strings.TrimPrefix(words, visible(target)))
	}
	for n := range block.Descendants() {
		if f.marks[n] != "" {
			return false
		}
	}
	return words != "" && !outside(target) && !holds(block, atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
}

// outside holds for what is dropped with the element it stands in, and for
// cells, in which Markdown has no footnotes.
func outside(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && (unseen[n.DataAtom] || apart(n) != "" || n.DataAtom == atom.Td || n.DataAtom == atom.Th || n.DataAtom == atom.Pre) {
			return true
		}
	}
	return false
}

func blockOf(n *html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
			return nil
		}
		if blocks[n.DataAtom] || n.DataAtom == atom.Li {
			return n
		}
	}
	return nil
}

func within(n, around *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == around {
			return true
		}
	}
	return false
}

var backSign = regexp.MustCompile(`^[↩↑⤴⏎\x{FE0E}\x{FE0F}^]+\d*$`)

// findWaysBack finds the links from a footnote to its mark.
func (f *footnotes) findWaysBack() {
	for note := range f.notes {
		for n := range note.Descendants() {
			if n.DataAtom == atom.A && !f.gone[n] && backSign.MatchString(visible(n)) {
				f.gone[n] = true
			}
		}
	}
}

// within reports whether n holds the mark of a footnote, is one or is part of one.
func (f *footnotes) within(n *html.Node) bool {
	if f.marks[n] != "" || f.gone[n] || (n.Parent != nil && (f.marks[n.Parent] != "" || f.gone[n.Parent])) {
		return true
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if f.marks[child] != "" || f.gone[child] {
			return true
		}
	}
	return false
}

// noteMark reads the mark of a footnote, or the number of one.
func (r *htmlReader) noteMark(n *html.Node) bool {
	label := r.notes.marks[n]
	if label == "" && !r.notes.gone[n] {
		return false
	}
	if text := visible(n); text != "" {
		r.noteSigns = append(r.noteSigns, text)
	}
	if label != "" {
		r.inline.runs = append(r.inline.runs, run{style: style{note: label}})
	}
	return true
}

// footnote reads a block that a mark points at.
func (r *htmlReader) footnote(n *html.Node, label string) {
	r.flush()
	shape, level, mark, quotes, noBreak := r.shape, r.level, r.mark, r.quotes, r.noBreak
	r.shape, r.level, r.mark, r.quotes, r.noBreak = footnote, 0, label, 0, false
	r.children(n)
	r.flush()
	r.shape, r.level, r.mark, r.quotes, r.noBreak = shape, level, mark, quotes, noBreak
}

// footnotesStand reports whether each footnote that a mark points at came out
// as one.
func (r *htmlReader) footnotesStand() bool {
	stand := map[string]bool{}
	for i := range r.lines {
		if l := &r.lines[i]; l.shape == footnote && l.level == 0 {
			stand[l.mark] = true
		}
	}
	for _, label := range r.notes.marks {
		if !stand[label] {
			return false
		}
	}
	return true
}

// sayNotes puts into the receipt which words footnotes say now.
func (r *htmlReader) sayNotes() {
	if len(r.noteSigns) == 0 {
		return
	}
	what := "a footnote"
	if n := len(r.notes.notes); n > 1 {
		what = fmt.Sprintf("%d footnotes", n)
	}
	r.clean.notes = append(r.clean.notes, article.Note{Text: strings.Join(r.noteSigns, " "), Why: "These marks became " + what + "."})
}
