package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// frontOf is a front of every weight, with a story that runs the other way, a
// picture that is missing, and a place that is empty.
func frontOf(t testing.TB) Front {
	t.Helper()
	in, other := sample(t), arabic(t)
	brief := article.Article{ID: "0198c5a0-7b1e-7c3a-9f11-2b6d5e8f4a09", Headlines: article.Headlines{Main: `Tides & <b>"gates"</b> 🌊`}, Updated: time.Date(2025, 12, 3, 9, 0, 0, 0, time.UTC)}
	lead := *in.Article
	lead.LeadPicture = "gone"
	shown := Shown{File: File{URL: "media/a1.jpg", Width: 1600, Height: 900}}
	place := func(a *article.Article, s desk.Slot, more ...Link) Place {
		return Place{Slot: s, Article: a, Section: in.Section, URL: "https://halvern.example/" + Path(a, in.Section), Sublinks: more}
	}
	splash := place(in.Article, desk.Slot{Weight: desk.Splash, Headline: "The gate holds"}, Link{"What the sea took", "/coast/sea/"}, Link{"Never a link", "javascript:alert(1)"})
	splash.Picture = shown
	return Front{Name: "Home", House: in.House, Places: []Place{
		splash,
		place(&lead, desk.Slot{Weight: desk.Lead, Standfirst: "Of the place's own."}),
		place(other.Article, desk.Slot{Weight: desk.Lead, Picture: desk.NoPicture}),
		{Slot: desk.Slot{Weight: desk.Standard, Hole: "killed"}, Article: in.Article},
		{Slot: desk.Slot{Weight: desk.Standard, Hole: "no longer there"}},
		place(&brief, desk.Slot{Weight: desk.Brief}),
	}}
}

func TestFrontGolden(t *testing.T) {
	f := frontOf(t)
	path := filepath.Join("testdata", "front.html")
	got := FrontParts(f) + "\n"
	if *update {
		write(t, path, got)
	}
	if want, err := os.ReadFile(path); err != nil || string(want) != got {
		t.Errorf("%s: the fragment is another (%v)", path, err)
	}
	if dir := os.Getenv("STET_LOOK"); dir != "" {
		write(t, filepath.Join(dir, "front.html"), string(FullFront(f)))
	}
	if again := string(FullFront(frontOf(t))); again != string(FullFront(f)) {
		t.Error("the same front gives other bytes")
	}
}

func TestFrontIsSafe(t *testing.T) {
	doc := string(FullFront(frontOf(t)))
	for _, bad := range []string{"<b>\"", "javascript:", "canary", "mara@"} {
		if strings.Contains(doc, bad) {
			t.Errorf("the front holds %q", bad)
		}
	}
	for _, good := range []string{
		"The gate holds", "Tides &amp; &lt;b&gt;&#34;gates&#34;&lt;/b&gt; 🌊", `dir="rtl"`, "Never a link", "Of the place&#39;s own.",
		"Place 4 is empty: killed", "Place 5 is empty: no longer there", "Picture missing", `<title>Home · Halvern Post</title>`,
	} {
		if !strings.Contains(doc, good) {
			t.Errorf("the front has no %q", good)
		}
	}
	if strings.Contains(doc, `class="front-row front-"`) || strings.Count(doc, "front-row front-lead") != 1 {
		t.Error("the rows are wrong")
	}
	odd := Front{Places: []Place{{Slot: desk.Slot{Weight: `"><script>`, Hole: "x"}}}}
	if strings.Contains(FrontParts(odd), "<script") {
		t.Error("a weight is markup")
	}
}
