package bundle

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

// readWXR is a file as a reader of XML has it, who knows of namespaces.
type readWXR struct {
	Version string `xml:"channel>wxr_version"`
	Authors []struct {
		Login string `xml:"author_login"`
		Name  string `xml:"author_display_name"`
	} `xml:"channel>author"`
	Items []readItem `xml:"channel>item"`
}

type readItem struct {
	Title   string `xml:"title"`
	Content string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	Excerpt string `xml:"http://wordpress.org/export/1.2/excerpt/ encoded"`
	ID      int    `xml:"http://wordpress.org/export/1.2/ post_id"`
	Parent  int    `xml:"http://wordpress.org/export/1.2/ post_parent"`
	DateGMT string `xml:"http://wordpress.org/export/1.2/ post_date_gmt"`
	Status  string `xml:"http://wordpress.org/export/1.2/ status"`
	Type    string `xml:"http://wordpress.org/export/1.2/ post_type"`
	PubDate string `xml:"pubDate"`
	Date    string `xml:"http://wordpress.org/export/1.2/ post_date"`
	Creator string `xml:"http://purl.org/dc/elements/1.1/ creator"`
	Terms   []struct {
		Domain string `xml:"domain,attr"`
		Slug   string `xml:"nicename,attr"`
		Name   string `xml:",chardata"`
	} `xml:"category"`
	Meta []struct {
		Key   string `xml:"meta_key"`
		Value string `xml:"meta_value"`
	} `xml:"http://wordpress.org/export/1.2/ postmeta"`
}

func wxrFiles(t *testing.T, files map[string]string) []readWXR {
	t.Helper()
	names, found := []string{}, []readWXR{}
	for name := range files {
		if ok, _ := path.Match("data/wordpress/stories-*.xml", name); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		var file readWXR
		if err := xml.Unmarshal([]byte(files[name]), &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if file.Version != "1.2" || !strings.HasPrefix(files[name], "<?xml") {
			t.Errorf("%s is not taken for a WXR file", name)
		}
		found = append(found, file)
	}
	return found
}

// Whatever is typed, the file is XML, and says titles, texts and dates.
func TestEveryWXRIsRead(t *testing.T) {
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 1))
	stories, by := []Story{}, map[string]article.Article{}
	for i := range 60 {
		a := scrambled(r)
		a.ID, a.Slug, a.MoreSources = id(100+i), fmt.Sprintf("story-%d", i), nil
		a.Body = "Some \x0bcopy ]]> of " + article.OneLine(awkward[r.IntN(len(awkward))]) + " end"
		stories = append(stories, told(a))
		by[a.ID.URN()] = a
	}
	req := request(stories...)
	req.Profile = Profile{Name: "w", Formats: []string{"wxr"}, Options: Options{PartSize: 20_000}}
	out, result := written(t, "bag", req)
	files := wxrFiles(t, readAll(t, out))
	if len(files) < 2 {
		t.Errorf("%d files, though none may be larger than 20 KB", len(files))
	}
	seen, numbers := 0, map[int]bool{}
	for _, f := range files {
		for _, item := range f.Items {
			if numbers[item.ID] || item.ID <= 0 {
				t.Errorf("number %d twice", item.ID)
			}
			numbers[item.ID] = true
			if item.Type == "attachment" {
				if !numbers[item.Parent] {
					t.Errorf("picture %d hangs on %d, which is not there", item.ID, item.Parent)
				}
				continue
			}
			seen++
			meta := map[string]string{}
			for _, m := range item.Meta {
				meta[m.Key] = m.Value
			}
			a := by[meta["stet_id"]]
			e := exported(t, told(a))
			if want := escapeText(format.XMLText(a.Headlines.Main)); item.Title != want {
				t.Errorf("title %q, want %q", item.Title, want)
			}
			if !strings.Contains(item.Content, "copy ]]&gt; of ") {
				t.Errorf("the text is gone: %q", item.Content)
			}
			// Some have one title and one date, which their file parts.
			if at, err := time.Parse(time.DateTime, item.DateGMT); err != nil || at.Sub(e.date()) < 0 || at.Sub(e.date()) > 10*time.Second {
				t.Errorf("date %s, want %s", item.DateGMT, e.date())
			}
			if item.Status != wpStatus(&e.article) {
				t.Errorf("status %s of %s", item.Status, a.Flag)
			}
		}
	}
	left := 0
	for _, l := range result.NotCarried {
		if l.Field == "story" {
			left++
		}
	}
	if seen+left != len(stories) || left == 0 {
		t.Errorf("%d stories are in, %d said to be left out, of %d", seen, left, len(stories))
	}
}

// The numbers of a thumbnail and of what hangs on a post are those of the file.
func TestWXRNumbers(t *testing.T) {
	out, _ := written(t, "bag", allOf(append(few(), everyElement(t))...))
	for _, f := range wxrFiles(t, readAll(t, out)) {
		thumbnails := 0
		for _, item := range f.Items {
			for _, m := range item.Meta {
				if m.Key != "_thumbnail_id" {
					continue
				}
				thumbnails++
				i := slices.IndexFunc(f.Items, func(other readItem) bool {
					return fmt.Sprint(other.ID) == m.Value
				})
				if i < 0 || f.Items[i].Parent != item.ID {
					t.Errorf("thumbnail %s of %d is not there", m.Value, item.ID)
				}
			}
		}
		if thumbnails != 1 {
			t.Errorf("%d thumbnails", thumbnails)
		}
	}
}
