package intake_test

import (
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/intake"
)

// A bad story of a list stops no other, and each is named.
func TestOneBadStoryOfMany(t *testing.T) {
	data := `<rss version="2.0"><channel><item><title>One</title><guid>1</guid></item><item></item><item><title>Three</title></item></channel></rss>`
	items, err := intake.Items(intake.Feed, []byte(data), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for item := range items {
		word := "in"
		if item.Err != nil {
			word = item.Err.Error()
		}
		said = append(said, item.Name+": "+word)
	}
	if got, want := strings.Join(said, "; "), "item 1, One: in; item 2: the copy holds no words; item 3, Three: in"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := intake.Read(intake.Feed, []byte(data), intake.Options{}); err == nil || !strings.Contains(err.Error(), "just one story") {
		t.Errorf("read as one: %v", err)
	}
}

// What copy names is looked for beside it, and nowhere else.
func TestBesideStaysInside(t *testing.T) {
	for _, address := range []string{
		"../../secret.jpg", "/etc/passwd.jpg", "file:///etc/secret.jpg", `..\..\secret.jpg`, "a/../../../secret.jpg", "//host/%2e%2e/%2e%2e/secret.jpg", "javascript:x.jpg", "", ".", "..", "https://h.example/", "x.jpg\x00",
	} {
		var asked []string
		beside := func(name string) ([]byte, bool) {
			asked = append(asked, name)
			return nil, false
		}
		o := intake.Options{Name: "posts/a.md", Beside: beside}
		if _, err := intake.Read(intake.Markdown, []byte("![x](<"+address+">)"), o); err != nil {
			t.Fatal(err)
		}
		for _, name := range asked {
			if strings.HasPrefix(name, "/") || strings.HasPrefix(name, "..") || strings.Contains(name, "/../") || strings.Contains(name, `\`) {
				t.Errorf("%q is looked for at %q", address, name)
			}
		}
	}
}

// A page of Stet's that lies in a feed comes back as what it was.
func TestDialectComesBackFromHTML(t *testing.T) {
	const html = `<div lang="en" dir="ltr"><p><span class="story-dateline">Halvern —</span> Crews <em>stopped</em> <code>work()</code>, <del>then</del> <a href="https://quay.example/">left</a>.<br>A line.</p>
<h2 id="s-next">What next</h2><ol start="3"><li>Three</li><li>Four</li></ol><blockquote><p>Quote.</p></blockquote><hr>
<div class="table"><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>
<pre><code>a {
}
</code></pre>
<aside class="pullquote"><blockquote><p>A button.</p></blockquote><p class="pullquote-by">Anna {x}</p></aside>
<aside class="factbox"><p class="box-title">Facts</p><p>One.</p><aside class="correction"><p>Inner.</p></aside></aside>
<aside class="embed"><p class="embed-title"><a href="https://video.example/1">A film</a></p><p class="embed-host">video.example</p></aside>
<p>Noted.<sup class="footnote-ref"><a href="#s-fn-1" role="doc-noteref" id="s-fnref-1">1</a></sup></p>
<section class="footnotes" role="doc-endnotes"><ol><li id="s-fn-1"><p>The note.</p></li></ol></section>
<footer class="story-foot"><p class="story-credit">Agency</p><p class="story-terms">Not for print</p></footer></div>`
	data := `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><generator>stet 0.1</generator><item><title>A &lt;b&gt; c</title><content:encoded><![CDATA[` + html + `]]></content:encoded></item></channel></rss>`
	res, err := intake.Read(intake.Feed, []byte(data), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Crews *stopped* `work()`, ~~then~~ [left](https://quay.example/).\\\nA line.\n\n## What next\n\n3. Three\n4. Four\n\n> Quote.\n\n---\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n```\na {\n}\n```\n\n" +
		":::pullquote {by=\"Anna \\{x}\"}\n\nA button.\n\n:::\n\n::::factbox Facts\n\nOne.\n\n:::correction\n\nInner.\n\n:::\n\n::::\n\n:::embed https://video.example/1 A film\n:::\n\nNoted.[^1]\n\n[^1]: The note."
	a := res.Article
	if a.Body != want {
		t.Errorf("body:\n%s\nwant:\n%s", a.Body, want)
	}
	if a.Headlines.Main != "A <b> c" || a.Dateline != "Halvern" || a.Credit != "Agency" || a.UsageTerms != "Not for print" {
		t.Errorf("%q %q %q %q", a.Headlines.Main, a.Dateline, a.Credit, a.UsageTerms)
	}
}

func fuzzStories(f *testing.F, kind intake.Kind) {
	f.Fuzz(func(t *testing.T, data []byte) {
		picture := []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")
		beside := func(name string) ([]byte, bool) { return picture, strings.HasSuffix(name, ".gif") }
		items, err := intake.Items(kind, data, intake.Options{Beside: beside})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		for item := range items {
			if item.Err != nil {
				checkRefusal(t, item.Err)
				continue
			}
			checkClean(t, item.Article)
			for _, p := range item.Article.Pictures {
				if item.Pictures[p.ID] == nil {
					t.Errorf("picture %s has no bytes", p.ID)
				}
			}
		}
	})
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title><item><title>a &amp;lt;b&gt;</title><description>&lt;p&gt;x&lt;img src="a.gif"&gt;</description><author>a@b (c)</author><pubDate>Fri, 27 Nov 2026 10:00 GMT</pubDate><media:content url="b.gif"/></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></title><content type="html">&lt;aside class="factbox"&gt;&lt;hr&gt;&lt;pre&gt;y</content></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"content_text":"x","authors":[{"name":"y"}]}]}`))
	fuzzStories(f, intake.Feed)
}

func FuzzWXR(f *testing.F) {
	f.Add([]byte(`<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>t</title><content:encoded><![CDATA[a

b [caption]<img src="a.gif"/> c[/caption] <pre>x</pre>]]></content:encoded><wp:post_type>post</wp:post_type><wp:status>future</wp:status><wp:post_date>2026-01-01 00:00:00</wp:post_date></item></channel></rss>`))
	fuzzStories(f, intake.WXR)
}

func FuzzGhost(f *testing.F) {
	f.Add([]byte(`{"data":{"posts":[{"id":1,"title":"t","lexical":"{\"root\":{\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\",\"text\":\"x\",\"format\":31}]},{\"type\":\"image\",\"src\":\"a.gif\"}]}}"},{"id":2,"mobiledoc":"{\"sections\":[[1,\"p\",[[0,[0],9,\"x\"]]],[10,0],[3,\"ul\",[[]]]],\"markups\":[[\"a\",[\"href\"]]],\"cards\":[[\"hr\",{}]]}"}]},"meta":{}}`))
	fuzzStories(f, intake.Ghost)
}

func FuzzSite(f *testing.F) {
	f.Add("+++\ntitle = 'x'\n[params]\nbylines = [{name = 'y'}]\n+++\n{{< figure src=\"a.gif\" >}} ![x](a.gif \"t\") `{{< a >}}`\n\n{{< stet-factbox title=\"a\" >}}\n\nx\n\n{{< stet-end of=\"factbox\" >}}\n<img src=a.gif>")
	f.Add("---\ntitle: x\nresources:\n- {src: a.gif, params: {lead: true}}\naliases: /x/\nimage: {src: a.gif}\n---\n## h {#x}\n~~~\n![](a.gif)\n")
	f.Fuzz(func(t *testing.T, text string) {
		beside := func(name string) ([]byte, bool) {
			return []byte("GIF89a\x01\x00\x01\x00"), strings.HasSuffix(name, ".gif")
		}
		res, err := intake.Read(intake.Markdown, []byte(text), intake.Options{Name: "content/s/x/index.md", Beside: beside})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkClean(t, res.Article)
		if _, err := article.ParseID(string(res.Article.ID)); res.Article.ID != "" && err != nil {
			t.Errorf("id %q", res.Article.ID)
		}
	})
}

// A post of an export that cannot be read is named with its reason, and the others
// come in; so do stories beside rows that are no stories.
func TestOneBadPostOfMany(t *testing.T) {
	data := `{"db":[{"data":{"posts":[{"id":"1","type":"page","title":"About"},{"id":"2","title":"Two","html":"<p>Two boats.</p>"},{"id":"3","title":"Three","html":["no"]},7,{"id":"5","title":"Five","html":"<p>Five boats.</p>"}],
	"tags":[{"id":"9","name":{"en":"Harbour"}},{"id":"8","name":"Quay"}],"posts_tags":[{"post_id":"2","tag_id":"8"},"x"]}}]}`
	var said []string
	var first intake.Item
	for _, item := range items(t, intake.Ghost, data, intake.Options{}) {
		word := "in"
		if item.Err != nil {
			word = item.Err.Error()
		} else if first.Name == "" {
			first = item
		}
		if said = append(said, item.Name+": "+word); item.Of != 4 {
			t.Errorf("%s is one of %d", item.Name, item.Of)
		}
	}
	want := []string{
		"item 2, Two: in", "item 5, Five: in",
		`item 3, Three: the file cannot be read: "html" holds what does not belong there: JSON of the kind array`,
		`item 4: the file cannot be read: it holds what does not belong there: JSON of the kind number`,
	}
	if strings.Join(said, "; ") != strings.Join(want, "; ") {
		t.Errorf("said\n%s, want\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	if first.Article.Section != "Quay" || !saidWhy(first.Receipt, `A row of the export that is no story cannot be read: it holds what does not belong there: JSON of the kind string.`) {
		t.Errorf("%q, %+v", first.Article.Section, first.Receipt.Changed)
	}

	// What a feed says of itself may be wrong; its stories are as good.
	feed := items(t, intake.Feed, `{"version":"https://jsonfeed.org/version/1.1","authors":"Mara Lind","items":[{"id":"1","title":"One","content_text":"One boat."}]}`, intake.Options{})
	if len(feed) != 1 || feed[0].Err != nil || !saidWhy(feed[0].Receipt, `The file cannot be read: "authors" holds what does not belong there: JSON of the kind string.`) {
		t.Errorf("%+v", feed)
	}
	for _, whole := range []string{`{"db":[{"data":{"posts":{}}}]}`, `{"db":[{"data":{"posts":[{"id":1,"id":2}]}}]}`} {
		if _, err := intake.Items(intake.Ghost, []byte(whole), intake.Options{}); err == nil {
			t.Errorf("%s is taken", whole)
		}
	}
}
