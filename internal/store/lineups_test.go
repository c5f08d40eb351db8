package store

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// put changes a lineup: n is the number of its stories.
func put(t testing.TB, db *DB, l desk.Lineup, n int, note string) desk.Lineup {
	t.Helper()
	l.Slots = nil
	for i := range n {
		l.Slots = append(l.Slots, desk.Slot{Story: storyID(i), Weight: desk.Standard, Headline: fmt.Sprint("head ", i)})
	}
	l.At, l.By, l.Note = at.Add(time.Duration(l.Rev)*time.Minute), "ab", note
	l, err := db.PutLineup(l)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEveryRevisionOfALineupIsKept(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	var want []desk.Lineup
	l := desk.Lineup{ID: "front", Name: "Home"}
	for n := range 5 {
		l = put(t, db, l, n, fmt.Sprint("to ", n))
		want = append([]desk.Lineup{l}, want...)
	}
	put(t, db, desk.Lineup{ID: "fron", Name: "Other"}, 1, "") // its id begins another's
	check := func(db *DB) {
		t.Helper()
		got, err := db.LineupHistory("front")
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("history is %+v, %v, want %+v", got, err, want)
		}
		if two, err := db.LineupAt("front", 2); err != nil || !reflect.DeepEqual(two, want[len(want)-2]) {
			t.Fatalf("revision 2 is %+v, %v", two, err)
		}
		_, err = db.LineupAt("front", 99)
		wantError(t, err, ErrNotFound)
	}
	check(db)

	if err := db.RemoveLineup("front", l.Rev, at, "cd"); err != nil {
		t.Fatal(err)
	}
	removed, err := db.RemovedLineups()
	if err != nil || len(removed) != 1 || !reflect.DeepEqual(removed[0], l) {
		t.Fatalf("removed are %+v, %v", removed, err)
	}
	check(db)
	closed(t, db)

	db = open(t, dir)
	l.Rev = 0
	back := put(t, db, l, 2, "back")
	equal(t, "revision of what came back", back.Rev, 6)
	want = append([]desk.Lineup{back}, want...)
	check(db)
	if removed, err := db.RemovedLineups(); err != nil || len(removed) != 0 {
		t.Fatalf("still removed: %+v, %v", removed, err)
	}
}

func TestAHoleIsNotStored(t *testing.T) {
	db := open(t, t.TempDir())
	slots := []desk.Slot{{Story: storyID(1), Weight: desk.Lead, Hole: "killed"}}
	l, err := db.PutLineup(desk.Lineup{ID: "front", Name: "Home", Slots: slots, Spare: slots})
	if err != nil || l.Slots[0].Hole != "" || l.Spare[0].Hole != "" || slots[0].Hole != "killed" {
		t.Fatalf("got %+v, %v; the caller's are %+v", l, err, slots)
	}
}

// Both copies know all of it: Badger made anew from the journal, the journal
// made anew from Badger, and a backup.
func TestLineupsInBothCopies(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	l := desk.Lineup{ID: "front", Name: "Home"}
	for n := range 40 {
		l = put(t, db, l, n, "")
	}
	gone := put(t, db, desk.Lineup{ID: "gone", Name: "Gone"}, 3, "")
	if err := db.RemoveLineup("gone", gone.Rev, at, "ab"); err != nil {
		t.Fatal(err)
	}
	faces := func(db *DB) string {
		past, err := db.LineupHistory("front")
		here, err2 := db.Lineups()
		removed, err3 := db.RemovedLineups()
		if err != nil || err2 != nil || err3 != nil {
			t.Fatal(err, err2, err3)
		}
		return fmt.Sprintf("%+v\n%+v\n%+v", past, here, removed)
	}
	want := faces(db)
	closed(t, db)

	health, err := Examine(context.Background(), dir, smallOptions(t))
	if err != nil || len(health.Faults) > 0 {
		t.Fatalf("the doctor says %+v, %v", health.Faults, err)
	}
	for _, lost := range []string{badgerName, journalName} {
		remove(t, dir, lost)
		db = openWith(t, dir, smallOptions(t))
		if got := faces(db); got != want {
			t.Fatalf("without %s:\n%s\nwant\n%s", lost, got, want)
		}
		closed(t, db)
	}
}

func BenchmarkReorder200(b *testing.B) {
	db, err := Open(b.TempDir(), benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	l := put(b, db, desk.Lineup{ID: "front", Name: "Home"}, 200, "")
	a := story(1, "Bridge to close", "")
	var reorder, save []time.Duration
	n := 0
	for b.Loop() {
		for range 10 { // by turns, so that both meet the same disk
			start := time.Now()
			if l, err = l.Shift(l.Slots[len(l.Slots)-1].Story, 0); err != nil {
				b.Fatal(err)
			}
			l.At, l.By, l.Note = at, "ab", "moved"
			if l, err = db.PutLineup(l); err != nil {
				b.Fatal(err)
			}
			reorder = append(reorder, time.Since(start))
		}
		for i := range 10 {
			a.Body = copyText(n*10 + i)
			start := time.Now()
			if a, err = db.Save(a, article.Summary{Words: 800}, article.Revision{By: "ab"}); err != nil {
				b.Fatal(err)
			}
			save = append(save, time.Since(start))
		}
		n++
	}
	b.ReportMetric(float64(median(reorder).Microseconds()), "µs/reorder")
	b.ReportMetric(float64(median(save).Microseconds()), "µs/save")
	b.ReportMetric(float64(median(reorder))/float64(median(save)), "x-save")
	b.ReportMetric(0, "ns/op")
}
