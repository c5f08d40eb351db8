package newsroom_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// odd are texts that some writer or reader of files takes for something else.
var odd = []string{
	"plain words", "no", "0123", "1.10", "~", "a: b", "- c", "# d", "“quoted”", `"straight"`, `back\slash`, "<b>tags</b> & signs", "{{ braces }}", "{#id}", "{{< x >}}", "'", "| pipe", "%@`!", "日本語", "مرحبا", "emoji 😀", "---", "true", "2026-01-01", "+++",
}

func oddText(r *rand.Rand) string { return odd[r.IntN(len(odd))] + " " + odd[r.IntN(len(odd))] }

// oddStory has all that leaves, in texts of that kind.
func oddStory(r *rand.Rand, n int, picture string) article.Article {
	at := time.Date(2026, 11, 20, 12, n, 0, 0, time.UTC)
	text := func() string { return oddText(r) }
	a := article.Article{
		ID: article.ID(fmt.Sprintf("01989f2a-1b00-7000-8000-%012d", n+1)), Section: []string{"World", "Harbour & Quay", "Спорт"}[n%3], Overline: text(),
		Headlines:  article.Headlines{Main: text(), Front: text(), Search: text(), Social: text(), Push: text(), Print: text()},
		Standfirst: text(), Bylines: []string{text(), "Mara Lind"}, Authors: []article.Author{{Name: "Mara Lind", Role: text(), URL: "https://quay.example/mara"}}, Dateline: text(), TrailText: text(),
		SearchDescription: text(), SocialDescription: text(), Keywords: []string{text(), text() + " two"}, Slug: fmt.Sprintf("story-%d", n), OldSlugs: []string{fmt.Sprintf("old-%d", n)}, Slugline: text(),
		Body: text() + "\n\n## " + text() + "\n\n- " + text() + "\n\n:::factbox " + text() + "\n" + text() + "\n:::\n\n![](media/" + picture + ")\n\n" + text(), Urgency: 1 + r.IntN(9),
		Source: article.Source{Service: text(), Key: text() + fmt.Sprint(n), Version: "2"}, Credit: text(), UsageTerms: text(), Language: "nb", Direction: article.LTR,
		FirstPublished: at, LastPublished: at.Add(time.Hour), Corrections: []article.Correction{{At: at.Add(time.Hour), Text: text(), Kind: article.Corrected}}, Created: at,
		Status: article.Ready,
	}
	if picture != "" {
		a.LeadPicture = picture
		a.Pictures = []article.Picture{{ID: picture, Alt: text(), Caption: text(), Credit: text(), Rights: text(), Source: text(), Shape: article.Shapes[n%len(article.Shapes)]}}
	}
	return a
}

// fileOf is a story as a file that holds all of it.
func fileOf(t *testing.T, a article.Article) []byte {
	t.Helper()
	body := a.Body
	a.Body = ""
	data, err := json.Marshal(a)
	must(t, err)
	return []byte("---\n" + strings.Replace(string(data), `"body":"",`, "", 1) + "\n---\n\n" + body + "\n")
}

// A package is the story: what leaves of it comes back the same, into a newsroom
// that has never seen it, as folder and as zip.
func TestPackagesComeBackEqual(t *testing.T) {
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 1))
	from := open(t, t.TempDir())
	taken, err := from.TakePicture(t.Context(), "quay.jpg", grey(t, 900, 600))
	must(t, err)
	for n := range 24 {
		q := newsroom.ImportRequest{Name: "a.md", Data: fileOf(t, oddStory(r, n, taken.Picture.ID)), Block: true}
		if _, err := from.Import(q); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	for _, name := range []string{"package", "package.zip"} {
		where := filepath.Join(out, name)
		sent := export(t, from, where)
		if sent.Stories != 24 {
			t.Fatalf("%d stories left: %v", sent.Stories, sent.LeftOut)
		}
		to := open(t, t.TempDir())
		for came := range to.ImportPath(t.Context(), where, newsroom.ImportRequest{}) {
			if came.Err != nil {
				t.Fatal(came.Name, came.Err)
			}
			if r := came.Imported.Receipt; len(r.Dropped)+len(r.Moved) > 0 {
				t.Errorf("%s: the receipt says %+v", came.Name, r)
			}
		}
		export(t, to, where+"-again")
		want, got := articlesOf(t, where), articlesOf(t, where+"-again")
		if len(got) != len(want) || len(want) != sent.Stories {
			t.Errorf("%d stories went, %d came back", len(want), len(got))
		}
		for file, text := range want {
			if got[file] != text {
				t.Errorf("%s came back as\n%s\nwas\n%s", file, got[file], text)
			}
		}
	}
}

// Each newsroom counts its own revisions: a package made on another one of the
// same number is no next revision, and the desk's words stay the newest.
func TestAPackageOfAnotherRevisionOfThatNumberIsRefused(t *testing.T) {
	at, later := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), time.Date(2026, 11, 22, 9, 5, 0, 0, time.UTC)
	from, to := clocked(t, &at), clocked(t, &later)
	story := take(t, from, ferry)
	first := filepath.Join(t.TempDir(), "first")
	export(t, from, first)
	for came := range to.ImportPath(t.Context(), first, newsroom.ImportRequest{}) {
		must(t, came.Err)
	}
	edit(t, to, story.ID, "standfirst", "What the desk wrote.")
	edit(t, from, story.ID, "standfirst", "What the others wrote.")
	second := filepath.Join(t.TempDir(), "second")
	export(t, from, second)
	for came := range to.ImportPath(t.Context(), second, newsroom.ImportRequest{}) {
		if !errors.Is(came.Err, store.ErrStale) || !strings.Contains(newsroom.Explain(came.Err).Message, "another revision 2") {
			t.Errorf("it came in: %v", came.Err)
		}
	}
	if now := mustStory(t, to, story.ID); now.Rev != 2 || now.Standfirst != "What the desk wrote." {
		t.Errorf("revision %d says %q", now.Rev, now.Standfirst)
	}
	for came := range from.ImportPath(t.Context(), second, newsroom.ImportRequest{}) { // where it was made
		must(t, came.Err)
	}
}

func export(t *testing.T, room *newsroom.Room, out string) newsroom.Exported {
	t.Helper()
	sent, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: out})
	must(t, err)
	return sent
}

// notEqual is what differs by itself: when it was saved, and the picture, of
// which a package has the files for readers only.
var notEqual = regexp.MustCompile(`(?m)^(?:rev|updated): .*\n|^ +(?:width|height|type): .*\n`)

var anyDigest = regexp.MustCompile(`[0-9a-f]{64}`)

// articlesOf are the stories of a package as it writes them.
func articlesOf(t *testing.T, path string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for name, data := range readPackage(t, path) {
		if filepath.Base(name) == "article.md" {
			files[name] = anyDigest.ReplaceAllString(notEqual.ReplaceAllString(data, ""), "PICTURE")
		}
	}
	return files
}

func readPackage(t *testing.T, path string) map[string]string {
	t.Helper()
	tree, err := archive.Open(path, archive.Limits{})
	must(t, err)
	defer tree.Close()
	files := map[string]string{}
	for _, f := range tree.Files {
		in, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(in)
		must(t, err)
		must(t, in.Close())
		files[f.Name] = string(data)
	}
	return files
}

// The same package again is nothing new, however often: no revision is made, and
// none of its stories is called one that was saved elsewhere.
func TestAPackageThatCameBefore(t *testing.T) {
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	a := oddStory(rand.New(rand.NewPCG(20261130, 2)), 0, "")
	a.Body = "Crews stopped work."
	_, err := from.Import(newsroom.ImportRequest{Name: "a.md", Data: fileOf(t, a), Block: true})
	must(t, err)
	where := filepath.Join(t.TempDir(), "package.zip")
	export(t, from, where)
	came := func() newsroom.Imported {
		for one := range to.ImportPath(t.Context(), where, newsroom.ImportRequest{}) {
			if one.Err != nil {
				t.Fatal(one.Name, one.Err)
			}
			return one.Imported
		}
		return newsroom.Imported{}
	}
	if in := came(); in.Same || in.ID != a.ID {
		t.Errorf("first: %+v", in)
	}
	for range 2 {
		if in := came(); !in.Same || in.ID != a.ID || in.Rev != 1 {
			t.Errorf("again: %+v", in)
		}
	}
	edit(t, to, a.ID, "standfirst", "Another word.")
	for one := range to.ImportPath(t.Context(), where, newsroom.ImportRequest{}) {
		if one.Err == nil {
			t.Errorf("over what was changed here: %+v", one.Imported)
		}
	}
}

// What a section says for its stories, and the language that copy is in, are
// none of the story's: its own package leaves it as it was.
func TestAPackageTakesNothingOfTheSectionHome(t *testing.T) {
	for name, copy := range map[string]string{"of its section": ferry, "of its letters": strings.Replace(ferry, "Crews on the island ferries stopped work at six on Monday morning.", "צוותי המעבורות הפסיקו לעבוד בשש בבוקר ביום שני, ושירותי האיים בוטלו עד הערב.", 1)} {
		room := open(t, t.TempDir())
		a := take(t, room, copy)
		if name == "of its section" {
			must(t, room.DescribeSection(a.SectionID, map[string]string{"language": "nb", "usageTerms": "Not for sale"}))
		}
		if a.Language != "" {
			a = edit(t, room, a.ID, "language", "", "direction", "")
		}
		out := filepath.Join(t.TempDir(), "package")
		export(t, room, out)
		for came := range room.ImportPath(t.Context(), out, newsroom.ImportRequest{}) {
			must(t, came.Err)
			if !came.Imported.Same {
				t.Errorf("%s: it is another revision", name)
			}
		}
		if now := mustStory(t, room, a.ID); now.Language != "" || now.UsageTerms != "" || now.Direction != "" {
			t.Errorf("%s: language %q, terms %q, direction %q", name, now.Language, now.UsageTerms, now.Direction)
		}
	}
}
