package table

import (
	"cmp"
	"strings"
)

// Count is how many rows a query has. The last list that was asked for is kept.
// The table must be filled.
func (t *Table) Count(q *Query) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	asked := question{status: q.Status, section: q.SectionID, words: strings.ToLower(q.Words)}
	views := viewsAt(q.Now.UnixMilli(), t.numbersOf(q.Me))
	wanted, view := t.filter(&asked, q.Sections), setOf(cmp.Or(q.View, All))
	count := 0
	for n := range t.rows {
		if views.of(&t.rows[n])&view != 0 && wanted(int32(n)) {
			count++
		}
	}
	return count
}
