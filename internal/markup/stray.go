package markup

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"stet/internal/article"
)

// Stray is something typed that is not on the page as it was meant. Its Span
// is the words that are lost, the sign, or the first line of the footnote.
type Stray struct {
	Kind StrayKind
	Text string // on one line; of a sign and of a footnote that has no words, what is typed
	Name string // of a sign and of a footnote, "[^1]"; else ""
	article.Span
}

// StrayKind says what strayed.
type StrayKind string

// The kinds of stray.
const (
	Surplus StrayKind = "surplus"  // words of a row behind the table's last column: lost
	Sign    StrayKind = "sign"     // of a footnote that has no words, or only in a note
	Unled   StrayKind = "footnote" // to which no sign leads: it ships behind the others
	Twin    StrayKind = "twin"     // as Unled, and an earlier footnote has its name
)

// surplus notes what stands behind the last column: goldmark drops it. Where a
// row ends before its last column, that one is empty and has no line.
func (w *writer) surplus(row ast.Node) {
	cell := row.LastChild()
	if cell == nil || cell.Lines().Len() == 0 {
		return
	}
	from := cell.Lines().At(0).Stop
	to := from + len(firstLine(w.src[from:]))
	words := bytes.TrimLeft(w.src[from:to], " \t|")
	from = to - len(words)
	to = from + len(bytes.TrimRight(words, " \t|"))
	if from < to {
		w.stray(Surplus, plain(w.src[from:to]), "", article.Span{From: from, To: to})
	}
}

func (w *writer) stray(kind StrayKind, words, name string, at article.Span) {
	w.doc.Stray = append(w.doc.Stray, Stray{Kind: kind, Text: article.OneLine(words), Name: name, Span: at})
}

// signParser notes the signs that lead to no footnote; they stay text, and the
// brackets may yet be those of a link.
type signParser struct{ parser.InlineParser }

func (p signParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.PeekLine()
	n := p.InlineParser.Parse(parent, block, pc)
	if _, after := block.Position(); n == nil && after.Start > before.Start { // it read a whole sign
		s := sessionOf(pc)
		s.signs = append(s.signs, article.Span{From: before.Start, To: after.Start})
	}
	return n
}

// findSigns keeps of the signs those that a reader sees as they are typed.
func (w *writer) findSigns() {
	signs := w.session.signs
	slices.SortFunc(signs, func(a, b article.Span) int { return a.From - b.From })
	for _, r := range w.runs {
		if r.quiet || !r.verbatim() {
			continue
		}
		first := sort.Search(len(signs), func(i int) bool { return signs[i].From >= r.src })
		for _, at := range signs[first:] {
			if at.From >= r.srcEnd {
				break
			}
			w.sign(at)
		}
	}
}

// sign notes a sign from the source, where it may follow an exclamation mark.
func (w *writer) sign(at article.Span) {
	if w.src[at.From] == '!' {
		at.From++
	}
	name := string(w.src[at.From:at.To])
	if strings.TrimSpace(strings.Trim(name, "[^]")) != "" {
		w.stray(Sign, name, name, at)
	}
}

// unled notes a footnote to which no sign on the page leads.
func (w *writer) unled(def *extast.Footnote, twin bool) {
	kind, name := Unled, "[^"+string(def.Ref)+"]"
	if twin {
		kind = Twin
	}
	line := bytes.TrimRight(firstLine(w.src[def.Pos():]), " \t")
	words := strings.TrimSpace(strings.TrimPrefix(string(line), name+":"))
	if words == "" {
		words = name
	}
	w.stray(kind, plain(words), name, article.Span{From: def.Pos(), To: def.Pos() + len(line)})
}
