package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
)

// readRole is the child that has no right to write: it prints what it reads.
func readRole(dir string) string {
	db, err := openOrRead(dir, Options{MinFree: 1, sizes: sizes{segment: 1 << 20, memtable: 1 << 20, valueLog: 1 << 20}})
	if err != nil {
		return "error: " + err.Error()
	}
	text, err := everything(db)
	if err != nil {
		return "error: " + err.Error()
	}
	if _, err := db.Save(story(99, "x", ""), article.Summary{}, article.Revision{}); err == nil {
		return "error: it saved"
	} else {
		text = err.Error() + "\n" + text
	}
	if err := db.Close(); err != nil {
		return "error: " + err.Error()
	}
	return text
}

// openOrRead opens a newsroom as the program does.
func openOrRead(dir string, o Options) (*DB, error) {
	db, err := Open(dir, o)
	if err != nil {
		return OpenToRead(dir, o, err)
	}
	return db, nil
}

// sealedOff gives a newsroom of a few stories, closed in order or killed, and
// what stands in it.
func sealedOff(t *testing.T) (dirs map[string]string, want string) {
	t.Helper()
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	for n := range 40 {
		a := save(t, db, story(n, fmt.Sprint("story ", n), noise(2000)))
		a.Body += " more"
		save(t, db, a)
	}
	want, err := everything(db)
	if err != nil {
		t.Fatal(err)
	}
	killed := asKilled(t, dir)
	closed(t, db)
	return map[string]string{"closed": dir, "killed": killed}, want
}

// onlyReads holds an open newsroom to the law of reading: all words, no change.
func onlyReads(t *testing.T, db *DB, want string, why error) {
	t.Helper()
	got, err := everything(db)
	if err != nil || got != want {
		t.Errorf("reading gives other words (%v): %.200s", err, got)
	}
	wantError(t, db.ReadOnly(), ErrReadOnly)
	wantError(t, db.ReadOnly(), why)
	_, err = db.Save(story(999, "x", ""), article.Summary{}, article.Revision{})
	wantError(t, err, ErrReadOnly)
	wantError(t, err, why)
	wantError(t, second(db.PutPicture([]byte("x"))), ErrReadOnly)
	wantError(t, db.KeepSteps(storyID(1), 1, "x"), ErrReadOnly)
	wantError(t, db.PutSettings(map[string]string{"a": "b"}), ErrReadOnly)
	closed(t, db)
	if db.elsewhere != "" {
		if _, err := os.Stat(db.elsewhere); err == nil {
			t.Error("the folder to read from stays")
		}
	}
}

// fixed fails when anything in a folder changed meanwhile.
func fixed(t *testing.T, dir string) func() {
	t.Helper()
	list := func() string {
		var b strings.Builder
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			info, err := e.Info()
			if err == nil {
				fmt.Fprintln(&b, path, info.Size(), info.ModTime())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	before := list()
	return func() {
		t.Helper()
		if after := list(); after != before {
			t.Errorf("reading changed files:\n%s\n%s", before, after)
		}
	}
}

// A layout that a newer Stet wrote is read from the journal, as long as that
// holds nothing new.
func TestNewerLayoutIsReadFromTheJournal(t *testing.T) {
	dirs, want := sealedOff(t)
	dir := dirs["closed"]
	bdg, err := openBadger(filepath.Join(dir, badgerName), smallOptions(t).sizes)
	if err != nil {
		t.Fatal(err)
	}
	txn := bdg.NewTransaction(true)
	key := metaKey(metaSchema)
	if err := txn.Set(key, sealValue(key, 0, numberData(schema+1))); err != nil {
		t.Fatal(err)
	}
	if err := txn.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := bdg.Close(); err != nil {
		t.Fatal(err)
	}
	remove(t, dir, stateName)
	wantError(t, second(Open(dir, smallOptions(t))), ErrNewer)
	unchanged := fixed(t, filepath.Join(dir, journalName))
	db, err := openOrRead(dir, smallOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	onlyReads(t, db, want, ErrNewer)
	unchanged()
}

// What cannot even be read is refused with the reason it could not be opened.
func TestNothingToRead(t *testing.T) {
	dir := t.TempDir()
	wantError(t, second(OpenToRead(dir, smallOptions(t), ErrDiskFull)), ErrDiskFull)
	wantError(t, second(OpenToRead(filepath.Join(dir, "none"), smallOptions(t), os.ErrPermission)), os.ErrPermission)
	for _, why := range []error{ErrInUse, ErrDamaged, ErrNotFound} {
		_, err := OpenToRead(dir, smallOptions(t), why)
		equal(t, "reason", err, why)
	}
	db := openWith(t, dir, smallOptions(t))
	save(t, db, story(1, "One", "x"))
	wantError(t, second(OpenToRead(dir, smallOptions(t), ErrDiskFull)), ErrInUse)
}
