package newsroom_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/markup"
	"stet/internal/newsroom"
)

// comesBack is what a format that Stet writes says of a story to whoever takes
// it in again: the table in docs/format.md, read the other way.
type comesBack struct {
	format string
	files  string // of a package, as a pattern; one that ends in / is a folder
	fields []string
	adds   []string // paragraphs that it puts into the text for want of a place
}

// texts are what nearly every format has.
var texts = []string{"headlines.main", "section", "bylines"}

var backFrom = []comesBack{
	{"html", "data/articles/*/index.html", append([]string{"overline", "headlines.front", "headlines.search", "headlines.social", "standfirst", "dateline", "keywords", "searchDescription", "socialDescription", "credit", "usageTerms", "language", "firstPublished", "lastPublished"}, texts...), nil},
	{"mobile", "data/articles/*/mobile.html", append([]string{"overline", "headlines.search", "standfirst", "dateline", "searchDescription", "credit", "usageTerms", "language", "firstPublished", "lastPublished"}, texts...), nil},
	{"rss", "data/feeds/rss.xml", append([]string{"standfirst", "dateline", "keywords", "credit", "usageTerms", "language", "firstPublished", "lastPublished"}, texts...), nil},
	{"atom", "data/feeds/atom.xml", append([]string{"standfirst", "dateline", "keywords", "credit", "usageTerms", "language", "firstPublished", "lastPublished"}, texts...), nil},
	{"jsonfeed", "data/feeds/feed.json", append([]string{"standfirst", "dateline", "credit", "usageTerms", "language", "firstPublished", "lastPublished"}, "headlines.main", "bylines"), nil},
	{"wxr", "data/wordpress/*.xml", append([]string{"overline", "headlines.front", "headlines.search", "headlines.push", "standfirst", "dateline", "keywords", "slug", "oldSlugs", "credit", "usageTerms", "firstPublished", "lastPublished", "urgency"}, texts...), nil},
	{"ghost", "data/ghost/*.zip", append([]string{"headlines.search", "headlines.social", "standfirst", "dateline", "keywords", "searchDescription", "socialDescription", "slug", "firstPublished"}, texts...), []string{"With an agency", "Not for print"}},
	{"hugo", "data/hugo/", append([]string{"overline", "headlines.front", "headlines.search", "headlines.push", "standfirst", "dateline", "keywords", "searchDescription", "socialDescription", "slug", "oldSlugs", "slugline", "credit", "usageTerms", "language", "firstPublished", "lastPublished", "urgency", "source.service", "source.key"}, texts...), nil},
}

// everything is a body with every element of the dialect.
const everything = `Crews *stopped* **work** at ~~five~~ [six](https://quay.example/six) with ` + "`code`" + ` and a break\
in the line.

## What next

1. One
2. Two
   - Inner

> A quotation.
>
> Of two paragraphs.

| Day | Height |
| --- | --- |
| Monday | 4.11 |

---

:::pullquote Anna Reyes
There was a button.
:::

:::factbox The gate in numbers
- **62 metres** across

:::correction
Inner.
:::
:::

:::embed https://video.example/1 The night in one minute
:::

` + "```\nif a < b {\n}\n```" + `

![The gate](media/PICTURE "Other words"){credit="Ines Aalto"}

It was noted.[^1]

[^1]: The note.`

// What Stet writes for others it reads again as far as its format goes.
func TestFormatsComeBack(t *testing.T) {
	from := open(t, t.TempDir())
	must(t, from.PutSettings(map[string]string{"newsroom.baseUrl": "https://quay.example", "newsroom.name": "Quay Post"}))
	taken, err := from.TakePicture(t.Context(), "gate.jpg", grey(t, 900, 600))
	must(t, err)
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	sent := article.Article{
		ID: "01989f2a-1b00-7000-8000-000000000001", Section: "Harbour", Overline: "The gate", Slug: "gate-shuts", OldSlugs: []string{"gate-shut"}, Slugline: "GATE",
		Headlines:  article.Headlines{Main: "Gate “shuts” & opens < again", Front: "Gate shuts", Search: "Storm gate shuts", Social: "The gate!", Push: "Gate shut"},
		Standfirst: "It had not been tried & was.", Bylines: []string{"Mara Lind"}, Authors: []article.Author{{Name: "Mara Lind", Role: "coast correspondent", URL: "https://quay.example/mara"}}, Dateline: "HALVERN",
		SearchDescription: "All of the gate", SocialDescription: "See the gate", Keywords: []string{"gates", "the sea"}, Credit: "With an agency", UsageTerms: "Not for print", Language: "en", Urgency: 3,
		Source: article.Source{Service: "Agency", Key: "urn:x:1"}, FirstPublished: at, LastPublished: at.Add(time.Hour), Created: at, Status: article.Ready,
		LeadPicture: taken.Picture.ID, Pictures: []article.Picture{{ID: taken.Picture.ID, Alt: "A gate", Caption: "The gate at night", Credit: "Ines Aalto"}},
		Body: strings.ReplaceAll(everything, "PICTURE", taken.Picture.ID),
	}
	if _, err := from.Import(newsroom.ImportRequest{Name: "a.md", Data: fileOf(t, sent)}); err != nil {
		t.Fatal(err)
	}
	profile := "web"
	if _, err := bundle.FindProfile("archive", nil); err == nil {
		profile = "archive"
	}
	out := filepath.Join(t.TempDir(), "out")
	made, err := from.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: out, Profile: profile})
	must(t, err)
	for _, c := range backFrom {
		if !slices.Contains(made.Formats, c.format) {
			continue
		}
		t.Run(c.format, func(t *testing.T) { c.hold(t, out, sent) })
	}
}

func (c *comesBack) hold(t *testing.T, out string, sent article.Article) {
	paths, err := filepath.Glob(filepath.Join(out, filepath.FromSlash(c.files)))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%s: %v %v", c.files, paths, err)
	}
	room := open(t, t.TempDir())
	var came []newsroom.Imported
	for one := range room.ImportPath(t.Context(), paths[0], newsroom.ImportRequest{}) {
		if one.Err != nil && !strings.Contains(one.Err.Error(), newsroom.ErrUnshown.Error()) {
			t.Fatalf("%s: %v", one.Name, one.Err)
		}
		if one.Err == nil {
			came = append(came, one.Imported)
		}
	}
	if len(came) != 1 {
		t.Fatalf("%d stories came back", len(came))
	}
	a := mustStory(t, room, came[0].ID)
	for _, path := range c.fields {
		want, got := sent.Section, a.Section
		if f, err := article.FieldAt(path); err == nil {
			want, got = f.Get(&sent), f.Get(&a)
		}
		if want != got {
			t.Errorf("%s came back as %q, was %q", path, got, want)
		}
	}
	if slices.Contains([]string{"html", "mobile", "ghost", "hugo"}, c.format) { // their pictures lie beside them
		i := slices.IndexFunc(a.Pictures, func(p article.Picture) bool { return p.ID == a.LeadPicture })
		if i < 0 || a.Pictures[i].Alt != "A gate" || !strings.HasPrefix(a.Pictures[i].Caption, "The gate at night") || !strings.Contains(a.Body, "](media/"+a.LeadPicture) {
			t.Errorf("the lead %q of %+v in\n%s", a.LeadPicture, a.Pictures, a.Body)
		}
	}
	want, got := elements(t, sent), elements(t, a)
	for _, added := range c.adds {
		got = strings.Replace(got, "<p>"+added+"</p>\n", "", 1)
	}
	if want != got {
		t.Errorf("body came back as\n%s\nwas\n%s\nas copy\n%s\nreceipt %+v", got, want, a.Body, came[0].Receipt)
	}
}

var (
	pictureHTML = regexp.MustCompile(`(?s)<figure class="picture.*?</figure>\n?`)
	spaces      = regexp.MustCompile(`\s+`)
)

// elements is what a body is on the page, but for its pictures: whether those
// come along is for the files beside a format.
func elements(t *testing.T, a article.Article) string {
	t.Helper()
	doc := markup.New().Parse(a.Body, a.Pictures)
	html := pictureHTML.ReplaceAllString(doc.HTML, "")
	return strings.ReplaceAll(spaces.ReplaceAllString(html, " "), "> <", ">\n<")
}
