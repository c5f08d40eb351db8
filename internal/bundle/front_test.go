package bundle

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/page"
)

// fronted is a request for a front of the canaries and some more.
func fronted() Request {
	r := request(append(few(), told(canaries()))...)
	l := desk.Lineup{ID: "l1", Name: "Home & Away", Rev: 7, By: canary("note"), Note: canary("note"), Slots: []desk.Slot{
		{Story: id(7), Weight: desk.Splash, Pinned: true, Until: noon, UntilZone: canary("note")},
		{Story: id(2), Weight: desk.Lead, Headline: "Its own <head>", Sublinks: []article.ID{id(1), id(99)}},
	}}
	r.Front = &Front{
		Lineup: l, Section: desk.Section{Name: "Harbour", Slug: "harbour", Mapping: map[string]string{"wordpress": canary("mapping")}},
		Link: func(id article.ID) (page.Link, bool) {
			return page.Link{Headline: "Wall raised", URL: "/harbour/wall/"}, !strings.HasSuffix(string(id), "99")
		},
		URL: func(*article.Article, desk.Section) string { return "" },
	}
	return r
}

func TestAFrontGoesAlong(t *testing.T) {
	out, made := written(t, "bag", fronted())
	if made.Front != "data/fronts/home-away/index.html" {
		t.Fatalf("the front is at %q", made.Front)
	}
	if report, err := Verify(out); err != nil || !report.OK {
		t.Fatalf("verify: %+v, %v", report, err)
	}
	files := readAll(t, out)
	doc := files[made.Front]
	for _, good := range []string{
		"Its own &lt;head&gt;", canary("headlines.front"), `href="../../articles/canaryslugz/index.html"`, `src="../../articles/canaryslugz/media/` + harbour,
		`href="/harbour/wall/"`, canary("overline"), canary("trailText"),
	} {
		if !strings.Contains(doc, good) {
			t.Errorf("the front has no %s", good)
		}
	}
	var front frontFile
	if err := json.Unmarshal([]byte(files["data/fronts/home-away/front.json"]), &front); err != nil {
		t.Fatal(err)
	}
	p := front.Places[0]
	if front.Format != "stet-front" || front.Rev != 7 || len(front.Places) != 2 || p.ID != id(7) || p.Folder != "data/articles/canaryslugz" || len(front.Places[1].Sublinks) != 1 {
		t.Errorf("front.json says %+v", front)
	}
	if _, there := files[p.Picture.Path]; !there || p.Picture.Alt != canary("pictures.alt") {
		t.Errorf("its picture is %+v", p.Picture)
	}
	for _, file := range []string{made.Front, "data/fronts/home-away/front.json"} {
		for _, field := range internal {
			if strings.Contains(strings.ToLower(files[file]), strings.ToLower(canary(field))) {
				t.Errorf("%s holds %s", file, canary(field))
			}
		}
	}
	_, again := written(t, "other", fronted())
	if again.Digest != made.Digest {
		t.Error("the same front gives another bundle")
	}
}

func TestAFrontGoesWithAllItsStories(t *testing.T) {
	for name, spoil := range map[string]func(*Front){
		"a hole":          func(f *Front) { f.Lineup.Slots[1].Hole = "killed" },
		"a story missing": func(f *Front) { f.Lineup.Slots[1].Story = id(55) },
	} {
		r := fronted()
		spoil(r.Front)
		if _, err := Write(t.Context(), r, t.TempDir()+"/bag"); !errors.Is(err, ErrFront) || !strings.Contains(err.Error(), "place 2 of Home & Away") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
