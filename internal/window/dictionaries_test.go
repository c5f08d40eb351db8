package window

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestDictionaries(t *testing.T) {
	mine, system := t.TempDir(), t.TempDir()
	put := func(folder, name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"uk.aff", "uk.dic", "uk.licence", "de_AT.aff", "de_AT.dic", "pl.dic", "Evil Name.aff", "Evil Name.dic", "secret.aff", "secret.dic"} {
		put(mine, name, "mine "+name)
	}
	for _, name := range []string{"uk.aff", "uk.dic", "cs.aff", "cs.dic", "huge.aff"} {
		put(system, name, "system "+name)
	}
	if err := os.Mkdir(filepath.Join(mine, "fi.dic"), 0o700); err != nil {
		t.Fatal(err)
	}
	put(mine, "fi.aff", "x")
	put(system, "sk.aff", "x")
	if err := os.Truncate(filepath.Join(system, "sk.aff"), largestDictionary+1); err != nil {
		t.Fatal(err)
	}
	put(system, "sk.dic", "x")
	put(filepath.Dir(mine), "xx.aff", "outside")
	put(filepath.Dir(mine), "xx.dic", "outside")

	d := Dictionaries{mine, filepath.Join(mine, "not there"), system}
	want := []Dictionary{{"cs", system}, {"de_AT", mine}, {"uk", mine}}
	if got := d.Found(); !slices.Equal(got, want) {
		t.Fatalf("found %v, want %v", got, want)
	}
	answers := map[string]string{
		"/dictionary/uk.aff": "mine uk.aff", "/dictionary/uk.dic": "mine uk.dic", "/dictionary/cs.dic": "system cs.dic",
		"/dictionary/uk.licence": "", "/dictionary/pl.dic": "", "/dictionary/fi.aff": "", "/dictionary/sk.dic": "", "/dictionary/": "",
		"/dictionary/../xx.aff": "", "/dictionary/../secret.aff": "", "/dictionary/secret.dic": "", "/dictionary/Evil Name.aff": "",
		"/dictionary/uk": "", "/dictionary//etc/passwd": "", "/dictionary/uk.aff\x00.dic": "",
	}
	elsewhere := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	for path, text := range answers {
		w := httptest.NewRecorder()
		q := httptest.NewRequest(http.MethodGet, "/", nil)
		q.URL.Path = path
		d.Serve(elsewhere).ServeHTTP(w, q)
		if text == "" && w.Code != http.StatusNotFound || text != "" && w.Body.String() != text {
			t.Errorf("%q: %d %q, want %q", path, w.Code, w.Body, text)
		}
	}
	w := httptest.NewRecorder()
	d.Serve(elsewhere).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/assets/x.js", nil))
	if w.Code != http.StatusTeapot {
		t.Errorf("what is not a dictionary got %d", w.Code)
	}
}

func TestDictionariesBesideTheProgram(t *testing.T) {
	for program, want := range map[string]Dictionaries{
		"/usr/bin/stet":           {"/usr/bin/dictionaries", "/usr/share/stet/dictionaries"},
		"/home/a/stet/build/stet": {"/home/a/stet/build/dictionaries", "/home/a/stet/share/stet/dictionaries"},
	} {
		if got := Beside(filepath.FromSlash(program)); filepath.ToSlash(got[0]) != want[0] || filepath.ToSlash(got[1]) != want[1] {
			t.Errorf("%s: %v, want %v", program, got, want)
		}
	}
}
