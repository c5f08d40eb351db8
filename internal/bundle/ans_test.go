package bundle

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"stet/internal/article"
)

const ansAt = "https://raw.githubusercontent.com/washingtonpost/ans-schema/master/src/main/resources/schema/ans/0.10.12/"

// ansSchemas compiles Arc's schemas from disk, by their path.
func ansSchemas(t *testing.T, names ...string) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	root := os.DirFS("../format/testdata/schemas/ans/0.10.12")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		if object, ok := doc.(map[string]any); ok {
			delete(object, "id") // some say another's
		}
		return c.AddResource(ansAt+name, doc)
	})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*jsonschema.Schema{}
	for _, name := range names {
		schema, err := c.Compile(ansAt + name)
		if err != nil {
			t.Fatal(err)
		}
		found[strings.TrimSuffix(path.Base(name), ".json")] = schema
	}
	return found
}

// A story is valid, and so is each of its elements by the schema of its kind,
// which the story's schema does not ask for.
func TestANSIsValid(t *testing.T) {
	schemas := ansSchemas(t, "story.json", "image.json", "story_elements/text.json", "story_elements/header.json", "story_elements/list.json",
		"story_elements/quote.json", "story_elements/table.json", "story_elements/divider.json", "story_elements/code.json", "story_elements/interstitial_link.json",
		"story_elements/element_group.json", "story_elements/correction.json", "story_elements/raw_html.json")
	stories := append(few(), everyElement(t), told(canaries()), told(article.Article{ID: id(9)}))
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 5))
	for range 40 {
		a := scrambled(r)
		a.Body = randomCopy(r)
		stories = append(stories, told(a))
	}
	kinds := map[string]int{}
	for _, s := range stories {
		files, err := writeANS(exported(t, s))
		if err != nil {
			t.Fatal(err)
		}
		data := files[0].data
		if err := valid(t, schemas["story"], data); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		var story struct {
			Elements []json.RawMessage `json:"content_elements"`
		}
		if err := json.Unmarshal(data, &story); err != nil {
			t.Fatal(err)
		}
		for len(story.Elements) > 0 {
			raw := story.Elements[0]
			story.Elements = story.Elements[1:]
			var el struct {
				Type     string
				Elements []json.RawMessage `json:"content_elements"`
			}
			if err := json.Unmarshal(raw, &el); err != nil {
				t.Fatal(err)
			}
			kinds[el.Type]++
			if schemas[el.Type] == nil {
				t.Fatalf("no schema for %s", raw)
			}
			if err := valid(t, schemas[el.Type], raw); err != nil {
				t.Fatalf("%v\n%s", err, raw)
			}
			story.Elements = append(story.Elements, el.Elements...)
		}
	}
	for kind := range schemas {
		if kind != "story" && kinds[kind] == 0 {
			t.Errorf("no story had a %s", kind)
		}
	}
	if valid(t, schemas["story"], []byte(`{"type":"story","version":"0.10.12","body":"x"}`)) == nil {
		t.Error("the schema refuses nothing")
	}
}

// A section is what Arc calls it, on each of its sites; else its own slug.
func TestASectionIsWhatArcCallsIt(t *testing.T) {
	schema := ansSchemas(t, "story.json")["story"]
	for _, c := range []struct{ mapping, want string }{
		{"", `{"primary_section":{"type":"section","version":"0.10.12","_id":"/harbour","name":"Harbour","path":"/harbour"},"sections":["/harbour"]}`},
		{"/news/harbour", `{"primary_section":{"type":"reference","referent":{"type":"section","id":"/news/harbour"}},"sections":["/news/harbour"],"name":"Harbour"}`},
		{"quay:/harbour; herald:/regional; quay:/ships", `{"primary_section":{"type":"reference","referent":{"type":"section","id":"/harbour","website":"quay"}},` +
			`"sections":["/harbour","/regional","/ships"],"site":"quay","websites":{"herald":{"website_section":{"type":"reference","referent":{"type":"section","id":"/regional","website":"herald"}}},` +
			`"quay":{"website_section":{"type":"reference","referent":{"type":"section","id":"/harbour","website":"quay"}}}},"name":"Harbour"}`},
	} {
		s := few()[0]
		s.Section.Mapping = map[string]string{"arc": c.mapping, "ghost": canary("mapping")}
		files, err := writeANS(exported(t, s))
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(t, schema, files[0].data); err != nil {
			t.Errorf("%q: %v", c.mapping, err)
		}
		var story struct {
			Taxonomy struct {
				Primary  json.RawMessage `json:"primary_section"`
				Sections []struct {
					ID       string `json:"_id"`
					Referent struct{ ID string }
				}
			}
			Site     string            `json:"canonical_website"`
			Websites json.RawMessage   `json:"websites"`
			More     map[string]string `json:"additional_properties"`
		}
		if err := json.Unmarshal(files[0].data, &story); err != nil {
			t.Fatal(err)
		}
		sections := []string{}
		for _, s := range story.Taxonomy.Sections {
			sections = append(sections, s.ID+s.Referent.ID)
		}
		got, err := json.Marshal(struct {
			Primary  json.RawMessage `json:"primary_section"`
			Sections []string        `json:"sections"`
			Site     string          `json:"site,omitempty"`
			Websites json.RawMessage `json:"websites,omitempty"`
			Name     string          `json:"name,omitempty"`
		}{story.Taxonomy.Primary, sections, story.Site, story.Websites, story.More["section"]})
		if err != nil || string(got) != c.want {
			t.Errorf("%q gives\n%s\nwant\n%s", c.mapping, got, c.want)
		}
	}
}
