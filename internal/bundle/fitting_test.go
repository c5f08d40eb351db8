package bundle

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/format"
)

// Everything for everybody: what is too long for Ghost is left out there, told,
// and whole everywhere else.
func TestWhatIsTooLongIsLeftOutThereAlone(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("tide and wall ", 40))
	s := few()[0]
	s.Article.Headlines.Main, s.Article.Standfirst, s.Article.Headlines.Social = long, long, long
	s.Article.Slug = strings.Trim(strings.Repeat("tide-wall-", 22), "-")
	s.Article.Keywords = []string{"harbour", strings.Repeat("k", 200)}
	profile, err := FindProfile("archive", nil)
	if err != nil {
		t.Fatal(err)
	}
	if limits := profile.AllLimits(); len(limits) > 0 {
		t.Errorf("limits stop it: %+v", limits)
	}
	if ghost, _ := FindProfile("ghost", nil); len(ghost.AllLimits()) == 0 {
		t.Error("nothing stops what goes to Ghost")
	}
	r := request(s, few()[1])
	r.Profile = profile
	out, result := written(t, "all", r)
	for _, name := range []string{"ghost", "ghostrest"} {
		told := []string{}
		for _, l := range result.NotCarried {
			if l.Format == name && l.ID == s.Article.ID && strings.HasPrefix(l.Why, "longer than") {
				told = append(told, l.Field+" "+l.Why[strings.LastIndex(l.Why, ":"):])
			}
		}
		if want := "[headlines.main : cut headlines.social : left out keywords : left out slug : cut standfirst : left out]"; fmt.Sprint(told) != want {
			t.Errorf("%s told %v, want %s", name, told, want)
		}
	}
	if slices.ContainsFunc(result.NotCarried, func(l Loss) bool { return l.ID != s.Article.ID && strings.HasPrefix(l.Why, "longer than") }) {
		t.Error("something is told of the other story")
	}
	folder := filepath.Base(folderOf(t, out, s.Article.ID))
	data, err := os.ReadFile(filepath.Join(out, "data/ghost/posts", folder+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var post format.GhostStory
	if err := json.Unmarshal(data, &post); err != nil {
		t.Fatal(err)
	}
	p := post.Post
	if length(p.Title) > 255 || !strings.HasSuffix(p.Title, " and…") && !strings.HasSuffix(p.Title, " wall…") && !strings.HasSuffix(p.Title, " tide…") || len(p.Slug) > 191 || strings.HasSuffix(p.Slug, "-") ||
		p.Excerpt != "" || p.OGTitle != "" || slices.ContainsFunc(p.Tags, func(tag format.GhostTag) bool { return len(tag.Name) > 191 }) {
		t.Errorf("Ghost gets %+v", p)
	}
	for _, file := range []string{"data/articles/" + folder + "/article.md", "data/articles/" + folder + "/article.json", "data/wordpress/posts/" + folder + ".json"} {
		text, err := os.ReadFile(filepath.Join(out, file))
		if err != nil || strings.Count(string(text), long) < 2 {
			t.Errorf("%s has not all of it: %v", file, err)
		}
	}
}

// Every limit that a format has can be kept to.
func TestEveryLimitCanBeKept(t *testing.T) {
	long := strings.Repeat("łong ", 300)
	for _, f := range formats {
		for field, most := range f.limits {
			a := article.Article{Section: long, Slug: strings.Repeat("long-", 300), Bylines: []string{"A", long}, Keywords: []string{long}, LeadPicture: "p", Pictures: []article.Picture{{ID: "p", Alt: long}},
				Authors: []article.Author{{Name: long}}}
			for _, field := range article.Fields {
				if field.Get(&a) == "" {
					_ = field.Set(&a, long)
				}
			}
			if fit(&a, field, most) == "" {
				t.Errorf("%s of %s is not kept to", field, f.name)
			}
			if again := fit(&a, field, most); again != "" {
				t.Errorf("%s of %s is still too long: %s", field, f.name, again)
			}
			if field == "bylines" && a.Authors[0].Name != a.Bylines[1] {
				t.Error("who wrote it is not known by name any more")
			}
		}
	}
}

// folderOf is the folder of a story in a bundle.
func folderOf(t *testing.T, out string, id article.ID) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, indexPath))
	if err != nil {
		t.Fatal(err)
	}
	x, err := parseIndex(data)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(x.Articles, func(s indexStory) bool { return s.ID == id })
	return x.Articles[at].Folder
}
