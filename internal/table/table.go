// Package table is the story list in memory: of every story what sorting,
// filtering and counting need, in some 300 bytes, and orders kept from one
// question to the next. It answers with ids; what a row shows is asked of the
// store. It is pure: no store, no clock, no file. Search filters by the same
// rows ([Table.Row], [Table.Each]).
package table

import (
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"stet/internal/article"
)

// Table is a story list. It answers once [Table.Filled] was called; Put may be
// called at any time, from several goroutines.
type Table struct {
	mu    sync.Mutex
	rows  []row
	byID  map[[16]byte]int32 // index into rows
	saved []int32            // rows, the one saved last at the end; nil until filled
	texts texts
	marks []marks // of the texts, by row

	sections, people words              // of rows, by number
	others           map[int32][]uint64 // keys of the headlines of other channels, of rows that have any
	orders           [ordered]order
	sorting          sync.Mutex // held while an order is made
	speech           language.Tag

	version int64 // counted up by every change
	last    kept
}

// row is one story. It holds no pointer, so that a hundred thousand of them
// cost the garbage collector nothing.
type row struct {
	id       [16]byte
	seq      uint64
	updated  int64 // Unix milliseconds
	embargo  int64 // Unix milliseconds; noEmbargo; unsettled
	deadline int64 // Unix milliseconds; noDeadline
	text     span
	heading  uint64 // article.HeadlineKey of the main headline
	words    int32
	section  int32
	assignee int32
	status   uint8 // index into article.Statuses
	flag     uint8 // index into article.Flags + 1; 0 = none
	trashed  bool
	changed  bool // since it went out
}

const (
	noEmbargo = math.MinInt64
	unsettled = math.MaxInt64 // stops until somebody says when

	noDeadline = math.MinInt64
)

// New makes an empty table.
func New() *Table {
	return &Table{byID: map[[16]byte]int32{}, sections: newWords(), people: newWords(), others: map[int32][]uint64{}}
}

// Put takes the line of a story that was saved as number seq. A line older
// than the one that is there changes nothing, so lines may come in any order.
func (t *Table) Put(seq uint64, h *article.Head) {
	id, err := h.ID.Bytes()
	if err != nil {
		return // the store refuses such an id
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	n, known := t.byID[id]
	if known && t.rows[n].seq >= seq {
		return
	}
	if !known {
		n = int32(len(t.rows))
		t.rows, t.marks = append(t.rows, row{id: id}), append(t.marks, marks{})
		t.byID[id] = n
	}
	t.version++
	old := t.rows[n]
	r := row{
		id: id, seq: seq, updated: h.Updated.UnixMilli(), embargo: embargoOf(h), deadline: deadlineOf(h), words: int32(h.Words), section: t.sections.number(h.SectionID),
		assignee: t.people.number(h.Assignee), trashed: h.Trashed, changed: old.changed, text: old.text,
		heading: article.HeadlineKey(h.Headline),
		status:  uint8(max(0, slices.Index(article.Statuses, h.Status))), flag: uint8(slices.Index(article.Flags, h.Flag) + 1),
	}
	moved := t.texts.put(&r.text, h)
	if r.text != old.text {
		t.marks[n] = marksOf(t.texts.row(r.text))
	}
	t.rows[n] = r
	t.putOthers(n, h.Others)
	if t.saved != nil {
		t.later(n, old.seq, known)
	}
	for f := range t.orders {
		if !known || moved[f] {
			t.place(field(f), n, known)
		}
	}
	t.tidy()
}

// later moves row n, saved as old before, to the end of the saved order.
func (t *Table) later(n int32, old uint64, known bool) {
	if known {
		bySeq := func(m int32, seq uint64) int { return compare(t.seqBefore(m, n, old), seq) }
		if i, ok := slices.BinarySearchFunc(t.saved, old, bySeq); ok {
			t.saved = slices.Delete(t.saved, i, i+1)
		}
	}
	i, _ := slices.BinarySearchFunc(t.saved, t.rows[n].seq, func(m int32, seq uint64) int { return compare(t.rows[m].seq, seq) })
	t.saved = slices.Insert(t.saved, i, n)
}

// seqBefore is the number of row m as it was before row n changed.
func (t *Table) seqBefore(m, n int32, old uint64) uint64 {
	if m == n {
		return old
	}
	return t.rows[m].seq
}

// Filled says that every story has been put, and the table may answer.
func (t *Table) Filled() {
	t.mu.Lock()
	defer t.mu.Unlock()
	saved := make([]int32, len(t.rows))
	for i := range saved {
		saved[i] = int32(i)
	}
	slices.SortFunc(saved, func(a, b int32) int { return compare(t.rows[a].seq, t.rows[b].seq) })
	t.saved = saved
	t.version++
}

func deadlineOf(h *article.Head) int64 {
	if h.Deadline.IsZero() {
		return noDeadline
	}
	return h.Deadline.UnixMilli()
}

func embargoOf(h *article.Head) int64 {
	switch {
	case h.Embargo == nil || h.Embargo.IsBroken():
		return noEmbargo
	case h.Embargo.At.IsZero():
		return unsettled
	}
	return h.Embargo.At.UnixMilli()
}

// words numbers the few words that many rows share. 0 is the empty word.
type words struct {
	list []string
	at   map[string]int32
}

func newWords() words { return words{list: []string{""}, at: map[string]int32{"": 0}} }

func (w *words) number(word string) int32 {
	n, ok := w.at[word]
	if !ok {
		n = int32(len(w.list))
		word = strings.Clone(word)
		w.list = append(w.list, word)
		w.at[word] = n
	}
	return n
}
