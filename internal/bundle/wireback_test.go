package bundle

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/format"
	"stet/internal/intake"
)

// wireFormats are those that intake reads as news items.
var wireFormats = []string{"ninjs", "ninjs16", "newsml", "nitf"}

// itsOwn are what a receiver says himself: the item's id is the source of his
// story, where it had been before are further sources.
var itsOwn = []string{"source.service", "source.key", "source.version", "moreSources"}

// What left in a wire format comes back through intake, as far as the table in
// docs/format.md says: what is "yes" there is equal.
func TestWireComesBack(t *testing.T) {
	for _, s := range wireStories() {
		s.Article.Flag = article.NoFlag // a killed story does not come back
		e := exported(t, s)
		for _, name := range wireFormats {
			f, _ := formatNamed(name)
			files, err := f.files(e)
			if err != nil {
				t.Fatal(err)
			}
			back := takenBack(t, name, e, files[0])
			if back == nil {
				continue
			}
			for _, field := range article.Fields {
				_, lacks := f.lacks[field.Path]
				_, maps := f.mapped[field.Path]
				if _, part := f.mapped[field.Path+".role"]; lacks || maps || part || slices.Contains(itsOwn, field.Path) {
					continue
				}
				if want, got := asCarried(field, &e.article), asCarried(field, &back.Article); want != got {
					t.Errorf("%s: %s came back as\n%q, was\n%q", name, field.Path, got, want)
				}
			}
			want := article.Source{Service: "The Quay Post", Key: e.article.ID.URN(), Version: fmt.Sprint(max(e.article.Rev, 0))}
			if name == "newsml" {
				want.Version = fmt.Sprint(max(e.article.Rev, 1))
			}
			if back.Article.Source != want {
				t.Errorf("%s: the source is %+v", name, back.Article.Source)
			}
			if r := back.Receipt; name != "nitf" && len(r.Dropped)+len(r.Moved) > 0 {
				t.Errorf("%s: the receipt says %+v", name, r)
			}
		}
	}
}

// NITF has elements of its own, but no word of the copy is lost or added.
func TestNITFKeepsTheWords(t *testing.T) {
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 4))
	for i := range 60 {
		a := canaries()
		a.ID, a.Flag, a.Body, a.Pictures, a.LeadPicture = id(i+1), article.NoFlag, "", nil, ""
		for range 4 {
			a.Body += awkward[r.IntN(len(awkward))] + " word " + awkward[r.IntN(len(awkward))] + "\n\n"
		}
		if i == 0 {
			a.Body = ":::embed https://video.example/1 The night\nSeen from the house.\n:::\n\n:::pullquote Anna\nNo.\n:::\n\n::::factbox The gate\n- one\n\n:::correction\nNine.\n:::\n::::\n\nA note.[^1]\n\n[^1]: Here.\n"
		}
		e := exported(t, told(a))
		files, err := writeNITF(e)
		if err != nil {
			t.Fatal(err)
		}
		back := takenBack(t, "nitf", e, files[0])
		got, want := dialect.Parse(back.Article.Body, nil).Text, strings.ReplaceAll(e.doc.Text, "\ufeff", "")
		if !sameWords(got, want) {
			t.Errorf("%q came back as %q\n%s", want, got, files[0].data)
		}
	}
}

// asCarried is a field without what no format is asked to carry: white space at
// a body's end, and characters that XML forbids.
func asCarried(f article.Field, a *article.Article) string {
	switch f.Path {
	case "authors":
		known := article.Article{}
		for _, p := range a.Authors {
			if slices.Contains(a.Bylines, p.Name) && (p.Role != "" || absolute(p.URL) != "") {
				known.Authors = append(known.Authors, article.Author{Name: p.Name, Role: p.Role, URL: absolute(p.URL)})
			}
		}
		return f.Get(&known)
	case "leadPicture":
		if a.LeadPicture != harbour && a.LeadPicture != gifDigest {
			return "" // an id of no picture
		}
		return gifDigest
	case "pictures":
		said := []string{}
		for _, p := range a.Pictures {
			if p.Caption+p.Credit+p.Rights+p.Source == "" {
				continue // one that only the body names, with the words typed there
			}
			said = append(said, p.Alt, p.Caption, p.Credit, p.Rights, p.Source)
		}
		return strings.Join(said, "|")
	}
	// the picture goes out without what its file told, so that it is another one
	said := strings.ReplaceAll(strings.TrimRight(f.Get(a), "\n"), harbour, gifDigest)
	if f.Path == "body" {
		return said
	}
	return article.OneLine(format.XMLText(said))
}

// gifDigest is what the store calls the picture of one pixel.
var gifDigest = fmt.Sprintf("%x", sha256.Sum256([]byte(gif)))

// takenBack reads an exported file as intake does, its pictures beside it; nil
// = it holds nothing that a story could be made of.
func takenBack(t *testing.T, kind string, e *export, file outFile) *intake.Result {
	t.Helper()
	o := intake.Options{Name: file.path, Beside: func(name string) ([]byte, bool) {
		for _, m := range e.media {
			for _, f := range m.all() {
				if name == path.Join(e.folder, f.path) {
					return f.data, true
				}
			}
		}
		return nil, false
	}}
	detected, err := intake.Detect(path.Base(file.path), file.data)
	if err != nil || string(detected) != strings.TrimSuffix(kind, "16") {
		t.Fatalf("%s is taken for %s: %v", kind, detected, err)
	}
	items, err := intake.Items(detected, file.data, o)
	if err != nil {
		t.Fatalf("%s: %v\n%s", kind, err, file.data)
	}
	var found []intake.Item
	for item := range items {
		found = append(found, item)
	}
	if len(found) != 1 {
		t.Fatalf("%s: %d items", kind, len(found))
	}
	if found[0].Err != nil {
		if e.article.Headlines.Main == "" && strings.TrimSpace(e.article.Body) == "" || found[0].Kill != nil {
			return nil
		}
		t.Fatalf("%s: %v\n%s", kind, found[0].Err, file.data)
	}
	return &found[0].Result
}
