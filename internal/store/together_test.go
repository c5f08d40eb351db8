package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// joined is one state of two stories, three revisions and a lineup that change
// together: all of them say n.
func joined(t testing.TB, db *DB, n int) Whole {
	t.Helper()
	said := fmt.Sprint("state ", n)
	var w Whole
	for i := range 2 {
		a, err := db.Get(storyID(i))
		if errors.Is(err, ErrNotFound) {
			a, err = story(i, "", ""), nil
		}
		if err != nil {
			t.Fatal(err)
		}
		a.Body = said
		w.Entries = append(w.Entries, Entry{Article: a, Revision: article.Revision{By: "ab", At: at, Note: said}})
	}
	more := w.Entries[1]
	more.Article.Rev++
	w.Entries = append(w.Entries, more)
	l := desk.Lineup{ID: "front", Name: "Home"}
	if stored, err := db.Lineups(); err == nil && len(stored) > 0 {
		l = stored[0]
	}
	l.Note = said
	w.Lineups = []desk.Lineup{l}
	w.Names = []article.Naming{{ID: storyID(0), Rev: 1, Name: said, By: "ab", At: at}}
	w.Receipts = []article.ExportReceipt{{ID: storyID(0), Rev: 1, At: at, Path: said}}
	w.Intake = &Taken{ID: storyID(1), Rev: 1, Receipt: article.Receipt{Kept: n}}
	return w
}

// saidByAll is what all of it says; they must say the same.
func saidByAll(t testing.TB, db *DB) string {
	t.Helper()
	a, errA := db.Get(storyID(0))
	b, errB := db.Get(storyID(1))
	lineups, err := db.Lineups()
	if errors.Is(errA, ErrNotFound) && errors.Is(errB, ErrNotFound) && err == nil && len(lineups) == 0 {
		return ""
	}
	namings, errN := db.Namings(storyID(0))
	receipts, errR := db.Receipts(storyID(0))
	taken, _, errI := db.Intake(storyID(1))
	if err := errors.Join(errA, errB, err, errN, errR, errI); err != nil || len(lineups) != 1 || len(namings) == 0 || len(receipts) == 0 {
		t.Fatalf("half of it is there: %v, %v, %v, %v", err, lineups, namings, receipts)
	}
	for _, other := range []string{b.Body, lineups[0].Note, namings[0].Name, receipts[0].Path, fmt.Sprint("state ", taken.Kept)} {
		if other != a.Body {
			t.Fatalf("one says %q, another %q", a.Body, other)
		}
	}
	equal(t, "revisions of the second", b.Rev, 2*a.Rev)
	return a.Body
}

func whole(t testing.TB, db *DB, n int) {
	t.Helper()
	if _, _, err := db.SaveWhole(joined(t, db, n)); err != nil {
		t.Fatal(err)
	}
}

// Wherever a write of a row ends, and whichever copy is left, all of the row is
// there or nothing.
func TestARowTornAtEveryByte(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	whole(t, db, 1)
	before := db.journal.end
	whole(t, db, 2)
	end := db.journal.end
	closed(t, db)
	path := filepath.Join(dir, journalName, "000001.log")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "end of the file", end, int64(len(data)))
	step := max(1, (end-before)/40)
	for cut := before; cut <= end; cut += step {
		if end-cut < step {
			cut = end
		}
		again := t.TempDir()
		if err := os.MkdirAll(filepath.Join(again, journalName), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(again, journalName, "000001.log"), data[:cut:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := Open(again, smallOptions(t))
		if err != nil {
			t.Fatalf("cut at byte %d: %v", cut, err)
		}
		want := "state 1"
		if cut == end {
			want = "state 2"
		}
		equal(t, fmt.Sprint("cut at byte ", cut), saidByAll(t, db), want)
		whole(t, db, 3) // and it goes on
		equal(t, "what comes next", saidByAll(t, db), "state 3")
		closed(t, db)
	}
	borders := 0
	for cut := before; cut <= end; cut++ { // the ends of its records too, by the journal alone
		if err := os.WriteFile(path, data[:cut:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		j := openBare(t, dir)
		if j.damage != nil || j.end != before && j.end != end {
			t.Fatalf("cut at byte %d: the journal ends at %d, damage %v", cut, j.end, j.damage)
		}
		if j.end == end {
			borders++
		}
		if cut > before && cut < end {
			remove(t, fmt.Sprintf("%s.torn-%d", path, before))
		}
	}
	equal(t, "cuts that leave the row", borders, 1)
}

// What is refused of a row leaves nothing of it.
func TestARowIsRefusedWhole(t *testing.T) {
	db := open(t, t.TempDir())
	whole(t, db, 1)
	for what, spoil := range map[string]func(*Whole){
		"a story":  func(w *Whole) { w.Entries[2].Article.Rev = 1 },
		"a lineup": func(w *Whole) { w.Lineups[0].Rev++ },
	} {
		w := joined(t, db, 2)
		spoil(&w)
		_, _, err := db.SaveWhole(w)
		wantError(t, err, ErrStale)
		equal(t, what, saidByAll(t, db), "state 1")
	}
}

// joinForEver saves rows and prints when each was acknowledged.
func joinForEver(dir string) error {
	db, err := Open(dir, Options{MinFree: 1, sizes: sizes{segment: 32 << 10, memtable: 1 << 20, valueLog: 1 << 20}})
	if err != nil {
		return err
	}
	for {
		n := 1
		if a, err := db.Get(storyID(0)); err == nil {
			n = int(a.Rev) + 1
		}
		w := joined(other{}, db, n)
		if _, _, err := db.SaveWhole(w); err != nil {
			return err
		}
		fmt.Printf("0 %d %d state %d\n", n, time.Now().UnixNano(), n)
	}
}

// other is for the other process, which has no test to fail.
type other struct{ testing.TB }

func (other) Helper()          {}
func (other) Fatal(why ...any) { panic(fmt.Sprint(why...)) }

func TestKilledWhileSavingRows(t *testing.T) {
	dir := t.TempDir()
	acked := map[ack]string{}
	for loop := range 8 {
		endKilled(t, child(t, "join", dir), time.Duration(20+rand.IntN(130))*time.Millisecond, acked)
		db := openWith(t, dir, smallOptions(t))
		said := saidByAll(t, db)
		for a, body := range acked {
			if got, err := db.GetRev(storyID(0), a.rev); err != nil || got.Body != body {
				t.Fatalf("loop %d: revision %d is %q, %v, it was acknowledged as %q", loop, a.rev, got.Body, err, body)
			}
		}
		closed(t, db)
		if loop%3 == 2 {
			remove(t, dir, badgerName)
		}
		t.Logf("loop %d: %s", loop, said)
	}
	if len(acked) == 0 {
		t.Fatal("nothing was ever acknowledged")
	}
}

// whole does to the store and to the model what changes two stories and the
// lineup at once.
func (p *player) whole() {
	entries := []Entry{p.change(), p.change()}
	l, stored := p.m.lineups["front"]
	l.ID, l.Name, l.Slots = "front", "Front", []desk.Slot{{Story: p.id(), Weight: desk.Lead}}
	trial := newModel()
	for id, revs := range p.m.stories {
		trial.stories[id] = append([]article.Article{}, revs...)
	}
	want := trial.take(&entries[0])
	if want == nil {
		want = trial.take(&entries[1])
	}
	if stored && want == nil && p.rnd.IntN(4) == 0 {
		l.Rev, want = l.Rev+1, ErrStale
	}
	_, lineups, err := p.db.SaveWhole(Whole{Entries: entries, Lineups: []desk.Lineup{l}})
	if !errors.Is(err, want) {
		p.t.Fatalf("save a whole: %v, want %v", err, want)
	}
	if want != nil {
		return
	}
	p.must(p.m.take(&entries[0]))
	p.must(p.m.take(&entries[1]))
	p.m.lineups["front"] = lineups[0]
	p.m.past = append(p.m.past, lineups[0])
}
