package newsroom

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/store"
)

// The most that is kept and shown of how ours and theirs differ, in bytes: a
// delivery is written anew with each step that it takes.
const (
	mostOfText     = 6_000   // of one side of one field
	mostCompared   = 200_000 // of a body; what comes behind it is left out
	mostFieldsKept = 40
)

// apartFrom are differences as a conflict keeps them. Of long texts the
// paragraphs in which they differ are kept.
func apartFrom(found []deliver.Difference) []article.Difference {
	var all []article.Difference
	for _, d := range found[:min(len(found), mostFieldsKept)] {
		kept := article.Difference{Field: d.Field}
		kept.Sent, kept.Stored = differingParts(cutText(d.Sent, mostCompared), cutText(d.Stored, mostCompared))
		all = append(all, kept)
	}
	return all
}

// omitted is put where paragraphs that both have were left out.
const omitted = "…"

// differingParts are two texts without the paragraphs that both have, if they
// are too long to be kept whole.
func differingParts(ours, theirs string) (string, string) {
	if len(ours) <= mostOfText/4 && len(theirs) <= mostOfText/4 {
		return ours, theirs
	}
	var a, b []string
	gap := false
	for _, row := range article.Align(ours, theirs) {
		if row.Change == 0 {
			gap = true
			continue
		}
		if gap {
			a, b, gap = append(a, omitted), append(b, omitted), false
		}
		a, b = append(a, strings.TrimSpace(row.Before())), append(b, strings.TrimSpace(row.After()))
	}
	if gap {
		a, b = append(a, omitted), append(b, omitted)
	}
	return partsOf(a), partsOf(b)
}

func partsOf(paragraphs []string) string {
	paragraphs = slices.DeleteFunc(paragraphs, func(p string) bool { return p == "" })
	return cutText(strings.Join(paragraphs, "\n\n"), mostOfText)
}

// cutText is at most so many bytes of a text; it says that it was cut.
func cutText(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + omitted
}

// Apart is how a story differs at a target from what would go there.
type Apart struct {
	Chosen
	// Fields are in the order in which they are sent, named in an editor's words.
	// In their chunks what went out is theirs, what came in ours.
	Fields []FieldChange `json:"fields"`
}

// ApartAt says, of a delivery that somebody has to choose about, what stands
// there beside what would go, word by word, as it was when that was seen. There
// are no fields where the target cannot tell.
func (r *Room) ApartAt(c Chosen) (Apart, error) {
	apart := Apart{Chosen: c, Fields: []FieldChange{}}
	all, err := r.db.Deliveries(c.Story)
	if err != nil {
		return apart, err
	}
	i := slices.IndexFunc(all, func(d article.Delivery) bool { return d.Target == c.Target })
	if i < 0 {
		return apart, fmt.Errorf("%w: nothing of story %s is on its way there", store.ErrNotFound, c.Story)
	}
	for _, d := range all[i].Apart {
		apart.Fields = append(apart.Fields, FieldChange{fieldWord(d.Field), article.DiffWords(d.Stored, d.Sent)})
	}
	return apart, nil
}
