package newsroom_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/archive"
	"stet/internal/intake"
	"stet/internal/newsroom"
)

// Zips that somebody made to do harm are refused whole, with the entry named:
// no story comes in, and nothing is written outside of the newsroom. "" = copy
// that is sound comes in.
func TestHostileZipsComeInOrNot(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "corpora")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: ../shared is not beside this clone")
	}
	room := open(t, t.TempDir())
	around := t.TempDir()
	names := map[string]string{
		"slip-dotdot.zip": "../../evil.txt", "slip-inner.zip": "a/../../evil.txt", "slip-abs.zip": "/tmp/evil.txt", "slip-backslash.zip": `..\\..\\evil.txt`, "slip-drive.zip": `C:\\evil.txt`,
		"symlink-abs.zip": "link", "symlink-then-write.zip": `"d"`, "special-fifo-dev.zip": "fifo", "dup-names.zip": "story.md", "case-collision.zip": "story.md", "file-and-dir.zip": "a/b",
		"reserved-windows.zip": "CON", "ads.zip": "x.txt:evil.exe", "bomb-100MB-zeros.zip": "big.md", "lying-size.zip": "big.md", "bad-crc.zip": "a.md", "unknown-method.zip": "a.md",
		"encrypted-flag.zip": "a.md", "local-central-name-mismatch.zip": "good.md", "no-entries.zip": "no copy",
	}
	fine := []string{"setuid.zip", "odd-dates.zip"}
	paths, err := filepath.Glob(filepath.Join(dir, "stet-made", "zip", "*.zip"))
	if err != nil || len(paths) < 30 {
		t.Fatal(paths, err)
	}
	more, err := filepath.Glob(filepath.Join(dir, "go-zip-testdata", "*.zip"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range append(paths, more...) {
		name := filepath.Base(path)
		here := filepath.Join(around, name)
		copyFile(t, path, here)
		in, failed := 0, []error{}
		for came := range room.ImportPath(t.Context(), here, newsroom.ImportRequest{Block: true}) {
			if came.Err == nil {
				in++
			} else {
				failed = append(failed, came.Err)
			}
		}
		all := errors.Join(failed...)
		want, named := names[name]
		switch {
		case strings.Contains(path, "go-zip-testdata"):
			if isRefused(all) && in > 0 {
				t.Errorf("%s is refused, and %d stories came in", name, in)
			}
			continue
		case name == fine[0] || name == fine[1]:
			if in == 0 {
				t.Errorf("%s: %v", name, all)
			}
			continue
		case in > 0 || all == nil:
			t.Errorf("%s: %d stories came in, %v", name, in, all)
		}
		if named {
			if seen++; !strings.Contains(all.Error(), want) {
				t.Errorf("%s: %v names not %q", name, all, want)
			}
		}
		if strings.ContainsAny(all.Error(), "\x1b\x00\u202e") {
			t.Errorf("%s: the message holds what it warns of: %q", name, all)
		}
		if newsroom.Explain(all).Hint == "" {
			t.Errorf("%s: nobody says what to do: %v", name, all)
		}
	}
	if seen != len(names) {
		t.Errorf("%d of %d zips were looked at", seen, len(names))
	}
	left, err := os.ReadDir(around)
	if err != nil || len(left) != len(paths)+len(more) {
		t.Errorf("beside the zips lie %d files now: %v", len(left), err)
	}
}

func isRefused(err error) bool {
	for _, sentinel := range []error{archive.ErrName, archive.ErrClash, archive.ErrKind, archive.ErrFeature, archive.ErrFormat, archive.ErrDamaged, archive.ErrLimit} {
		if errors.Is(err, sentinel) {
			return true
		}
	}
	return false
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, data, 0o600))
}

// A folder is read through its own root: a link that is planted in it leads
// nowhere, and a picture outside of it is not taken.
func TestFolderStaysInside(t *testing.T) {
	room := open(t, t.TempDir())
	dir := t.TempDir()
	inside := filepath.Join(dir, "in")
	must(t, os.MkdirAll(filepath.Join(inside, "posts"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "secret.jpg"), grey(t, 40, 30), 0o600))
	must(t, os.WriteFile(filepath.Join(inside, "ours.jpg"), grey(t, 44, 33), 0o600))
	if err := os.Symlink(filepath.Join(dir, "secret.jpg"), filepath.Join(inside, "link.jpg")); err != nil {
		t.Skip("no links here")
	}
	must(t, os.WriteFile(filepath.Join(inside, "posts", "a.md"), []byte("---\ntitle: A\n---\n![s](../../secret.jpg)\n\n![l](../link.jpg)\n\n![o](../ours.jpg)\n"), 0o600))
	var failed []string
	for came := range room.ImportPath(t.Context(), inside, newsroom.ImportRequest{}) {
		if came.Err != nil {
			failed = append(failed, came.Err.Error())
			continue
		}
		a := mustStory(t, room, came.Imported.ID)
		if len(a.Pictures) != 1 || a.Pictures[0].Width != 44 || len(came.Imported.Receipt.Changed) != 2 {
			t.Errorf("pictures %+v, receipt %+v", a.Pictures, came.Imported.Receipt)
		}
	}
	if got := strings.Join(failed, "; "); got != newsroom.ErrLink.Error() {
		t.Errorf("said %q", got)
	}
}

// Limits are counted while a zip is read, an archive within one is not opened,
// and the stories beside it come in.
func TestZipLimits(t *testing.T) {
	room := open(t, t.TempDir())
	var inner bytes.Buffer
	packZip(t, &inner, map[string][]byte{"x.md": []byte("x")})
	entries := map[string][]byte{}
	for i := range 10_001 {
		entries[fmt.Sprintf("%d.md", i)] = nil
	}
	cases := map[string]struct {
		files   map[string][]byte
		in      int
		refused error
	}{
		"nested":  {map[string][]byte{"a.md": []byte("# A\n\nWords."), "inner.zip": inner.Bytes()}, 1, newsroom.ErrPacked},
		"hidden":  {map[string][]byte{"a.md": []byte("# A\n\nMore words."), "__MACOSX/._a.md": []byte("x"), ".DS_Store": []byte("x")}, 1, nil},
		"entries": {entries, 0, archive.ErrLimit},
		"ratio":   {map[string][]byte{"a.md": make([]byte, 40<<20)}, 0, archive.ErrLimit},
		"large":   {map[string][]byte{"a.md": letters(21 << 20)}, 0, intake.ErrTooLarge},
	}
	for name, c := range cases {
		path := filepath.Join(t.TempDir(), name+".zip")
		var b bytes.Buffer
		packZip(t, &b, c.files)
		must(t, os.WriteFile(path, b.Bytes(), 0o600))
		in := 0
		var failed error
		for came := range room.ImportPath(t.Context(), path, newsroom.ImportRequest{Block: true}) {
			if came.Err == nil {
				in++
			}
			failed = errors.Join(failed, came.Err)
		}
		if in != c.in || !errors.Is(failed, c.refused) || (failed == nil) != (c.refused == nil) {
			t.Errorf("%s: %d stories, %v", name, in, failed)
		}
	}
}

func packZip(t *testing.T, b *bytes.Buffer, files map[string][]byte) {
	t.Helper()
	w := zip.NewWriter(b)
	for name, data := range files {
		f, err := w.Create(name)
		must(t, err)
		_, err = f.Write(data)
		must(t, err)
	}
	must(t, w.Close())
}

// letters do not pack well.
func letters(size int) []byte {
	data := make([]byte, size)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range data {
		data[i] = 'a' + byte(r.IntN(26))
	}
	return data
}
