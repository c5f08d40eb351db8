package bundle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

// everyElement is a story whose body holds each element of the dialect.
func everyElement(t *testing.T) Story {
	t.Helper()
	body, err := os.ReadFile("testdata/cms/body.md")
	if err != nil {
		t.Fatal(err)
	}
	a := article.Article{
		ID: id(3), Rev: 2, Standfirst: "Nine metres & no rehearsal", Bylines: []string{"Mara Lind", "Tom Oyelaran"},
		Authors:  []article.Author{{Name: "Mara Lind", Role: "Harbour editor", URL: "https://halvern.example/mara"}},
		Dateline: "HALVERN", Keywords: []string{"Flood gates", "港"}, LeadPicture: harbour, OldSlugs: []string{"the-gate"},
		Pictures: []article.Picture{{ID: harbour, Type: "image/gif", Width: 1, Height: 1, Alt: `The "gate"`, Caption: "At noon", Credit: "Ines Aalto", Rights: "Halvern Post"}},
		Body:     string(body), Status: article.Ready, Language: "en", FirstPublished: noon.Add(-time.Hour), Created: noon.Add(-2 * time.Hour), Updated: noon,
		Corrections: []article.Correction{{At: noon, Text: "The gate is nine metres high.", Kind: article.Corrected}},
		Credit:      "With wires", UsageTerms: "Not for archive",
	}
	a.Headlines.Main, a.Headlines.Search = "The gate closed & nobody cheered", "Halvern flood gate closes"
	s := told(a)
	s.Section.Mapping = map[string]string{"wordpress": "hafen", "ghost": "port", "hugo": "news/harbour"}
	s.Section.OldSlugs = []string{"docks"}
	return s
}

// What a CMS reads changes only on purpose.
func TestGoldenCMS(t *testing.T) {
	out, _ := written(t, "bag", ofAll(everyElement(t)))
	files := readAll(t, out)
	for _, path := range []string{
		"data/wordpress/posts/the-gate-closed-nobody-cheered.json",
		"data/ghost/posts/the-gate-closed-nobody-cheered.json",
	} {
		held(t, path, files[path])
	}
}

// held compares with the golden file of a path; strings of JSON are broken at
// their line ends, so that a person can read them.
func held(t *testing.T, path, got string) {
	t.Helper()
	golden := filepath.Join("testdata", "cms", strings.ReplaceAll(strings.TrimPrefix(path, "data/"), "/", "."))
	if strings.HasSuffix(path, ".json") {
		got = strings.ReplaceAll(got, `\n`, "\\n\n")
	}
	if *update {
		put(t, filepath.Dir(golden), filepath.Base(golden), got)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is now\n%s", path, got)
	}
}
