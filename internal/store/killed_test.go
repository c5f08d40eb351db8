package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// asKilled copies the folder of an open store: what a process that is killed
// now leaves behind, since the system's cache outlives it. A kill is at one
// moment: where something was written while the copy was made, it is made anew.
func asKilled(t testing.TB, dir string) string {
	t.Helper()
	for {
		to, again := t.TempDir(), t.TempDir()
		copyTree(t, dir, to)
		copyTree(t, dir, again)
		if treeOf(t, to) == treeOf(t, again) {
			return to
		}
	}
}

func copyTree(t testing.TB, dir, to string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		return copySparse(path, filepath.Join(to, rel))
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // Badger took a file away: the copy is made anew
		t.Fatal(err)
	}
}

// copySparse leaves out runs of zeros: Badger's logs are nearly all of that.
func copySparse(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := make([]byte, 1<<20)
	for at := int64(0); ; {
		n, err := io.ReadFull(in, buf)
		if n > 0 && !allZero(buf[:n]) {
			if _, err := out.WriteAt(buf[:n], at); err != nil {
				return err
			}
		}
		if at += int64(n); err != nil {
			return out.Truncate(at)
		}
	}
}

func remove(t testing.TB, dir string, names ...string) {
	t.Helper()
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
}

func newest(t testing.TB, dir, folder, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, folder, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return "" // a store that was never closed may have no table yet
	}
	return found[len(found)-1]
}

// cut takes the last bytes off a file, not counting room laid out as zeros.
func cut(t testing.TB, path string, last int) {
	t.Helper()
	if path == "" {
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.TrimRight(data, "\x00")
	if err := os.WriteFile(path, data[:max(0, len(data)-last)], 0o600); err != nil {
		t.Fatal(err)
	}
}
