package bundle

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/desk"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// What programs of others read of a bundle changes only on purpose. The pages
// have golden files of their own.
func TestGolden(t *testing.T) {
	out, _ := written(t, "bag", request(told(canaries())))
	files := readAll(t, out)
	for _, name := range []string{"article.md", "article.json"} {
		golden := filepath.Join("testdata", "golden", name)
		got := files["data/articles/canaryslugz/"+name]
		if *update {
			put(t, filepath.Dir(golden), name, got)
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is now\n%s", name, got)
		}
	}
}

// A section that was renamed, or that others became part of, has their
// addresses lead to it.
func TestOldSlugsOfSections(t *testing.T) {
	stories := few()
	politics := desk.Section{ID: "s2", Name: "Politics", Slug: "politics", OldSlugs: []string{"parliament", "courts"}}
	stories[1].Section, stories[2].Section = politics, politics
	out, _ := written(t, "bag", request(stories...))
	text := readAll(t, out)[indexPath]
	from, to := strings.Index(text, `  "sections": [`), strings.Index(text, `  "articles": [`)
	if from < 0 || to < from {
		t.Fatalf("no sections in\n%s", text)
	}
	const golden = "testdata/golden/sections.json"
	if *update {
		put(t, filepath.Dir(golden), filepath.Base(golden), text[from:to])
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := text[from:to]; got != string(want) {
		t.Errorf("sections are now\n%s", got)
	}
	if v, err := Verify(out); err != nil || len(v.Problems) > 0 {
		t.Errorf("verify: %v, %v", v.Problems, err)
	}
	// Lists of a damaged newsroom: an address still leads to one section.
	politics.OldSlugs = []string{"harbour", "parliament", "parliament"}
	stories[1].Section, stories[2].Section = politics, politics
	out, _ = written(t, "bag", request(stories...))
	if v, err := Verify(out); err != nil || len(v.Problems) > 0 {
		t.Errorf("verify: %v, %v", v.Problems, err)
	}
}
