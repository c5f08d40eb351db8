package bundle

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"stet/internal/article"
	"stet/internal/format"
)

// ninjsSchema is the official one, with formats asserted and its reference to
// GeoJSON answered from disk.
func ninjsSchema(t *testing.T) *jsonschema.Schema { return jsonSchema(t, "ninjs-schema_3.1.json") }

// jsonSchema is one of IPTC's, by its file.
func jsonSchema(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	const dir = "../format/testdata/schemas"
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for url, file := range map[string]string{
		"http://www.iptc.org/std/ninjs/" + file:   "ninjs/" + file,
		"https://geojson.org/schema/GeoJSON.json": "geojson/GeoJSON.json",
	} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(url, doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("http://www.iptc.org/std/ninjs/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func valid(t *testing.T, schema *jsonschema.Schema, data []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

// exported makes the export of a story as Write does.
func exported(t *testing.T, s Story) *export {
	t.Helper()
	stories, err := settle(request(s))
	if err != nil {
		t.Fatal(err)
	}
	m := &maker{setting: setting{house: house()}, dialect: dialect}
	e, _, err := m.export(t.Context(), &stories[0])
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestNinjsIsValid(t *testing.T) {
	schema := ninjsSchema(t)
	stories := append(few(), told(canaries()), told(article.Article{ID: id(9)}))
	const seed = 20261122
	r := rand.New(rand.NewPCG(seed, 2))
	for range 100 {
		stories = append(stories, told(scrambled(r)))
	}
	for _, s := range stories {
		for _, base := range []string{"", "https://quay.example/", "not an address"} {
			e := exported(t, s)
			e.house.BaseURL = base
			files, err := writeNinjs(e)
			if err != nil {
				t.Fatal(err)
			}
			data := files[0].data
			if err := valid(t, schema, data); err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
		}
	}
}

// scrambled is a story whose texts are awkward and whose members come and go.
func scrambled(r *rand.Rand) article.Article {
	text := func() string { return article.OneLine(awkward[r.IntN(len(awkward))] + awkward[r.IntN(len(awkward))]) }
	a := canaries()
	for _, field := range article.Fields {
		switch field.Path {
		case "status", "flag", "direction", "legal.state", "deadline", "firstPublished", "lastPublished", "slug", "oldSlugs",
			"embargo", "embargo.reason", "commissionedLength", "urgency", "authors", "pictures", "queries", "options", "corrections", "moreSources", "body", "language":
		default:
			if err := field.Set(&a, text()); err != nil {
				panic(err)
			}
		}
	}
	a.Urgency = r.IntN(10)
	a.Authors = []article.Author{{Name: text(), URL: text()}, {Name: canary("bylines"), URL: "http://" + text()}}
	if len(a.Bylines) == 0 {
		a.Authors = nil // records of nobody
	}
	a.Flag = append([]article.Flag{""}, article.Flags...)[r.IntN(4)]
	if r.IntN(3) == 0 {
		a.Embargo = nil
	}
	if r.IntN(3) == 0 {
		a.LeadPicture, a.Pictures, a.Updated, a.Created = "", nil, time.Time{}, time.Time{}
	}
	return a
}

// The schema itself must be able to refuse, else the test above proves nothing.
func TestTheSchemaRefuses(t *testing.T) {
	schema := ninjsSchema(t)
	for _, wrong := range []string{
		`{}`, `{"uri":"no scheme"}`, `{"uri":"urn:uuid:x","version":3}`, `{"uri":"urn:uuid:x","urgency":"4"}`, `{"uri":"urn:uuid:x","internalNote":"x"}`,
		`{"uri":"urn:uuid:x","versionCreated":"2026-11-20"}`, `{"uri":"urn:uuid:x","associations":[{"uri":"urn:uuid:y"}]}`,
	} {
		if valid(t, schema, []byte(wrong)) == nil {
			t.Errorf("%s passes", wrong)
		}
	}
}

func TestPubStatus(t *testing.T) {
	cases := []struct {
		name string
		a    article.Article
		want string
	}{
		{"plain", article.Article{Status: article.Draft}, "usable"},
		{"held", article.Article{Flag: article.Hold}, "withheld"},
		{"spiked", article.Article{Flag: article.Spiked}, "withheld"},
		{"killed", article.Article{Flag: article.Killed}, "canceled"},
		{"withdrawn", article.Article{Status: article.Withdrawn}, "canceled"},
		{"embargo without an instant", article.Article{Embargo: &article.Embargo{Said: "midnight"}}, "withheld"},
		{"embargo with one", article.Article{Embargo: &article.Embargo{At: noon}}, "usable"},
	}
	for _, c := range cases {
		if got := pubStatus(&c.a); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNinjsSaysWhatTheStorySays(t *testing.T) {
	a := canaries()
	files, err := writeNinjs(exported(t, told(a)))
	if err != nil {
		t.Fatal(err)
	}
	data := files[0].data
	n, err := format.ParseNinjs(data)
	if err != nil {
		t.Fatal(err)
	}
	if n.URI != a.ID.URN() || n.Version != "4" || n.VersionCreated != "2026-11-20T12:00:00Z" || n.EmbargoedUntil != "2026-11-19T12:00:00Z" {
		t.Errorf("identity: %+v", n)
	}
	roles := []string{}
	for _, h := range n.Headlines {
		roles = append(roles, h.Role)
	}
	if !slices.Equal(roles, []string{"overline", "main", "front", "search", "social", "push", "print"}) {
		t.Errorf("headlines in roles %v", roles)
	}
	text := n.Bodies[1]
	if text.ContentType != "text/plain" || !strings.HasPrefix(text.Value, "First "+canary("body")+" passage on.") || text.WordCount == 0 || text.CharCount != len([]rune(text.Value)) {
		t.Errorf("plain body: %+v", text)
	}
	picture := n.Associations[0]
	if digest, ok := format.ParseDigestURI(picture.URI); !ok || digest != harbour || picture.Rel != "lead" {
		t.Errorf("picture: %+v", picture)
	}
	original := picture.Renditions[0]
	if original.SizeInBytes != len(gif) || original.ContentType != "image/gif" || original.Width != 1 || original.POI == nil {
		t.Errorf("rendition: %+v", original)
	}
}
