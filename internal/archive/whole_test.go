package archive

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// A finished zip stands at the target as it is, in passing too, and nothing of
// one that breaks off does.
func TestAWholeZipIsTakenAsItIs(t *testing.T) {
	zip, err := Zip([]Item{{Name: "a.txt", Data: []byte("one")}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, passing := range []bool{false, true} {
		out := filepath.Join(dir, "x.zip")
		w, err := Create(out, func(string) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if passing {
			w.InPassing()
		}
		if err := errors.Join(w.Whole(bytes.NewReader(zip)), w.Put(Item{Name: "b.txt"})); !errors.Is(err, errFinished) {
			t.Errorf("something was added: %v", err)
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, zip) {
			t.Errorf("it is another one (%v)", err)
		}
	}
	w, err := Create(filepath.Join(dir, "y.zip"), never)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the disk is gone")
	if err := w.Whole(io.MultiReader(strings.NewReader("PK"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("broken off: %v", err)
	}
	if err := w.Abort(); err != nil || len(entries(t, dir)) != 1 {
		t.Errorf("left are %v (%v)", entries(t, dir), err)
	}
	folder, err := Create(filepath.Join(dir, "folder"), never)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Abort()
	if folder.Whole(bytes.NewReader(zip)) == nil {
		t.Error("a zip is no folder")
	}
}
