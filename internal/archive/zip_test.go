package archive

import (
	stdzip "archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// readZipBytes opens a zip from memory as Open does from disk and reads all.
func readZipBytes(data []byte, l Limits) (map[string]string, error) {
	t := &Tree{close: func() error { return nil }}
	if err := t.listZip(bytes.NewReader(data), int64(len(data)), l.orDefault()); err != nil {
		return nil, err
	}
	return readTree(t)
}

func readTree(t *Tree) (map[string]string, error) {
	files := map[string]string{}
	for _, f := range t.Files {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if err := r.Close(); err != nil {
			return nil, err
		}
		files[f.Name] = string(data)
	}
	return files, nil
}

// The outcome that each hostile zip must have: the sentinel and the entry that
// the message names. "" = it is read.
func TestHostileZips(t *testing.T) {
	dir := corpora(t, "stet-made/zip")
	type outcome struct {
		err   error
		entry string
	}
	cases := map[string]outcome{
		"slip-dotdot.zip":                 {ErrName, "../../evil.txt"},
		"slip-inner.zip":                  {ErrName, "a/../../evil.txt"},
		"slip-abs.zip":                    {ErrName, "/tmp/evil.txt"},
		"slip-backslash.zip":              {ErrName, `..\..\evil.txt`},
		"slip-drive.zip":                  {ErrName, `C:\evil.txt`},
		"slip-unc.zip":                    {ErrName, `\\srv\share\evil.txt`},
		"slip-devns.zip":                  {ErrName, `\\?\C:\evil.txt`},
		"symlink-abs.zip":                 {ErrKind, "link"},
		"symlink-then-write.zip":          {ErrKind, "d"},
		"special-fifo-dev.zip":            {ErrKind, "fifo"},
		"setuid.zip":                      {}, // mode bits are ignored
		"dup-names.zip":                   {ErrClash, "story.md"},
		"case-collision.zip":              {ErrClash, "story.md"},
		"nfc-nfd-collision.zip":           {ErrClash, "e\u0301.md"},
		"file-and-dir.zip":                {ErrClash, "a/b"},
		"reserved-windows.zip":            {ErrName, "CON"},
		"trailing-dot-space.zip":          {ErrName, "a. "},
		"ads.zip":                         {ErrName, "x.txt:evil.exe"},
		"ctl-bidi-names.zip":              {ErrName, "a\u202egpj.exe"},
		"long-names.zip":                  {ErrName, strings.Repeat("n", 300) + ".md"},
		"many-entries-20k.zip":            {ErrLimit, ""},
		"bomb-100MB-zeros.zip":            {ErrLimit, "big.md"},
		"nested-bomb.zip":                 {}, // what is inside stays a file
		"lying-size.zip":                  {ErrDamaged, "big.md"},
		"bad-crc.zip":                     {ErrDamaged, "a.md"},
		"truncated.zip":                   {ErrFormat, ""},
		"empty-file.zip":                  {ErrFormat, ""},
		"no-entries.zip":                  {}, // an empty tree; that it is no bundle is for others to say
		"prefix-exe.zip":                  {ErrFormat, ""},
		"trailing-junk.zip":               {ErrFormat, ""},
		"comment-fake-eocd.zip":           {ErrFormat, ""},
		"unknown-method.zip":              {ErrFeature, "a.md"},
		"encrypted-flag.zip":              {ErrFeature, "a.md"},
		"local-central-name-mismatch.zip": {ErrFormat, "good.md"},
		"name-bad-utf8.zip":               {ErrName, ""},
		"nul-in-name.zip":                 {ErrName, ""},
		"odd-dates.zip":                   {}, // dates are not looked at
	}
	made, err := filepath.Glob(filepath.Join(dir, "*.zip"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range made {
		name := filepath.Base(path)
		want, ok := cases[name]
		if !ok && name != "many-entries-20k.zip" {
			t.Errorf("%s has no outcome here", name)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files, err := readZipBytes(data, Limits{})
		if !errors.Is(err, want.err) || (want.err == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", name, err, want.err)
			continue
		}
		var entry *EntryError
		if want.entry != "" && (!errors.As(err, &entry) || entry.Entry != want.entry) {
			t.Errorf("%s: %v names not %q", name, err, want.entry)
		}
		if want.err == nil && name != "no-entries.zip" && len(files) == 0 {
			t.Errorf("%s: nothing was read", name)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\x1b\x00\u202e") {
			t.Errorf("%s: the message holds what it warns of: %q", name, err)
		}
	}
}

// Odd but honest zips of other programs: read as archive/zip reads them, or
// refused. None may be read differently.
func TestZipsOfOthers(t *testing.T) {
	dir := corpora(t, "go-zip-testdata")
	refused := map[string]error{
		"comment-truncated.zip": ErrFormat, "readme.zip": ErrFormat, "readme.notzip": ErrFormat, "gophercolor16x16.png": ErrFormat,
		"dupdir.zip": ErrClash, "symlink.zip": ErrKind, "test-badbase.zip": ErrFormat, "test-baddirsz.zip": ErrFormat,
		"test-prefix.zip": ErrFormat, "test-trailing-junk.zip": ErrFormat,
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(e.Name(), ".base64") {
			data, err = base64.StdEncoding.DecodeString(string(data))
			if err != nil {
				t.Fatal(err)
			}
		}
		if e.Name() == "LICENSE" {
			continue
		}
		files, err := readZipBytes(data, Limits{})
		if want := refused[e.Name()]; !errors.Is(err, want) || (want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", e.Name(), err, want)
			continue
		}
		if err == nil {
			checkAsStandard(t, data, files)
		}
	}
}

// checkAsStandard holds what was read against archive/zip.
func checkAsStandard(t *testing.T, data []byte, got map[string]string) {
	t.Helper()
	z, err := stdzip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Errorf("we read what archive/zip refuses: %v", err)
		return
	}
	want := map[string]string{}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Errorf("%s: we read what archive/zip refuses: %v", f.Name, err)
			return
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Errorf("%s: we read what archive/zip refuses: %v", f.Name, err)
		}
		want[f.Name] = string(b)
	}
	if !maps.Equal(got, want) {
		t.Errorf("we read %q, archive/zip %q", got, want)
	}
}

// FuzzZip: whatever we accept, archive/zip reads as the same files; no input
// makes us panic or read for ever.
func FuzzZip(f *testing.F) {
	for n := range 4 {
		f.Add(zipOf(f, randomFiles(rand.New(rand.NewPCG(uint64(n), 4)), n)))
	}
	var other bytes.Buffer
	w := stdzip.NewWriter(&other)
	for _, name := range []string{"a.md", "d/", "d/b.md"} {
		part, err := w.Create(name)
		if err != nil {
			f.Fatal(err)
		}
		if !strings.HasSuffix(name, "/") {
			part.Write(bytes.Repeat([]byte("streamed, so its size comes after it "), 20))
		}
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(other.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := readZipBytes(data, Limits{File: 1 << 20, Total: 1 << 21})
		if err == nil {
			checkAsStandard(t, data, files)
		}
	})
}

func randomFiles(r *rand.Rand, n int) map[string]string {
	files := map[string]string{}
	for i := range n {
		name := strings.Repeat("dir/", r.IntN(3)) + string(rune('a'+i%26)) + []string{"", ".md", "é", " b.html"}[r.IntN(4)]
		data := make([]byte, r.IntN(3000))
		for j := range data {
			data[j] = byte(r.IntN(1 + r.IntN(256)))
		}
		files[name] = string(data)
	}
	return files
}

// zipOf writes files as a zip and gives its bytes.
func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.zip")
	write(t, path, files)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, path string, files map[string]string) {
	t.Helper()
	w, err := Create(path, never)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := w.Put(Item{Name: name, Data: []byte(files[name]), Stored: len(name)%2 == 0}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

var errNever = errors.New("not this one")

func never(string) error { return errNever }

// What is written comes back, as a folder and as a zip, through us and through
// archive/zip; the zip's directory is sorted and knows no day.
func TestWrittenTreesComeBack(t *testing.T) {
	for n := range 30 {
		files := randomFiles(rand.New(rand.NewPCG(uint64(n), 5)), n)
		dir := t.TempDir()
		for _, name := range []string{"tree", "tree.ZIP"} {
			path := filepath.Join(dir, name)
			write(t, path, files)
			tree, err := Open(path, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := readTree(tree)
			if err != nil || !maps.Equal(got, files) {
				t.Errorf("%s %d came back otherwise: %v", name, n, err)
			}
			for want := range files {
				if f, ok := tree.Find(want); !ok || f.Size != int64(len(files[want])) {
					t.Errorf("%s is not found", want)
				}
			}
			if err := tree.Close(); err != nil {
				t.Error(err)
			}
		}
		data := zipOf(t, files)
		checkAsStandard(t, data, files)
		z, err := stdzip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		names := []string{}
		for _, f := range z.File {
			names = append(names, f.Name)
			if f.Modified.Year() != 1980 || f.Mode() != 0o644 || f.NonUTF8 {
				t.Errorf("%s: time %v, mode %v", f.Name, f.Modified, f.Mode())
			}
		}
		if !slices.IsSorted(names) {
			t.Errorf("the directory is not sorted: %v", names)
		}
		if !bytes.Equal(data, zipOf(t, files)) {
			t.Error("the same files gave another zip")
		}
	}
}

// More entries than the small end record can count.
func TestManyEntries(t *testing.T) {
	var b bytes.Buffer
	const n = 70_000
	entries := make([]zipEntry, n)
	for i := range entries {
		e := &entries[i]
		*e = zipEntry{name: strconv.Itoa(1_000_000 + i), at: int64(b.Len()), flags: flagUTF8}
		b.Write(e.appendLocal(nil))
	}
	var dir []byte
	for i := range entries {
		dir = entries[i].appendCentral(dir)
	}
	dir = appendEnd(dir, n, int64(b.Len()), int64(len(dir)))
	b.Write(dir)
	files, err := readZipBytes(b.Bytes(), Limits{Entries: n})
	if err != nil || len(files) != n {
		t.Errorf("%d of %d files: %v", len(files), n, err)
	}
	checkAsStandard(t, b.Bytes(), files)
	if _, err := readZipBytes(b.Bytes(), Limits{Entries: n - 1}); !errors.Is(err, ErrLimit) {
		t.Errorf("above the limit: %v", err)
	}
}

// farReader is a zip in which everything lies beyond 4 GB.
type farReader struct {
	head, tail []byte
	tailAt     int64
}

func (f farReader) ReadAt(p []byte, at int64) (int, error) {
	for i := range p {
		p[i] = 0
	}
	if at < int64(len(f.head)) {
		copy(p, f.head[at:])
	}
	for i := range p {
		if k := at + int64(i) - f.tailAt; k >= 0 && k < int64(len(f.tail)) {
			p[i] = f.tail[k]
		}
	}
	return len(p), nil
}

func TestBeyondFourGigabytes(t *testing.T) {
	const far = 5 << 30
	first := zipEntry{name: "first", flags: flagUTF8}
	last := zipEntry{name: "last", flags: flagUTF8, at: far}
	head := first.appendLocal(nil)
	tail := last.appendLocal(nil)
	dirAt := int64(far + len(tail))
	dir := last.appendCentral(first.appendCentral(nil))
	tail = append(tail, appendEnd(dir, 2, dirAt, int64(len(dir)))...)
	size := int64(far + len(tail))
	entries, err := readDirectory(farReader{head, tail, far}, size, Limits{}.orDefault())
	if err != nil || len(entries) != 2 || entries[1].at != far {
		t.Errorf("%+v %v", entries, err)
	}
	if z, err := stdzip.NewReader(farReader{head, tail, far}, size); err != nil || len(z.File) != 2 {
		t.Errorf("archive/zip: %v", err)
	}
}

func TestLimitsAreCounted(t *testing.T) {
	files := map[string]string{"a": strings.Repeat("x", 1000), "b": strings.Repeat("y", 1000)}
	dir := t.TempDir()
	for _, name := range []string{"tree", "tree.zip"} {
		path := filepath.Join(dir, name)
		write(t, path, files)
		for _, c := range []struct {
			l    Limits
			want error
		}{
			{Limits{File: 1000, Total: 2000, Entries: 2}, nil}, {Limits{File: 999}, ErrLimit}, {Limits{Total: 1999}, ErrLimit}, {Limits{Entries: 1}, ErrLimit},
		} {
			tree, err := Open(path, c.l)
			if err == nil {
				_, err = readTree(tree)
				tree.Close()
			}
			if !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
				t.Errorf("%s with %+v: %v, want %v", name, c.l, err, c.want)
			}
		}
	}
	regular := zipOf(t, map[string]string{"a.b": strings.Repeat("\x00", 40<<20)})
	if _, err := readZipBytes(regular, Limits{}); !errors.Is(err, ErrLimit) {
		t.Errorf("forty megabytes of nothing: %v", err)
	}
}
