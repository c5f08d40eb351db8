package intake_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/intake"
)

// shared finds test material that lies beside the project and is no part of
// it. Without it a test says so and is skipped; where the folder is there, a
// missing file is a fault.
func shared(t *testing.T, path string) string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("needs %s, which is not beside the project", root)
	}
	full := filepath.Join(root, filepath.FromSlash(path))
	if _, err := os.Stat(full); err != nil {
		t.Fatal(err)
	}
	return full
}

func readShared(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(shared(t, path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSeed: the article that Stet was conceived from.
func TestSeed(t *testing.T) {
	data := readShared(t, "seeds/000_e5387e8b6a6bd45a.txt")
	res, err := intake.Read(intake.Text, data, intake.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	given := strings.Split(strings.TrimSpace(string(data)), "\n\n")
	a := res.Article
	if a.Section != given[0] || a.Headlines.Main != given[1] || a.Standfirst != given[2] {
		t.Errorf("furniture: section %q, headline %q, standfirst %q", a.Section, a.Headlines.Main, a.Standfirst)
	}
	boilerplate := []string{"Published", "on", "Trending", "Exit mobile version"}
	if got := noteTexts(res.Receipt.Dropped); strings.Join(got, "|") != strings.Join(boilerplate, "|") {
		t.Errorf("dropped %q", got)
	}
	body := given[5 : len(given)-2] // between "on" and "Trending"
	for i := range body {
		if body[i] == "Concerns Among European Allies" {
			body[i] = "## " + body[i]
		}
	}
	if want := strings.Join(body, "\n\n"); a.Body != want {
		t.Errorf("body:\n%s\nwant:\n%s", a.Body, want)
	}
	if !strings.Contains(a.Body, "\n\n## Concerns Among European Allies\n\n") {
		t.Error("no crosshead")
	}
	for _, text := range boilerplate {
		if strings.Contains("\n"+a.Body+"\n", "\n"+text+"\n") {
			t.Errorf("%q is in the body", text)
		}
	}
	if len(res.Receipt.Moved) != 0 {
		t.Errorf("moved %v", res.Receipt.Moved)
	}
	checkLaw(t, string(data), res)
}

// TestCorpora runs odd and hostile files through Read: each comes in under the
// law or is refused with an error that says why.
func TestCorpora(t *testing.T) {
	for _, folder := range []string{"stet-made/text", "stet-made/md", "stet-made/html", "stet-made/xml", "blns", "utf8tests", "trojan-source", "commonmark-spec"} {
		t.Run(folder, func(t *testing.T) {
			entries, err := os.ReadDir(shared(t, "corpora/"+folder))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if !e.IsDir() {
					readAsAll(t, e.Name(), readShared(t, "corpora/"+folder+"/"+e.Name()))
				}
			}
		})
	}
}

// readAsAll reads data as every kind, whatever it is.
func readAsAll(t *testing.T, name string, data []byte) {
	t.Helper()
	if _, err := intake.Detect(name, data); err != nil {
		checkRefusal(t, err)
	}
	for _, kind := range intake.Kinds {
		res, err := intake.Read(kind, data, intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			continue
		}
		checkClean(t, res.Article)
		if kind == intake.Text && !recoded(res.Receipt) {
			checkLaw(t, asCopy(string(data)), res)
		}
		if t.Failed() {
			t.Fatalf("%s read as %s", name, kind)
		}
	}
}

// recoded reports whether the copy came in another encoding than UTF-8.
func recoded(r article.Receipt) bool {
	return slices.ContainsFunc(r.Changed, func(n article.Note) bool {
		return strings.HasPrefix(n.Text, "UTF-16") || strings.HasPrefix(n.Text, "Windows-")
	})
}

func changed(r intake.Result, prefix string) bool {
	return slices.ContainsFunc(r.Receipt.Changed, func(n article.Note) bool { return strings.HasPrefix(n.Text, prefix) })
}

// TestNaughtyStrings: each string as a headline, in a body and as a paste.
func TestNaughtyStrings(t *testing.T) {
	for i, text := range strings.Split(string(readShared(t, "corpora/blns/blns.txt")), "\n") {
		if strings.TrimSpace(asCopy(text)) == "" {
			continue
		}
		for _, copied := range []string{text, text + "\n\nSome words.", "A headline of words\n\nBy Jane Doe\n\n" + text + "\n\nEnd."} {
			res, err := intake.Read(intake.Text, []byte(copied), intake.Options{})
			if err != nil {
				t.Fatalf("line %d: %v", i+1, err)
			}
			if checkLaw(t, asCopy(copied), res); t.Failed() {
				t.Fatalf("line %d: %q", i+1, copied)
			}
		}
	}
}

// outcomes are what CASES.tsv asks of single files, where it asks more than
// that they come in whole.
var outcomes = []struct {
	file string
	kind intake.Kind
	err  error
	want func(intake.Result) bool
}{
	{"text/bom-utf8.md", intake.Markdown, nil, func(r intake.Result) bool { return r.Article.Headlines.Main == "Title" && changed(r, "U+FEFF") }},
	{"text/utf16le.md", intake.Markdown, nil, func(r intake.Result) bool { return r.Article.Headlines.Main == "Title" && changed(r, "UTF-16LE") }},
	{"text/utf16be-nobom.md", intake.Markdown, nil, func(r intake.Result) bool { return r.Article.Headlines.Main == "Title" && changed(r, "UTF-16BE") }},
	{"text/latin1.md", intake.Text, nil, func(r intake.Result) bool {
		return changed(r, "Windows-1252") && !strings.Contains(r.Article.Headlines.Main, "\uFFFD")
	}},
	{"text/cp1252.md", intake.Text, nil, func(r intake.Result) bool { return r.Article.Headlines.Main == "“quote” — €5" }},
	{"text/invalid-utf8.md", intake.Text, intake.ErrEncoding, nil},
	{"text/nul.md", intake.Text, nil, func(r intake.Result) bool { return r.Article.Headlines.Main == "ab" && changed(r, "U+0000") }},
	{"text/only-whitespace.md", intake.Text, intake.ErrEmpty, nil},
	{"text/frontmatter-bomb.md", intake.Markdown, intake.ErrFrontMatter, nil},
	{"text/frontmatter-js.md", intake.Markdown, nil, func(r intake.Result) bool { return strings.Contains(r.Article.Body, "process.exit") }},
	{"text/frontmatter-types.md", intake.Markdown, nil, func(r intake.Result) bool {
		return r.Article.Headlines.Main == "no" && r.Article.FirstPublished.IsZero() && len(r.Receipt.Dropped) == 2 && r.Article.Slug == "0123"
	}},
	{"html/word.html", intake.HTML, nil, func(r intake.Result) bool {
		return strings.HasSuffix(r.Article.Body, "- item") && !strings.Contains(r.Article.Body, "mso")
	}},
	{"html/gdocs.html", intake.HTML, nil, func(r intake.Result) bool { return strings.Contains(r.Article.Body, "[l](https://example.org/)") }},
	{"html/hidden.html", intake.HTML, nil, func(r intake.Result) bool { return strings.Join(noteTexts(r.Receipt.Dropped), " ") == "HIDDEN Z" }},
	{"html/embed-app.html", intake.HTML, intake.ErrEmpty, nil},
	{"html/onload-img.html", intake.HTML, intake.ErrEmpty, nil},
}

func TestOutcomes(t *testing.T) {
	for _, c := range outcomes {
		t.Run(c.file, func(t *testing.T) {
			res, err := intake.Read(c.kind, readShared(t, "corpora/stet-made/"+c.file), intake.Options{})
			if !errors.Is(err, c.err) {
				t.Fatalf("error %v, want %v", err, c.err)
			}
			if err == nil && !c.want(res) {
				t.Errorf("%+v", res)
			}
		})
	}
}
