package intake_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"stet/internal/article"
	"stet/internal/intake"
)

// makeDocx packs parts as Word does. "body" is the inside of w:body; other
// names are parts of word/, without .xml the inside of their root element.
func makeDocx(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	const names = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)
	put("_rels/.rels", `<Relationships><Relationship Id="r1" Type="`+office+`officeDocument" Target="word/document.xml"/></Relationships>`)
	put("word/document.xml", "<w:document "+names+"><w:body>"+parts["body"]+"</w:body></w:document>")
	rels := parts["rels"]
	for _, part := range []string{"styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"} {
		if text, ok := parts[part]; ok {
			root := map[string]string{"header": "hdr", "footer": "ftr"}[part]
			if root == "" {
				root = part
			}
			put("word/"+part+".xml", "<w:"+root+" "+names+">"+text+"</w:"+root+">")
			rels += fmt.Sprintf(`<Relationship Id="p-%s" Type="%s%s" Target="%s.xml"/>`, part, office, part, part)
		}
	}
	put("word/_rels/document.xml.rels", "<Relationships>"+strings.ReplaceAll(rels, "OFFICE/", office)+"</Relationships>")
	for name, data := range parts {
		if strings.HasPrefix(name, "media/") {
			put("word/"+name, data)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// onePixel is a PNG of one pixel.
const onePixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\nIDAT\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71\x00\x00\x00\x00IEND\xaeB\x60\x82"

// TestDocuments reads each case of testdata/docx/cases: parts of a document, and what
// must come of it. Whatever its changes, they can be rejected and that undone.
func TestDocuments(t *testing.T) {
	paths, err := filepath.Glob("testdata/docx/cases/*.txtar")
	if err != nil || len(paths) < 8 {
		t.Fatalf("%d cases: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{"media/one.png": onePixel}
			for _, f := range archive.Files {
				parts[f.Name] = string(f.Data)
			}
			res, err := intake.Read(intake.Docx, makeDocx(t, parts), intake.Options{})
			got := show(res, err) + showChanges(t, res)
			if *update {
				writeCase(t, path, archive, got)
			} else if got != parts["want"] {
				t.Errorf("got:\n%s\nwant:\n%s", got, parts["want"])
			}
			checkDecisions(t, res)
		})
	}
}

// showChanges lists the changes, and the body with all of them rejected.
func showChanges(t *testing.T, res intake.Result) string {
	t.Helper()
	var b strings.Builder
	for _, c := range res.Receipt.Changes {
		fmt.Fprintf(&b, "change %d: %s by %s: %q", c.ID, c.Kind, c.By, c.Text)
		if c.Passage != "" {
			fmt.Fprintf(&b, " on %q", c.Passage)
		}
		if c.Here == nil {
			b.WriteString(" (nowhere in the body)")
		}
		b.WriteByte('\n')
	}
	if body, _ := decideAll(res.Article.Body, res.Receipt.Changes, article.Rejected); body != res.Article.Body {
		b.WriteString("rejected:\n" + body + "\n")
	}
	return b.String()
}

func decideAll(body string, changes []article.Change, v article.Verdict) (string, []article.Change) {
	done := []article.Change{}
	for _, c := range changes {
		if after, changed, err := intake.Decide(body, c, v); err == nil {
			body, c = after, changed
		}
		done = append(done, c)
	}
	return body, done
}

// checkDecisions: to accept changes nothing, and to undo a rejection, of one
// change or of all, gives the body back to the byte.
func checkDecisions(t *testing.T, res intake.Result) {
	t.Helper()
	body := res.Article.Body
	if after, _ := decideAll(body, res.Receipt.Changes, article.Accepted); after != body {
		t.Errorf("accepted, the body is %q", after)
	}
	for _, c := range res.Receipt.Changes {
		checkLocated(t, body, c)
		without, rejected, err := intake.Decide(body, c, article.Rejected)
		if err != nil {
			if c.Here != nil {
				t.Errorf("change %d, %q: %v", c.ID, c.Text, err)
			}
			continue
		}
		checkLocated(t, without, rejected)
		if back, _, err := intake.Decide(without, rejected, article.Undecided); err != nil || back != body {
			t.Errorf("change %d rejected and undone, the body is %q, was %q: %v", c.ID, back, body, err)
		}
	}
	after, changed := decideAll(body, res.Receipt.Changes, article.Rejected)
	for i := len(changed) - 1; i >= 0; i-- {
		if back, _, err := intake.Decide(after, changed[i], article.Undecided); err == nil {
			after = back
		}
	}
	if after != body {
		t.Errorf("all rejected and undone, the body is\n%s\nwas\n%s", after, body)
	}
}

// TestDecideInAnEditedBody: a change is found again in a story that was edited
// since, and one that cannot be told is left.
func TestDecideInAnEditedBody(t *testing.T) {
	c := article.Change{ID: 1, Kind: article.Inserted, Text: "not", Source: "not ", Here: &article.Place{At: 12, Before: "The mayor did ", After: "resign on Monday, she said."}}
	body := "A line above.\n\nThe mayor did not resign on Monday, she says now. It was not the first time."
	after, rejected, err := intake.Decide(body, c, article.Rejected)
	if want := strings.Replace(body, "did not ", "did ", 1); err != nil || after != want {
		t.Fatalf("%q, %v", after, err)
	}
	edited := strings.Replace(after, "A line above.\n\n", "", 1)
	if back, _, err := intake.Decide(edited, rejected, article.Accepted); err != nil || back != strings.Replace(body, "A line above.\n\n", "", 1) {
		t.Errorf("%q, %v", back, err)
	}
	if _, _, err := intake.Decide("Nothing of it is left.", c, article.Rejected); !errors.Is(err, intake.ErrPlace) {
		t.Errorf("words that are gone were rejected: %v", err)
	}
}

// TestMammothDocuments: documents made by others come in or are refused with
// words that an editor has.
func TestMammothDocuments(t *testing.T) {
	folder := shared(t, "corpora/mammoth-docx/test/test-data")
	want := map[string]string{
		"single-paragraph.docx": "Walking on imported air", "footnotes.docx": "[^1]", "endnotes.docx": "[^1]", "simple-list.docx": "- Apple", "tables.docx": "| --- |", "strict-format.docx": "Test",
		"tiny-picture.docx": "](media/", "tiny-picture-target-base-relative.docx": "](media/", "utf8-bom.docx": "This XML has a byte order mark.", "footnote-hyperlink.docx": "](http", "text-box.docx": "Datum plane",
	}
	paths, _ := filepath.Glob(filepath.Join(folder, "*.docx"))
	if len(paths) < 15 {
		t.Fatalf("%d documents", len(paths))
	}
	for _, path := range paths {
		name := filepath.Base(path)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if kind, err := intake.Detect(name, data); err != nil || kind != intake.Docx {
			t.Errorf("%s: %s, %v", name, kind, err)
		}
		res, err := intake.Read(intake.Docx, data, intake.Options{})
		if err != nil {
			if checkRefusal(t, err); name != "empty.docx" && name != "external-picture.docx" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		checkClean(t, res.Article)
		checkDecisions(t, res)
		all := res.Article.Headlines.Main + "\n" + res.Article.Body
		if !strings.Contains(all, want[name]) {
			t.Errorf("%s: no %q in\n%s\n%+v", name, want[name], all, res.Receipt)
		}
		if name == "comments.docx" && len(res.Receipt.Changes) != 2 {
			t.Errorf("%s: %d comments", name, len(res.Receipt.Changes))
		}
	}
}

// TestHostileDocuments are refused, fast, with words.
func TestHostileDocuments(t *testing.T) {
	deep := strings.Repeat("<w:sdt>", 400) + strings.Repeat("</w:sdt>", 400)
	many := strings.Repeat("<w:p/>", 1_200_000)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"deep":    {makeDocx(t, map[string]string{"body": deep}), intake.ErrTooLarge},
		"many":    {makeDocx(t, map[string]string{"body": many}), intake.ErrTooLarge},
		"bomb":    {makeDocx(t, map[string]string{"body": strings.Repeat(" ", 40<<20)}), intake.ErrTooLarge},
		"doctype": {rezip(t, "word/document.xml", `<!DOCTYPE d [<!ENTITY a "b">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`), intake.ErrDocument},
		"broken":  {rezip(t, "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p>`), intake.ErrDocument},
		"no text": {rezip(t, "word/other.xml", "<x/>"), intake.ErrDocument},
		"no zip":  {[]byte("PK\x03\x04 and nothing"), intake.ErrDocument},
		"locked":  {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), intake.ErrLocked},
		"empty":   {makeDocx(t, map[string]string{"body": "<w:p/>"}), intake.ErrEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := intake.Read(intake.Docx, c.data, intake.Options{})
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	if _, err := intake.Detect("a.docx", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")); !errors.Is(err, intake.ErrLocked) {
		t.Errorf("a locked document: %v", err)
	}
}

func rezip(t *testing.T, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzDocx: no document breaks intake, and what it proposes can be undone.
func FuzzDocx(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>one </w:t></w:r><w:ins w:author="A"><w:r><w:t>two </w:t></w:r></w:ins><w:del w:author="B"><w:r><w:delText>three</w:delText></w:r></w:del></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr><w:tr><w:tc/><w:tc/></w:tr></w:tbl>`)
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "http://a.example"</w:instrText><w:fldChar w:fldCharType="separate"/></w:r><w:moveTo><w:r><w:t>x</w:t></w:r></w:moveTo></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		res, err := intake.Read(intake.Docx, makeDocx(t, map[string]string{"body": body}), intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkClean(t, res.Article)
		if strings.ContainsAny(res.Article.Body, "\uFDD0\uFDD1") {
			t.Errorf("a place was left in the body: %q", res.Article.Body)
		}
		for _, c := range res.Receipt.Changes {
			without, rejected, err := intake.Decide(res.Article.Body, c, article.Rejected)
			if err != nil {
				continue
			}
			if _, _, err := intake.Decide(without, rejected, article.Undecided); err != nil {
				t.Errorf("rejected and not to be undone: %+v", c)
			}
		}
	})
}

// TestLargeDocument: a document of many pages takes no longer than an editor waits.
func TestLargeDocument(t *testing.T) {
	page := `<w:p><w:r><w:t xml:space="preserve">The council voted on Monday to keep the old bridge open for another year, the mayor said. </w:t></w:r><w:ins w:author="A"><w:r><w:t>It will cost little.</w:t></w:r></w:ins></w:p>`
	data := makeDocx(t, map[string]string{"body": strings.Repeat(page, 3000)})
	from := time.Now()
	res, err := intake.Read(intake.Docx, data, intake.Options{})
	if err != nil || len(res.Receipt.Changes) != 3000 {
		t.Fatalf("%d changes, %v", len(res.Receipt.Changes), err)
	}
	t.Logf("%d KB of text with 3,000 changes in %v", len(res.Article.Body)>>10, time.Since(from))
}
