package newsroom_test

import (
	"archive/zip"
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/markup"
)

// Copy is not Markdown. The law: what a reader sees of an imported story, its
// rendered body and its furniture, is the copy character for character but
// for white space, less what the receipt names; and the body keeps the copy's
// order.
func checkCopyLaw(t *testing.T, copied string, res intake.Result, doc markup.Doc) {
	t.Helper()
	a, r := res.Article, res.Receipt
	given, seen := inked(copied), inked(doc.Text)
	if at := outOfOrder(seen, given); at >= 0 && !hasFootnote.MatchString(a.Body) {
		t.Errorf("the page shows %q, which the copy does not hold there", clip(seen, at))
	}
	left := map[rune]int{}
	for _, c := range given {
		left[c]++
	}
	accounted := []string{string(seen)}
	for field, text := range map[string]string{"section": a.Section, "overline": a.Overline, "headlines.main": a.Headlines.Main, "standfirst": a.Standfirst} {
		if !movedTo(r, field) {
			accounted = append(accounted, text)
		}
	}
	for _, n := range append(append([]article.Note{}, r.Dropped...), r.Moved...) {
		accounted = append(accounted, n.Text)
	}
	for _, n := range r.Changed {
		if n.Field == "" {
			accounted = append(accounted, n.Text)
		}
	}
	for _, c := range inked(strings.Join(accounted, " ")) {
		left[c]--
	}
	for c, n := range left {
		if n != 0 {
			t.Errorf("%q: %+d in the copy against page and receipt", c, n)
		}
	}
	if t.Failed() {
		t.Logf("body: %q\ntext: %q", a.Body, doc.Text)
	}
}

// hasFootnote: the page shows footnotes at its end, wherever they stood.
var hasFootnote = regexp.MustCompile(`(?m)^\[\^\d+\]: `)

func movedTo(r article.Receipt, field string) bool {
	for _, n := range r.Moved {
		if n.Field == field {
			return true
		}
	}
	return false
}

// inked are the characters of a text but for white space and what decoding
// leaves out by name.
func inked(text string) []rune {
	ink := []rune{}
	for _, c := range text {
		if c != '\uFEFF' && !unicode.IsSpace(c) && !unicode.IsControl(c) && !unicode.Is(unicode.Noncharacter_Code_Point, c) {
			ink = append(ink, c)
		}
	}
	return ink
}

// outOfOrder is the place in list of the first character that given does not
// hold behind the one before; -1 = none.
func outOfOrder(list, given []rune) int {
	at := 0
	for i, c := range list {
		for at < len(given) && given[at] != c {
			at++
		}
		if at == len(given) {
			return i
		}
		at++
	}
	return -1
}

func clip(text []rune, at int) string { return string(text[max(0, at-20):min(len(text), at+20)]) }

var copySeeds = []string{
	"f***ing hell, said the f***ing man, and *shrugged* at _both_ of them",
	"1986. That was the year\n\n1) so\n\n- Так\n\n---\n\n***\n\n    indented\n\n# hash\n\n> quote\n\n::: factbox\n\n===",
	"[x](y) [a][b] [a]: http://x.example [^1] ![i](j){credit=\"k\"} {==m==}{>>cq: n<<} `c` ``d`` ~~e~~ ~f~ |g|\n|-|\n",
	"&amp; &copy; &#65; AT&T <b>bold</b> <http://x.example> <a@b.example> http://x.example \\* \\\\ \\a end\\",
	"Що таке Markdown?\n\n- Так - сказав він.\n- Ні!\n\n• one\n• two\n\n1. one\n2. two",
	"C #\n\nSome words that are a whole paragraph of running text, so that it ends.\n\nWhat about C #\n\nMore words that are a whole paragraph of running text, so that it ends.",
	"**\n\n* * *\n\n_ _ _\n\n+ plus\n\n~~~\n\n```\n\n`` ` ``\n\n__a__ b__c__ *\n\n!\n\n\t\ttabs",
}

// FuzzCopyLaw holds pasted text, as a story and as a paste, against the law.
func FuzzCopyLaw(f *testing.F) {
	for _, seed := range copySeeds {
		f.Add(seed)
	}
	dialect := markup.New()
	f.Fuzz(func(t *testing.T, copied string) {
		if !utf8.ValidString(copied) || strings.Contains(copied, "\x00") {
			return // decoded from another encoding: not character for character
		}
		res, err := intake.Read(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			return
		}
		checkCopyLaw(t, copied, res, dialect.Parse(res.Article.Body, nil))
		pasted, err := intake.Body(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			t.Fatalf("taken in as a story, refused as a paste: %v", err)
		}
		checkCopyLaw(t, copied, pasted, dialect.Parse(pasted.Article.Body, nil))
	})
}

// FuzzEscape: one line, escaped, is one paragraph that reads the same.
func FuzzEscape(f *testing.F) {
	for _, seed := range copySeeds {
		f.Add(seed)
	}
	dialect := markup.New()
	f.Fuzz(func(t *testing.T, text string) {
		if text = article.OneLine(text); text == "" || string(inked(text)) != strings.Join(strings.FieldsFunc(text, unicode.IsSpace), "") {
			return
		}
		doc := dialect.Parse(intake.Escape(text), nil)
		if string(inked(doc.Text)) != string(inked(text)) {
			t.Errorf("%q became %q and reads %q", text, intake.Escape(text), doc.Text)
		}
	})
}

// marks are what Markdown reads, and what stands beside it.
var marks = []string{"*", "**", "***", "_", "__", "~", "~~", "`", "``", "\\", "[", "]", "(", ")", "](", "][", "]:", "[^", "!", "![", "<", ">", "&", "&amp;", "&#35;", "{", "{==", "==}", "{>>", "<<}", "}", ":::", "|", "#", "##", "-", "+", "=", "1.", "12)", "---", "===", "http://x.example", "a@b.example",
	"word", "Слово", "字", "é", "1", " ", " ", " ", "\t", "\u00a0", ".", ",", "“", "”", "'", "\"", "—", "😀", "\u0301", "\u200b", "\n", "\n\n"}

// TestMarks piles up marks: what a reader sees is what was typed.
func TestMarks(t *testing.T) {
	dialect := markup.New()
	for seed := range uint64(6000) {
		copied := pileOfMarks(seed)
		pasted, err := intake.Body(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			continue // white space only
		}
		if checkCopyLaw(t, copied, pasted, dialect.Parse(pasted.Article.Body, nil)); t.Failed() {
			t.Fatalf("seed %d: %q", seed, copied)
		}
	}
}

func pileOfMarks(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	var b strings.Builder
	for range 1 + r.IntN(16) {
		b.WriteString(marks[r.IntN(len(marks))])
	}
	return b.String()
}

// The same law for a page: its words are those that a reader sees in a
// browser. Hidden words count as seen, since the receipt must name them.
func pageInk(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Skip("nested too deeply for a tree")
	}
	var b strings.Builder
	pageText(root, &b)
	return b.String()
}

func pageText(n *html.Node, b *strings.Builder) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type == html.ElementNode && strings.Contains(" script style template head noscript iframe object embed svg math canvas audio video noembed noframes title datalist map ", " "+n.Data+" "):
		return
	}
	if n.Data == "q" {
		b.WriteString("“")
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		pageText(child, b)
	}
	if n.Data == "q" {
		b.WriteString("”")
	}
}

var pagePieces = []string{
	"<p>", "</p>", "<h1>", "</h1>", "<h2>", "</h2>", "<ul>", "</ul>", "<ol start=3>", "</ol>", "<li>", "</li>", "<b>", "</b>", "<em>", "</em>", "<a href='http://x.example/(a)'>", "<a href='javascript:x'>", "</a>",
	"<blockquote>", "</blockquote>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<br>", "<pre>", "</pre>", "<nav>", "</nav>", "<span hidden>", "<span style='font-weight:700'>", "</span>", "<q>", "</q>",
	"<div>", "</div>", "<p class=MsoListParagraph>", "<img alt=pic>", "<hr>", "<button>", "</button>", "<caption>", "</caption>", "<s>", "</s>", "<details>", "</details>",
	"<a name=_ftnref1>[1]</a>", "<p class=MsoFootnoteText><a href='#_ftnref1' name=_ftn1>[1]</a>", "<li id=fn1>", "<sup><a id=fnref1>1</a></sup>", "<a href='#fnref1'>↩</a>", "<sup>2</sup>",
	"<p class=MsoNormal style='margin-left:36pt'><span><span>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;</span></span></span>", "<p class=MsoListParagraph><span style='mso-list:Ignore'>o</span>", "<td colspan=2>", "<td rowspan=3>", "<tr style='display:none'>",
	"<p><b>A line in bold</b>", "<span class=Apple-converted-space>&nbsp;</span>", "<p class=MsoQuote>", "<b style='font-weight:normal'>",
	"word", "word ", " two words ", "Слово", "字", "·", "· item", "- ", "1. ", "* ", "**", "`", "|", "\\", "[x](y)", "![", "&amp;amp;", "&lt;b&gt;", "{==", ":::", "# ", "&gt; ", "---", "f***ing", "!", ".", ",", "“", "(", ")", "\n", " ", "&nbsp;",
	"A paragraph of running text that is long enough to be one, and ends.", "By Jane Doe", "Trending", "ENDS", "Published 3 December 2025",
}

func TestHTMLCopyLaw(t *testing.T) {
	dialect := markup.New()
	for seed := range uint64(6000) {
		page := pileOfTags(seed)
		for _, paste := range []bool{false, true} {
			res, ok := takeHTML(page, paste)
			if !ok {
				continue // no words
			}
			if checkCopyLaw(t, pageInk(t, page), res, dialect.Parse(res.Article.Body, nil)); t.Failed() {
				t.Fatalf("seed %d: %s", seed, page)
			}
		}
	}
}

// TestPastedCopyLaw: nothing is lost of what other programs put on the
// clipboard, in either form.
func TestPastedCopyLaw(t *testing.T) {
	pages, err := filepath.Glob("../intake/testdata/paste/*/*.html")
	if err != nil || len(pages) < 22 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	dialect := markup.New()
	for _, path := range pages {
		t.Run(path, func(t *testing.T) {
			page, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, paste := range []bool{false, true} {
				res, ok := takeHTML(string(page), paste)
				if !ok {
					t.Fatal("no words")
				}
				checkCopyLaw(t, pageInk(t, string(page)), res, dialect.Parse(res.Article.Body, nil))
			}
		})
	}
}

func takeHTML(page string, paste bool) (res intake.Result, ok bool) {
	var err error
	if paste {
		res, err = intake.Body(intake.HTML, []byte(page), intake.Options{})
	} else {
		res, err = intake.Read(intake.HTML, []byte(page), intake.Options{})
	}
	return res, err == nil
}

func pileOfTags(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 3))
	var b strings.Builder
	for range 1 + r.IntN(30) {
		b.WriteString(pagePieces[r.IntN(len(pagePieces))])
	}
	return b.String()
}

// docxPieces are put together into a document; what each says stands in it.
var docxPieces = []string{
	"<w:p>", "</w:p>", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>",
	"<w:ins w:author='A'>", "</w:ins>", "<w:del w:author='B'>", "</w:del>", "<w:moveFrom>", "</w:moveFrom>", "<w:moveTo>", "</w:moveTo>", "<w:hyperlink>", "</w:hyperlink>",
}

var docxWords = []string{"word", "word ", " two words ", "*", "**", "[x](y)", "1. ", "- ", "# ", "&amp;amp;", "A paragraph of running text that is long enough to be one, and ends.", "f***ing", "\\", "|", "Слово", "字"}

// TestDocxCopyLaw: every letter of a document is on the page, in a field, in
// the receipt, or among the words of a change that are out.
func TestDocxCopyLaw(t *testing.T) {
	dialect := markup.New()
	read := 0
	for seed := range uint64(8000) {
		body, text := pileOfRuns(seed)
		res, err := intake.Read(intake.Docx, docxOf(t, body), intake.Options{})
		if err != nil {
			continue // no words, or elements that do not nest
		}
		read++
		for _, c := range res.Receipt.Changes {
			if c.Kind == article.Deleted {
				res.Receipt.Dropped = append(res.Receipt.Dropped, article.Note{Text: c.Text})
			}
		}
		if checkCopyLaw(t, text, res, dialect.Parse(res.Article.Body, nil)); t.Failed() {
			t.Fatalf("seed %d: %s", seed, body)
		}
	}
	if read < 500 {
		t.Errorf("only %d documents were read", read)
	}
}

func pileOfRuns(seed uint64) (body, text string) {
	r := rand.New(rand.NewPCG(seed, 4))
	var b, words strings.Builder
	open := []string{}
	write := func(tags string) { b.WriteString(tags) }
	for range 1 + r.IntN(5) {
		write(docxPieces[[]int{0, 0, 2, 3, 4}[r.IntN(5)]])
		for range r.IntN(6) {
			if at := 5 + 2*r.IntN(5); r.IntN(3) == 0 && len(open) < 2 {
				write(docxPieces[at])
				open = append(open, docxPieces[at+1])
			}
			word := docxWords[r.IntN(len(docxWords))]
			look := []string{"", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"}[r.IntN(3)]
			write("<w:r>" + look + "<w:t xml:space='preserve'>" + word + "</w:t></w:r>")
			words.WriteString(html.UnescapeString(word))
			if len(open) > 0 && r.IntN(2) == 0 {
				write(open[len(open)-1])
				open = open[:len(open)-1]
			}
		}
		for ; len(open) > 0; open = open[:len(open)-1] {
			write(open[len(open)-1])
		}
		write("</w:p>")
	}
	return b.String(), words.String()
}

func docxOf(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"word/document.xml":            `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`,
		"word/numbering.xml":           `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="n" Type="numbering" Target="numbering.xml"/></Relationships>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
