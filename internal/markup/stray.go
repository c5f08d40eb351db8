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
	"github.com/yuin/goldmark/util"

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
	Apart   StrayKind = "apart"    // of a footnote, among words that are plain on the page: a title, a caption
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

// signsApart notes the signs in words that ship as plain ones: no footnote
// leads there, and readers see the signs as they are typed.
func (w *writer) signsApart(from, to int) {
	for _, at := range signsIn(w.src[from:to]) {
		at.From, at.To = from+at.From, from+at.To
		name := string(w.src[at.From:at.To])
		w.stray(Apart, name, name, at)
	}
}

func signsIn(words []byte) []article.Span {
	var found []article.Span
	for at := 0; ; {
		i := bytes.Index(words[at:], []byte("[^"))
		if i < 0 {
			return found
		}
		at += i + 2
		if at > 2 && words[at-3] == '\\' {
			continue
		}
		if end := closingBracket(words[at:]); end > 0 && len(bytes.TrimSpace(words[at:at+end])) > 0 {
			found = append(found, article.Span{From: at - 2, To: at + end + 1})
		}
	}
}

// closingBracket is where the name of a footnote ends, as goldmark has it; -1 =
// nowhere.
func closingBracket(name []byte) int {
	for i := 0; i < len(name); i++ {
		switch {
		case name[i] == '\\' && i+1 < len(name) && util.IsPunct(name[i+1]):
			i++
		case name[i] == ']':
			return i
		case name[i] == '[' || name[i] == '\n':
			return -1
		}
	}
	return -1
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
