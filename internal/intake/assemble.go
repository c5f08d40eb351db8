package intake

import (
	"strings"

	"stet/internal/article"
)

// assemble puts the article and the receipt together, in one walk over the
// lines: this is where every line's fate is carried out.
func (s *story) assemble() Result {
	a := &assembly{}
	for i := range s.lines {
		a.add(&s.lines[i])
	}
	s.article.Body = a.body.String()
	s.article.InternalNote = strings.Join(s.internal, "\n")
	receipt := article.Receipt{Kept: a.kept, Changed: []article.Note{}, Dropped: nonNil(a.dropped), Moved: nonNil(a.moved)}
	receipt.Changed = append(receipt.Changed, s.notes...)
	return Result{Article: s.article, Receipt: receipt}
}

type assembly struct {
	body           strings.Builder
	blocks         int
	last           *line    // the last line of the body
	open           []string // marks of the items that the last item stands under, and its own
	kept           int
	dropped, moved []article.Note
}

func (a *assembly) add(l *line) {
	switch l.fate {
	case taken:
		a.kept += countWords(l.text)
	case dropped:
		a.dropped = append(a.dropped, article.Note{Text: l.text, Why: l.why, Before: a.blocks})
	case moved:
		a.moved = append(a.moved, article.Note{Text: l.text, Why: l.why, Field: l.field, Before: a.blocks})
	default:
		if l.cut > 0 {
			a.moved = append(a.moved, article.Note{Text: strings.TrimSpace(l.text[:l.cut]), Why: "The dateline.", Field: fieldDateline, Before: a.blocks})
			l.text = strings.TrimSpace(l.text[l.cut:])
			l.md = openBlock(strings.TrimSpace(l.md[min(len(l.md), l.cut):]))
		}
		a.kept += countWords(l.text)
		a.write(l)
	}
}

// write adds a line to the body. Items of one list and paragraphs of one
// quotation are one block; a blank line parts all others.
func (a *assembly) write(l *line) {
	joined := a.follows(l) || (a.last != nil && l.shape == quotation && a.last.shape == quotation)
	switch {
	case a.last == nil:
	case joined && l.shape == item && !l.needsBlank(a.last):
		a.body.WriteByte('\n')
	case joined && l.shape == quotation:
		a.body.WriteString("\n>\n")
	default:
		a.body.WriteString("\n\n")
	}
	if !joined {
		a.blocks++
	}
	a.body.WriteString(l.block())
	a.last = l
}

// follows reports whether an item belongs to the list that is open. An item is
// at most one deeper than the one above, or Markdown would not see it.
func (a *assembly) follows(l *line) bool {
	if l.shape != item {
		return false
	}
	if a.last == nil || a.last.shape != item {
		l.level, a.open = 0, []string{l.mark}
		return false
	}
	l.level = min(l.level, a.last.level+1)
	same := (l.mark == "-") == (a.open[0] == "-")
	a.open = append(a.open[:l.level], l.mark)
	return l.level > 0 || same
}

// needsBlank holds where an item would be read on as the text of the item
// above: numbers other than 1 begin no list there.
func (l *line) needsBlank(above *line) bool {
	return l.mark != "-" && l.mark != "1." && (l.level > above.level || (l.level == above.level && above.mark == "-"))
}

// block is the line as Markdown.
func (l *line) block() string {
	switch l.shape {
	case heading:
		signs := strings.Repeat("#", min(4, max(2, l.level))) + " "
		if l.md != "" {
			return signs + closeHeading(l.md)
		}
		return signs + closeHeading(Escape(l.text))
	case item:
		return strings.Repeat("    ", l.level) + l.mark + " " + l.markdown()
	case quotation:
		return "> " + l.markdown()
	case footnote:
		if l.level > 0 {
			return "    " + l.markdown()
		}
		return "[^" + l.mark + "]: " + l.markdown()
	}
	return l.markdown()
}

func countWords(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}

func nonNil(notes []article.Note) []article.Note {
	if notes == nil {
		return []article.Note{}
	}
	return notes
}
