package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// keysOf is all that a Badger holds.
func keysOf(t *testing.T, db *badger.DB) map[string]string {
	t.Helper()
	held := map[string]string{}
	err := db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.DefaultIteratorOptions)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			sealed, err := it.Item().ValueCopy(nil)
			if err != nil {
				return err
			}
			held[string(it.Item().Key())] = string(sealed)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return held
}

// Filling an empty Badger ends in the same keys and values, to the byte, as
// applying facts one after the other did.
func TestFillingAnewIsApplyingInOrder(t *testing.T) {
	o := testOptions(t)
	o.sizes = sizes{segment: 16 << 10, memtable: 1 << 20, valueLog: 1 << 20}
	dir := t.TempDir()
	p := newPlayer(t, openWith(t, dir, o), rand.Uint64())
	for range 150 {
		p.step()
	}
	wantError(t, p.db.caughtUp(), nil)
	want := keysOf(t, p.db.badger)
	closed(t, p.db)
	remove(t, dir, badgerName, stateName)
	db := openWith(t, dir, o)
	got := keysOf(t, db.badger)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			t.Errorf("key %s: %d bytes, want %d", keyName([]byte(key)), len(got[key]), len(want[key]))
		}
		delete(got, key)
	}
	for key := range got {
		t.Errorf("key %s is there and should not be", keyName([]byte(key)))
	}
	p.db = db
	p.compare()
	for range 40 {
		p.step()
	}
	p.compare()
}

// A journal may hold one number of a story twice once it has been mended by
// hand: the later one counts.
func TestFillingAnewWithANumberTwice(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	save(t, db, story(1, "One", "first words"))
	var again fact
	err := db.journal.each(1, position{}, func(r record) (err error) {
		again, err = factOf(&r, db.packer)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	again.(*saveFact).Article.Headlines.Main = "One, again"
	if err := db.write(func(b *batch) error { return b.add(again) }); err != nil {
		t.Fatal(err)
	}
	wantError(t, db.caughtUp(), nil)
	want := keysOf(t, db.badger)
	closed(t, db)
	remove(t, dir, badgerName)
	db = openWith(t, dir, smallOptions(t))
	equal(t, "headline", get(t, db, storyID(1)).Headlines.Main, "One, again")
	if got := keysOf(t, db.badger); !maps.Equal(got, want) {
		t.Errorf("keys differ: %d, want %d", len(got), len(want))
	}
}

func TestWhoseAtOnceIsWhatJSONSays(t *testing.T) {
	for _, rev := range []int64{1, 12, 1 << 40} {
		f := saveFact{Article: article.Article{ID: storyID(7), Rev: rev}}
		text, err := encodeJSON(&f)
		if err != nil {
			t.Fatal(err)
		}
		k, got, ok := whoseAtOnce(text)
		if !ok || got != rev || k.id() != f.Article.ID {
			t.Errorf("%s: %v %d %v", text[:80], k.id(), got, ok)
		}
	}
	// What another program wrote is read in full.
	other := `{"revision":{},"article":{"rev":3,"id":"` + string(storyID(7)) + `"}}`
	p, err := newPacker()
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	r := record{seq: 1, kind: kindSave, json: json.RawMessage(other)}
	k, rev, err := whose(&r, r.json, p)
	if err != nil || rev != 3 || k.id() != storyID(7) {
		t.Errorf("%v %d %v", k.id(), rev, err)
	}
	for _, bad := range []string{"", `{"article":{"id":"`, `{"article":{"id":"` + string(storyID(7)) + `","rev":`,
		`{"article":{"id":"` + string(storyID(7)) + `","rev":x,`, `{"article":{"id":"` + string(storyID(7)) + `","rev":3`} {
		if _, _, ok := whoseAtOnce([]byte(bad)); ok {
			t.Errorf("%q is taken", bad)
		}
	}
}

// A making that was broken off is begun anew: what it left is of no use, and
// is not kept beside as if it had been a newsroom's.
func TestUnfinishedMakingIsBegunAnew(t *testing.T) {
	dir, _, _ := written(t, 3)
	bdg, err := openBadger(filepath.Join(dir, badgerName), smallOptions(t).sizes)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(bdg.DropAll(), bdg.Close()); err != nil {
		t.Fatal(err)
	}
	s, err := readState(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := writeState(dir, state{Newsroom: s.Newsroom, Making: 3}, true); err != nil {
		t.Fatal(err)
	}
	killed := asKilled(t, dir)
	db := openWith(t, dir, smallOptions(t))
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"headline 2", "headline 1", "headline 0"})
	equal(t, "making", db.state.Making, 0)
	beside, err := filepath.Glob(filepath.Join(dir, badgerName+".damaged*"))
	if err != nil || len(beside) > 0 {
		t.Errorf("kept beside: %v %v", beside, err)
	}
	// Without its journal it is no new newsroom.
	remove(t, killed, journalName)
	wantError(t, second(Open(killed, smallOptions(t))), ErrDamaged)
	if _, err := os.Stat(filepath.Join(killed, badgerName)); err != nil {
		t.Error(fmt.Errorf("what was there is gone: %w", err))
	}
}
