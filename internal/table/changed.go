package table

import "stet/internal/article"

// SetChanged says of stories whether readers have them otherwise than they stand,
// which no list line tells; until it is said again, saves change nothing of it.
func (t *Table) SetChanged(ids []article.ID, changed []bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, id := range ids {
		key, err := id.Bytes()
		if err != nil {
			continue
		}
		if n, ok := t.byID[key]; ok && t.rows[n].changed != changed[i] {
			t.rows[n].changed = changed[i]
			t.version++
		}
	}
}
