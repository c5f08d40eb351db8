package archive

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wide is a tree with folders beside, between and below each other, one deeper
// than folders are held open.
func wide() map[string]string {
	files := map[string]string{"0": "", strings.Repeat("deep/", heldFolders+3) + "end": "far down"}
	for i := range 40 {
		files[fmt.Sprintf("d/%d/index", i)] = fmt.Sprint("story ", i)
		files[fmt.Sprintf("d/%d/media/a", i)] = strings.Repeat("x", i*1000)
		files[fmt.Sprintf("d/%d-b", i)] = "beside"
	}
	return files
}

// Whatever order files are asked for in, a reader gives what the files hold.
func TestReaderGivesWhatTheFilesHold(t *testing.T) {
	files := wide()
	for _, name := range []string{"tree", "tree.zip"} {
		out := filepath.Join(t.TempDir(), name)
		write(t, out, files)
		tree, err := Open(out, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		if len(tree.Files) != len(files) {
			t.Fatalf("%s: %d files, want %d", name, len(tree.Files), len(files))
		}
		order := append([]File{}, tree.Files...)
		for seed := range uint64(3) {
			r := tree.Reader()
			for _, f := range order {
				if got, err := readWith(r, f); err != nil || got != files[f.Name] || f.Size != int64(len(got)) {
					t.Errorf("%s: %s holds %d bytes, want %d (%v)", name, f.Name, len(got), len(files[f.Name]), err)
				}
			}
			r.Close()
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
	}
}

func readWith(r *Reader, f File) (string, error) {
	in, err := r.Open(f)
	if err != nil {
		return "", err
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	return string(data), err
}

// Folders and files that are exchanged while a tree is read lead nowhere else,
// and nobody waits for a pipe.
func TestReaderStaysInside(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(dir, "outside")
	write(t, outside, map[string]string{"b.txt": "secret", "e/c.txt": "secret"})
	exchanges := map[string]func(root string) error{
		"a folder for a link": func(root string) error {
			return errors.Join(os.RemoveAll(filepath.Join(root, "d")), os.Symlink(outside, filepath.Join(root, "d")))
		},
		"a file for a link": func(root string) error {
			return errors.Join(os.Remove(filepath.Join(root, "d/b.txt")), os.Symlink(filepath.Join(outside, "b.txt"), filepath.Join(root, "d/b.txt")))
		},
		"a file for a folder": func(root string) error {
			return errors.Join(os.Remove(filepath.Join(root, "d/b.txt")), os.Mkdir(filepath.Join(root, "d/b.txt"), 0o777))
		},
		"a file for a pipe": func(root string) error {
			return errors.Join(os.Remove(filepath.Join(root, "d/b.txt")), makePipe(filepath.Join(root, "d/b.txt")))
		},
		"nothing": func(string) error { return nil },
	}
	for what, exchange := range exchanges {
		root := filepath.Join(dir, strings.ReplaceAll(what, " ", "-"))
		write(t, root, sample)
		tree, err := Open(root, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		if err := exchange(root); err != nil {
			t.Skip("such entries cannot be made here")
		}
		f, _ := tree.Find("d/b.txt")
		r := tree.Reader()
		got, err := readWith(r, f)
		if (err == nil) != (what == "nothing") || strings.Contains(got, "secret") {
			t.Errorf("%s: read %q (%v)", what, got, err)
		}
		var entry *EntryError
		if err != nil && (!errors.As(err, &entry) || entry.Entry != f.Name) {
			t.Errorf("%s: %v names no file", what, err)
		}
		if r.Close(); len(r.way.open) != 0 {
			t.Errorf("%s: %d folders stay open", what, len(r.way.open))
		}
	}
}

// What could not be opened is named from the top, however it was come to.
func TestReaderNamesTheWholePath(t *testing.T) {
	root := filepath.Join(t.TempDir(), "x")
	write(t, root, sample)
	tree, err := Open(root, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	for _, gone := range []string{"d/e/c.txt", "d"} {
		if err := os.RemoveAll(filepath.Join(root, gone)); err != nil {
			t.Skip("an open folder's file cannot be removed here")
		}
		f, _ := tree.Find("d/e/c.txt")
		r := tree.Reader()
		_, byReader := r.Open(f)
		r.Close()
		_, alone := f.Open()
		if byReader == nil || alone == nil || byReader.Error() != alone.Error() {
			t.Errorf("without %s: %v, alone %v", gone, byReader, alone)
		}
	}
}
