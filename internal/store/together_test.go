package store

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/article"
)

// readied makes the stories ready, all or none.
func readied(t testing.TB, db *DB, n int) {
	t.Helper()
	entries := make([]Entry, n)
	for i := range entries {
		a := get(t, db, storyID(i))
		a.Status = article.Ready
		entries[i] = Entry{Article: a, Summary: article.Summary{Words: i, TKs: 1}, Revision: became}
	}
	saved, err := db.SaveTogether(entries)
	if err != nil || len(saved) != n || saved[n-1].Rev != 2 || saved[n-1].Body != fmt.Sprint("Words of ", n-1) {
		t.Fatalf("save together: %+v, %v", saved, err)
	}
}

func TestSavesTogetherAreKeptAsSaves(t *testing.T) {
	dir := t.TempDir()
	db := housed(t, dir, smallOptions(t), 4)
	last := db.journal.last()
	readied(t, db, 3)
	if found, want := kinds(t, db, last+1), (map[kind]int{kindTogether: 1, kindSave: 3}); !maps.Equal(found, want) {
		t.Errorf("records are %v, want %v", found, want)
	}
	equalAll(t, "ready, the one saved last first", headlines(t, db, Filter{Status: article.Ready}), []string{"story 2", "story 1", "story 0"})
	before := dump(t, db)
	closed(t, db)
	for _, name := range []string{badgerName, journalName} { // each copy makes the other
		remove(t, dir, name)
		db = openWith(t, dir, smallOptions(t))
		equal(t, "what is stored without the "+name, dump(t, db), before)
		closed(t, db)
	}
}

// TestSavesTogetherCutShort ends the journal at every record of a batch that
// holds together, and within the records: all of it is there or nothing, and the
// next save goes on from there.
func TestSavesTogetherCutShort(t *testing.T) {
	const stories = 5
	dir := t.TempDir()
	o := smallOptions(t)
	o.sizes.segment = 1 << 20 // one file
	closed(t, housed(t, dir, o, stories))
	before := asKilled(t, dir)
	db := openWith(t, dir, o)
	var ends []int64
	first := db.journal.last() + 1
	save(t, db, story(9, "Alone", "words")) // stands ahead of them, and stays
	readied(t, db, stories)
	err := db.journal.each(first, position{}, func(r record) error {
		ends = append(ends, r.at.offset+int64(r.size()))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	whole := ends[len(ends)-1]
	closed(t, db)
	log, err := os.ReadFile(filepath.Join(dir, journalName, "000001.log"))
	if err != nil {
		t.Fatal(err)
	}
	cuts := []int64{}
	for i, end := range ends {
		cuts = append(cuts, end)
		if i > 0 {
			cuts = append(cuts, end-1)
		}
	}
	for _, cut := range cuts {
		for _, room := range []int{0, 4 << 10} { // zeros behind, as they are laid out
			dir := t.TempDir()
			copyTree(t, before, dir)
			if err := os.WriteFile(filepath.Join(dir, journalName, "000001.log"), append(log[:cut:cut], make([]byte, room)...), 0o600); err != nil {
				t.Fatal(err)
			}
			db := openWith(t, dir, o)
			want := 0
			if cut == whole {
				want = stories
			}
			ready, err := db.Heads(Filter{Status: article.Ready})
			if err != nil || len(ready) != want {
				t.Errorf("cut at %d of %d: %d stories are ready, %v; want %d", cut, whole, len(ready), err, want)
			}
			if a := get(t, db, storyID(0)); save(t, db, a).Rev != a.Rev+1 {
				t.Error("a save does not go on from there")
			}
			get(t, db, storyID(9))
			closed(t, db)
			closed(t, openWith(t, dir, o))
		}
	}
}
