package table

import (
	"bytes"
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// order is the rows sorted by a text, as the house's language sorts words.
// Making it costs a second of work for a hundred thousand rows, so it is made
// once, beside everything else, and then a changed row is put in its place.
type order struct {
	rows    []int32 // nil = not made
	making  bool
	changed []int32 // rows that changed while it is made
	sorter  *collate.Collator
}

func compare[T cmp.Ordered](a, b T) int { return cmp.Compare(a, b) }

// newSorter sorts as a reader looks words up: case and accents do not count,
// and "9" comes before "10".
func newSorter(speech language.Tag) *collate.Collator {
	return collate.New(speech, collate.Loose, collate.Numeric)
}

// Warm makes the orders of a language that are not made yet. It may be called
// beside everything else.
func (t *Table) Warm(speech language.Tag) {
	for f := range field(ordered) {
		t.make(f, speech)
	}
}

// make sees that the order of a field is there. Keys are made and sorted
// outside the lock: a save must not wait for that.
func (t *Table) make(f field, speech language.Tag) {
	t.sorting.Lock()
	defer t.sorting.Unlock()
	spans, all, todo := t.begin(f, speech)
	if !todo {
		return
	}
	sorter, buffer := newSorter(speech), &collate.Buffer{}
	keys := make([][]byte, len(spans))
	rows := make([]int32, len(spans))
	for i, s := range spans {
		at, length := s.of(f)
		keys[i] = sorter.Key(buffer, all[at:at+length])
		rows[i] = int32(i)
	}
	// Rows of one text stand as they came into the table, which stays.
	slices.SortFunc(rows, func(a, b int32) int { return cmp.Or(bytes.Compare(keys[a], keys[b]), compare(a, b)) })
	t.end(f, rows)
}

func (t *Table) begin(f field, speech language.Tag) (spans []span, all []byte, todo bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.speech != speech {
		t.orders, t.last = [ordered]order{}, kept{}
		t.speech = speech
	}
	if t.orders[f].rows != nil {
		return nil, nil, false
	}
	t.orders[f] = order{making: true, sorter: newSorter(speech)}
	spans = make([]span, len(t.rows))
	for i := range t.rows {
		spans[i] = t.rows[i].text
	}
	return spans, t.texts.all, true
}

func (t *Table) end(f field, rows []int32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	o := &t.orders[f]
	changed := o.changed
	slices.Sort(changed)
	changed = slices.Compact(changed)
	o.rows = slices.DeleteFunc(rows, func(n int32) bool { _, ok := slices.BinarySearch(changed, n); return ok })
	o.making, o.changed = false, nil
	for _, n := range changed {
		t.insert(f, n)
	}
}

// place puts row n, whose text changed, where it belongs now.
func (t *Table) place(f field, n int32, known bool) {
	o := &t.orders[f]
	switch {
	case o.making:
		o.changed = append(o.changed, n)
	case o.rows != nil:
		if i := slices.Index(o.rows, n); known && i >= 0 {
			o.rows = slices.Delete(o.rows, i, i+1)
		}
		t.insert(f, n)
	}
}

func (t *Table) insert(f field, n int32) {
	o := &t.orders[f]
	buffer := &collate.Buffer{}
	key := o.sorter.Key(buffer, t.texts.field(t.rows[n].text, f))
	i, _ := slices.BinarySearchFunc(o.rows, n, func(m, n int32) int {
		return cmp.Or(bytes.Compare(o.sorter.Key(buffer, t.texts.field(t.rows[m].text, f)), key), compare(m, n))
	})
	o.rows = slices.Insert(o.rows, i, n)
}
