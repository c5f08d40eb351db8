package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// closedWith makes a newsroom of n stories, one of them trashed, and closes it.
func closedWith(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	if err := db.PutSections([]desk.Section{{ID: "s1", Name: "City"}}); err != nil {
		t.Fatal(err)
	}
	if err := db.PutSettings(map[string]string{"newsroom.name": "The Post"}); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		a := story(i, fmt.Sprint("headline ", i), noise(300))
		a.SectionID, a.Trashed = "s1", i == 0
		save(t, db, a)
	}
	closed(t, db)
	return dir
}

func TestFirstScreenIsWhatBadgerSays(t *testing.T) {
	for _, n := range []int{3, firstRows + 1, firstRows + 20} {
		db := openWith(t, closedWith(t, n), smallOptions(t))
		if db.first == nil {
			t.Fatal("there is no first screen")
		}
		for _, limit := range []int{0, 1, 50, firstRows, firstRows + 1} {
			told, ok := db.first.heads(Filter{Limit: limit})
			if want := n <= firstRows || limit > 0 && limit <= firstRows; ok != want {
				t.Errorf("of %d stories, limit %d: told %v, want %v", n, limit, ok, want)
			}
			heads, err := db.Heads(Filter{Limit: limit})
			if err != nil {
				t.Fatal(err)
			}
			if ok {
				equalAll(t, "heads", told, heads)
			}
		}
		for _, f := range []Filter{{Trash: true, Limit: 1}, {SectionID: "s1", Limit: 1}, {Flag: article.Hold, Limit: 1}} {
			if _, ok := db.first.heads(f); ok {
				t.Errorf("a first screen cannot know %+v", f)
			}
		}
		sections, err := db.Sections()
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "sections", fmt.Sprint(db.first.sections()), fmt.Sprint(sections))
		equal(t, "setting", db.first.settings()["newsroom.name"], "The Post")
	}
}

// A year that JSON has no place for must not keep a newsroom from closing.
func TestNoFirstScreenOfAFarYear(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	a, err := db.Save(story(1, "One", "words"), article.Summary{}, article.Revision{At: at})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	db = openWith(t, dir, smallOptions(t))
	k, _ := keyOf(a.ID)
	key := lineKey(k, 1, false)
	line, err := encodeLine(&article.Head{ID: a.ID, Rev: 1, Updated: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	txn := db.badger.NewTransaction(true)
	if err := txn.Set(key, sealValue(key, 1, line)); err != nil {
		t.Fatal(err)
	}
	if err := txn.Commit(); err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	db = openWith(t, dir, smallOptions(t))
	if db.first != nil {
		t.Error("it has a first screen")
	}
	equal(t, "body", get(t, db, a.ID).Body, "words")
}

// Whatever must be found out, said or refused is waited for.
func TestOpeningIsWaitedForUnlessAllIsAsItWas(t *testing.T) {
	first := func(name string) func(dir string) error {
		return func(dir string) error {
			found, err := filepath.Glob(filepath.Join(dir, badgerName, name))
			if err != nil || len(found) == 0 {
				return fmt.Errorf("no %s: %v", name, err)
			}
			return os.Remove(found[0])
		}
	}
	change := func(do func(*state)) func(dir string) error {
		return func(dir string) error {
			s, err := readState(dir)
			if err != nil {
				return err
			}
			do(&s)
			return writeState(dir, s, true)
		}
	}
	for name, damage := range map[string]func(dir string) error{
		"not closed in order": change(func(s *state) { s.Clean = false }),
		"unsound":             change(func(s *state) { s.Unsound = "a value" }),
		"older sidecar":       change(func(s *state) { s.First = nil }),
		"another newsroom":    change(func(s *state) { s.Newsroom = newsroomID{1}.String() }),
		"another layout":      change(func(s *state) { s.First = []byte(`{"schema":1}`) }),
		"a table is gone":     first("*.sst"),
		"the MANIFEST":        first(manifestName),
		"a table is cut":      func(dir string) error { return cutHalf(tables(dir)[0]) },
		"a table too many": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, badgerName, "000999.sst"), []byte("table"), 0o600)
		},
		"no Badger": func(dir string) error { return os.RemoveAll(filepath.Join(dir, badgerName)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := closedWith(t, 3)
			if err := damage(dir); err != nil {
				t.Fatal(err)
			}
			db := openWith(t, dir, smallOptions(t))
			if db.opening != nil {
				t.Error("opening was not waited for")
			}
			equalAll(t, "heads", headlines(t, db, Filter{}), []string{"headline 2", "headline 1"})
		})
	}
}

func tables(dir string) []string {
	found, _ := filepath.Glob(filepath.Join(dir, badgerName, "*.sst"))
	return found
}

// A byte that is flipped in a table is found behind the first screen: nobody
// is told anything else by Badger before it is made anew.
func TestFlippedTableBehindTheFirstScreen(t *testing.T) {
	dir := closedWith(t, firstRows+20)
	for _, table := range tables(dir) {
		if err := flip(table); err != nil {
			t.Fatal(err)
		}
	}
	said, o := "", smallOptions(t)
	o.Progress = func(s string) { said += s + "\n" }
	db, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, db)
	if db.first == nil {
		t.Fatal("there is no first screen")
	}
	heads, err := db.Heads(Filter{})
	if err != nil || len(heads) != firstRows+19 {
		t.Fatalf("%d lines, %v", len(heads), err)
	}
	if got := get(t, db, storyID(5)); got.Headlines.Main != "headline 5" {
		t.Errorf("story 5 is %q", got.Headlines.Main)
	}
	if said == "" {
		t.Error("nothing was said of it")
	}
}

// Where both copies are damaged each call says so, Close too, and the next
// opening refuses as it would have without a first screen.
func TestOpeningThatFailsBehindTheFirstScreen(t *testing.T) {
	dir := closedWith(t, firstRows+20)
	for _, table := range tables(dir) {
		if err := flip(table); err != nil {
			t.Fatal(err)
		}
	}
	segment := filepath.Join(dir, journalName, "000001.log")
	data, err := os.ReadFile(segment)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(segment, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Open(dir, smallOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, second(db.Heads(Filter{})), ErrDamaged)
	wantError(t, second(db.Settings()), ErrDamaged)
	wantError(t, second(db.Save(story(999, "New", ""), article.Summary{}, article.Revision{})), ErrDamaged)
	wantError(t, db.Close(), ErrDamaged)
	wantError(t, second(Open(dir, smallOptions(t))), ErrDamaged)
}
