package bundle

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/internal/archive"
	"stet/internal/article"
)

// readAll reads a folder: name from the top -> contents.
func readAll(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// readZip reads a zip through the archive room, and the raw file as "".
func readZip(t *testing.T, path string) map[string]string {
	t.Helper()
	tree, err := archive.Open(path, bagLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	v := &verifier{tree: tree, problems: map[string]string{}}
	files := map[string]string{}
	for _, f := range tree.Files {
		text, _ := v.text(f.Name)
		files[f.Name] = string(text)
	}
	if len(v.problems) > 0 {
		t.Fatal(v.problems)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files[""] = string(raw)
	return files
}

// internal are the words of canaries that must be in no byte of a bundle.
var internal = []string{
	"sectionId", "authors.email", "pictures.name", "pictures.private", "pictures.taken", "assignee", "noLength", "budgetLine", "embargo.said", "embargo.by",
	"embargo.reason", "legal.by", "legal.over", "internalNote", "queries", "queries.by", "queries.answer",
	"options", "options.by", "options.note", "options.chosenby", "options.why", "mark", "note", "comment", "mapping",
	"corrections.why", "corrections.by", "corrections.minor", "whom", "question", "answerer", "answer", "reopened",
}

// Every format there is, as a folder and as a zip, what lies in zips within it,
// and pictures as somebody reads them who takes them apart.
func TestNothingInternalLeaves(t *testing.T) {
	a := canaries()
	originals := tellingPictures(t)
	for _, id := range slices.Sorted(maps.Keys(originals)) {
		a.Pictures = append(a.Pictures, article.Picture{ID: id, Alt: "A wall"})
		a.Body += "\n![](media/" + id + ")\n"
	}
	story := told(a)
	plain := story.Picture
	story.Picture = func(id string) ([]byte, error) {
		if data, ok := originals[id]; ok {
			return data, nil
		}
		return plain(id)
	}
	folder, result := written(t, "bag", allOf(story))
	zip, _ := written(t, "bag.zip", allOf(story))
	if slices.ContainsFunc(result.NotCarried, func(l Loss) bool { return l.Format == "media" }) {
		t.Fatalf("a picture is not there to be looked into: %v", result.NotCarried)
	}
	words := []string{"98765", "2026-11-21", "canaryphoto", "1234.5678"} // commissioned length, deadline, what pictures tell
	for _, field := range internal {
		words = append(words, strings.ToLower(canary(field)))
	}
	for _, files := range []map[string]string{readAll(t, folder), readZip(t, zip)} {
		for name, data := range files {
			var said strings.Builder
			hear(t, &said, name, data)
			hearPicture(t, &said, name, data)
			heard := strings.ToLower(said.String())
			for _, word := range words {
				if strings.Contains(heard, word) {
					t.Errorf("%s holds %s", name, word)
				}
			}
		}
		if data := files["data/articles/canaryslugz/article.md"]; !strings.Contains(data, canary("body")) || !strings.Contains(data, "passage") {
			t.Errorf("the copy itself is gone:\n%s", data)
		}
	}
}

// Whoever adds a field to a story decides here whether it may leave.
func TestEveryFieldIsDecided(t *testing.T) {
	decided := map[string]struct{ leaves, stays []string }{
		"Article": {
			leaves: []string{"ID", "Rev", "Section", "Overline", "Headlines", "Standfirst", "Bylines", "Authors", "Dateline", "TrailText", "SearchDescription", "SocialDescription", "Keywords", "Slug", "OldSlugs", "Slugline", "LeadPicture", "Pictures", "Body", "Status", "Flag", "Urgency", "Embargo", "Source", "MoreSources", "Credit", "UsageTerms", "Language", "Direction", "FirstPublished", "LastPublished", "Corrections", "Created", "Updated"},
			stays:  []string{"SectionID", "Assignee", "Deadline", "CommissionedLength", "NoLength", "BudgetLine", "Legal", "InternalNote", "Queries", "Options", "MergedInto", "Merge", "Trashed"},
		},
		"Author":     {leaves: []string{"Name", "Role", "URL"}, stays: []string{"Email"}},
		"Picture":    {leaves: []string{"ID", "Type", "Width", "Height", "Alt", "Caption", "Credit", "Rights", "Source", "FocusX", "FocusY", "Shape"}, stays: []string{"Name", "AsIs", "Taken", "Private"}},
		"Embargo":    {leaves: []string{"At", "Zone"}, stays: []string{"Local", "Said", "By", "Reason", "Broken"}},
		"Correction": {leaves: []string{"At", "Text", "Kind"}, stays: []string{"Why", "By", "Rev"}},
		"Headlines":  {leaves: []string{"Main", "Front", "Search", "Social", "Push", "Print"}},
		"Source":     {leaves: []string{"Service", "Key", "Version"}},
	}
	full := canaries()
	full.Flag = article.Hold
	public := publicArticle(&full, full.Body)
	for _, v := range []any{public, public.Authors[0], public.Pictures[0], *public.Embargo, public.Corrections[0], public.Headlines, public.Source} {
		value := reflect.ValueOf(v)
		rule := decided[value.Type().Name()]
		for i := range value.NumField() {
			name, zero := value.Type().Field(i).Name, value.Field(i).IsZero()
			switch {
			case slices.Contains(rule.leaves, name):
				if zero {
					t.Errorf("%s.%s is said to leave but does not", value.Type().Name(), name)
				}
			case !slices.Contains(rule.stays, name):
				t.Errorf("nobody has decided whether %s.%s may leave", value.Type().Name(), name)
			case !zero:
				t.Errorf("%s.%s is said to stay but leaves", value.Type().Name(), name)
			}
		}
	}
}

// The bag is proved by tools that are not ours as well.
func TestCoreutilsAgree(t *testing.T) {
	if _, err := exec.LookPath("sha512sum"); err != nil {
		t.Skip("sha256sum and sha512sum are not installed")
	}
	out, _ := written(t, "bag", request(few()...))
	for _, algo := range []string{"256", "512"} {
		for _, kind := range []string{"manifest", "tagmanifest"} {
			cmd := exec.Command("sha"+algo+"sum", "--check", "--strict", "--quiet", kind+"-sha"+algo+".txt")
			cmd.Dir = out
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s of sha%s: %v\n%s", kind, algo, err, said)
			}
		}
	}
	for name := range readAll(t, out) {
		manifest, err := os.ReadFile(filepath.Join(out, "manifest-sha256.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "data/") && !strings.Contains(string(manifest), "  "+name+"\n") {
			t.Errorf("%s is not in the manifest", name)
		}
	}
}
