package intake

import (
	"strings"

	"stet/internal/article"
)

// story is copy on its way to an article.
type story struct {
	options   Options
	lines     []line
	notes     []article.Note // on the whole copy
	article   article.Article
	internal  []string // lines of the internal note
	embargoes []string // lines that hold the story
}

// Fields that lines are moved to, as the receipt names them.
const (
	fieldNote     = "internalNote"
	fieldKeywords = "keywords"
)

// ruledLines is how many lines from either end rules look at. No story has
// more, and every rule on every line of a data file would take minutes.
const ruledLines = 2000

// applyRules gives the lines that the table knows their fate. A line that
// stands where its rule does not hold stays copy.
func (s *story) applyRules() {
	known := make([]*rule, len(s.lines))
	for i := 0; i < len(s.lines); i++ {
		if i == ruledLines && len(s.lines) > 2*ruledLines {
			i = len(s.lines) - ruledLines
		}
		if l := &s.lines[i]; l.fate == toBody && (l.shape == paragraph || l.shape == heading) {
			known[i] = ruleFor(l.text)
		}
	}
	head, tail := s.edges(known)
	var above *rule // one that also decides what stands under it
	begun := false  // a line of running text stood above
	for i, r := range known {
		if s.lines[i].fate != toBody {
			continue
		}
		holds := r != nil && s.holds(known, i, head, tail)
		switch {
		case above != nil && above.act == toNoteRest && (!holds || (r.act != drop && r.act != setEmbargo)):
			s.moveToNote(i, "It stood under the copy's end mark or in the notes to editors.")
		case holds:
			s.obey(r, i)
			if r.act == dropRest || (r.act == toNoteRest && (begun || i >= head)) {
				above = r
			}
		case above != nil:
			s.drop(i, "It stood in the page's list of other stories.")
		default:
			begun = begun || running(s.lines[i].text)
		}
	}
	s.hold()
}

// headLines is how many lines at most can stand above a body.
const headLines = 14

// edges finds where the head ends (the line after the first paragraph that
// follows something) and where the tail starts (after the last line that is
// stated as a sentence). Copy without sentences has no tail: nothing there
// could tell a list of other stories from the story.
func (s *story) edges(known []*rule) (head, tail int) {
	head, tail = min(headLines, len(s.lines)), len(s.lines)
	found := false
	for i := range s.lines {
		if known[i] != nil || s.lines[i].fate != toBody {
			continue
		}
		running := isParagraph(s.lines[i].text)
		if running && !found {
			head, found = min(head, i+2), true
		}
		if running || fullStop(s.lines[i].text) {
			tail = i + 1
		}
	}
	return head, tail
}

// holds reports whether line i stands where its rule may act.
func (s *story) holds(known []*rule, i, head, tail int) bool {
	switch known[i].place {
	case atEdge:
		return i < head || i >= tail
	case atTail:
		return i >= tail
	case inRun:
		return sameSort(known, i, i-1) || sameSort(known, i, i+1)
	}
	return true
}

// sameSort compares rules by the first word of their names: a share button
// stands in a share bar.
func sameSort(known []*rule, i, beside int) bool {
	if beside < 0 || beside >= len(known) || known[beside] == nil {
		return false
	}
	sort, _, _ := strings.Cut(known[i].name, " ")
	return strings.HasPrefix(known[beside].name, sort+" ")
}

func (s *story) obey(r *rule, i int) {
	switch r.act {
	case toNote, toNoteRest:
		s.moveToNote(i, r.why)
	case setEmbargo:
		s.moveToNote(i, r.why)
		s.embargoes = append(s.embargoes, s.lines[i].text)
	case toKeywords:
		s.move(i, fieldKeywords, r.why)
		_, list, _ := strings.Cut(s.lines[i].text, ":")
		s.article.Keywords = append(s.article.Keywords, splitNames(list, ",;|")...)
	default:
		s.drop(i, r.why)
	}
}

func (s *story) drop(i int, why string) {
	s.lines[i].fate, s.lines[i].why = dropped, why
}

func (s *story) move(i int, field, why string) {
	s.lines[i].fate, s.lines[i].field, s.lines[i].why = moved, field, why
}

func (s *story) moveToNote(i int, why string) {
	s.move(i, fieldNote, why)
	s.internal = append(s.internal, s.lines[i].text)
}

// splitNames cuts a list at any of the separators.
func splitNames(list, separators string) []string {
	names := []string{}
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if name = article.OneLine(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
