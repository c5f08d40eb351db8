package bundle

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"stet/internal/article"
	"stet/internal/format"
)

// ghostSchema is that of Ghost's own API for a new post.
func ghostSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, name := range []string{"posts", "posts-add"} {
		data, err := os.ReadFile(filepath.Join("../format/testdata/schemas/ghost", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer(`"$id": "`, `"$id": "https://ghost.test/`, `"$ref": "posts#`, `"$ref": "https://ghost.test/posts#`).Replace(string(data))
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("https://ghost.test/"+strings.ReplaceAll(name, "-", "."), doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("https://ghost.test/posts.add")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestGhostPostsAreValid(t *testing.T) {
	schema := ghostSchema(t)
	for _, s := range append(few(), everyElement(t), told(canaries())) {
		files, err := writeGhostPost(exported(t, s))
		if err != nil {
			t.Fatal(err)
		}
		var story struct{ Post json.RawMessage }
		if err := json.Unmarshal(files[0].data, &story); err != nil {
			t.Fatal(err)
		}
		if err := valid(t, schema, []byte(`{"posts":[`+string(story.Post)+`]}`)); err != nil {
			t.Errorf("%s: %v", files[0].path, err)
		}
	}
	if valid(t, schema, []byte(`{"posts":[{"title":"a","byline":"b"}]}`)) == nil {
		t.Error("the schema refuses nothing")
	}
}

// ghostFile is what the importer reads.
type ghostFile struct {
	DB []struct {
		Meta struct{ Version string }
		Data struct {
			Posts        []format.GhostRow
			Metas        []format.GhostMetaRow `json:"posts_meta"`
			Tags         []format.GhostTagRow
			Users        []format.GhostUserRow
			PostsTags    []format.GhostPostTag    `json:"posts_tags"`
			PostsAuthors []format.GhostPostAuthor `json:"posts_authors"`
		}
	}
}

// Each zip stands alone: pictures, tags and authors of its posts are in it.
func TestGhostZipsAreWhole(t *testing.T) {
	stories := append(few(), everyElement(t))
	for i := range 20 {
		a := canaries()
		a.ID, a.Slug, a.Embargo = id(50+i), fmt.Sprintf("story-%d", i), nil
		stories = append(stories, told(a))
	}
	killed := canaries()
	killed.ID, killed.Slug, killed.Flag = id(90), "killed", article.Killed
	req := request(append(stories, told(killed))...)
	req.Profile = Profile{Name: "g", Formats: []string{"ghost"}, Options: Options{PartSize: 9000}}
	out, result := written(t, "bag", req)
	zips, posts := 0, 0
	for name, data := range readAll(t, out) {
		if !strings.HasSuffix(name, ".zip") {
			continue
		}
		zips++
		files := unzipped(t, name, data)
		var g ghostFile
		if err := json.Unmarshal([]byte(files["stories.json"]), &g); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		d := g.DB[0].Data
		posts += len(d.Posts)
		for _, p := range d.Posts {
			if p.Slug == "killed" {
				t.Error("a killed story is in")
			}
			for _, ref := range strings.Split(p.HTML+p.Image, "__GHOST_URL__/")[1:] {
				ref, _, _ = strings.Cut(ref, `"`)
				if files[ref[:strings.LastIndexByte(ref, '.')+4]] != gif {
					t.Errorf("%s: %s shows %s, which is not in it", name, p.Slug, ref)
				}
			}
			tagged := slices.ContainsFunc(d.PostsTags, func(r format.GhostPostTag) bool { return r.PostID == p.ID })
			written := slices.ContainsFunc(d.PostsAuthors, func(r format.GhostPostAuthor) bool { return r.PostID == p.ID })
			if !tagged || !written {
				t.Errorf("%s: %s has no tag or no author", name, p.Slug)
			}
		}
		for _, r := range d.PostsTags {
			if !slices.ContainsFunc(d.Tags, func(row format.GhostTagRow) bool { return row.ID == r.TagID }) {
				t.Errorf("%s: no tag %s", name, r.TagID)
			}
		}
		for _, r := range d.PostsAuthors {
			if !slices.ContainsFunc(d.Users, func(row format.GhostUserRow) bool { return row.ID == r.AuthorID }) {
				t.Errorf("%s: no author %s", name, r.AuthorID)
			}
		}
		if len(d.Metas) != len(d.Posts) || g.DB[0].Meta.Version != "6.0.0" {
			t.Errorf("%s: %d meta rows of %d posts, version %q", name, len(d.Metas), len(d.Posts), g.DB[0].Meta.Version)
		}
	}
	if zips < 2 || posts != len(stories) {
		t.Errorf("%d zips with %d posts", zips, posts)
	}
	if !slices.ContainsFunc(result.NotCarried, func(l Loss) bool { return l.ID == id(90) && l.Field == "story" }) {
		t.Errorf("nobody is told that the killed story is left out: %v", result.NotCarried)
	}
}
