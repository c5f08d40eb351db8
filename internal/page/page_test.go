package page

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

// pages are the samples by name, as documents.
func pages(t testing.TB) map[string]string {
	t.Helper()
	based := sample(t)
	based.House.BaseURL = "https://halvern.example/news/"
	return map[string]string{
		"full": made(Full, sample(t)), "mobile": made(Mobile, sample(t)), "based": made(Full, based), "based-mobile": made(Mobile, based),
		"arabic": made(Full, arabic(t)), "bare": made(Full, bare(t)), "bare-mobile": made(Mobile, bare(t)),
	}
}

// TestSame: what the preview shows is what ships, byte for byte, and the same
// story makes the same page.
func TestSame(t *testing.T) {
	in := sample(t)
	full, mobile := made(Full, in), made(Mobile, in)
	if part := fragment(in, false); !strings.Contains(full, part) {
		t.Errorf("the full page lacks %.60q", part)
	}
	if part := fragment(in, true); !strings.Contains(mobile, part) {
		t.Errorf("the mobile page lacks %.60q", part)
	}
	if made(Full, sample(t)) != full || made(Mobile, sample(t)) != mobile {
		t.Error("the same story made another page")
	}
}

func find(n *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && match(c) {
			found = append(found, c)
		}
	}
	return found
}

func byClass(class string) func(*html.Node) bool {
	return func(n *html.Node) bool { return strings.Contains(" "+attribute(n, "class")+" ", " "+class+" ") }
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// made is a whole document.
func made(write func(*bytes.Buffer, Input), in Input) string {
	var out bytes.Buffer
	write(&out, in)
	return out.String()
}

// fragment is the page, or the light one, without the document around it.
func fragment(in Input, light bool) string {
	v := newView(in)
	h := newWriter()
	v.fragment(h, light, v.body())
	return h.String()
}

func parse(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestBlocks: the children of story-body are the blocks, one for one, so that
// the preview can find the place of each.
func TestBlocks(t *testing.T) {
	for name, in := range map[string]Input{"sample": sample(t), "arabic": arabic(t), "bare": bare(t)} {
		for _, page := range []string{fragment(in, false), fragment(in, true)} {
			root := parse(t, page)
			if n := len(find(root, byClass("stet-page"))); n != 1 {
				t.Errorf("%s: %d elements of class stet-page", name, n)
			}
			bodies := find(root, byClass("story-body"))
			if len(bodies) != 1 {
				t.Fatalf("%s: %d elements of class story-body", name, len(bodies))
			}
			_, body := Parts(in, false)
			children := 0
			for c := range bodies[0].ChildNodes() {
				if c.Type == html.ElementNode {
					children++
				}
			}
			if children != len(in.Doc.Blocks) || len(body) != children {
				t.Errorf("%s: %d children, %d blocks, %d in Parts", name, children, len(in.Doc.Blocks), len(body))
			}
		}
	}
}

// TestReads: the furniture in the order a reader meets it, and the words that
// a reader must not see.
func TestReads(t *testing.T) {
	page := text(parse(t, fragment(sample(t), false)))
	at := 0
	for _, want := range []string{
		"Coast Harbour defences Storm gate at Halvern holds", "The barrier closed at 02:40",
		"By Mara Lind, coast correspondent and Tom Oyelaran",
		"Published 3 December 2025, 14:05 GMT Updated 3 December 2025, 17:30 GMT",
		"The gate at the mouth of the inner harbour shortly before high water. Ines Aalto/Halvern Post",
		"HALVERN — The steel gate", "“There was no rehearsal”", "The gate in numbers", "Correction This article was amended",
		"Correction, 3 December 2025: An earlier version", "Additional reporting", "© 2025 Halvern Post",
		"Trending Ferry to Brack",
	} {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("%q is not behind %q in %s", want, page[max(0, at-40):at], page)
		}
		at += i
	}
}

func TestStamp(t *testing.T) {
	summer := time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ zone, lang, want string }{
		{"Europe/London", "en", "Published 1 July 2025, 13:00 BST"},
		{"Europe/Kyiv", "uk", "Опубліковано 1 липня 2025, 15:00 EEST"},
		{"Europe/Berlin", "de-AT", "Veröffentlicht am 1. Juli 2025, 14:00 CEST"},
		{"America/Sao_Paulo", "pt-BR", "Publicado em 1 de julho de 2025, 09:00 UTC−3"},
		{"Asia/Kathmandu", "en", "Published 1 July 2025, 17:45 UTC+5:45"},
		{"Nowhere/Land", "en", "Published 1 July 2025, 12:00 UTC"},
		{"", "ja", "Published 2025-07-01, 12:00 UTC"},
		{"Asia/Jerusalem", "he", "פורסם ב־1 ביולי 2025, 15:00 IDT"},
	} {
		a := article.Article{Language: c.lang, FirstPublished: summer}
		in := Input{Article: &a, House: article.House{Zone: c.zone}}
		if page := text(parse(t, fragment(in, false))); page != c.want {
			t.Errorf("%s %s: %q, want %q", c.zone, c.lang, page, c.want)
		}
	}
}

// TestDateline runs in where the body starts with a paragraph, else stands alone.
func TestDateline(t *testing.T) {
	for body, want := range map[string]string{
		"One.\n\nTwo.":       `<p><span class="story-dateline">KYIV —</span> One.</p>`,
		"- One":              `<p class="story-dateline">KYIV</p>`,
		"":                   `<p class="story-dateline">KYIV</p>`,
		"![x](media/y)\n\nA": `<p class="story-dateline">KYIV</p>`,
	} {
		a := article.Article{Dateline: "KYIV — ", Body: body}
		page := fragment(Input{Article: &a, Doc: markup.New().Parse(body, nil)}, false)
		if strings.Count(page, "KYIV") != 1 || !strings.Contains(page, want) {
			t.Errorf("%q became %s", body, page)
		}
	}
}

func TestPictures(t *testing.T) {
	in := sample(t)
	in.Media = func(p article.Picture) Shown {
		if p.ID == "b2" {
			return Shown{File: File{URL: `x"y&z.jpg`}}
		}
		return Shown{}
	}
	page := fragment(in, false)
	for _, want := range []string{
		`<img src="x&#34;y&amp;z.jpg" alt="A man in a yellow coat`,
		`<figure class="story-lead missing"><span class="missing-picture"><b>Picture missing</b> <span>Waves break`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	in.Media = nil
	if page := fragment(in, false); strings.Contains(page, "<img") || strings.Count(page, "missing-picture") != 2 {
		t.Error("a picture without a URL left no placeholder")
	}
	if page := fragment(arabicWithout(t), false); !strings.Contains(page, "الصورة غير موجودة") {
		t.Error("the placeholder does not speak the story's language")
	}
}

// A browser takes the width that fits, other sites the crops, and nobody's
// page jumps: the size is the file's, not the original's.
func TestPicturesInSeveralSizes(t *testing.T) {
	in := sample(t)
	in.House.BaseURL = "https://halvern.example"
	in.Media = func(p article.Picture) Shown {
		large := File{"media/" + p.ID + "-1600.jpg", 1600, 900}
		return Shown{File: large, Set: []File{{"media/" + p.ID + "-480.jpg", 480, 270}, large},
			Crops: []File{{"media/" + p.ID + "-16x9.jpg", 1200, 675}, {"media/" + p.ID + "-1x1.jpg", 900, 900}}}
	}
	page := made(Full, in)
	for _, want := range []string{
		`<img src="media/a1-1600.jpg" alt="Waves break over a closed steel gate at night" width="1600" height="900" srcset="media/a1-480.jpg 480w, media/a1-1600.jpg 1600w" sizes="(min-width: 49em) 49em, 100vw" fetchpriority="high">`,
		`<img src="media/b2-1600.jpg" alt="A man in a yellow coat reads a gauge" width="1600" height="900" srcset="media/b2-480.jpg 480w, media/b2-1600.jpg 1600w" sizes="(min-width: 45em) 36em, 92vw" loading="lazy">`,
		`<meta property="og:image" content="https://halvern.example/coast/halvern-storm-gate-holds/media/a1-16x9.jpg">`,
		`<meta property="og:image:width" content="1200">`,
		`"image":[{"@type":"ImageObject","url":"https://halvern.example/coast/halvern-storm-gate-holds/media/a1-16x9.jpg","width":1200,"height":675,`,
		`media/a1-1x1.jpg","width":900,"height":900,`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func arabicWithout(t testing.TB) Input {
	in := arabic(t)
	in.Media = nil
	return in
}

func heads(t *testing.T, page string) map[string][]string {
	found := map[string][]string{}
	for _, n := range find(parse(t, page), func(n *html.Node) bool { return n.Data == "meta" || n.Data == "link" }) {
		key := attribute(n, "name") + attribute(n, "property") + attribute(n, "rel")
		found[key] = append(found[key], attribute(n, "content")+attribute(n, "href"))
	}
	return found
}

func TestHead(t *testing.T) {
	got := heads(t, pages(t)["based"])
	for key, want := range map[string][]string{
		"description":            {"The barrier closed at 02:40 for the first time. Engineers had expected to have another year before it was needed."},
		"canonical":              {"https://halvern.example/news/coast/halvern-storm-gate-holds/"},
		"alternate":              {"https://halvern.example/news/coast/halvern-storm-gate-holds/mobile.html"},
		"og:url":                 {"https://halvern.example/news/coast/halvern-storm-gate-holds/"},
		"og:type":                {"article"},
		"og:title":               {"“We heard it before we saw it”: the night Halvern’s gate closed"},
		"og:site_name":           {"Halvern Post"},
		"og:locale":              {"en_GB"},
		"og:image":               {"https://halvern.example/news/coast/halvern-storm-gate-holds/media/a1.jpg"},
		"og:image:width":         {"1600"},
		"article:published_time": {"2025-12-03T14:05:00Z"},
		"article:modified_time":  {"2025-12-03T17:30:00Z"},
		"article:section":        {"Coast"},
		"article:author":         {"Mara Lind", "Tom Oyelaran"},
		"article:tag":            {"Halvern", "flood defences", "storm gate"},
		"twitter:card":           {"summary_large_image"},
		"twitter:image:alt":      {"Waves break over a closed steel gate at night"},
		"author":                 {"Mara Lind", "Tom Oyelaran"},
	} {
		if !reflect.DeepEqual(got[key], want) {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	if title := text(find(parse(t, pages(t)["full"]), func(n *html.Node) bool { return n.Data == "title" })[0]); title != "Halvern storm gate holds against highest tide in 40 years" {
		t.Errorf("title %q", title)
	}
}

// TestNoBase: a house that has no address yet claims none.
func TestNoBase(t *testing.T) {
	full := pages(t)["full"]
	got := heads(t, full)
	for _, key := range []string{"canonical", "og:url", "og:image"} {
		if got[key] != nil {
			t.Errorf("%s is %q", key, got[key])
		}
	}
	if got["alternate"][0] != "mobile.html" || heads(t, pages(t)["mobile"])["canonical"][0] != "index.html" {
		t.Error("the two pages do not name each other")
	}
	data := linked(t, full)
	for _, key := range []string{"url", "mainEntityOfPage", "image"} {
		if data[key] != nil {
			t.Errorf("JSON-LD has %s %v", key, data[key])
		}
	}
}

func linked(t *testing.T, page string) map[string]any {
	t.Helper()
	scripts := find(parse(t, page), func(n *html.Node) bool { return n.Data == "script" })
	if len(scripts) != 1 || attribute(scripts[0], "type") != "application/ld+json" {
		t.Fatalf("%d scripts", len(scripts))
	}
	var data map[string]any
	if err := json.Unmarshal([]byte(scripts[0].FirstChild.Data), &data); err != nil {
		t.Fatal(err)
	}
	return data
}

func TestLinkedData(t *testing.T) {
	got := linked(t, pages(t)["based"])
	for key, want := range map[string]any{
		"@type": "NewsArticle", "@id": "urn:uuid:0198c5a0-7b1e-7c3a-9f11-2b6d5e8f4a01",
		"headline":      "Storm gate at Halvern holds on its first night, and the old town stays dry",
		"datePublished": "2025-12-03T14:05:00Z", "dateModified": "2025-12-03T17:30:00Z",
		"articleSection": "Coast", "inLanguage": "en-GB", "dateline": "HALVERN", "isAccessibleForFree": true,
		"url":    "https://halvern.example/news/coast/halvern-storm-gate-holds/",
		"author": []any{map[string]any{"@type": "Person", "name": "Mara Lind", "jobTitle": "coast correspondent"}, map[string]any{"@type": "Person", "name": "Tom Oyelaran"}},
		"correction": []any{map[string]any{
			"@type": "CorrectionComment", "datePublished": "2025-12-03T17:20:00Z",
			"text": "An earlier version gave the height of the gate as 11 metres. It is 9 metres.",
		}},
		"wordCount": float64(sample(t).Doc.Words),
	} {
		if !reflect.DeepEqual(got[key], want) {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
}

// What readers are told of a story is in its data too: a retraction as its
// state, an update as the time alone.
func TestLinkedCorrections(t *testing.T) {
	got := linked(t, made(Full, retracted(t)))
	comments, _ := got["correction"].([]any)
	if got["creativeWorkStatus"] != "Retracted" || len(comments) != 2 || got["dateModified"] != "2025-12-03T19:20:00Z" {
		t.Errorf("%v, %v, %v", got["creativeWorkStatus"], comments, got["dateModified"])
	}
}

// TestNothingInternal fills every text of an article with a word of its own;
// of the fields that never leave the building none is on any page.
func TestNothingInternal(t *testing.T) {
	in := sample(t)
	a := *in.Article
	a.InternalNote, a.Assignee, a.BudgetLine, a.Slugline, a.NoLength = "canary-note", "canary-assignee", "canary-budget", "canary-slugline", "canary-length"
	a.Queries = []article.Query{{Text: "canary-query", By: "canary-by", Answer: "canary-answer"}}
	a.Options = []article.Option{{Text: "canary-option", By: "canary-by", Note: "canary-optionnote", Chosen: &article.Choice{By: "canary-chooser", Why: "canary-why"}}}
	a.Authors = []article.Author{{Name: "Mara Lind", Email: "canary@mail.example"}}
	a.Corrections = []article.Correction{{Text: "Said.", Kind: article.Corrected, Why: "canary-why", By: "canary-by"}, {Kind: article.MinorFix, Why: "canary-minor", By: "canary-by"}}
	a.Embargo = &article.Embargo{Said: "canary-said", By: "canary-by", Reason: "canary-reason"}
	a.Legal = article.Legal{By: "canary-lawyer", Over: "canary-over"}
	a.Source = article.Source{Service: "canary-service", Key: "canary-key", Version: "canary-version"}
	a.LeadPicture, in.House.BaseURL = "a1", "https://halvern.example/" // so that the head tells all it can
	a.Pictures = []article.Picture{{ID: "a1", Name: "canary-name", Rights: "canary-rights", Source: "canary-source"}}
	a.Body = "Seen {==passage==}{>>query: canary-who: canary-why<<}.\n\n:::note\ncanary-hidden\n:::\n"
	in.Article, in.Doc = &a, markup.New().Parse(a.Body, a.Pictures)
	for _, page := range []string{made(Full, in), made(Mobile, in)} {
		if found := regexp.MustCompile(`canary[-@\w]*`).FindString(page); found != "" {
			t.Errorf("the page says %s", found)
		}
	}
}

func TestPath(t *testing.T) {
	for _, c := range []struct{ slug, id, section, want string }{
		{"a-story", "id", "world", "world/a-story/"}, {"a-story", "id", "", "a-story/"}, {"", "0198", "world", "world/0198/"}, {"", "", "", "story/"},
	} {
		a := article.Article{Slug: c.slug, ID: article.ID(c.id)}
		if got := Path(&a, desk.Section{Slug: c.section}); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// TestStyle: the sheet can be adopted by a shadow root, where nothing outside
// it exists, and fetches nothing.
func TestStyle(t *testing.T) {
	sheet := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(FrontStyle(), "")
	for _, bad := range []string{"@import", "url(", "http:", "https:", "html", ":root", "body{", "body ", "rem;", "vw", "vh", "</"} {
		if at := strings.Index(strings.ReplaceAll(sheet, `href^="http"`, ""), bad); at >= 0 && bad != "body " {
			t.Errorf("%q in the style sheet", bad)
		}
	}
	for _, rule := range strings.Split(sheet, "}") {
		selector, _, _ := strings.Cut(rule, "{")
		selector = strings.TrimSpace(selector)
		if selector != "" && !strings.HasPrefix(selector, "@") && !strings.HasPrefix(selector, ".stet-") {
			t.Errorf("rule %q does not hang on the page", selector)
		}
	}
}

// TestCheckers runs the Nu HTML checker and a schema.org checker, which are
// not ours, over every sample.
func TestCheckers(t *testing.T) {
	script, err := filepath.Abs("../../../shared/consumers/html-jsonld.sh")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil || testing.Short() {
		t.Skip("needs ../shared/consumers, Java and npm; not run with -short")
	}
	dir := t.TempDir()
	args := []string{script}
	for name, page := range pages(t) {
		path := filepath.Join(dir, name+".html")
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command("bash", args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestPlainTags: what is not asked for is what would be answered.
func TestPlainTags(t *testing.T) {
	for _, tag := range plainTags {
		parsed, err := language.Parse(tag)
		script, _ := parsed.Script()
		if err != nil || !langTag.MatchString(tag) || slices.Contains([]string{"Arab", "Hebr"}, script.String()) {
			t.Errorf("%s: %v, %s", tag, err, script)
		}
	}
}
