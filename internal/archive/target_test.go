package archive

import (
	"bufio"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var sample = map[string]string{"a.txt": "one", "d/b.txt": "two", "d/e/c.txt": ""}

// entries lists a folder, what is hidden among it.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func checkTree(t *testing.T, path string, want map[string]string) {
	t.Helper()
	tree, err := Open(path, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if got, err := readTree(tree); err != nil || !maps.Equal(got, want) {
		t.Errorf("%s holds %v, want %v (%v)", path, got, want, err)
	}
}

func TestTargets(t *testing.T) {
	agree := func(string) error { return nil }
	cases := []struct {
		name    string
		out     string // below a new folder
		prepare func(dir string) error
		may     func(string) error
		want    error
	}{
		{"absent", "x", nil, never, nil},
		{"absent zip", "x.zip", nil, never, nil},
		{"absent below absent folders", "a/b/x", nil, never, nil},
		{"zip in capitals below absent folders", "a/b/X.ZIP", nil, never, nil},
		{"empty folder", "x", func(d string) error { return os.Mkdir(d+"/x", 0o700) }, never, nil},
		{"empty file for a zip", "x.zip", func(d string) error { return os.WriteFile(d+"/x.zip", nil, 0o600) }, never, nil},
		{"full folder, agreed", "x", func(d string) error { return os.MkdirAll(d+"/x/old", 0o777) }, agree, nil},
		{"full file, agreed", "x.zip", func(d string) error { return os.WriteFile(d+"/x.zip", []byte("old"), 0o666) }, agree, nil},
		{"full folder, not agreed", "x", func(d string) error { return os.MkdirAll(d+"/x/old", 0o777) }, never, errNever},
		{"full file, not agreed", "x.zip", func(d string) error { return os.WriteFile(d+"/x.zip", []byte("old"), 0o666) }, never, errNever},
		{"a file for a folder", "x", func(d string) error { return os.WriteFile(d+"/x", nil, 0o666) }, agree, ErrTarget},
		{"a folder for a zip", "x.zip", func(d string) error { return os.Mkdir(d+"/x.zip", 0o777) }, agree, ErrTarget},
		{"a link to a folder", "x", func(d string) error { return errors.Join(os.Mkdir(d+"/y", 0o777), os.Symlink(d+"/y", d+"/x")) }, agree, ErrTarget},
		{"a link to nothing", "x", func(d string) error { return os.Symlink(d+"/y", d+"/x") }, agree, ErrTarget},
		{"a link for a zip", "x.zip", func(d string) error { return os.Symlink(d+"/y", d+"/x.zip") }, agree, ErrTarget},
		{"as long as a name can be", strings.Repeat("x", 255), nil, never, nil},
		{"longer", strings.Repeat("x", 256), nil, never, errAny},
		{"odd characters", "'; rm -rf \"$HOME\" \n é\t港", nil, never, nil},
		{"below a file", "f/x", func(d string) error { return os.WriteFile(d+"/f", []byte("x"), 0o666) }, never, errAny},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if c.prepare != nil {
				if err := c.prepare(dir); err != nil {
					t.Skip("cannot be prepared here: ", err)
				}
			}
			before := entries(t, dir)
			out := filepath.Join(dir, c.out)
			w, err := Create(out, c.may)
			if c.want != nil {
				if err == nil || c.want != errAny && !errors.Is(err, c.want) {
					t.Errorf("%v, want %v", err, c.want)
				}
				if now := entries(t, dir); !slices.Equal(now, before) {
					t.Errorf("left behind: %v, before %v", now, before)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range slices.Sorted(maps.Keys(sample)) {
				if err := w.Put(Item{Name: name, Data: []byte(sample[name])}); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Commit(); err != nil {
				t.Fatal(err)
			}
			if w.Path() != out {
				t.Errorf("it says it stands at %s", w.Path())
			}
			checkTree(t, out, sample)
			if now := entries(t, filepath.Dir(out)); !slices.Equal(now, []string{filepath.Base(out)}) {
				t.Errorf("left behind: %v", now)
			}
			if err := w.Abort(); err != nil {
				t.Error(err)
			}
			checkTree(t, out, sample)
		})
	}
}

var errAny = errors.New("any error")

func TestTargetIsNoName(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, out := range []string{"", ".", "a/..", dir, string(filepath.Separator), "a\x00b"} {
		if _, err := Create(out, never); !errors.Is(err, ErrTarget) {
			t.Errorf("%q: %v, want ErrTarget", out, err)
		}
	}
	if now := entries(t, dir); len(now) != 0 {
		t.Errorf("left behind: %v", now)
	}
}

func TestPrivateFolderStaysPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes on Windows")
	}
	out := filepath.Join(t.TempDir(), "x")
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, out, sample)
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	for _, out := range []string{"x", "x.zip", "new/deep/x"} {
		dir := t.TempDir()
		w, err := Create(filepath.Join(dir, out), never)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Put(Item{Name: "d/a", Data: []byte("x")}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := w.Abort(); err != nil {
				t.Error(err)
			}
		}
		if now := entries(t, dir); len(now) != 0 {
			t.Errorf("%s: left behind: %v", out, now)
		}
	}
}

func TestBadItems(t *testing.T) {
	for _, out := range []string{"x", "x.zip"} {
		w, err := Create(filepath.Join(t.TempDir(), out), never)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Abort()
		var entry *EntryError
		if err := w.Put(Item{Name: "../evil"}); !errors.Is(err, ErrName) || !errors.As(err, &entry) || entry.Entry != "../evil" {
			t.Errorf("a name that leads outside: %v", err)
		}
		if err := w.Put(Item{Name: "a"}); err != nil {
			t.Error(err)
		}
		if err := w.Put(Item{Name: "A"}); err == nil {
			t.Error("two names of one spelling pass")
		}
	}
}

// Somebody puts a file into the empty target while the tree is being written.
func TestTargetFilledMeanwhile(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "x")
	w, err := Create(out, never)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Put(Item{Name: "a", Data: []byte("ours")}); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(out, "theirs"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); !errors.Is(err, errNever) {
		t.Errorf("%v, want a refusal", err)
	}
	if now := entries(t, dir); !slices.Equal(now, []string{"x"}) || !slices.Equal(entries(t, out), []string{"theirs"}) {
		t.Errorf("left behind: %v", now)
	}
}

// The folder that the target lies in goes away, or becomes read-only, while
// the tree is being written; trying again works.
func TestParentLostMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "parent")
	w, err := Create(filepath.Join(dir, "x"), never)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+"-moved"); err != nil {
		t.Skip("an open folder cannot be moved here")
	}
	putErr := w.Put(Item{Name: "a", Data: []byte("ours")})
	if err := w.Commit(); err == nil && putErr == nil {
		t.Error("nobody noticed")
	}
	if err := os.RemoveAll(dir + "-moved"); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "x"), sample)
	checkTree(t, filepath.Join(dir, "x"), sample)
}

// A writer is killed at any moment: the target holds the old tree or the new
// one, whole, and the next writer sweeps what was left.
func TestKilledWriter(t *testing.T) {
	if os.Getenv("STET_WRITE_AND_WAIT") != "" {
		writeAndWait()
	}
	for _, name := range []string{"x", "x.zip"} {
		dir := t.TempDir()
		out := filepath.Join(dir, name)
		write(t, out, sample)
		cmd := exec.Command(os.Args[0], "-test.run=TestKilledWriter")
		cmd.Env = append(os.Environ(), "STET_WRITE_AND_WAIT="+out)
		said, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(said).ReadString('\n'); err != nil || line != "waiting\n" {
			t.Fatalf("the writer says %q: %v", line, err)
		}
		write(t, filepath.Join(dir, "other"), sample) // a writer beside it sweeps nothing of a living one
		if now := entries(t, dir); len(now) != 3 {
			t.Errorf("while it lives: %v", now)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait()
		checkTree(t, out, sample)
		w, err := Create(out, func(string) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Put(Item{Name: "new", Data: []byte("new")}); err != nil {
			t.Fatal(err)
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		checkTree(t, out, map[string]string{"new": "new"})
		if now := entries(t, dir); len(now) != 2 && runtime.GOOS != "windows" {
			t.Errorf("left behind: %v", now)
		}
	}
}

// writeAndWait is the writer that is killed; it never returns.
func writeAndWait() {
	w, err := Create(os.Getenv("STET_WRITE_AND_WAIT"), func(string) error { return nil })
	if err == nil {
		err = w.Put(Item{Name: "half", Data: []byte("half")})
	}
	if err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
	} else {
		os.Stdout.WriteString("waiting\n")
	}
	select {}
}

// An earlier tree that was moved aside by a writer that was then killed comes
// back before anything else.
func TestMovedAsideComesBack(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x")
	write(t, out, sample)
	target, err := newTarget(out, never)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(out, target.beside()+asideMark); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(out, never); !errors.Is(err, errNever) {
		t.Errorf("the earlier tree was not asked about: %v", err)
	}
	checkTree(t, out, sample)
}

func TestFoldersThatLieOrHide(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"ok", "d/ok", "con", `back\slash`} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Skip("such names cannot be made here")
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "d", "link")); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir, Limits{})
	for entry, want := range map[string]error{"con": ErrName, `back\slash`: ErrName, "d/link": ErrKind} {
		if !errors.Is(err, want) || !strings.Contains(err.Error(), (&EntryError{entry, want}).Error()) {
			t.Errorf("%q is not named as %v: %v", entry, want, err)
		}
	}
	if _, err := Open(filepath.Join(dir, "none"), Limits{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path that leads nowhere: %v", err)
	}
}

// A file that becomes a link after the folder was listed leads nowhere.
func TestSwappedFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x"), sample)
	tree, err := Open(filepath.Join(dir, "x"), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if err := os.Remove(filepath.Join(dir, "x", "a.txt")); err != nil {
		t.Skip("an open folder's file cannot be removed here")
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "x", "a.txt")); err != nil {
		t.Fatal(err)
	}
	if files, err := readTree(tree); err == nil {
		t.Errorf("read %v", files)
	}
}

func TestSyncEach(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x")
	write(t, out, sample)
	if err := syncEach(out); err != nil {
		t.Error(err)
	}
	if err := syncEach(filepath.Join(out, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
}
