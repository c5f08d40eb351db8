package article

import (
	"slices"
	"strings"
	"unicode"
)

// Row is a paragraph of an earlier text beside the one of a later text that
// corresponds to it. Chunks read as in [Chunk]; a side without text has no
// paragraph there. Change is 0 where both read the same, else the number of
// the change, from 1.
type Row struct {
	Change int     `json:"change"`
	Chunks []Chunk `json:"chunks"`

	// Of two stories that face each other: the later one has the earlier one's
	// paragraph as well, as its paragraph At, from 1; 0 = in this row.
	Double Double `json:"double,omitempty"`
	At     int    `json:"at,omitempty"`
}

// Before is the row's paragraph of the earlier text, with the blank lines that
// keep it apart.
func (r *Row) Before() string { return r.side(In) }

// After is its paragraph of the later text.
func (r *Row) After() string { return r.side(Out) }

func (r *Row) side(other Op) string {
	var text strings.Builder
	for _, c := range r.Chunks {
		if c.Op != other {
			text.WriteString(c.Text)
		}
	}
	return text.String()
}

// Pick says which side of a change a mix takes.
type Pick string

// The picks.
const (
	PickAfter  Pick = "" // the later text; so that picking nothing changes nothing
	PickBefore Pick = "before"
	PickBoth   Pick = "both" // the earlier words, then the later ones
)

// Picks are all picks.
var Picks = []Pick{PickAfter, PickBefore, PickBoth}

// Align puts two texts side by side, paragraph by paragraph. The paragraphs of
// each side, one after the other, are that side's text.
func Align(before, after string) []Row {
	rows := paired(before, after)
	settleEnds(rows)
	numberRows(rows)
	return rows
}

// paired lays every paragraph beside the one of the other text that it
// corresponds to; no paragraph is cut.
func paired(before, after string) []Row {
	rows := []Row{}
	a, b := paragraphs(before), paragraphs(after)
	for _, run := range diff(trimmed(a), trimmed(b)) {
		out, in := a[:len(run.out)], b[:len(run.in)]
		a, b = a[len(out):], b[len(in):]
		if run.same {
			for i := range out {
				rows = append(rows, rowOf(out[i], in[i]))
			}
			continue
		}
		rows = append(rows, pairUp(out, in)...)
	}
	return rows
}

// settleEnds gives the blank lines between the last paragraph of one side and
// what only the other has behind it to the latter: the paragraph itself reads
// the same on both.
func settleEnds(rows []Row) {
	for i := 0; i+1 < len(rows); i++ {
		r, next := &rows[i], &rows[i+1]
		before, after := r.Before(), r.After()
		if !spacing(r) || len(next.Chunks) != 1 || before == after {
			continue
		}
		only := &next.Chunks[0]
		switch {
		case only.Op == In && strings.HasPrefix(after, before):
			only.Text = after[len(before):] + only.Text
			*r = rowOf(before, before)
		case only.Op == Out && strings.HasPrefix(before, after):
			only.Text = before[len(after):] + only.Text
			*r = rowOf(after, after)
		}
	}
}

// spacing reports whether the sides of a row differ in white space only.
func spacing(r *Row) bool { return strings.TrimSpace(r.Before()) == strings.TrimSpace(r.After()) }

// Mix is the later of two aligned texts with some changes the other way:
// picks[i] is for change i+1, and where there is none the later text stands.
// With every pick PickBefore it is the earlier text. Paragraphs that did not
// follow each other before are kept apart by a blank line.
func Mix(rows []Row, picks []Pick) string {
	var text strings.Builder
	last := ""
	add := func(paragraph string) {
		if paragraph == "" {
			return
		}
		if last != "" {
			text.WriteString(gap(last, paragraph))
		}
		text.WriteString(paragraph)
		last = paragraph
	}
	for i := range rows {
		r, pick := &rows[i], PickAfter
		if r.Change > 0 && r.Change <= len(picks) {
			pick = picks[r.Change-1]
		}
		if pick == PickBefore || pick == PickBoth && !spacing(r) {
			add(r.Before())
		}
		if pick != PickBefore {
			add(r.After())
		}
	}
	return text.String()
}

// gap is what two paragraphs lack to be kept apart by a blank line.
func gap(last, next string) string {
	between := last[len(strings.TrimRightFunc(last, unicode.IsSpace)):] + next[:len(next)-len(strings.TrimLeftFunc(next, unicode.IsSpace))]
	return strings.Repeat("\n", max(0, 2-strings.Count(between, "\n")))
}

// paragraphs cuts a text behind every run of blank lines, but for those that it
// begins with.
func paragraphs(text string) []string {
	var cut []string
	from, at := 0, 0
	said, blank := false, false
	for _, line := range lines(text) {
		if strings.TrimSpace(line) == "" {
			blank = said
		} else {
			if blank {
				cut = append(cut, text[from:at])
				from, blank = at, false
			}
			said = true
		}
		at += len(line)
	}
	if from < len(text) {
		cut = append(cut, text[from:])
	}
	return cut
}

func trimmed(paragraphs []string) []string {
	keys := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		keys[i] = strings.TrimSpace(p)
	}
	return keys
}

func rowOf(before, after string) Row { return Row{Chunks: DiffWords(before, after)} }

// replacedRow is for paragraphs that have little in common: a few small words
// that stand in both would only be noise.
func replacedRow(before, after string) Row {
	d := &differ{chunks: []Chunk{}}
	d.add(Out, before)
	d.add(In, after)
	return Row{Chunks: d.chunks}
}

// Paragraphs whose words agree to this part are two states of one.
const alike = 0.4

// mostPairs bounds the work: above it paragraphs are paired in their order.
const mostPairs = 40_000

// pairUp finds which paragraphs that went out correspond to which that came in:
// the order-keeping pairs whose likeness is greatest in sum. What stands
// between two pairs was replaced in order.
func pairUp(out, in []string) []Row {
	if len(out)*len(in) > mostPairs {
		return inOrder(out, in)
	}
	bags, others := bagsOf(out), bagsOf(in)
	width := len(in) + 1
	best := make([]float64, (len(out)+1)*width)
	for i := len(out) - 1; i >= 0; i-- {
		for j := len(in) - 1; j >= 0; j-- {
			most := max(best[(i+1)*width+j], best[i*width+j+1])
			if like := bags[i].likeness(&others[j]); like >= alike {
				most = max(most, like+best[(i+1)*width+j+1])
			}
			best[i*width+j] = most
		}
	}
	var rows []Row
	i, j, fromI, fromJ := 0, 0, 0, 0
	for i < len(out) && j < len(in) {
		switch best[i*width+j] {
		case best[(i+1)*width+j]:
			i++
		case best[i*width+j+1]:
			j++
		default:
			rows = append(append(rows, inOrder(out[fromI:i], in[fromJ:j])...), rowOf(out[i], in[j]))
			i, j = i+1, j+1
			fromI, fromJ = i, j
		}
	}
	return append(rows, inOrder(out[fromI:], in[fromJ:])...)
}

func inOrder(out, in []string) []Row {
	var rows []Row
	for i := range max(len(out), len(in)) {
		before, after := "", ""
		if i < len(out) {
			before = out[i]
		}
		if i < len(in) {
			after = in[i]
		}
		rows = append(rows, replacedRow(before, after))
	}
	return rows
}

// bag is the words of a paragraph, sorted.
type bag []string

func bagsOf(paragraphs []string) []bag {
	bags := make([]bag, len(paragraphs))
	for i, p := range paragraphs {
		for _, w := range words(p) {
			if strings.TrimSpace(w) != "" {
				bags[i] = append(bags[i], w)
			}
		}
		slices.Sort(bags[i])
	}
	return bags
}

// likeness is the part of two paragraphs' words that both have, 0 to 1 (Dice,
// Measures of the Amount of Ecologic Association Between Species, 1945).
func (b bag) likeness(o *bag) float64 {
	if len(b)+len(*o) == 0 {
		return 0
	}
	common, i, j := 0, 0, 0
	for i < len(b) && j < len(*o) {
		switch strings.Compare(b[i], (*o)[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(b)+len(*o))
}
