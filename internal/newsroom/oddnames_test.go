package newsroom_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stet/internal/archive"
	"stet/internal/bundle"
	"stet/internal/newsroom"
)

// Headlines of all scripts and of odd signs, each twice, come in with addresses
// that differ and that are names on every system; so do the folders of a
// package.
func TestOddHeadlinesHaveNames(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "corpora", "stet-made", "names", "headlines-and-names.json"))
	if err != nil {
		t.Skip("skipped: ../shared is not beside this clone")
	}
	var headlines []string
	must(t, json.Unmarshal(data, &headlines))
	type item struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Text  string `json:"content_text"`
	}
	feed := struct {
		Version string `json:"version"`
		Items   []item `json:"items"`
	}{Version: "https://jsonfeed.org/version/1.1"}
	for i, h := range append(headlines, headlines...) {
		feed.Items = append(feed.Items, item{string(rune('a'+i/26)) + string(rune('a'+i%26)), h, "Some words of a story."})
	}
	file, err := json.Marshal(feed)
	must(t, err)
	room := open(t, t.TempDir())
	slugs := map[string]bool{}
	slug := regexp.MustCompile(`^[a-z0-9-]{1,100}$`)
	for came := range room.ImportAll(t.Context(), newsroom.ImportRequest{Name: "feed.json", Data: file, Section: "World"}) {
		if came.Err != nil {
			t.Errorf("%s: %v", came.Name, came.Err)
			continue
		}
		a := mustStory(t, room, came.Imported.ID)
		if a.Slug != "" && (!slug.MatchString(a.Slug) || slugs[a.Slug]) {
			t.Errorf("%q has the slug %q", a.Headlines.Main, a.Slug)
		}
		slugs[a.Slug] = true
	}
	out := filepath.Join(t.TempDir(), "out")
	sent, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: out, SkipBlocked: true})
	must(t, err)
	if sent.Stories < len(feed.Items)-6 { // those without a headline stay
		t.Errorf("%d of %d stories left: %v", sent.Stories, len(feed.Items), sent.LeftOut)
	}
	report, err := bundle.Verify(out)
	if err != nil || !report.OK {
		t.Errorf("%+v, %v", report, err)
	}
	for name := range readPackage(t, out) {
		if archive.CheckName(name) != nil || strings.ToLower(name) != name && strings.HasPrefix(name, "data/articles/") {
			t.Errorf("the package has a file %q", name)
		}
	}
}
