package page

import (
	"os"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

// sample is a story with everything a page can show.
func sample(t testing.TB) Input {
	t.Helper()
	body, err := os.ReadFile("testdata/sample.md")
	if err != nil {
		t.Fatal(err)
	}
	a := &article.Article{
		ID: "0198c5a0-7b1e-7c3a-9f11-2b6d5e8f4a01", Rev: 3,
		Section: "Coast", Overline: "Harbour defences",
		Headlines: article.Headlines{
			Main:   "Storm gate at Halvern holds on its first night, and the old town stays dry",
			Search: "Halvern storm gate holds against highest tide in 40 years",
			Social: "“We heard it before we saw it”: the night Halvern’s gate closed",
		},
		Standfirst: "The barrier closed at 02:40 for the first time. Engineers had expected to have another year before it was needed.",
		Bylines:    []string{"Mara Lind", "Tom Oyelaran"},
		Authors:    []article.Author{{Name: "Mara Lind", Role: "coast correspondent", Email: "mara@halvern.example"}},
		Dateline:   "HALVERN",
		Keywords:   []string{"Halvern", "flood defences", "storm gate"},
		Slug:       "halvern-storm-gate-holds",
		LeadPicture: "a1", Pictures: []article.Picture{
			{ID: "a1", Width: 1600, Height: 900, Alt: "Waves break over a closed steel gate at night", Caption: "The gate at the mouth of the inner harbour shortly before high water.", Credit: "Ines Aalto/Halvern Post"},
			{ID: "b2", Width: 1200, Height: 800, Alt: "A man in a yellow coat reads a gauge", Credit: "Ines Aalto/Halvern Post"},
		},
		Body: string(body), Credit: "Additional reporting by Sena Okur in Brack", UsageTerms: "© 2025 Halvern Post. Not for use after 31 January 2026.",
		Language: "en-GB", InternalNote: "canary-note", Queries: []article.Query{{Text: "canary-query"}},
		FirstPublished: time.Date(2025, 12, 3, 14, 5, 0, 0, time.UTC), LastPublished: time.Date(2025, 12, 3, 17, 30, 0, 0, time.UTC),
		Updated:     time.Date(2025, 12, 3, 17, 30, 0, 0, time.UTC),
		Corrections: []article.Correction{{At: time.Date(2025, 12, 3, 17, 20, 0, 0, time.UTC), Text: "An earlier version gave the height of the gate as 11 metres. It is 9 metres."}},
	}
	h := article.DefaultHouse()
	h.Name, h.Zone, h.Language = "Halvern Post", "Europe/London", "en-GB"
	return Input{
		Article: a, Doc: markup.New().Parse(a.Body, a.Pictures), House: h,
		Section: desk.Section{ID: "s1", Name: "Coast", Slug: "coast"},
		Trending: []Link{
			{"Ferry to Brack resumes after nine days", "../ferry-to-brack/"}, {"What the sea took: a street that moved", "../a-street-that-moved/"},
			{"Council votes on second gate", "../second-gate/"}, {"The people who read the tide", "../tide-readers/"},
		},
		Media: func(id string) string { return "media/" + id + ".jpg" },
	}
}

func TestLook(t *testing.T) {
	dir := os.Getenv("STET_LOOK")
	if dir == "" {
		return
	}
	in := sample(t)
	os.WriteFile(dir+"/index.html", []byte(Full(in)), 0o644)
	os.WriteFile(dir+"/mobile.html", []byte(Mobile(in)), 0o644)
}
