package store

import (
	"sync/atomic"
	"testing"

	"stet/internal/article"
)

// Whoever keeps the highest number it saw is told of every later save of a
// story, once, with the newest line: saves, moves and the trash alike.
func TestChangesTellWhatCameSince(t *testing.T) {
	var woken atomic.Int64
	o := testOptions(t)
	o.Saved = func([]Line) { woken.Add(1) }
	db := openWith(t, t.TempDir(), o)
	seen := uint64(0)
	since := func() (ids []article.ID, trashed int) {
		high := seen
		err := db.Changes(seen, func(seq uint64, h article.Head) {
			if seq <= seen {
				t.Errorf("%s was saved at %d and is told of after %d", h.ID, seq, seen)
			}
			high = max(high, seq)
			ids = append(ids, h.ID)
			if h.Trashed {
				trashed++
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		seen = high
		return ids, trashed
	}
	a, b := save(t, db, story(1, "A", "a")), save(t, db, story(2, "B", "b"))
	ids, _ := since()
	equalAll(t, "both, newest first", ids, []article.ID{b.ID, a.ID})
	ids, _ = since()
	equal(t, "changes since", len(ids), 0)
	a.Headlines.Main = "A again"
	a = save(t, db, a)
	a.SectionID = "s1"
	save(t, db, a)
	b.Trashed = true
	save(t, db, b)
	ids, trashed := since()
	equalAll(t, "each once", ids, []article.ID{a.ID, b.ID})
	equal(t, "in the trash", trashed, 1)
	if woken.Load() < 5 {
		t.Errorf("woken %d times by 5 saves", woken.Load())
	}
	heads, err := db.HeadsOf([]article.ID{b.ID, storyID(9), a.ID})
	if err != nil || len(heads) != 2 || !heads[0].Trashed || heads[1].Headline != "A again" {
		t.Errorf("%v, %v: want B and A in this order, and no story that is not there", heads, err)
	}
}
