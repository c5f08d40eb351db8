package bundle

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"stet/internal/article"
	"stet/internal/format"
)

// readRSS is a feed as a program of others reads it: by name spaces.
type readRSS struct {
	Channel struct {
		Title       string   `xml:"title"`
		Links       []string `xml:"link"` // the second is Atom's, which says where the feed lies
		Description string   `xml:"description"`
		Items       []struct {
			Title string `xml:"title"`
			Link  string `xml:"link"`
			GUID  struct {
				PermaLink string `xml:"isPermaLink,attr"`
				Value     string `xml:",chardata"`
			} `xml:"guid"`
			PubDate    string   `xml:"pubDate"`
			Creators   []string `xml:"http://purl.org/dc/elements/1.1/ creator"`
			Content    string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
			Categories []string `xml:"category"`
			Enclosure  struct {
				URL    string `xml:"url,attr"`
				Length int    `xml:"length,attr"`
				Type   string `xml:"type,attr"`
			} `xml:"enclosure"`
			Media struct {
				URL    string `xml:"url,attr"`
				Credit string `xml:"http://search.yahoo.com/mrss/ credit"`
			} `xml:"http://search.yahoo.com/mrss/ content"`
		} `xml:"item"`
	} `xml:"channel"`
}

func readFeed(t *testing.T, files map[string]string) readRSS {
	t.Helper()
	var feed readRSS
	if err := xml.Unmarshal([]byte(files[rssPath]), &feed); err != nil {
		t.Fatal(err)
	}
	return feed
}

func jsonFeedSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for url, file := range map[string]string{"feed.json": "feed.json", "https://json.schemastore.org/feed-1": "feed-1.json"} {
		data, err := os.ReadFile("../format/testdata/schemas/jsonfeed/" + file)
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
	schema, err := c.Compile("feed.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestRSSIsReadByItsNames(t *testing.T) {
	out, _ := written(t, "bag", request(told(canaries())))
	feed := readFeed(t, readAll(t, out))
	if c := feed.Channel; c.Title != "The Quay Post" || c.Links[0] != "https://quay.example/" || c.Description == "" || len(c.Items) != 1 {
		t.Fatalf("channel %+v", c)
	}
	item := feed.Channel.Items[0]
	const url = "https://quay.example/harbour/canaryslugz/"
	at, err := time.Parse(time.RFC1123Z, item.PubDate)
	switch {
	case err != nil || !at.Equal(canaries().FirstPublished):
		t.Errorf("date %q: %v", item.PubDate, err)
	case item.GUID.Value != id(7).URN() || item.GUID.PermaLink != "false":
		t.Errorf("guid %+v", item.GUID)
	case item.Link != url || !slices.Equal(item.Creators, []string{canary("bylines")}) || item.Categories[0] != "Harbour":
		t.Errorf("item %+v", item)
	case item.Enclosure.URL != url+"media/"+harbour+".gif" || item.Enclosure.Type != "image/gif" || item.Enclosure.Length == 0:
		t.Errorf("enclosure %+v", item.Enclosure)
	case item.Media.URL != item.Enclosure.URL || item.Media.Credit != canary("pictures.credit"):
		t.Errorf("media %+v", item.Media)
	}
	for _, want := range []string{`<div lang="nb" dir="rtl">`, canary("body"), canary("corrections"), `src="` + url + `media/` + harbour + `.gif"`} {
		if !strings.Contains(item.Content, want) {
			t.Errorf("the content lacks %s:\n%s", want, item.Content)
		}
	}
}

func TestJSONFeedIsValid(t *testing.T) {
	for name, stories := range map[string][]Story{"one": {told(canaries())}, "few": few(), "none that may": {killed(told(canaries()))}} {
		out, _ := written(t, "bag", request(stories...))
		data := readAll(t, out)[jsonFeedPath]
		if err := valid(t, jsonFeedSchema(t), []byte(data)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, data)
		}
	}
}

func killed(s Story) Story {
	s.Article.Flag = article.Killed
	return s
}

// Readers get feeds at once: what may not reach them yet, or any more, is in none.
func TestFeedsHoldWhatReadersMayGet(t *testing.T) {
	embargoed, withdrawn := told(canaries()), few()[1]
	embargoed.EmbargoOver = false
	withdrawn.Article.Status = article.Withdrawn
	stories := []Story{few()[0], withdrawn, killed(few()[2]), embargoed}
	out, result := written(t, "bag", request(stories...))
	files := readAll(t, out)
	for _, path := range []string{rssPath, atomPath, jsonFeedPath, sitemapPath} {
		if !strings.Contains(files[path], "Harbour wall") || strings.Contains(files[path], "ysters") || strings.Contains(files[path], "港") || strings.Contains(files[path], "Canary") {
			t.Errorf("%s holds others than the one that may go:\n%s", path, files[path])
		}
	}
	for _, want := range []struct {
		id  article.ID
		why string
	}{{id(2), "it is withdrawn"}, {id(3), "it is killed"}, {id(7), "it is under embargo"}} {
		for _, name := range []string{"rss", "atom", "jsonfeed", "sitemap"} {
			if !slices.Contains(result.NotCarried, Loss{want.id, name, "story", want.why}) {
				t.Errorf("nobody is told that %s is not in %s: %v", want.id, name, result.NotCarried)
			}
		}
	}
	broken := embargoed
	broken.Article.Embargo = &article.Embargo{At: noon, Broken: &article.Broken{By: "ML", Why: "It is out."}}
	out, _ = written(t, "bag", request(broken))
	if feed := readFeed(t, readAll(t, out)); len(feed.Channel.Items) != 1 {
		t.Error("a story whose embargo was broken is in no feed")
	}
}

func TestFeedsHoldTheNewest(t *testing.T) {
	stories := []Story{}
	for i := range 9 {
		a := article.Article{ID: id(i + 1), Rev: 1, Status: article.Ready, Body: "x", Updated: noon.Add(-time.Duration(i) * 10 * time.Hour)}
		a.Headlines.Main = fmt.Sprintf("Story %d", i)
		stories = append(stories, told(a))
	}
	stories[0] = killed(stories[0]) // takes nobody's place
	r := request(stories...)
	r.Profile = Profiles[0]
	r.Profile.Options.FeedItems = 3
	out, result := written(t, "bag", r)
	files := readAll(t, out)
	titles := []string{}
	for _, item := range readFeed(t, files).Channel.Items {
		titles = append(titles, item.Title)
	}
	if !slices.Equal(titles, []string{"Story 1", "Story 2", "Story 3"}) {
		t.Errorf("the feed holds %q", titles)
	}
	if !slices.Contains(result.NotCarried, Loss{id(5), "rss", "story", "a feed holds the newest 3 stories"}) {
		t.Errorf("nobody is told of what did not get in: %v", result.NotCarried)
	}
	// The last two days before the newest that may go: 10 to 50 hours back.
	if got := strings.Count(files[sitemapPath], "<loc>"); got != 5 {
		t.Errorf("the sitemap holds %d stories:\n%s", got, files[sitemapPath])
	}
}

// Nothing in a feed is relative: without an address it is left out, and said.
func TestFeedsWithoutAnAddress(t *testing.T) {
	a := canaries()
	a.Body = "To [what is next](#what-next), see[^1] it.\n\n## What next\n\n![](media/" + harbour + ")\n\n[^1]: There.\n"
	r := request(told(a))
	r.House.BaseURL = ""
	out, result := written(t, "bag", r)
	files := readAll(t, out)
	content := readFeed(t, files).Channel.Items[0].Content
	for _, path := range []string{rssPath, atomPath, jsonFeedPath} {
		if strings.Contains(files[path], `media/`) || strings.Contains(files[path], `"#`) {
			t.Errorf("%s has a relative address:\n%s", path, files[path])
		}
	}
	if !strings.Contains(content, "To what is next, see") || !strings.Contains(content, "There.") {
		t.Errorf("words went with the links:\n%s", content)
	}
	for _, want := range []Loss{{id(7), "rss", "pictures", noAddress}, {id(7), "atom", "slug", noAddress}, {id(7), "sitemap", "story", noAddress}} {
		if !slices.Contains(result.NotCarried, want) {
			t.Errorf("nobody is told of %v", want)
		}
	}
	if !strings.Contains(files[atomPath], "<id>urn:uuid:") {
		t.Errorf("the feed has no id:\n%s", files[atomPath])
	}
}

// One sign that no XML file may hold makes a reader refuse all of it.
func TestFeedsAreXMLWhateverIsInAStory(t *testing.T) {
	a := few()[0].Article
	a.Headlines.Main = "A\u000bB ]]> <b> & \ufffe \x00"
	a.Bylines, a.Keywords = []string{"\u0001Mara"}, []string{"x\u0008y"}
	a.Body = "Words ]]> \u000b and more.\n"
	r := request(told(a))
	r.House.Name = "Quay \u0002 & <Post>"
	out, _ := written(t, "bag", r)
	files := readAll(t, out)
	for _, path := range []string{rssPath, atomPath, sitemapPath} {
		var said strings.Builder
		readXML(t, &said, path, files[path])
		if !strings.Contains(said.String(), "AB ]]> <b> &") {
			t.Errorf("%s: the headline reads otherwise:\n%s", path, said.String())
		}
		if strings.ContainsRune(files[path], '\ufffd') {
			t.Errorf("%s has a sign for what cannot be shown", path)
		}
	}
	var feed format.JSONFeed
	if err := json.Unmarshal([]byte(files[jsonFeedPath]), &feed); err != nil || len(feed.Items) != 1 {
		t.Errorf("JSON Feed: %v, %+v", err, feed)
	}
}

func TestSitemapLanguages(t *testing.T) {
	for tag, want := range map[string]string{"en-GB": "en", "zh-Hant": "zh-tw", "zh-TW": "zh-tw", "zh": "zh-cn", "zh-Hans-CN": "zh-cn", "": "en", "UK": "uk"} {
		if got := sitemapLanguage(tag); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}
