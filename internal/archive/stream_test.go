package archive

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A file that is written piece by piece makes the same bytes as one that is
// put down whole, whether it packs or not.
func TestStreamMakesTheSameBytes(t *testing.T) {
	large := bytes.Repeat([]byte("one more line of a list that is long\n"), 9000)
	for _, name := range []string{"tree", "tree.zip"} {
		write := func(out string, add func(w *Writer, name string, data []byte) error) string {
			w, err := Create(out, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer w.Abort()
			for _, f := range []struct {
				name string
				data []byte
			}{{"a/first", []byte("first")}, {"list", large}, {"empty", nil}, {"short", []byte("x")}, {"z", large[:70_000]}} {
				if err := add(w, f.name, f.data); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Commit(); err != nil {
				t.Fatal(err)
			}
			return out
		}
		whole := write(filepath.Join(t.TempDir(), name), func(w *Writer, name string, data []byte) error {
			return w.Put(Item{Name: name, Data: data})
		})
		streamed := write(filepath.Join(t.TempDir(), name), func(w *Writer, name string, data []byte) error {
			return w.Stream(name, func(out io.Writer) error {
				for piece := range slices.Chunk(data, 1000) {
					if _, err := out.Write(piece); err != nil {
						return err
					}
				}
				return nil
			})
		})
		if name == "tree.zip" {
			a, errA := os.ReadFile(whole)
			b, errB := os.ReadFile(streamed)
			if err := errors.Join(errA, errB); err != nil || !bytes.Equal(a, b) {
				t.Errorf("another zip: %v", err)
			}
		}
		tree, err := Open(streamed, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := tree.Find("list"); !ok || f.Size != int64(len(large)) {
			t.Errorf("%s: the list is not there", name)
		}
		tree.Close()
	}
}

// What fails half way is no entry of the tree.
func TestStreamThatFails(t *testing.T) {
	broken := errors.New("broken")
	for _, name := range []string{"tree", "tree.zip"} {
		out := filepath.Join(t.TempDir(), name)
		w, err := Create(out, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = w.Stream("list", func(io.Writer) error { return broken })
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
		if err := w.Stream("../list", func(io.Writer) error { return nil }); !errors.Is(err, ErrName) {
			t.Errorf("%s: a bad name: %v", name, err)
		}
		if err := w.Abort(); err != nil {
			t.Error(err)
		}
		if _, err := os.Lstat(out); err == nil {
			t.Errorf("%s is left behind", name)
		}
	}
}

// Data is the caller's again once it is packed: a zip that keeps what does not
// become smaller, and a folder, hold what was packed, not what stands there now.
func TestPackedDataIsTheCallersAgain(t *testing.T) {
	for _, out := range []string{"tree", "tree.zip"} {
		path := filepath.Join(t.TempDir(), out)
		w, err := Create(path, never)
		if err != nil {
			t.Fatal(err)
		}
		want, sheet := map[string]string{}, make([]byte, 0, 64)
		var packed []Packed
		for _, text := range []string{"q", "tiny", strings.Repeat("the boat sails ", 4)} {
			sheet = append(sheet[:0], text...)
			name := "files/" + strconv.Itoa(len(text))
			want[name] = text
			p, err := w.Pack(Item{Name: name, Data: sheet})
			if err != nil {
				t.Fatal(err)
			}
			packed = append(packed, p)
		}
		clear(sheet)
		for _, p := range packed {
			if err := w.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		checkTree(t, path, want)
	}
}
