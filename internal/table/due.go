package table

import (
	"cmp"
	"slices"

	"stet/internal/article"
)

// Due is a moment that a story waits for: its deadline, or the end of its embargo.
type Due struct {
	ID      article.ID
	At      int64 // Unix milliseconds
	Embargo bool  // false = the deadline
}

// Due is the moments from one, up to but without another, Unix milliseconds, of
// stories that are not in the trash and neither spiked nor killed; the earliest
// first. The table must be filled.
func (t *Table) Due(from, to int64) []Due {
	t.mu.Lock()
	defer t.mu.Unlock()
	due := []Due{}
	dropped := uint8(slices.Index(article.Flags, article.Spiked) + 1)
	for i := range t.rows {
		r := &t.rows[i]
		if r.trashed || r.flag >= dropped {
			continue
		}
		if r.deadline != noDeadline && r.deadline >= from && r.deadline < to {
			due = append(due, Due{article.IDFromBytes(r.id), r.deadline, false})
		}
		if r.embargo != noEmbargo && r.embargo != unsettled && r.embargo >= from && r.embargo < to {
			due = append(due, Due{article.IDFromBytes(r.id), r.embargo, true})
		}
	}
	slices.SortFunc(due, func(a, b Due) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	return due
}
