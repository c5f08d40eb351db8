package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func hasRendition(t *testing.T, db *DB, recipe, want string) {
	t.Helper()
	data, ok := db.Rendition(recipe)
	if string(data) != want || ok != (want != "") {
		t.Errorf("under %.20q lies %.20q, want %.20q", recipe, data, want)
	}
}

// A rendition is there after a restart, under its own recipe alone.
func TestRenditionsAreKept(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	hasRendition(t, db, "a 480", "")
	db.KeepRendition("a 480", []byte("small"))
	db.KeepRendition("a 960", []byte("large"))
	db.KeepRendition("a 960", []byte("larger"))
	db.KeepRendition(strings.Repeat("x", maxRecipe), []byte("no such recipe"))
	closed(t, db)
	db.KeepRendition("a 1600", []byte("after the end"))
	db = open(t, dir)
	hasRendition(t, db, "a 480", "small")
	hasRendition(t, db, "a 960", "larger")
	hasRendition(t, db, "a 1600", "")
	hasRendition(t, db, strings.Repeat("x", maxRecipe), "")
}

// Whatever the file of a rendition is, it is right or it is nothing.
func TestDamagedRenditionsAreNone(t *testing.T) {
	db := open(t, t.TempDir())
	db.KeepRendition("a", []byte("bytes"))
	path := db.renditionPath("a")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		flipped := append([]byte{}, whole...)
		flipped[i] ^= 1
		for _, data := range [][]byte{flipped, whole[:i], append(whole[:len(whole):len(whole)], whole[:i+1]...)} {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			hasRendition(t, db, "a", "")
		}
	}
	db.KeepRendition("a", []byte("bytes"))
	hasRendition(t, db, "a", "bytes")
	if err := os.MkdirAll(filepath.Dir(db.renditionPath("b")), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db.renditionPath("b"), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	hasRendition(t, db, "b", "")
	if err := os.RemoveAll(filepath.Join(db.dir, renditionsName)); err != nil {
		t.Fatal(err)
	}
	hasRendition(t, db, "a", "")
	db.KeepRendition("a", []byte("again"))
	hasRendition(t, db, "a", "again")
}

// Those that were used longest ago go first, also where an earlier Stet left
// them.
func TestRenditionsAreBounded(t *testing.T) {
	dir := t.TempDir()
	o := smallOptions(t)
	o.renditions = 64 << 10
	recipe := func(i int) string { return fmt.Sprintf("picture %d", i) }
	used := time.Now().Add(-24 * time.Hour)
	for half := range 2 {
		db, err := Open(dir, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := half * 40; i < half*40+40; i++ {
			db.KeepRendition(recipe(i), make([]byte, 1<<10))
			at := used.Add(time.Duration(i) * time.Minute)
			if err := os.Chtimes(db.renditionPath(recipe(i)), at, at); err != nil {
				t.Fatal(err)
			}
			db.Rendition(recipe(0)) // is used all the time
		}
		if size := thinRenditions(filepath.Join(dir, renditionsName), 1<<40); size != db.shelf.size || size > o.renditions {
			t.Errorf("%d bytes are kept, %d are known of", size, db.shelf.size)
		}
		for i, want := range map[int]bool{0: true, 1: half == 0, 2: half == 0, half*40 + 39: true} {
			if there := sizeOf(db.renditionPath(recipe(i))) > 0; there != want {
				t.Errorf("half %d, rendition %d: %v", half, i, there)
			}
		}
		closed(t, db)
	}
}

// A newsroom that can only be read gives what is there and keeps nothing.
func TestRenditionsOfANewsroomToRead(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	db.KeepRendition("a", []byte("bytes"))
	closed(t, db)
	db, err := OpenToRead(dir, smallOptions(t), ErrNewer)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, db)
	db.KeepRendition("b", []byte("bytes"))
	hasRendition(t, db, "a", "bytes")
	hasRendition(t, db, "b", "")
}
