package bundle

import (
	"os"
	"path/filepath"
	"slices"
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
		ID: id(33), Rev: 2, Standfirst: "Nine metres & no rehearsal", Bylines: []string{"Mara Lind", "Tom Oyelaran"},
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
	out, _ := written(t, "bag", allOf(everyElement(t)))
	files := readAll(t, out)
	for _, path := range []string{
		"data/wordpress/stories-001.xml",
		"data/wordpress/posts/the-gate-closed-nobody-cheered.json",
		"data/ghost/posts/the-gate-closed-nobody-cheered.json",
		"data/hugo/content/news/harbour/the-gate-closed-nobody-cheered/index.md",
		"data/hugo/content/news/harbour/_index.md",
		"data/arc/the-gate-closed-nobody-cheered.json",
	} {
		held(t, path, files[path])
	}
	eleventy := request(everyElement(t))
	eleventy.Profile = Profile{Name: "11ty", Formats: []string{"hugo"}, Options: Options{FrontMatter: "eleventy"}}
	out, _ = written(t, "eleventy", eleventy)
	const path = "data/eleventy/news/harbour/the-gate-closed-nobody-cheered/index.md"
	held(t, path, readAll(t, out)[path])
	held(t, "data/ghost/stories.json", unzipped(t, "stories-001.zip", files["data/ghost/stories-001.zip"])["stories.json"])
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

// What a target calls a section is said to that target, and to no other.
func TestMappingsReachTheirTarget(t *testing.T) {
	a := canaries()
	a.Embargo = nil
	s := told(a)
	s.Section.Mapping = map[string]string{"wordpress": "wp-canary", "ghost": "gh-canary", "hugo": "hu-canary/below", "iptc": "medtop:98765432"}
	out, _ := written(t, "bag", allOf(s))
	files := readAll(t, out)
	may := map[string][]string{"wp-canary": {"wxr", "wprest"}, "gh-canary": {"ghost", "ghostrest"}, "hu-canary": {"hugo"}}
	for _, f := range formats {
		said := heard(t, files, f.name)
		for word, formats := range may {
			if got, want := strings.Contains(said, word), slices.Contains(formats, f.name); got != want {
				t.Errorf("%s says %s: %v, want %v", f.name, word, got, want)
			}
		}
	}
	for name := range files {
		if strings.HasPrefix(name, "data/hugo/content/") && !strings.HasPrefix(name, "data/hugo/content/hu-canary/below/") {
			t.Errorf("%s lies elsewhere", name)
		}
	}
}

// A story under embargo is scheduled where a system can do that, and held back
// where it cannot; one that is held is a draft, and one that was killed is no
// story of an import.
func TestStandings(t *testing.T) {
	embargo := canaries()
	embargo.ID, embargo.Slug = id(60), "embargo"
	held := canaries()
	held.ID, held.Slug, held.Flag, held.Embargo = id(61), "held", article.Hold, nil
	killed := canaries()
	killed.ID, killed.Slug, killed.Flag, killed.Embargo = id(62), "killed", article.Killed, nil
	unsaid := canaries()
	unsaid.ID, unsaid.Slug, unsaid.Embargo = id(63), "unsaid", &article.Embargo{Zone: "Europe/Oslo"}
	out, result := written(t, "bag", allOf(told(embargo), told(held), told(killed), told(unsaid)))
	files := readAll(t, out)
	for path, words := range map[string][]string{
		"data/wordpress/posts/embargo.json":          {`"status":"future"`, `"date_gmt":"2026-11-19T12:00:00"`},
		"data/wordpress/posts/held.json":             {`"status":"draft"`},
		"data/wordpress/posts/killed.json":           {`"status":"draft"`},
		"data/wordpress/posts/unsaid.json":           {`"status":"draft"`},
		"data/ghost/posts/embargo.json":              {`"status":"scheduled"`, `"published_at":"2026-11-19T12:00:00Z"`},
		"data/ghost/posts/held.json":                 {`"status":"draft"`},
		"data/ghost/posts/killed.json":               {`"status":"draft"`},
		"data/hugo/content/harbour/embargo/index.md": {`publishDate: "2026-11-19T12:00:00Z"`},
		"data/hugo/content/harbour/held/index.md":    {"\ndraft: true\n"},
		"data/hugo/content/harbour/killed/index.md":  {"\ndraft: true\n"},
		"data/hugo/content/harbour/unsaid/index.md":  {"\ndraft: true\n"},
		"data/arc/embargo.json":                      {`"embargo":{"active":true,"end_time":"2026-11-19T12:00:00Z"}`},
		"data/arc/held.json":                         {`"embargo":{"active":true}`},
	} {
		for _, word := range words {
			if !strings.Contains(files[path], word) {
				t.Errorf("%s does not say %s:\n%.1500s", path, word, files[path])
			}
		}
	}
	if files["data/arc/killed.json"] != "" {
		t.Error("Arc gets the killed story")
	}
	for _, f := range wxrFiles(t, files) {
		for _, item := range f.Items {
			if item.Type == "post" && strings.Contains(item.Content, "killed") {
				t.Errorf("the import file has %s", item.Title)
			}
		}
		if posts := len(slices.DeleteFunc(slices.Clone(f.Items), func(i readItem) bool { return i.Type != "post" })); posts != 3 {
			t.Errorf("%d posts in the import file", posts)
		}
	}
	for _, format := range []string{"wxr", "ghost", "ans"} {
		if !slices.ContainsFunc(result.NotCarried, func(l Loss) bool { return l.ID == id(62) && l.Format == format && l.Field == "story" }) {
			t.Errorf("nobody is told that %s leaves the killed story out", format)
		}
	}
	eleventy := request(told(embargo), told(held))
	eleventy.Profile = Profile{Name: "11ty", Formats: []string{"hugo"}, Options: Options{FrontMatter: "eleventy"}}
	out, _ = written(t, "eleventy", eleventy)
	for _, name := range []string{"embargo", "held"} {
		files := readAll(t, out)
		for path := range files {
			if strings.HasPrefix(path, "data/eleventy/harbour/"+name+"/") && !strings.HasSuffix(path, ".md") {
				t.Errorf("Eleventy would publish %s", path)
			}
		}
		if text := files["data/eleventy/harbour/"+name+"/index.md"]; !strings.Contains(text, "\npermalink: false\n") {
			t.Errorf("Eleventy makes a page of what is %s:\n%s", name, text)
		}
	}
}

// A package with all of it is whole by its own verifier.
func TestVerifyTakesFilesOfFormats(t *testing.T) {
	out, _ := written(t, "bag", allOf(append(few(), everyElement(t))...))
	if v, err := Verify(out); err != nil || !v.OK {
		t.Errorf("%v, %v", v.Problems, err)
	}
}

// A story is never in the folder of a section: Hugo would take all that lies
// there for its attachments.
func TestHugoFoldersDoNotMeet(t *testing.T) {
	story, other := canaries(), canaries()
	story.ID, story.Slug, other.ID, other.Slug = id(70), "harbour", id(71), "wall"
	inNews, inHarbour := told(story), told(other)
	inNews.Section.Name, inNews.Section.Slug = "News", "news"
	inHarbour.Section.Mapping = map[string]string{"hugo": "news/harbour"}
	out, _ := written(t, "bag", allOf(inNews, inHarbour))
	files := readAll(t, out)
	for _, name := range []string{"news/_index.md", "news/stories/harbour/index.md", "news/harbour/_index.md", "news/harbour/wall/index.md"} {
		if files["data/hugo/content/"+name] == "" {
			t.Errorf("no %s", name)
		}
	}
	if v, err := Verify(out); err != nil || !v.OK {
		t.Errorf("%v, %v", v.Problems, err)
	}
}
