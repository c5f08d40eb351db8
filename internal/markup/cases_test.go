package markup

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"stet/internal/article"
)

var update = flag.Bool("update", false, "write what the parser says into testdata")

// testCase is one archive in testdata: the comment says what it is about,
// source.md is the body, the other files are what it must become.
type testCase struct {
	path    string
	archive *txtar.Archive
	source  string
}

func readCases(t testing.TB) []testCase {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var cases []testCase
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Files) == 0 || a.Files[0].Name != "source.md" {
			t.Fatalf("%s does not start with source.md", path)
		}
		cases = append(cases, testCase{path, a, string(a.Files[0].Data)})
	}
	return cases
}

func TestCases(t *testing.T) {
	d := New()
	for _, c := range readCases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(c.path), ".txtar"), func(t *testing.T) {
			doc := d.Parse(c.source, pictures)
			holds(t, c.source, doc)
			got := []txtar.File{
				c.archive.Files[0],
				{Name: "page.html", Data: []byte(doc.HTML + "\n")},
				{Name: "text", Data: []byte(doc.Text + "\n")},
				{Name: "facts", Data: []byte(facts(c.source, doc))},
			}
			a := &txtar.Archive{Comment: c.archive.Comment, Files: got}
			if *update {
				if err := os.WriteFile(c.path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, f := range got {
				if i >= len(c.archive.Files) || string(c.archive.Files[i].Data) != string(f.Data) {
					t.Errorf("%s is\n%s", f.Name, f.Data)
				}
			}
		})
	}
}

// facts writes what a Doc says beside its HTML and text, one fact per line,
// with the source that each span covers.
func facts(source string, doc Doc) string {
	var b strings.Builder
	line := func(s article.Span, format string, args ...any) {
		fmt.Fprintf(&b, format, args...)
		fmt.Fprintf(&b, " <- %q\n", source[s.From:s.To])
	}
	fmt.Fprintf(&b, "words %d\n", doc.Words)
	for _, x := range doc.Blocks {
		line(x.Span, "block %s", x.Kind)
	}
	for _, x := range doc.Outline {
		line(x.Span, "heading %d %q %s", x.Level, x.Text, x.ID)
	}
	for _, x := range doc.Links {
		line(x.Span, "link %s %q", x.URL, x.Text)
	}
	for _, x := range doc.Refused {
		line(x.Span, "refused %q %q", x.URL, x.Text)
	}
	for _, x := range doc.Stray {
		line(x.Span, "stray %s %q %q", x.Kind, x.Text, x.Name)
	}
	for _, x := range doc.Images {
		line(x.Span, "image id=%q url=%q alt=%q caption=%q credit=%q missing=%v", x.ID, x.URL, x.Alt, x.Caption, x.Credit, x.Missing)
	}
	for _, x := range doc.Marks {
		line(x.Span, "mark %s %q who=%q note=%q", x.Kind, x.Passage, x.Who, x.Note)
	}
	for _, x := range doc.TKs {
		line(x, "TK")
	}
	for _, x := range doc.Cells {
		line(x, "in a cell")
	}
	for _, x := range doc.Unknown {
		line(x.Span, "unknown %s", x.Name)
	}
	return b.String()
}
