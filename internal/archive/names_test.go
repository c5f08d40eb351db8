package archive

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCheckName(t *testing.T) {
	long := strings.Repeat("n", 255)
	good := []string{
		"a", "data/a.txt", "a b/c d.md", ".hidden", "..a", "a..b", "...a", "é", "e\u0301.md", "港/橋.txt", "🙂", "-rf", "a~", long,
		"console", "com10", "connect/aux1", "nulls.txt", "100%", "a&b;c", "100%25", "$HOME", strings.Repeat(long+"/", 4)[:1023],
	}
	bad := []string{
		"", "/", "/a", "//a", "a/", "a//b", ".", "..", "./a", "a/.", "../a", "a/../b", "a/..", "~", "~/a", "~root/a",
		`a\b`, `\a`, `C:a`, "C:/a", `\\srv\share`, "//srv/share", `\\?\C:\a`, `\??\C:\a`, "a:b", "a:$DATA",
		"con", "CON", "nul", "NUL.txt", "nul .txt", "com1", "COM9.tar.gz", "LPT1", "com¹", "aux.", "a/prn/b", "conin$",
		"a.", "a ", "a./b", "a /b", "a\x00b", "a\nb", "a\x1b[31m", "a\x7f", "a\u0085", "a\u202egpj.exe", "a\u200b", "\ufeffa", "a\u2028b",
		"a\ue000", "a\ufdd0", "a\uffff", "a\xff", "\xed\xa0\x80", `a"b`, "a<b", "a|b", "a?", "a*",
		long + "n", strings.Repeat("d/", 600),
	}
	for _, name := range good {
		if err := CheckName(name); err != nil {
			t.Errorf("%q is refused: %v", name, err)
		}
	}
	for _, name := range bad {
		if err := CheckName(name); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v, want ErrName", name, err)
		}
	}
}

func TestClashes(t *testing.T) {
	cases := []struct {
		name  string
		files []string
		clash bool
	}{
		{"apart", []string{"a", "b", "d/a", "d/b", "d/e/a"}, false},
		{"same", []string{"a", "a"}, true},
		{"case", []string{"Story.md", "story.md"}, true},
		{"case of a folder", []string{"D/a", "d/b"}, true},
		{"case of a folder above", []string{"D/e/a", "d/f/a"}, true},
		{"composed and not", []string{"\u00e9.md", "e\u0301.md"}, true},
		{"sharp s", []string{"straße", "STRASSE"}, true},
		{"file and folder", []string{"a", "a/b"}, true},
		{"folder and file", []string{"a/b", "a"}, true},
		{"file and folder in another case", []string{"A", "a/b"}, true},
		{"dotless i", []string{"i", "ı"}, false},
	}
	for _, c := range cases {
		n, clash := newNames(), false
		for _, f := range c.files {
			if err := n.addFile(f); err != nil {
				clash = true
				if !errors.Is(err, ErrClash) {
					t.Errorf("%s: %v", c.name, err)
				}
			}
		}
		if clash != c.clash {
			t.Errorf("%s: clash %v, want %v", c.name, clash, c.clash)
		}
	}
}

// What passes means the same to filepath, and cleaning does not change it.
func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"a/b", "../a", `..\a`, "C:a", "nul", "a\u0301", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if CheckName(name) != nil {
			return
		}
		if !filepath.IsLocal(name) || filepath.ToSlash(filepath.Clean(name)) != name || !utf8.ValidString(name) {
			t.Errorf("%q passes", name)
		}
		if _, err := json.Marshal(name); err != nil {
			t.Error(err)
		}
	})
}

// corpora gives a folder of the test corpora, which lie beside the repository
// and not in it.
func corpora(t *testing.T, name string) string {
	t.Helper()
	const beside = "../../../shared"
	dir := filepath.Join(beside, "corpora", name)
	if _, err := os.Stat(beside); err != nil {
		t.Skipf("skipped: %s is not beside this clone", dir)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}
