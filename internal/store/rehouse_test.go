package store

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
	"stet/internal/desk"
)

// moving moves stories 0 to n-1 to a section.
func moving(n int, section string) []Move {
	moves := make([]Move, n)
	for i := range moves {
		moves[i] = Move{Story: storyID(i), Section: section}
	}
	return moves
}

// housed is a newsroom of n stories in section "old".
func housed(t testing.TB, dir string, o Options, n int) *DB {
	t.Helper()
	db := openWith(t, dir, o)
	entries := make([]Entry, n)
	for i := range entries {
		a := story(i, fmt.Sprint("story ", i), fmt.Sprint("Words of ", i))
		a.SectionID = "old"
		entries[i] = Entry{Article: a, Summary: article.Summary{Words: i, TKs: 1}, Revision: article.Revision{By: "ab", At: at}}
	}
	if _, err := db.SaveAll(entries); err != nil {
		t.Fatal(err)
	}
	return db
}

var became = article.Revision{At: at.Add(time.Hour), By: "cd", Note: "section Old became New", Changed: []string{"section"}}

func rehouse(t testing.TB, db *DB, sections []desk.Section, moves []Move) {
	t.Helper()
	if err := db.Rehouse(sections, moves, became); err != nil {
		t.Fatalf("rehouse: %v", err)
	}
}

// kinds counts the journal's records from a sequence on.
func kinds(t testing.TB, db *DB, from uint64) map[kind]int {
	t.Helper()
	found := map[kind]int{}
	err := db.journal.each(from, position{}, func(r record) error {
		found[r.kind]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestRehouseIsOneRecord(t *testing.T) {
	o, told := smallOptions(t), []Line{}
	o.Saved = func(lines []Line) { told = append(told, lines...) }
	db := housed(t, t.TempDir(), o, 4)
	last := db.journal.last()
	told = nil
	sections := []desk.Section{{ID: "new", Name: "New", Slug: "new"}}
	rehouse(t, db, sections, moving(3, "new"))

	if found, want := kinds(t, db, last+1), (map[kind]int{kindGap: 1, kindMoves: 1}); !maps.Equal(found, want) {
		t.Errorf("records are %v, want %v", found, want)
	}
	equal(t, "newest number", db.journal.last(), last+3)
	equalAll(t, "in it, the one moved last first", headlines(t, db, Filter{SectionID: "new"}), []string{"story 2", "story 1", "story 0"})
	equalAll(t, "left", headlines(t, db, Filter{SectionID: "old"}), []string{"story 3"})
	a := get(t, db, storyID(1))
	if a.Rev != 2 || a.Section != "New" || a.Body != "Words of 1" || !a.Updated.Equal(became.At) || !a.Created.Equal(at) {
		t.Errorf("it reads %+v", a)
	}
	before, err := db.GetRev(a.ID, 1)
	if err != nil || before.SectionID != "old" {
		t.Errorf("the revision before is in %q, %v", before.SectionID, err)
	}
	history, err := db.History(a.ID)
	if err != nil || len(history) != 2 || history[0].Note != became.Note || history[0].Words != 1 || !slices.Equal(history[0].Changed, became.Changed) {
		t.Errorf("history is %+v, %v", history, err)
	}
	equal(t, "lines told", len(told), 3)
	for i, line := range told {
		if line.ID != storyID(i) || line.Seq != last+uint64(i)+1 || line.SectionID != "new" || line.Rev != 2 {
			t.Errorf("told was %+v", line)
		}
	}
	a.Body = "Other words"
	equal(t, "a save goes on from it", save(t, db, a).Rev, 3)
}

func TestRehouseIsRefusedWhole(t *testing.T) {
	db := housed(t, t.TempDir(), smallOptions(t), 3)
	before, last := dump(t, db), db.journal.last()
	none := []desk.Section{}
	for name, c := range map[string]struct {
		more Move
		want error
	}{
		"not stored":    {Move{Story: storyID(9), Section: "new"}, ErrNotFound},
		"no id":         {Move{Story: "x", Section: "new"}, ErrNotFound},
		"twice":         {Move{Story: storyID(1), Section: "other"}, ErrStale},
		"decided early": {Move{Story: storyID(2), Section: "new", Rev: 7}, ErrStale},
		"not UTF-8":     {Move{Story: storyID(2), Section: "new\xff"}, article.ErrValue},
	} {
		if err := db.Rehouse(none, append(moving(2, "new"), c.more), became); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	wantError(t, db.Rehouse(nil, nil, became), nil)
	equal(t, "what is stored", dump(t, db), before)
	equal(t, "newest number", db.journal.last(), last)
	moves := moving(1, "new")
	moves[0].Rev = 1
	rehouse(t, db, nil, moves)
	equal(t, "after a refusal numbers go on", db.journal.last(), last+1)
	rehouse(t, db, none, nil)
	equalAll(t, "only sections", slices.Sorted(maps.Values(kindNames(kinds(t, db, last+2)))), []string{"3x1"})
}

func kindNames(found map[kind]int) map[kind]string {
	names := map[kind]string{}
	for k, n := range found {
		names[k] = fmt.Sprintf("%dx%d", k, n)
	}
	return names
}

// What moved can be moved back: all but the revisions is as it was.
func TestRehouseBack(t *testing.T) {
	dir := t.TempDir()
	db := housed(t, dir, smallOptions(t), 30)
	before := facesOf(t, db)
	rehouse(t, db, nil, moving(30, "new"))
	if now := facesOf(t, db); now == before {
		t.Fatal("nothing moved")
	}
	rehouse(t, db, nil, moving(30, "old"))
	equal(t, "moved and moved back", facesOf(t, db), before)
	closed(t, db)
	remove(t, dir, badgerName)
	equal(t, "from the journal", facesOf(t, openWith(t, dir, smallOptions(t))), before)
}

// facesOf is all that a reader sees of the newsroom's stories.
func facesOf(t testing.TB, db *DB) string {
	t.Helper()
	var b strings.Builder
	heads, err := db.Heads(Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range heads {
		a := get(t, db, h.ID)
		a.Rev, a.Updated, h.Rev, h.Updated = 0, time.Time{}, 0, time.Time{}
		fmt.Fprintf(&b, "%+v %+v\n", h, a)
	}
	return b.String()
}

// Either copy is made of the other, and the journal to the same records.
func TestMovesInAJournalMadeAnew(t *testing.T) {
	dir := t.TempDir()
	db := housed(t, dir, smallOptions(t), 20)
	rehouse(t, db, []desk.Section{{ID: "new", Name: "New"}}, moving(20, "new"))
	rehouse(t, db, nil, moving(10, "old")) // of the same moment, by the same person
	want, records := dump(t, db), recordsOf(t, db)
	closed(t, db)
	remove(t, dir, journalName)
	db = openWith(t, dir, smallOptions(t))
	equal(t, "records", recordsOf(t, db), records)
	closed(t, db)
	remove(t, dir, badgerName)
	equal(t, "keys and values", dump(t, openWith(t, dir, smallOptions(t))), want)
}

func recordsOf(t testing.TB, db *DB) string {
	t.Helper()
	var b strings.Builder
	err := db.journal.each(1, position{}, func(r record) error {
		text, err := r.text(db.packer, nil)
		fmt.Fprintf(&b, "%d %d %s %x\n", r.seq, r.kind, text, r.extra)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A crash while a batch goes into Badger leaves index keys and revisions of
// the moves, and heads of before whose list lines are gone. Another move may
// already stand in the journal behind it.
func TestMovesOverAHalfWrittenBatch(t *testing.T) {
	db := housed(t, t.TempDir(), smallOptions(t), 20)
	rehouse(t, db, nil, moving(10, "new"))
	wantError(t, db.caughtUp(), nil)
	before, applied := keysOf(t, db.badger), db.journal.last()
	rehouse(t, db, nil, moving(20, "other"))
	wantError(t, db.caughtUp(), nil)
	half := keysOf(t, db.badger)
	for key, sealed := range before {
		if key[0] == prefixHead || key[0] == prefixMeta {
			half[key] = sealed
		}
	}
	for _, more := range []int{0, 20} {
		if more > 0 {
			rehouse(t, db, nil, moving(more, "third"))
		}
		want := dump(t, db)
		err := db.badger.Update(func(txn *badger.Txn) error {
			for key := range keysOf(t, db.badger) {
				if err := txn.Delete([]byte(key)); err != nil {
					return err
				}
			}
			for key, sealed := range half {
				if err := txn.Set([]byte(key), []byte(sealed)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || dump(t, db) == want {
			t.Fatalf("Badger was not put back: %v", err)
		}
		wantError(t, db.replay(applied+1, applied), nil)
		equal(t, "applied again", dump(t, db), want)
	}
}

// A write that is torn anywhere in the records of a move leaves nothing of it,
// and is never taken for damage to what was acknowledged.
func TestTornMove(t *testing.T) {
	dir := t.TempDir()
	db := housed(t, dir, smallOptions(t), 5)
	wantError(t, db.caughtUp(), nil)
	from := db.journal.end
	before := asKilled(t, dir)
	rehouse(t, db, nil, moving(5, "new"))
	to := db.journal.end
	name := filepath.Join(journalName, db.journal.segments[0].name())
	whole, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 12 {
		dir, data := asKilled(t, before), slices.Clone(whole)
		half := from + rand.Int64N(to-from)
		if n%2 == 0 {
			clear(data[from:half]) // what was written last came first
		} else {
			clear(data[half:])
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		said, o := "", smallOptions(t)
		o.Progress = func(s string) { said += s + "\n" }
		db := openWith(t, dir, o)
		moved := len(headlines(t, db, Filter{SectionID: "new"}))
		if half == from && n%2 == 0 {
			equal(t, "moved by a whole write", moved, 5)
			continue
		}
		equal(t, "moved", moved, 0)
		if strings.Contains(said, "anew") {
			t.Errorf("torn at %d of %d to %d: it said %q", half, from, to, said)
		}
	}
}

// TestBentMove bends the revision that a move made in Badger, and the record in
// the journal: the doctor names it, and the other copy has it.
func TestBentMove(t *testing.T) {
	dir := t.TempDir()
	db := housed(t, dir, smallOptions(t), 10)
	rehouse(t, db, nil, moving(10, "new"))
	want, err := everything(db)
	if err != nil {
		t.Fatal(err)
	}
	k, _ := keyOf(storyID(3))
	wantError(t, db.caughtUp(), nil)
	bent := func(key []byte, change func([]byte) []byte) {
		t.Helper()
		err := db.badger.Update(func(txn *badger.Txn) error {
			v, ok, err := getValue(txn, key)
			if err != nil || !ok {
				return orNotFound(err)
			}
			return txn.Set(key, change(sealValue(key, v.seq, v.data)))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	key := revisionKey(k, 2)
	for name, change := range map[string]func([]byte) []byte{
		"a bit":     func(sealed []byte) []byte { sealed[len(sealed)-3] ^= 8; return sealed },
		"cut short": func(sealed []byte) []byte { return sealed[:len(sealed)-4] },
		// Whole by its checksum, and still not what was stored.
		"another": func([]byte) []byte {
			other := movesFact{Revision: stamp{At: at, By: "x"}}
			return sealValue(key, 14, other.revision("elsewhere").encode(1))
		},
		"leans on itself": func([]byte) []byte {
			other := movesFact{Revision: stamp{At: at}}
			return sealValue(key, 14, other.revision("new").encode(2))
		},
	} {
		bent(key, change)
		closed(t, db)
		h := examined(t, dir)
		if len(h.Faults) == 0 || !strings.Contains(fmt.Sprint(h.Faults), keyName(key)) || h.Faults[0].Mend != journalName {
			t.Fatalf("%s: the doctor names %v", name, h.Faults)
		}
		if h, err := Repair(context.Background(), dir, smallOptions(t)); err != nil || len(h.Faults) > 0 {
			t.Fatalf("%s: after the repair %v, %v", name, h.Faults, err)
		}
		db = openWith(t, dir, smallOptions(t))
		got, err := everything(db)
		if err != nil || got != want {
			t.Fatalf("%s: %v, other words came back", name, err)
		}
		wantError(t, db.caughtUp(), nil)
	}
	closed(t, db)

	path := filepath.Join(dir, journalName, db.journal.segments[0].name())
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte(`"moves":[`))
	if at < 0 {
		t.Fatal("the moves are not in the journal")
	}
	data[at+20] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if h := examined(t, dir); len(h.Faults) == 0 || h.Faults[0].Mend != badgerName {
		t.Fatalf("the doctor names %v", h.Faults)
	}
	if h, err := Repair(context.Background(), dir, smallOptions(t)); err != nil || len(h.Faults) > 0 {
		t.Fatalf("after the repair %v, %v", h.Faults, err)
	}
	got, err := everything(openWith(t, dir, smallOptions(t)))
	if err != nil || got != want {
		t.Fatalf("%v, other words came back", err)
	}
}

func TestMovedRevisionsFromANewerStet(t *testing.T) {
	_, err := newFact(kindDeliveries + 1)
	wantError(t, err, ErrNewer)
	p, err := newPacker()
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	_, err = p.unpack([]byte{packedMoved + 1, 0, 0, 0, 0})
	wantError(t, err, ErrNewer)
}

func TestLongMoveSaysHowFarItIs(t *testing.T) {
	var mu sync.Mutex
	said, o := []string{}, testOptions(t)
	o.Progress = func(s string) { mu.Lock(); said = append(said, s); mu.Unlock() }
	db := housed(t, t.TempDir(), o, 3000)
	tell := newTeller(o.Progress, "Moving stories: %d of %d.", 3000)
	tell.next = time.Time{}
	tell.add(1000)
	tell.add(1000) // too soon to be said
	rehouse(t, db, nil, moving(3000, "new"))
	wantError(t, db.caughtUp(), nil)
	mu.Lock()
	defer mu.Unlock()
	if len(said) == 0 || said[0] != "Moving stories: 500 of 3000." {
		t.Errorf("it said %q", said)
	}
}

// moveForEver moves all stories from one section to the next and prints each
// that was acknowledged.
func moveForEver(dir string) error {
	db, err := Open(dir, Options{MinFree: 1})
	if err != nil {
		return err
	}
	heads, err := db.Heads(Filter{})
	if err != nil {
		return err
	}
	for n := heads[0].Rev; ; n++ {
		moves := moving(len(heads), fmt.Sprint("s", n))
		sections := []desk.Section{{ID: moves[0].Section, Name: moves[0].Section}}
		if err := db.Rehouse(sections, moves, became); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// TestKilledWhileMoving kills a process that moves thousands of stories: all
// are moved or none, and the list of sections with them.
func TestKilledWhileMoving(t *testing.T) {
	const stories = 3000
	dir := t.TempDir()
	closed(t, housed(t, dir, testOptions(t), stories))
	for loop := range 6 {
		c := child(t, "move", dir)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		acked := int64(0)
		timer := time.AfterFunc(time.Minute, func() { c.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if _, err := fmt.Sscan(lines.Text(), &acked); err != nil {
				t.Errorf("the moving process says %q", lines.Text())
			}
			timer.Reset(time.Duration(rand.IntN(150)) * time.Millisecond)
		}
		timer.Stop()
		c.Wait() // killed: its error says so
		db := openWith(t, dir, testOptions(t))
		heads, err := db.Heads(Filter{})
		if err != nil || len(heads) != stories {
			t.Fatalf("loop %d: %d stories, %v", loop, len(heads), err)
		}
		for _, h := range heads {
			if h.SectionID != heads[0].SectionID || h.Rev != heads[0].Rev || h.Section != h.SectionID {
				t.Fatalf("loop %d: %s is in %s as %d, %s in %s (%s) as %d", loop, heads[0].ID, heads[0].SectionID, heads[0].Rev, h.ID, h.SectionID, h.Section, h.Rev)
			}
		}
		if acked == 0 || heads[0].Rev <= acked {
			t.Fatalf("loop %d: acknowledged was the move from %d, stored is %d", loop, acked, heads[0].Rev)
		}
		closed(t, db)
		if loop%3 == 2 { // now and then the other copy must do
			remove(t, dir, badgerName)
		}
	}
}
