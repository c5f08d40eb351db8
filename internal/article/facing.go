package article

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Double says that a paragraph of one story stands in another one as well.
type Double string

// The doubles; "" = it does not.
const (
	DoubleSame Double = "same" // word for word
	DoubleNear Double = "near" // with nearly all of its words
)

// near is the part of their words that two paragraphs have in common when one
// of them is enough.
const near = 0.75

// Facing puts two stories side by side, paragraph by paragraph: the other's is
// the earlier text of a row, as in [Align]. Paragraphs that have little in
// common stand in rows of their own, so that taking one takes none away, and
// those that the story has somewhere already are marked.
func Facing(other, story string) []Row {
	rows := []Row{}
	var theirs, ours []Row // of a stretch without anything in common
	settle := func() {
		rows = append(append(rows, theirs...), ours...)
		theirs, ours = nil, nil
	}
	for _, r := range paired(other, story) {
		before, after := r.Before(), r.After()
		if before != "" && after != "" && likenessOf(before, after) >= alike {
			settle()
			rows = append(rows, r)
			continue
		}
		if before != "" {
			theirs = append(theirs, replacedRow(before, ""))
		}
		if after != "" {
			ours = append(ours, replacedRow("", after))
		}
	}
	settle()
	settleEnds(rows)
	numberRows(rows)
	markDoubles(rows, paragraphs(story))
	return rows
}

// numberRows counts the rows that differ.
func numberRows(rows []Row) {
	changes := 0
	for i := range rows {
		if rows[i].Before() != rows[i].After() {
			changes++
			rows[i].Change = changes
		}
	}
}

func likenessOf(a, b string) float64 {
	if strings.TrimSpace(a) == strings.TrimSpace(b) {
		return 1
	}
	first, second := saidIn(a), saidIn(b)
	return first.likeness(&second)
}

// saidIn is the words of a paragraph alone, in any case: signs would make all
// footnotes alike.
func saidIn(paragraph string) bag {
	said := bag{}
	for _, w := range words(strings.ToLower(paragraph)) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) || unicode.IsDigit(r) {
			said = append(said, w)
		}
	}
	slices.Sort(said)
	return said
}

// markDoubles looks for each of the other's paragraphs in the story.
func markDoubles(rows []Row, story []string) {
	if len(rows)*len(story) > mostPairs {
		return
	}
	bags := make([]bag, len(story))
	for i, p := range story {
		bags[i] = saidIn(p)
	}
	for i := range rows {
		r := &rows[i]
		before := r.Before()
		if r.Change == 0 || strings.TrimSpace(before) == "" || spacing(r) {
			continue
		}
		if r.After() != "" { // its double stands beside it
			if likenessOf(before, r.After()) >= near {
				r.Double = DoubleNear
			}
			continue
		}
		r.Double, r.At = doubleOf(before, story, bags)
	}
}

// doubleOf is the paragraph of a story, from 1, that is most like a text.
func doubleOf(text string, story []string, bags []bag) (Double, int) {
	own := saidIn(text)
	best, at := near, 0
	for i := range story {
		if strings.TrimSpace(story[i]) == strings.TrimSpace(text) {
			return DoubleSame, i + 1
		}
		if like := own.likeness(&bags[i]); like >= best {
			best, at = like, i+1
		}
	}
	if at == 0 {
		return "", 0
	}
	return DoubleNear, at
}

// noteMark is a footnote's mark or its beginning, with what stands ahead of it.
var noteMark = regexp.MustCompile(`(\\?)\[\^([^\]\s\[]+)\]`)

// ApartNotes gives footnotes of another story numbers of their own where the
// story has footnotes of those names that say something else.
func ApartNotes(other, story string) string {
	ours, theirs := notesOf(story), notesOf(other)
	if len(ours) == 0 || len(theirs) == 0 {
		return other
	}
	next, renamed := 1, map[string]string{}
	for _, m := range noteMark.FindAllStringSubmatch(other, -1) {
		name := m[2]
		if _, done := renamed[name]; done || m[1] != "" {
			continue
		}
		renamed[name] = name
		if said, taken := ours[name]; !taken || said == theirs[name] {
			continue
		}
		for ; ; next++ {
			free := fmt.Sprint(next)
			_, a := ours[free]
			_, b := theirs[free]
			if !a && !b {
				renamed[name] = free
				next++
				break
			}
		}
	}
	return noteMark.ReplaceAllStringFunc(other, func(mark string) string {
		m := noteMark.FindStringSubmatch(mark)
		if m[1] != "" {
			return mark
		}
		return "[^" + renamed[m[2]] + "]"
	})
}

// notesOf is what each footnote of a text says on its first line, by its name;
// "" for a mark without one.
func notesOf(text string) map[string]string {
	notes := map[string]string{}
	for _, line := range lines(text) {
		for i, m := range noteMark.FindAllStringSubmatchIndex(line, -1) {
			name := line[m[4]:m[5]]
			switch {
			case m[2] < m[3]:
			case i == 0 && strings.TrimSpace(line[:m[0]]) == "" && strings.HasPrefix(line[m[1]:], ":"):
				notes[name] = strings.TrimSpace(line[m[1]+1:])
			case notes[name] == "":
				notes[name] = ""
			}
		}
	}
	return notes
}

// soundPicks refuses what says not which side to take.
func soundPicks(picks []Pick) error {
	if i := slices.IndexFunc(picks, func(p Pick) bool { return !slices.Contains(Picks, p) }); i >= 0 {
		return fmt.Errorf("%w: %q says not which side of a change to take", ErrValue, picks[i])
	}
	return nil
}
