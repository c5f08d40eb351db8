package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Many pictures are kept as one at a time would be, the same ones once, and are
// there after the newsroom was opened again.
func TestPicturesTogether(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	all := [][]byte{}
	for i := range 300 {
		all = append(all, fmt.Appendf(nil, "picture %d", i%250))
	}
	first, err := db.PutPicture(all[0])
	if err != nil {
		t.Fatal(err)
	}
	before := db.journal.position().next
	ids, err := db.PutPictures(all)
	if err != nil || len(ids) != 300 || ids[0] != first || ids[0] != ids[250] || ids[0] == ids[1] {
		t.Fatalf("%v, %v", ids, err)
	}
	if again, err := db.PutPictures(all); err != nil || !slices.Equal(ids, again) {
		t.Fatalf("again: %v", err)
	}
	if n := db.journal.position().next - before; n != 249 {
		t.Errorf("%d facts, want 249", n)
	}
	none, err := db.PutPictures(nil)
	if err != nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}
	closed(t, db)
	db = open(t, dir)
	for i, id := range ids {
		if got, err := db.Picture(id); err != nil || string(got) != string(all[i]) {
			t.Fatalf("%q, %v", got, err)
		}
	}
	closed(t, db)
}

// Where one cannot be written none is known, and nothing half-written is left.
func TestPicturesTogetherOrNone(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	all := [][]byte{[]byte("one"), []byte("two"), []byte("three")}
	in := filepath.Dir(db.picturePath(hexSum(all[1])))
	if err := os.MkdirAll(filepath.Dir(in), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, nil, 0o600); err != nil { // no folder can be made there
		t.Fatal(err)
	}
	before := db.journal.position().next
	if _, err := db.PutPictures(all); err == nil {
		t.Fatal("no error")
	}
	if db.journal.position().next != before {
		t.Error("a picture is known")
	}
	left, err := filepath.Glob(filepath.Join(dir, picturesName, "*", ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	closed(t, db)
}
