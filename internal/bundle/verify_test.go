package bundle

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/archive"
)

const conformance = "testdata/bagit-conformance"

// The suite's verdict on a bag is the folder it lies in. It may list more
// folders later; each must be found here.
func TestConformanceSuite(t *testing.T) {
	bags, err := filepath.Glob(filepath.Join(conformance, "v1.0", "*", "*"))
	if err != nil || len(bags) < 5 {
		t.Fatalf("the suite is not there: %v", bags)
	}
	for _, bag := range bags {
		r, err := Verify(bag)
		if err != nil {
			t.Fatal(err)
		}
		if valid := filepath.Base(filepath.Dir(bag)) == "valid"; r.OK != valid {
			t.Errorf("%s: OK is %v, the suite says %v: %+v", bag, r.OK, valid, r.Problems)
		}
		if r.Bundle || r.Stories != 0 || !strings.Contains(r.Note, "no Stet bundle") {
			t.Errorf("%s: taken for a Stet bundle: %+v", bag, r)
		}
		if !r.OK && len(r.Problems) == 0 {
			t.Errorf("%s: refused without a reason", bag)
		}
	}
}

// Bags of the older version are refused by name, whatever else they are.
func TestOlderBagsAreRefusedByName(t *testing.T) {
	bags, err := filepath.Glob(filepath.Join(conformance, "v0.97", "*", "*"))
	if err != nil || len(bags) < 20 {
		t.Fatalf("the suite is not there: %v", bags)
	}
	for _, bag := range bags {
		info, err := os.Stat(bag)
		if err != nil {
			t.Fatal(err)
		}
		if !info.IsDir() {
			continue
		}
		r, err := Verify(bag)
		if err != nil {
			t.Fatal(err)
		}
		if r.OK || len(r.Problems) == 0 {
			t.Errorf("%s passed", bag)
		}
		for _, p := range r.Problems {
			if p.Path == "" || p.Problem == "" {
				t.Errorf("%s: a problem without a name: %+v", bag, p)
			}
		}
	}
}

// damage is one way to harm a file of a folder; it gives the paths that the
// report must name, nil where this cannot be done to the file.
var damages = map[string]func(t *testing.T, dir, name string) []string{
	"flip a bit": func(t *testing.T, dir, name string) []string { return edit(t, dir, name, flip(0, 0x01)) },
	"flip case of a letter": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte {
			for i, c := range b {
				if c >= 'a' && c <= 'f' {
					b[i] ^= 0x20
					return b
				}
			}
			return nil
		})
	},
	"flip in the middle": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte { return flip(len(b)/2, 0x08)(b) })
	},
	"flip the last": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte { return flip(len(b)-1, 0x80)(b) })
	},
	"cut its end": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte { return b[:len(b)-1] })
	},
	"cut to half": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte { return b[:len(b)/2] })
	},
	"empty it": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func([]byte) []byte { return []byte{} })
	},
	"add to it": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte { return append(b, '\n') })
	},
	"double its last line": func(t *testing.T, dir, name string) []string {
		return edit(t, dir, name, func(b []byte) []byte {
			text := strings.TrimSuffix(string(b), "\n")
			return []byte(text + text[strings.LastIndexByte(text, '\n')+1:] + "\n")
		})
	},
	"delete it": func(t *testing.T, dir, name string) []string {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		return []string{name}
	},
	"rename it": func(t *testing.T, dir, name string) []string {
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, name+".old")); err != nil {
			t.Fatal(err)
		}
		return []string{name, name + ".old"}
	},
	"add one beside it": func(t *testing.T, dir, name string) []string {
		beside := path.Join(path.Dir(name), "Thumbs.db")
		put(t, dir, beside, "x")
		return []string{beside}
	},
	"put a link in its place": func(t *testing.T, dir, name string) []string {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("/etc/hostname", filepath.Join(dir, name)); err != nil {
			return nil
		}
		return []string{name}
	},
}

func flip(at int, bits byte) func([]byte) []byte {
	return func(b []byte) []byte {
		b[at] ^= bits
		return b
	}
}

func edit(t *testing.T, dir, name string, change func([]byte) []byte) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if data = change(data); data == nil {
		return nil
	}
	put(t, dir, name, string(data))
	return []string{name}
}

func TestEveryDamageIsNamed(t *testing.T) {
	out, _ := written(t, "bag", request(append(few()[:1], told(canaries()))...))
	whole := readAll(t, out)
	if r, err := Verify(out); err != nil || !r.OK || !r.Bundle || r.Files != len(whole) || r.Stories != 2 || r.Problems == nil {
		t.Fatalf("the bundle itself: %+v %v", r, err)
	}
	for kind, harm := range damages {
		for name, data := range whole {
			want := harm(t, out, name)
			if want != nil {
				checkNamed(t, kind+": "+name, out, want)
			}
			for _, touched := range append(want, name) {
				if err := os.RemoveAll(filepath.Join(out, touched)); err != nil {
					t.Fatal(err)
				}
			}
			put(t, out, name, data)
		}
	}
	if r, err := Verify(out); err != nil || !r.OK {
		t.Fatalf("the bundle was not put back: %+v %v", r, err)
	}
}

// An entry that may not be read hides no other fault.
func TestFaultsBesideALinkAreNamedToo(t *testing.T) {
	out, _ := written(t, "bag", request(few()...))
	names := sortedKeys(readAll(t, out))
	pages := slices.DeleteFunc(names, func(name string) bool { return path.Base(name) != "index.html" })
	linked, missing, changed := pages[0], pages[1], pages[2]
	damages["put a link in its place"](t, out, linked)
	if err := os.Remove(filepath.Join(out, missing)); err != nil {
		t.Fatal(err)
	}
	damages["flip a bit"](t, out, changed)
	checkNamed(t, "three faults", out, []string{linked, missing, changed})
}

func checkNamed(t *testing.T, what, path string, want []string) {
	t.Helper()
	r, err := Verify(path)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	got := []string{}
	for _, p := range r.Problems {
		got = append(got, p.Path)
	}
	slices.Sort(want)
	if r.OK || !slices.Equal(got, want) {
		t.Errorf("%s: OK %v, names %v, want %v", what, r.OK, r.Problems, want)
	}
}

// The same inside a zip that is whole itself.
func TestDamageInZip(t *testing.T) {
	out, _ := written(t, "bag", request(few()[:1]...))
	for _, kind := range []string{"flip in the middle", "delete it", "rename it", "add one beside it"} {
		for name := range readAll(t, out) {
			dir := t.TempDir()
			copyTree(t, out, dir)
			want := damages[kind](t, dir, name)
			zip := filepath.Join(t.TempDir(), "bag.zip")
			w, err := archive.Create(zip, mayReplace)
			if err != nil {
				t.Fatal(err)
			}
			for name, data := range readAll(t, dir) {
				if err := w.Put(archive.Item{Name: name, Data: []byte(data)}); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Commit(); err != nil {
				t.Fatal(err)
			}
			checkNamed(t, kind+" in a zip: "+name, zip, want)
		}
	}
}

// A zip that is cut or flipped anywhere is never intact, and never a crash,
// unless the byte carries nothing (a time that Stet writes as a constant).
func TestDamagedZipFile(t *testing.T) {
	out, _ := written(t, "bag.zip", request(few()[:1]...))
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(raw); n += 1 + len(raw)/50 {
		if r, err := Verify(rewritten(t, raw[:n])); err != nil || r.OK || len(r.Problems) == 0 {
			t.Errorf("cut to %d of %d bytes: %+v %v", n, len(raw), r, err)
		}
	}
	files := readZip(t, out)
	for n := 0; n < len(raw); n += 1 + len(raw)/150 {
		flipped := flip(n, 0x10)(slices.Clone(raw))
		path := rewritten(t, flipped)
		r, err := Verify(path)
		if err != nil {
			t.Errorf("flipped at %d: %v", n, err)
		}
		if !r.OK {
			continue
		}
		for name, data := range readZip(t, path) {
			if name != "" && data != files[name] {
				t.Errorf("flipped at %d: passed with other contents in %s", n, name)
			}
		}
	}
}

func rewritten(t *testing.T, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bag.zip")
	if err := os.WriteFile(path, raw, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestVerifyWhatIsNotThere(t *testing.T) {
	if _, err := Verify(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path that leads nowhere: %v", err)
	}
	empty := t.TempDir()
	checkNamed(t, "an empty folder", empty, []string{"bagit.txt", "manifest-sha256.txt"})
}

// reseal rewrites the manifests of a changed folder, as a forger would.
func reseal(t *testing.T, dir string) {
	t.Helper()
	files := readAll(t, dir)
	b := &bag{}
	w, err := archive.Create(filepath.Join(t.TempDir(), "scratch"), mayReplace)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	b.w = w
	for _, name := range sortedKeys(files) {
		if strings.HasPrefix(name, "data/") {
			if err := b.stream(&b.files, name, words(files[name])); err != nil {
				t.Fatal(err)
			}
		}
	}
	put(t, dir, "manifest-sha256.txt", textOf(t, b.files.manifest(sum256)))
	put(t, dir, "manifest-sha512.txt", textOf(t, b.files.manifest(sum512)))
	files = readAll(t, dir)
	for _, name := range tagFiles[:4] {
		if err := b.stream(&b.tags, name, words(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	put(t, dir, "tagmanifest-sha256.txt", textOf(t, b.tags.manifest(sum256)))
	put(t, dir, "tagmanifest-sha512.txt", textOf(t, b.tags.manifest(sum512)))
}

// textOf is what a streamed file holds.
func textOf(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var out strings.Builder
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func sortedKeys(m map[string]string) []string {
	keys := []string{}
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// hideOxum leaves it to stet.json alone to find out.
func hideOxum(t *testing.T, dir string) {
	t.Helper()
	edit(t, dir, "bag-info.txt", func(b []byte) []byte {
		return []byte(strings.Replace(string(b), "Payload-Oxum", "Was", 1))
	})
}

// What the manifests cannot see, stet.json and the sum of sizes do.
func TestForgedBundles(t *testing.T) {
	const story = "data/articles/harbour-wall-to-be-raised/article.md"
	cases := map[string]struct {
		forge func(t *testing.T, dir string)
		want  []string
		words string
	}{
		"nothing": {func(*testing.T, string) {}, []string{}, ""},
		"a file changed with its manifests": {func(t *testing.T, dir string) {
			edit(t, dir, story, flip(40, 1))
		}, []string{story}, "stet.json"},
		"a file added with its manifests": {func(t *testing.T, dir string) {
			put(t, dir, "data/extra.html", "x")
			hideOxum(t, dir)
		}, []string{"data/extra.html"}, "stet.json"},
		"another sum of sizes": {func(t *testing.T, dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, "bag-info.txt"))
			put(t, dir, "bag-info.txt", strings.Replace(string(b), "Payload-Oxum: ", "Payload-Oxum: 1", 1))
		}, []string{"bag-info.txt"}, "Payload-Oxum"},
		"files to fetch": {func(t *testing.T, dir string) {
			put(t, dir, "fetch.txt", "https://example.org/x 1 data/x\n")
		}, []string{"fetch.txt"}, "elsewhere"},
		"a newer version": {func(t *testing.T, dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, indexPath))
			put(t, dir, indexPath, strings.Replace(string(b), `"version": 1`, `"version": 2`, 1))
		}, []string{indexPath}, "newer Stet"},
		"an address of two sections": {func(t *testing.T, dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, indexPath))
			put(t, dir, indexPath, strings.Replace(string(b), `"name":"Harbour","slug":"harbour"`, `"name":"Harbour","slug":"harbour","oldSlugs":["harbour"]`, 1))
			hideOxum(t, dir)
		}, []string{indexPath}, "/harbour/"},
		"another index": {func(t *testing.T, dir string) {
			put(t, dir, indexPath, "[]")
			hideOxum(t, dir)
		}, []string{indexPath}, "not a Stet bundle"},
	}
	for name, c := range cases {
		dir := t.TempDir()
		out, _ := written(t, "bag", request(few()[:1]...))
		copyTree(t, out, dir)
		c.forge(t, dir)
		reseal(t, dir)
		r, err := Verify(dir)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, p := range r.Problems {
			got = append(got, p.Path)
			if !strings.Contains(p.Problem, c.words) {
				t.Errorf("%s: %s: %q says nothing of %s", name, p.Path, p.Problem, c.words)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: names %v, want %v", name, r.Problems, c.want)
		}
	}
}

// Bags of others that Stet has an opinion on.
func TestForeignBags(t *testing.T) {
	const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // sha256 of "hello"
	cases := map[string]struct {
		files map[string]string
		want  []string
	}{
		"one manifest, no tag manifest": {map[string]string{"manifest-sha256.txt": hello + "  data/a b.txt\n", "data/a b.txt": "hello"}, nil},
		"a tag file that nothing lists": {map[string]string{"manifest-sha256.txt": hello + " *data/a\n", "data/a": "hello", "about.txt": "x"}, nil},
		"capitals and CRLF":             {map[string]string{"manifest-sha256.txt": strings.ToUpper(hello) + "  data/a\r\n", "data/a": "hello"}, nil},
		"escaped name":                  {map[string]string{"manifest-sha256.txt": hello + "  data/100%25\n", "data/100%": "hello"}, nil},
		"md5 only":                      {map[string]string{"manifest-md5.txt": "5d41402abc4b2a76b9719d911017c592  data/a\n", "data/a": "hello"}, []string{"manifest-md5.txt"}},
		"leads outside":                 {map[string]string{"manifest-sha256.txt": hello + "  data/../../a\n"}, []string{"manifest-sha256.txt"}},
		"absolute":                      {map[string]string{"manifest-sha256.txt": hello + "  /etc/passwd\n"}, []string{"manifest-sha256.txt"}},
		"tag file in the manifest":      {map[string]string{"manifest-sha256.txt": hello + "  data/a\n" + hello + "  about.txt\n", "data/a": "hello", "about.txt": "hello"}, []string{"manifest-sha256.txt"}},
		"short digest":                  {map[string]string{"manifest-sha256.txt": hello[:62] + "  data/a\n", "data/a": "hello"}, []string{"manifest-sha256.txt"}},
		"wrong Oxum":                    {map[string]string{"manifest-sha256.txt": hello + "  data/a\n", "data/a": "hello", "bag-info.txt": "payload-oxum: 6.1\n"}, []string{"bag-info.txt"}},
		"two manifests, one short":      {map[string]string{"manifest-sha256.txt": hello + "  data/a\n", "manifest-sha512.txt": "", "data/a": "hello"}, []string{"data/a"}},
		"another encoding":              {map[string]string{"bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: ISO-8859-1\n", "manifest-sha256.txt": hello + "  data/a\n", "data/a": "hello"}, []string{"bagit.txt"}},
		"a mark at the front":           {map[string]string{"bagit.txt": "\ufeff" + bagitText, "manifest-sha256.txt": hello + "  data/a\n", "data/a": "hello"}, []string{"bagit.txt"}},
	}
	for name, c := range cases {
		dir := t.TempDir()
		put(t, dir, "bagit.txt", bagitText)
		for file, data := range c.files {
			put(t, dir, file, data)
		}
		if c.want != nil {
			checkNamed(t, name, dir, c.want)
		} else if r, err := Verify(dir); err != nil || !r.OK || r.Bundle {
			t.Errorf("%s: %+v %v", name, r, err)
		}
	}
}

func TestReportAsJSON(t *testing.T) {
	out, _ := written(t, "bag", request(few()...))
	r, err := Verify(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"ok":true,"bundle":true,"files":23,"stories":3,"problems":[],"signer":""}`
	if string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Hostile and odd zips are refused, and the entry named; nothing is written,
// since nothing is unpacked.
func TestHostileBundles(t *testing.T) {
	const beside = "../../../shared"
	if _, err := os.Stat(beside); err != nil {
		t.Skip("skipped: ../shared is not beside this clone")
	}
	names := map[string]string{
		"slip-dotdot.zip": "../../evil.txt", "slip-abs.zip": "/tmp/evil.txt", "slip-backslash.zip": `..\\..\\evil.txt`,
		"symlink-abs.zip": "link", "dup-names.zip": "story.md", "bad-crc.zip": "a.md", "encrypted-flag.zip": "a.md",
		"ctl-bidi-names.zip": `a\u202egpj.exe`, "nul-in-name.zip": `abc\x00def.txt`, "name-bad-utf8.zip": `ab\xff\xfeef.txt`, "bomb-100MB-zeros.zip": "big.md",
		"truncated.zip": "truncated.zip", "empty-file.zip": "empty-file.zip", "no-entries.zip": "bagit.txt",
	}
	seen := 0
	for _, pattern := range []string{"stet-made/zip/*.zip", "go-zip-testdata/*.zip"} {
		paths, err := filepath.Glob(filepath.Join(beside, "corpora", filepath.FromSlash(pattern)))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no corpus: %v", err)
		}
		for _, path := range paths {
			r, err := Verify(path)
			if err != nil || r.OK || len(r.Problems) == 0 {
				t.Errorf("%s: %+v %v", path, r, err)
			}
			want, ok := names[filepath.Base(path)]
			if !ok {
				continue
			}
			seen++
			if !slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Path == want }) {
				t.Errorf("%s: %v names not %q", path, r.Problems, want)
			}
		}
	}
	if seen != len(names) {
		t.Errorf("%d of %d zips were looked at", seen, len(names))
	}
}
