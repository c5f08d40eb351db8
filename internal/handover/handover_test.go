package handover

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"stet/internal/archive"
	"stet/internal/article"
)

const storyID = article.ID("01890000-0000-7000-8000-000000000001")

var at = time.Date(2026, 12, 3, 14, 5, 0, 0, time.UTC)

const gif = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

func digest(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}

func sample() *Story {
	s := &Story{From: From{"The Quay Post", "AL", "stet test"}, ID: storyID, Sections: []Section{{"s1", "World"}}}
	for i, body := range []string{"One.", "One.\n\nTwo. Ніч 😀"} {
		when := at.Add(time.Duration(i) * time.Minute)
		a := article.Article{ID: storyID, Rev: int64(i + 1), SectionID: "s1", Body: body, Slug: "a-story", Slugline: "STORY", InternalNote: "Call back\ntonight",
			Headlines: article.Headlines{Main: "A story"}, Options: []article.Option{{Channel: article.Front, Text: "Other", By: "BE", At: at}},
			Pictures: []article.Picture{{ID: digest(gif), Type: "image/gif", Width: 1, Height: 1}}, Created: at, Updated: when,
			Embargo: &article.Embargo{Said: "00.01 Thursday"}}
		a.Normalize()
		s.Past = append(s.Past, Past{article.Revision{Rev: a.Rev, At: when, By: "AL", Words: i + 1, Note: "as it was", Deeds: []article.Deed{{What: article.DeedFlag, To: "hold"}}}, a})
	}
	s.Names = []article.Naming{{ID: storyID, Rev: 1, Name: "as filed", By: "AL", At: at}}
	s.Receipts = []article.ExportReceipt{{ID: storyID, Rev: 1, At: at, Bundle: "b"}}
	s.Intake = &Intake{1, article.Receipt{Kept: 1, Changed: []article.Note{}, Dropped: []article.Note{{Text: "Trending", Why: "a page adds it"}}, Moved: []article.Note{}}}
	s.Pictures = []Picture{{digest(gif), "image/gif", []byte(gif)}}
	return s
}

func write(t testing.TB, s *Story) string {
	t.Helper()
	path, err := Write(filepath.Join(t.TempDir(), "x.zip"), s, func(string) error { return errors.New("holds something") })
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAHandOverComesBack(t *testing.T) {
	path := write(t, sample())
	got, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := sample(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if report, err := Verify(path); err != nil || !report.OK || report.Files != 8 || !Is(path) {
		t.Errorf("%+v, %v", report, err)
	}
	a, _ := os.ReadFile(path)
	b, _ := os.ReadFile(write(t, sample()))
	if !bytes.Equal(a, b) {
		t.Error("the same story gave other bytes")
	}
	if _, err := Write(filepath.Join(t.TempDir(), "folder"), sample(), nil); !errors.Is(err, archive.ErrTarget) {
		t.Errorf("a name without an end: %v", err)
	}
}

func TestItSaysThatItIsNotForPublication(t *testing.T) {
	r, err := zip.OpenReader(write(t, sample()))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text := entries(t, &r.Reader)
	if !strings.HasPrefix(text[readmeName], "NOT FOR PUBLICATION\n") || !strings.Contains(text[manifestName], `"notForPublication": true`) {
		t.Errorf("%s\n%s", text[readmeName], text[manifestName])
	}
}

func entries(t testing.TB, r *zip.Reader) map[string]string {
	t.Helper()
	text := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		text[f.Name] = string(data)
	}
	return text
}

// spoilt is a hand-over with entries that somebody changed; sealed says that the
// list was made to fit, as whoever means harm would do.
func spoilt(t testing.TB, sealed bool, change func(map[string]string)) string {
	t.Helper()
	r, err := zip.OpenReader(write(t, sample()))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text := entries(t, &r.Reader)
	change(text)
	if sealed {
		seal(t, text)
	}
	path := filepath.Join(t.TempDir(), "spoilt.zip")
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range sortedNames(text) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func sortedNames(text map[string]string) []string {
	names := []string{readmeName}
	for name := range text {
		if name != readmeName {
			names = append(names, name)
		}
	}
	return names
}

func seal(t testing.TB, text map[string]string) {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(text[manifestName]), &m); err != nil {
		return // what is broken stays so
	}
	files := []any{}
	for name, data := range text {
		if name != manifestName {
			files = append(files, map[string]any{"path": name, "size": len(data), "sha256": digest(data)})
		}
	}
	m["files"] = files
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	text[manifestName] = string(data)
}

func TestHostileHandOversAreRefusedByName(t *testing.T) {
	history := func(from, to string) func(map[string]string) {
		return func(text map[string]string) {
			if !strings.Contains(text[historyName], from) {
				t.Fatalf("the history has no %q:\n%s", from, text[historyName])
			}
			text[historyName] = strings.Replace(text[historyName], from, to, 1)
		}
	}
	for name, c := range map[string]struct {
		change func(map[string]string)
		sealed bool
		entry  string
		why    string
	}{
		"a flipped byte":           {history("One.", "Ono."), false, historyName, "digests differ"},
		"an entry that is gone":    {func(text map[string]string) { delete(text, namesName) }, false, namesName, "missing"},
		"one that nobody listed":   {func(text map[string]string) { text["more.txt"] = "x" }, false, "more.txt", "in no list"},
		"one that has no business": {func(text map[string]string) { text["more.txt"] = "x" }, true, "more.txt", "belongs"},
		"a path that leads out":    {func(text map[string]string) { text["../../evil"] = "x" }, true, "../../evil", "not allowed"},
		"an absolute path":         {func(text map[string]string) { text["/etc/evil"] = "x" }, true, "/etc/evil", "not allowed"},
		"names that clash":         {func(text map[string]string) { text["HISTORY.json"] = "x" }, true, "", "clashes"},
		"no manifest":              {func(text map[string]string) { delete(text, manifestName) }, false, manifestName, "not there"},
		"broken JSON":              {func(text map[string]string) { text[historyName] = text[historyName][:200] }, true, historyName, "cannot be read"},
		"more behind the end":      {func(text map[string]string) { text[historyName] += "[]" }, true, historyName, "behind its end"},
		"no list":                  {func(text map[string]string) { text[historyName] = "{}" }, true, historyName, "no list"},
		"no history":               {func(text map[string]string) { text[historyName] = "[]" }, true, historyName, "no revision"},
		"another story's id":       {history(string(storyID), "01890000-0000-7000-8000-000000000009"), true, historyName, "another story"},
		"an id that is none": {func(text map[string]string) {
			text[manifestName] = strings.ReplaceAll(text[manifestName], string(storyID), "../x")
		}, false, manifestName, "no story's id"},
		"a revision twice":      {history(`"rev": 2`, `"rev": 1`), true, historyName, "revision 2"},
		"one left out":          {history(`"rev": 2`, `"rev": 3`), true, historyName, "revision 2"},
		"made at two times":     {history(`"created": "2026-12-03T14:05:00Z"`, `"created": "2020-12-03T14:05:00Z"`), true, historyName, "revision"},
		"two times of one":      {history(`"updated": "2026-12-03T14:05:00Z"`, `"updated": "2020-12-03T14:05:00Z"`), true, historyName, "two times"},
		"a slug that leads out": {history(`"slug": "a-story"`, `"slug": "../../x"`), true, historyName, "slug"},
		"a status that is none": {history(`"status": "draft"`, `"status": "loose"`), true, historyName, "status"},
		"a zone that is none":   {history(`"said": "00.01 Thursday"`, `"zone": "../../etc/passwd"`), true, historyName, "zone"},
		"less than no words":    {history(`"words": 1`, `"words": -1`), true, historyName, "words"},
		"another body to read":  {func(text map[string]string) { text[bodyName] = "Other." }, true, bodyName, "newest revision"},
		"a name of no revision": {func(text map[string]string) {
			text[namesName] = strings.Replace(text[namesName], `"rev": 1`, `"rev": 7`, 1)
		}, true, namesName, "no name"},
		"a receipt of another": {func(text map[string]string) {
			text[exportsName] = strings.Replace(text[exportsName], "-8000-", "-8001-", 1)
		}, true, exportsName, "none of this story"},
		"a picture of other bytes": {func(text map[string]string) { text[pictureDir+digest(gif)+".gif"] = "GIF89a" }, true, pictureDir + digest(gif) + ".gif", "digest of its bytes"},
		"a picture of nobody":      {func(text map[string]string) { text[pictureDir+digest("x")+".gif"] = "x" }, true, pictureDir + digest("x") + ".gif", "no revision"},
		"a picture's id":           {history(digest(gif), "../../x"), true, historyName, "no picture's id"},
		"a bomb":                   {func(text map[string]string) { text[bodyName] = strings.Repeat("a", 40<<20) }, true, bodyName, "times its size"},
		"a million parts":          {history(`"queries": [`, `"queries": [`+strings.Repeat("{},", 200_000)), true, historyName, "parts"},
		"not UTF-8":                {history("A story", "A \xff"), true, historyName, "UTF-8"},
		"merged into itself":       {history(`"status": "draft"`, `"mergedInto": "`+string(storyID)+`", "status": "draft"`), true, historyName, "itself"},
	} {
		if name == "a million parts" {
			c.change = func(text map[string]string) {
				text[historyName] = strings.Replace(text[historyName], `"status": "draft"`, `"queries": [`+strings.Repeat("{},", 200_000)+`{}], "status": "draft"`, 1)
			}
		}
		t.Run(name, func(t *testing.T) {
			path := spoilt(t, c.sealed, c.change)
			_, err := Read(path)
			var why *Refusal
			if !errors.As(err, &why) || !strings.Contains(why.Entry, c.entry) || !strings.Contains(err.Error(), c.why) {
				t.Fatalf("%v, want %s and %q", err, c.entry, c.why)
			}
			if report, err := Verify(path); err != nil || report.OK || len(report.Problems) == 0 {
				t.Errorf("verified: %+v, %v", report, err)
			}
		})
	}
}

func TestANewerHandOver(t *testing.T) {
	path := spoilt(t, false, func(text map[string]string) {
		text[manifestName] = strings.Replace(text[manifestName], `"version": 1`, `"version": 2`, 1)
	})
	if _, err := Read(path); !errors.Is(err, ErrNewer) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsNoHandOver(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{"a.txt": "A story.", "b.zip": "PK\x03\x04 and no more", "c.zip": "", "d.docx": "PK\x03\x04" + strings.Repeat("x", 500)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if Is(path) {
			t.Errorf("%s is taken for a hand-over", name)
		}
		if _, err := Read(path); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if Is(dir) || Is(filepath.Join(dir, "none")) {
		t.Error("a folder is taken for a hand-over")
	}
	if _, err := Read(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that leads nowhere: %v", err)
	}
}

// Whatever bytes come: an answer, and what is taken can be written again.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile(write(f, sample()))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x.zip")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		Is(path)
		again(t, path)
	})
}

// FuzzHistory goes past the list: what the history says, whoever sealed it.
func FuzzHistory(f *testing.F) {
	text, err := indented(sample().Past)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(`[{"revision":{"rev":1},"story":{"id":"` + string(storyID) + `","rev":1}}]`)
	f.Fuzz(func(t *testing.T, history string) {
		again(t, spoilt(t, true, func(text map[string]string) {
			text[historyName] = history
			delete(text, bodyName)
			delete(text, namesName)
			delete(text, exportsName)
			delete(text, intakeName)
		}))
	})
}

func again(t *testing.T, path string) {
	s, err := Read(path)
	if err != nil {
		return
	}
	back, err := Read(write(t, s))
	if err != nil {
		t.Fatalf("what was taken cannot be handed on: %v", err)
	}
	one, _ := json.Marshal(s.Past)
	two, _ := json.Marshal(back.Past)
	if !bytes.Equal(one, two) {
		t.Fatalf("handed on it is\n%s\nand was\n%s", two, one)
	}
}
