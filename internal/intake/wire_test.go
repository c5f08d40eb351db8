package intake_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/intake"
)

// items reads copy that may hold several.
func items(t *testing.T, kind intake.Kind, data string, o intake.Options) []intake.Item {
	t.Helper()
	all, err := intake.Items(kind, []byte(data), o)
	if err != nil {
		t.Fatal(err)
	}
	found := []intake.Item{}
	for item := range all {
		found = append(found, item)
	}
	return found
}

func only(t *testing.T, kind intake.Kind, data string, o intake.Options) intake.Result {
	t.Helper()
	found := items(t, kind, data, o)
	if len(found) != 1 || found[0].Err != nil {
		t.Fatalf("%d items, %v", len(found), found)
	}
	return found[0].Result
}

// ferry is one story as three agencies would send it.
var ferry = map[intake.Kind]string{
	intake.Ninjs: `{"guid": "tag:agency.example,2026:ferry", "uri": "https://agency.example/api/ferry", "type": "text", "version": "3", "versioncreated": "2026-11-29T08:00:00+01:00",
		"pubstatus": "usable", "urgency": 2, "language": "en-GB", "slugline": "FERRY-STRIKE", "headline": "Ferry strike called off", "byline": "By Mara Lind and Tom Reyes",
		"description_text": "Crews accept an offer.", "ednote": "Adds quotes.", "source": "Harbour Agency", "usageterms": "Not for archives", "located": "Halvern", "embargoed": "2026-12-03T00:01:00Z",
		"subject": [{"name": "transport", "code": "13", "scheme": "https://cv.example/"}], "keywords": ["ferry"], "place": [{"name": "Halvern"}],
		"body_html": "<p>HALVERN, Nov 29 (HA) — Crews <b>accepted</b> the offer on Sunday.</p><h2>What next</h2><p>Ships sail on Monday.</p><p>ENDS</p>"}`,
	intake.NewsML: `<?xml version="1.0"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:agency.example,2026:ferry" version="3" standard="NewsML-G2" standardversion="2.29" conformance="power" xml:lang="en-GB">
	<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"/>
	<rightsInfo><usageTerms>Not for archives</usageTerms></rightsInfo>
	<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:HA"><name>Harbour Agency</name></provider><versionCreated>2026-11-29T08:00:00+01:00</versionCreated>
		<embargoed>2026-12-03T00:01:00Z</embargoed><pubStatus qcode="stat:usable"/><edNote>Adds quotes.</edNote><signal qcode="sig:update"/></itemMeta>
	<contentMeta><urgency>2</urgency><located><name>Halvern</name></located><language tag="en-GB"/><keyword>ferry</keyword><subject qcode="medtop:13"><name>transport</name></subject>
		<slugline>FERRY-STRIKE</slugline><headline role="hld:sub">Crews accept an offer.</headline><headline>Ferry strike called off</headline><by>By Mara Lind and Tom Reyes</by><genre qcode="genre:Current"/></contentMeta>
	<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>Ferry strike called off</h1><p>HALVERN, Nov 29 (HA) — Crews <strong>accepted</strong> the offer on Sunday.</p><h2>What next</h2><p>Ships sail on Monday.</p><p>ENDS</p></body></html></inlineXML></contentSet>
</newsItem>`,
	intake.NITF: `<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">
<nitf baselang="en-GB"><head><title>x</title><docdata management-status="usable"><doc-id id-string="tag:agency.example,2026:ferry" regsrc="Harbour Agency"/><urgency ed-urg="2"/>
	<date.issue norm="20261129T070000Z"/><date.release norm="20261203T000100Z"/><du-key key="FERRY-STRIKE" version="3"/><ed-msg info="Adds quotes."/><key-list><keyword key="ferry"/><keyword key="transport"/></key-list></docdata></head>
	<body><body.head><hedline><hl1>Ferry strike called off</hl1><hl2>Crews accept an offer.</hl2></hedline><rights>Not for archives</rights><byline>By Mara Lind and Tom Reyes</byline></body.head>
	<body.content><p>HALVERN, Nov 29 (HA) &#8212; Crews <em class="bold">accepted</em> the offer on Sunday.</p><hl2>What next</hl2><p>Ships sail on Monday.</p><p>ENDS</p></body.content></body></nitf>`,
}

func TestForeignItems(t *testing.T) {
	for kind, data := range ferry {
		t.Run(string(kind), func(t *testing.T) {
			detected, err := intake.Detect("item.xml", []byte(data))
			if kind == intake.Ninjs {
				detected, err = intake.Detect("item.json", []byte(data))
			}
			if detected != kind || err != nil {
				t.Fatalf("taken for %s: %v", detected, err)
			}
			res := only(t, kind, data, intake.Options{})
			a := res.Article
			for _, want := range []struct{ what, got, want string }{
				{"headline", a.Headlines.Main, "Ferry strike called off"}, {"standfirst", a.Standfirst, "Crews accept an offer."},
				{"bylines", strings.Join(a.Bylines, "; "), "Mara Lind; Tom Reyes"}, {"slugline", a.Slugline, "FERRY-STRIKE"}, {"language", a.Language, "en-GB"},
				{"service", a.Source.Service, "Harbour Agency"}, {"key", a.Source.Key, "tag:agency.example,2026:ferry"}, {"version", a.Source.Version, "3"},
				{"terms", a.UsageTerms, "Not for archives"}, {"dateline", a.Dateline, "HALVERN, Nov 29 (HA)"}, {"embargo", a.Embargo.At.Format(time.RFC3339), "2026-12-03T00:01:00Z"},
				{"body", a.Body, "Crews **accepted** the offer on Sunday.\n\n## What next\n\nShips sail on Monday."},
			} {
				if want.got != want.want {
					t.Errorf("%s: %q, want %q", want.what, want.got, want.want)
				}
			}
			if a.Urgency != 2 || a.ID != "" || a.Flag != article.NoFlag || !strings.Contains(a.InternalNote, "Adds quotes.") || !strings.Contains(a.InternalNote, "ENDS") && !said(res.Receipt, "ENDS") {
				t.Errorf("%+v\n%+v", a, res.Receipt)
			}
			for _, k := range []string{"ferry", "transport"} {
				if !strings.Contains(strings.Join(a.Keywords, ";"), k) {
					t.Errorf("keyword %s is missing in %v", k, a.Keywords)
				}
			}
			if kind == intake.Ninjs && !said(res.Receipt, "place: Halvern") {
				t.Errorf("nobody is told of the place: %+v", res.Receipt)
			}
			if kind == intake.NewsML && !said(res.Receipt, "genre: qcode genre:Current") {
				t.Errorf("nobody is told of the genre: %+v", res.Receipt)
			}
		})
	}
}

// said reports whether a receipt names a text.
func said(r article.Receipt, text string) bool {
	for _, notes := range [][]article.Note{r.Changed, r.Dropped, r.Moved} {
		for _, n := range notes {
			if n.Text == text {
				return true
			}
		}
	}
	return false
}

// A message has several items; pictures go to their text, and the files that
// lie beside it come along.
func TestMessageOfItems(t *testing.T) {
	const item = `<newsItem guid="GUID" version="1" standard="NewsML-G2" standardversion="2.29"><itemMeta><itemClass qcode="ninat:CLASS"/><provider literal="HA"/><versionCreated>2026-11-29T08:00:00Z</versionCreated>LINK</itemMeta>`
	text := func(guid, headline, link string) string {
		return strings.NewReplacer("GUID", guid, "CLASS", "text", "LINK", link).Replace(item) + `<contentMeta><headline>` + headline + `</headline></contentMeta><contentSet><inlineData contenttype="text/plain">Some words.</inlineData></contentSet></newsItem>`
	}
	picture := func(guid, href string) string {
		return strings.NewReplacer("GUID", guid, "CLASS", "picture", "LINK", "").Replace(item) +
			`<contentMeta><creditline>Ines</creditline><description role="drol:caption">A wall</description></contentMeta><contentSet><remoteContent href="` + href + `" contenttype="image/gif" width="1"/></contentSet></newsItem>`
	}
	message := `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-29T08:00:00Z</sent></header><itemSet>` +
		text("a", "First", `<link residref="p1" contenttype="image/gif"/>`) + text("b", "Second", "") + picture("p1", "pics/wall.gif") + picture("p2", "https://agency.example/far.gif") + `</itemSet></newsMessage>`
	asked := []string{}
	o := intake.Options{Name: "in/message.xml", Beside: func(name string) ([]byte, bool) {
		asked = append(asked, name)
		return []byte(pixel), name == "in/pics/wall.gif"
	}}
	found := items(t, intake.NewsML, message, o)
	if len(found) != 3 || found[0].Article.Headlines.Main != "First" || found[1].Article.Headlines.Main != "Second" || found[2].Err == nil || found[1].Name != "item 2" {
		t.Fatalf("%+v", found)
	}
	first := found[0].Result
	if len(first.Pictures) != 1 || first.Article.LeadPicture == "" || first.Article.Pictures[0].Caption != "A wall" || first.Article.Pictures[0].Credit != "Ines" {
		t.Errorf("%+v", first.Article)
	}
	for _, name := range asked {
		if strings.Contains(name, "..") || strings.Contains(name, ":") {
			t.Errorf("asked for %q", name)
		}
	}
}

const pixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// The stories that belong to an item come in beside it, and tags of a text that
// says that it has some are no words.
func TestItemsWithinAnItem(t *testing.T) {
	found := items(t, intake.Ninjs, `{"uri": "urn:x:1", "type": "composite", "headlines": [{"contenttype": "text/html", "value": "<b>Main</b> story"}], "bodies": [{"value": "Words of the first."}],
		"associations": [{"name": "side", "uri": "urn:x:2", "type": "text", "headlines": [{"value": "Side <b>story</b>"}], "bodies": [{"value": "Words of the second."}]}]}`, intake.Options{})
	if len(found) != 2 || found[0].Article.Headlines.Main != "Main story" || found[1].Article.Headlines.Main != "Side <b>story</b>" || found[1].Name != "item 2" || found[1].Article.Source.Key != "urn:x:2" {
		t.Fatalf("%+v", found)
	}
	if r := found[0].Receipt; len(r.Dropped) > 0 {
		t.Errorf("%+v", r)
	}
}

// A picture that lies elsewhere is named and never asked for outside of the
// copy's folder.
func TestPicturesElsewhere(t *testing.T) {
	data := `{"uri": "urn:x:1", "headline": "H", "body_html": "<p>Words.</p>", "associations": {"featuremedia": {"uri": "urn:x:2", "type": "picture", "headline": "A wall", "description_text": "The wall",
		"renditions": {"a": {"href": "../../etc/passwd"}, "b": {"href": "file:///etc/passwd"}, "c": {"href": "/etc/shadow"}, "d": {"href": "https://agency.example/../x.gif"}}}}}`
	asked := []string{}
	res := only(t, intake.Ninjs, data, intake.Options{Name: "item.json", Beside: func(name string) ([]byte, bool) { asked = append(asked, name); return nil, false }})
	for _, name := range asked {
		if strings.HasPrefix(name, "..") || strings.HasPrefix(name, "/") {
			t.Errorf("asked for %q", name)
		}
	}
	if len(asked) == 0 || !said(res.Receipt, "The wall") {
		t.Errorf("asked for %v; %+v", asked, res.Receipt)
	}
}

func TestCanceledItems(t *testing.T) {
	for _, c := range []struct {
		kind intake.Kind
		data string
	}{
		{intake.Ninjs, `{"uri": "urn:x:77", "pubStatus": "canceled", "edNote": "The minister\ndid not say it.", "slugline": "FERRY", "infoSources": [{"name": "AFP"}]}`},
		{intake.Ninjs, "\xEF\xBB\xBF" + `{"uri": "urn:x:77", "pubstatus": "cancelled", "ednote": "The minister did not say it.", "slugline": "FERRY", "source": "AFP"}`},
		{intake.NewsML, `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:77" standard="NewsML-G2" standardversion="2.29"><itemMeta><itemClass qcode="ninat:text"/><provider literal="AFP"/><versionCreated>2026-11-29T08:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/><edNote>The minister did not say it.</edNote></itemMeta><contentMeta><slugline>FERRY</slugline></contentMeta></newsItem>`},
		{intake.NITF, `<nitf><head><docdata management-status="killed" management-doc-idref="urn:x:77"><doc-id regsrc="AFP" id-string="urn:x:78"/><du-key key="FERRY"/><ed-msg info="The minister did not say it."/></docdata></head><body/></nitf>`},
	} {
		found := items(t, c.kind, c.data, intake.Options{})
		if len(found) != 1 || found[0].Kill == nil || found[0].Err == nil {
			t.Fatalf("%s: %+v", c.kind, found)
		}
		kill := found[0].Kill
		if kill.Slugline != "FERRY" || kill.Reason != "The minister did not say it." || kill.Sources[0].Service != "AFP" || kill.Sources[0].Key != "urn:x:77" || kill.Sources[1] != (article.Source{Key: "urn:x:77", Version: kill.Sources[0].Version}) {
			t.Errorf("%s: %+v", c.kind, kill)
		}
	}
}

// What an agency holds, or embargoes without saying until when, is on hold here.
func TestHeldItems(t *testing.T) {
	for _, data := range []string{
		`{"uri": "urn:x:1", "headline": "H", "pubstatus": "withheld"}`,
		`{"uri": "urn:x:1", "headline": "H", "embargoed": "Sunday morning"}`,
		`{"uri": "urn:x:1", "headline": "H", "body_text": "EMBARGOED UNTIL the speech begins\n\nThe minister resigns today, he will say in the evening."}`,
	} {
		if a := only(t, intake.Ninjs, data, intake.Options{}).Article; a.Flag != article.Hold {
			t.Errorf("%s: %+v", data, a)
		}
	}
}

// Two readings of one document are refused, with the line.
func TestUnsoundItems(t *testing.T) {
	for _, c := range []struct {
		kind      intake.Kind
		data, why string
	}{
		{intake.Ninjs, `{"uri": "a", "uri": "b", "headline": "H"}`, "twice"}, {intake.Ninjs, `{"uri": "a", "URI": "b", "headline": "H"}`, "twice"},
		{intake.Ninjs, strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100), "deep"}, {intake.Ninjs, `{"uri": "a"} {"uri": "b"}`, "end"},
		{intake.NewsML, `<!DOCTYPE x [<!ENTITY a "b">]><newsItem>&a;</newsItem>`, "line 1"}, {intake.NewsML, `<newsItem/><newsItem/>`, "second root"},
		{intake.NITF, "<nitf>\n<x:y/></nitf>", "line 2"}, {intake.NITF, strings.Repeat("<p>", 300), "deep"},
	} {
		if _, err := intake.Items(c.kind, []byte(c.data), intake.Options{}); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%.60s: %v, want %s", c.data, err, c.why)
		}
	}
}

// The standards' own examples come in, or are told to be no stories.
func TestOfficialItems(t *testing.T) {
	stories := 0
	for _, pattern := range []string{"ninjs/examples/documentation/includes/examples/*/*.json", "ninjs/examples/examples/*/*.json", "newsml-g2/examples/*.xml"} {
		files, _ := filepath.Glob(filepath.Join(shared(t, "schemas"), pattern))
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			kind, err := intake.Detect(path, data)
			if err != nil {
				continue // an event or a concept
			}
			all, err := intake.Items(kind, data, intake.Options{})
			if err != nil {
				checkRefusal(t, err)
				continue
			}
			for item := range all {
				if item.Err != nil {
					checkRefusal(t, item.Err)
					continue
				}
				checkClean(t, item.Article)
				stories++
			}
		}
	}
	if stories < 35 {
		t.Errorf("only %d stories came of the examples", stories)
	}
}

// Items that grow work faster than themselves in a careless reader.
func TestHostileItems(t *testing.T) {
	many := func(head, piece, tail string) []byte {
		var b strings.Builder
		b.WriteString(head)
		for i := range (1 << 19) / len(piece) {
			b.WriteString(strings.ReplaceAll(piece, "#", strconv.Itoa(i)))
		}
		return []byte(strings.TrimSuffix(b.String(), ",") + tail)
	}
	for _, c := range []struct {
		kind intake.Kind
		data []byte
	}{
		{intake.Ninjs, many(`{"uri":"a","headline":"H","keywords":[`, `"k#",`, `]}`)}, {intake.Ninjs, many(`{"uri":"a","headline":"H","person":[`, `{"name":"N#","rel":"author"},`, `]}`)},
		{intake.Ninjs, many(`{"uri":"a","headline":"H","associations":{`, `"p#":{"uri":"p#","type":"picture"},`, `}}`)}, {intake.Ninjs, many(`{"uri":"a","headline":"H"`, `,"x#":1`, `}`)},
		{intake.Ninjs, many(`{"uri":"a","headline":"H","altids":{`, `"old-slug-#":"s#",`, `}}`)}, {intake.Ninjs, many(`{"uri":"a","headline":"H","byline":"`, `N#; `, `","person":[{"name":"A","rel":"author"}]}`)},
		{intake.NewsML, many(`<newsMessage><itemSet>`, `<newsItem guid="g#"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem><newsItem guid="t#"><itemMeta><link residref="g#"/></itemMeta></newsItem>`, `</itemSet></newsMessage>`)},
		{intake.NewsML, many(`<newsMessage><itemSet>`, `<newsItem guid="t#"/><packageItem><groupSet><group><itemRef residref="t#"/></group></groupSet></packageItem>`, `</itemSet></newsMessage>`)},
		{intake.NITF, many(`<nitf><body><body.content>`, `<media media-type="image"><media-reference source="#.gif"/></media>`, `</body.content></body></nitf>`)}, {intake.NITF, many(`<nitf><body><body.head>`, `<byline><person>P#</person></byline>`, `</body.head></body></nitf>`)},
	} {
		begun := time.Now()
		all, err := intake.Items(c.kind, c.data, intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			continue
		}
		for item := range all {
			if item.Err != nil {
				checkRefusal(t, item.Err)
			}
		}
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%.80s takes %v", c.data, took)
		} else if testing.Verbose() {
			t.Logf("%.60s %v", c.data, took)
		}
	}
}

func FuzzNinjs(f *testing.F) {
	addAll(f, ferry[intake.Ninjs], `{"uri":"x","type":"composite","associations":[{"name":"a","uri":"y","type":"text","bodies":[{"value":"<p>z"}]}]}`,
		`{"uri":"x","pubStatus":"canceled","altIds":[{"role":"source","value":"7"}],"people":[{"name":"A","rel":"author"}],"by":"A, b; C"}`)
	fuzzStories(f, intake.Ninjs)
}

func FuzzNewsML(f *testing.F) {
	addAll(f, ferry[intake.NewsML], `<newsMessage><itemSet><newsItem guid="a"><itemMeta><link residref="b"/></itemMeta><contentSet><remoteContent href="x.html" contenttype="text/html"/></contentSet></newsItem><packageItem><groupSet><group><itemRef residref="a"/></group></groupSet></packageItem></itemSet></newsMessage>`)
	fuzzStories(f, intake.NewsML)
}

func FuzzNITF(f *testing.F) {
	addAll(f, ferry[intake.NITF], `<nitf><body><body.content><media media-type="image"><media-reference source="a.gif"/></media><bq><block><p>x</p></block></bq></body.content></body></nitf>`)
	fuzzStories(f, intake.NITF)
}

func addAll(f *testing.F, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
}
