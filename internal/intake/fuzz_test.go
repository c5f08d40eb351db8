package intake_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/intake"
)

var textSeeds = []string{
	"World\n\nCouncil votes to save the river bridge\n\nPublished\n\non\n\nThe council voted on Monday to keep the old bridge open for another year.\n\nTrending",
	"- Так\n- Ні\n1. one\n2. two\n\n---\n***\n# hash\n> quote\n    indented",
	"[x](y) `code` ~~gone~~ f***ing *a* _b_ &amp; <b> \\* a\\",
	"EMBARGOED UNTIL 00:01 GMT, 3 December 2026\nBy Jane Doe\nKYIV, Dec 3 (Agency) — The river rose.\nENDS\nTel: +44 20 7946 0000",
	"Share\nTweet\n\u2028\u2029\x00\x1b[2J\uFEFF\u0085x\uFFFE",
	"one line that is wrapped at a width that mail systems like to use, and\nthat goes on and on for quite a while, so that it can be told from the\nothers, and ends here.",
}

func FuzzText(f *testing.F) {
	for _, seed := range textSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, copied string) {
		res, err := intake.Read(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		if utf8.ValidString(copied) && !utf16Like(copied) {
			checkLaw(t, asCopy(copied), res)
		}
	})
}

// utf16Like holds for text that decoding may take for another encoding.
func utf16Like(text string) bool { return strings.Contains(text, "\x00") }

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	for _, known := range []error{intake.ErrEmpty, intake.ErrTooLarge, intake.ErrKind, intake.ErrEncoding, intake.ErrFrontMatter, intake.ErrLocked, intake.ErrDocument, intake.ErrFile, intake.ErrMany, intake.ErrItem, intake.ErrCanceled, intake.ErrNoStory} {
		if errors.Is(err, known) {
			return
		}
	}
	t.Errorf("an error nobody has words for: %v", err)
}

// FuzzPaste: what is pasted into a body is all there, and nothing is furniture.
func FuzzPaste(f *testing.F) {
	for _, seed := range textSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, copied string) {
		res, err := intake.Body(intake.Text, []byte(copied), intake.Options{})
		body, receipt := res.Article.Body, res.Receipt
		if err != nil {
			checkRefusal(t, err)
			return
		}
		if len(receipt.Dropped)+len(receipt.Moved) > 0 {
			t.Errorf("a paste lost words: %v", receipt)
		}
		if utf8.ValidString(copied) && !utf16Like(copied) {
			got := counts(words(unmark(body)), noteWords(gone(receipt.Changed)))
			if want := counts(words(asCopy(copied))); difference(want, got) != "" {
				t.Errorf("words do not add up: %s", difference(want, got))
			}
		}
	})
}

// FuzzMarkdown: the body is the copy's end, byte for byte, and no front matter
// is lost without a word in the receipt.
func FuzzMarkdown(f *testing.F) {
	f.Add("---\ntitle: no\ntags: [a, b]\nx: y\n---\n\n# Title\n\nbody *text*\n")
	f.Add("---\nheadlines: {main: a, x: b}\nembargo: {at: 2026-12-03T00:01:00Z, zone: Europe/Kyiv}\nauthors:\n - name: A\n---\nbody")
	f.Add("---\na: &a [x]\nb: *a\n---\n")
	f.Add("# [a](b) *c* #\n\n---\nx\n---\n")
	f.Fuzz(func(t *testing.T, copied string) {
		res, err := intake.Read(intake.Markdown, []byte(copied), intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkClean(t, res.Article)
		pasted, err := intake.Body(intake.Markdown, []byte(copied), intake.Options{})
		body, receipt := pasted.Article.Body, pasted.Receipt
		if err != nil {
			t.Fatalf("taken in as a story, refused as a paste: %v", err)
		}
		if !strings.HasSuffix(strings.TrimSuffix(body, "\n"), res.Article.Body) || (utf8.ValidString(copied) && !utf16Like(copied) && !strings.HasSuffix(asLines(copied), body)) {
			t.Errorf("the body %q is not the end of %q", body, copied)
		}
		if cut := strings.TrimSuffix(asLines(copied), body); strings.TrimSpace(cut) != "" && len(receipt.Dropped) != 1 && !recoded(receipt) {
			t.Errorf("%q is gone without a word", cut)
		}
	})
}

// asLines is copy as the body of Markdown keeps it.
func asLines(text string) string {
	return asCopy(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text))
}

// FuzzHTML: no page breaks intake. That its words add up is held where it can
// be rendered, by the copy law in newsroom.
func FuzzHTML(f *testing.F) {
	f.Add("<h1>Title</h1><p>By Jane Doe</p><p>a <b>b</b> <a href=http://x.example>c</a><table><tr><td>1<td>2<tr><td>3<td>4</table>")
	f.Add("<ul><li>a<ol><li>b</ul><blockquote><pre>x\ny</pre><nav>n</nav><p style='display:none'>h")
	f.Add("<p class=MsoListParagraph>\u00b7 item<svg><title>x</title></svg><select><option>y<frameset>")
	f.Fuzz(func(t *testing.T, page string) {
		res, err := intake.Read(intake.HTML, []byte(page), intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkClean(t, res.Article)
		if _, err := intake.Body(intake.HTML, []byte(page), intake.Options{}); err != nil {
			t.Fatalf("taken in as a story, refused as a paste: %v", err)
		}
	})
}

// TestHostile: input that grows work faster than itself in a careless reader.
// A reader that is not linear does not end within the test's own deadline.
func TestHostile(t *testing.T) {
	for _, c := range []struct {
		kind  intake.Kind
		piece string
	}{
		{intake.Text, "a b\n"}, {intake.Text, "Advertisement\n"}, {intake.Text, "- a\n"}, {intake.Text, "a"}, {intake.Text, "<@"}, {intake.Text, "*a "}, {intake.Text, "By Jane Doe\n"}, {intake.Text, "\u2029"}, {intake.Text, "1. a\n"},
		{intake.Markdown, "# [a]("}, {intake.Markdown, "---\n"}, {intake.Markdown, "a: b\n"},
		{intake.HTML, "<div>a"}, {intake.HTML, "<b>a"}, {intake.HTML, "<a href=x>a"}, {intake.HTML, "<table><tr><td>a"}, {intake.HTML, "<span hidden>a</span>"}, {intake.HTML, "<i>a</i> <b>b</b> "}, {intake.HTML, "<!--"},
	} {
		data := []byte(strings.Repeat(c.piece, (256<<10)/len(c.piece)))
		if _, err := intake.Read(c.kind, data, intake.Options{}); err != nil {
			checkRefusal(t, err)
		}
	}
}

func TestLimits(t *testing.T) {
	_, err := intake.Read(intake.Text, make([]byte, intake.MaxSize+1), intake.Options{})
	if !errors.Is(err, intake.ErrTooLarge) || !strings.Contains(err.Error(), "20971521") {
		t.Errorf("too large: %v", err)
	}
	_, err = intake.Read("pdf", []byte("x"), intake.Options{})
	var kind *intake.KindError
	if !errors.Is(err, intake.ErrKind) || !errors.As(err, &kind) || kind.Kind != "pdf" {
		t.Errorf("a kind that is not built: %v", err)
	}
	_, err = intake.Read("foo", []byte("x"), intake.Options{})
	if !errors.Is(err, article.ErrValue) || errors.Is(err, intake.ErrKind) || !strings.Contains(err.Error(), "[text markdown html docx") {
		t.Errorf("no kind at all: %v", err)
	}
	res, err := intake.Read("HTML", []byte("<h1>Bridge</h1>"), intake.Options{})
	if err != nil || res.Article.Headlines.Main != "Bridge" {
		t.Errorf("a kind in capitals: %+v, %v", res.Article, err)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a.txt", "x", "text"}, {"A.MD", "x", "markdown"}, {"a.htm", "x", "html"}, {"-", "x", "text"}, {"", "<p>x</p>", "html"}, {"", "<3 you", "text"}, {"", "---\ntitle: x\n---\ny", "markdown"}, {"", "---\nx\n---\ny", "text"},
		{"a.docx", "PK\x03\x04", "docx"}, {"a.zip", "PK\x03\x04", "bundle"}, {"a.txt", "PK\x03\x04word/document.xml", "docx"}, {"a.json", "{}", "json"}, {"a.json", "[1]", "json"}, {"a.json", `{"uri":"x"}`, "json"}, {"a.json", `{"uri":"x","headline":"y"}`, "ninjs"}, {"a.json", `{"uri":"x","body_text":"y"}`, "ninjs"}, {"a.ninjs", "{}", "ninjs"},
		{"a.xml", "<x/>", "xml"}, {"a.xml", "no element", "xml"}, {"a.xml", "<newsItem/>", "newsml"}, {"", "<?xml version='1.0'?>\n<!-- x -->\n<nar:newsMessage xmlns:nar='y'>", "newsml"}, {"", "<?xml version='1.0'?><nitf/>", "nitf"}, {"", "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'x' [<!ENTITY a 'b'>]><nitf/>", "nitf"},
		{"a.xml", "\xEF\xBB\xBF<rss version='2.0'>", "feed"}, {"", "<rss version='2.0'>", "feed"}, {"a.rss", "x", "feed"}, {"a.json", `{"version":"https://jsonfeed.org/version/1.1"}`, "feed"}, {"a.json", `{"db":[]}`, "ghost"}, {"-", `{"meta":{},"data":{}}`, "ghost"}, {"-", "{not JSON", "text"}, {"a.xml", "<rss xmlns:wp='http://wordpress.org/export/1.2/'>", "wxr"}, {"", "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"}, {"", "<?xml version='1.0'?><html>", "html"}, {"a.pdf", "x", "pdf"}, {"x", "%PDF-1.7", "pdf"},
		{"a", "\x89PNG\r\n", "picture"}, {"a", "\x00\x01\xff\x03\x04", "binary"}, {`C:\desk\story.txt`, "x", "text"}, {"notes.unknown", "x", "text"}, {"", "\xff\xfex\x00", "text"},
	} {
		kind, err := intake.Detect(c.name, []byte(c.data))
		got := string(kind)
		var other *intake.KindError
		if errors.As(err, &other) {
			got = other.Kind
		}
		if got != c.want {
			t.Errorf("%s %q: %s, want %s", c.name, c.data, got, c.want)
		}
	}
}

// TestPutBack: the places that a receipt names, and bodies that have changed
// since.
func TestPutBack(t *testing.T) {
	fenced := "one\n\n```\na\n\nb\n```\n\n:::factbox\nx\n\ny\n:::\n\nlast"
	for _, c := range []struct {
		body, text string
		before     int
		want       string
	}{
		{"", "# x", 0, `\# x`}, {"one\n\ntwo", "new", 0, "new\n\none\n\ntwo"}, {"one\n\ntwo", "new", 1, "one\n\nnew\n\ntwo"}, {"one\n\ntwo", "new", 9, "one\n\ntwo\n\nnew"},
		{"- a\n- b\n\ntwo\n", "new", 1, "- a\n- b\n\nnew\n\ntwo\n"}, {fenced, "new", 2, strings.Replace(fenced, "\n\n:::f", "\n\nnew\n\n:::f", 1)}, {fenced, "new", 3, strings.Replace(fenced, "last", "new\n\nlast", 1)},
		{"one", "a: b\nc: d", 1, "one\n\na: b\n\nc: d"}, {"one", " ", 0, "one"},
	} {
		got := intake.PutBack(article.Article{Body: c.body}, article.Note{Text: c.text, Before: c.before}).Body
		if got != c.want {
			t.Errorf("%q after %d of %q: %q, want %q", c.text, c.before, c.body, got, c.want)
		}
	}
}
