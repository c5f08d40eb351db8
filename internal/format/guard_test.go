package format

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a hostile or odd document comes to: the words of its root, or why it is
// refused.
func TestXMLGuard(t *testing.T) {
	cases := []struct{ name, data, words, refused string }{
		{"plain", `<?xml version="1.0"?><n a="1">x<b>y</b></n>`, "xy", ""},
		{"document type", `<!DOCTYPE nitf SYSTEM "nitf.dtd"><n>x</n>`, "x", ""},
		{"entity", "<!DOCTYPE n [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<n>&x;</n>", "", "declares entities"},
		{"parameter entity", `<!DOCTYPE n [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e.dtd">%p;]><n/>`, "", "declares entities"},
		{"second type", `<n><!DOCTYPE n SYSTEM "x"></n>`, "", "within"},
		{"unknown entity", "<n>\n&x;</n>", "", "line 2"},
		{"deep", strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300), "", "deep"},
		{"two roots", "<a/><b/>", "", "second root"},
		{"trailing", "<a/>junk", "", "outside"},
		{"not closed", "<a><b></b>", "", "not closed"},
		{"crossed", "<a><b></a></b>", "", "closes nothing"},
		{"twice", `<a id="1" id="2"/>`, "", "twice"},
		{"twice by namespace", `<a xmlns:p="u" xmlns:q="u" p:id="1" q:id="2"/>`, "", "twice"},
		{"prefix", "<x:a/>", "", "not declared"},
		{"half a pair", "<n>\n\n&#xD800;</n>", "", "line 3"},
		{"half a pair in CDATA", "<n><![CDATA[&#xD800;]]></n>", "&#xD800;", ""},
		{"control", "<n>&#11;</n>", "", "line 1"},
		{"dashes", "<n><!-- a -- b --></n>", "", "line 1"},
		{"nothing", "", "", "no element"},
		{"not UTF-8", "<n>\n\xff</n>", "", "line 2"},
		{"latin 1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><n>caf\xe9</n>", "café", ""},
		{"no encoding", `<?xml version="1.0" encoding="x-nothing"?><n/>`, "", "an encoding that there is not"},
		{"names of HTML", "<n>&nbsp;&eacute;&mdash;</n>", "\u00a0é—", ""},
		{"style sheet", `<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><n>x</n>`, "x", ""},
		{"CDATA", "<n><![CDATA[<script>alert(1)</script> ]]]]><![CDATA[>]]></n>", "<script>alert(1)</script> ]]>", ""},
		{"long attribute", `<n a="` + strings.Repeat("x", xmlAttr+1) + `"/>`, "", "longer than"},
		{"many elements", "<n>" + strings.Repeat("<a/>", xmlElements) + "</n>", "", "elements"},
	}
	for _, c := range cases {
		root, _, err := ReadXML([]byte(c.data))
		switch {
		case c.refused != "":
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.refused) {
				t.Errorf("%s: %v, want %q", c.name, err, c.refused)
			}
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		case root.Words() != c.words:
			t.Errorf("%s: %q, want %q", c.name, root.Words(), c.words)
		}
	}
}

func TestXMLTree(t *testing.T) {
	const data = `<r xmlns="u:a" xmlns:b="u:b"><b:x k="1" b:k="2">one</b:x><x>two<i/></x><div xmlns="http://www.w3.org/1999/xhtml"><p class="q">a &lt; b<br/></p></div></r>`
	root, notes, err := ReadXML([]byte(data))
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	if got := root.Kid("x", "u:a").Words(); got != "two" {
		t.Errorf("x of a: %q", got)
	}
	if got := root.Kid("x").Get("k"); got != "1" {
		t.Errorf("k: %q", got)
	}
	if got := len(root.Each("x")); got != 2 {
		t.Errorf("%d of x", got)
	}
	if got := root.Kid("div").Markup(); got != `<p class="q">a &lt; b<br></p>` {
		t.Errorf("markup %q", got)
	}
	if got := root.Kid("none").Kid("none").Words(); got != "" {
		t.Errorf("nothing is %q", got)
	}
}

// The made documents are read or refused as CASES.tsv says.
func TestXMLCorpus(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "corpora", "stet-made", "xml")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: ../shared is not beside this clone")
	}
	fine := []string{"xinclude.xml", "pi-stylesheet.xml", "latin1.xml", "utf16.xml", "cp1252.xml", "html-entities.xml", "cdata.xml", "json-bom.json"}
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(paths) < 20 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		if strings.HasSuffix(name, ".json") {
			_, err = SoundJSON(data)
		} else {
			_, _, err = ReadXML(data)
		}
		want := false
		for _, f := range fine {
			want = want || f == name
		}
		if (err == nil) != want || err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.HasSuffix(name, ".xml") && !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: no line in %v", name, err)
		}
	}
}

func TestSoundJSON(t *testing.T) {
	cases := []struct{ name, data, refused string }{
		{"plain", `{"a": [1, -0.5e3, "x", null, true], "b": {}}`, ""},
		{"mark", "\xEF\xBB\xBF{}", ""},
		{"twice", "{\"uri\": 1,\n\"uri\": 2}", `line 2: the key "uri" is there twice`},
		{"cases", `{"a": {"Body": 1, "body": 2}}`, "twice"},
		{"apart", `[{"a": 1}, {"a": 2}]`, ""},
		{"deep", strings.Repeat("[", 100) + strings.Repeat("]", 100), "deep"},
		{"large", `{"n": 1e400}`, "no number"},
		{"two", `{} {}`, "behind its end"},
		{"cut", `{"a": [`, "line 1"},
		{"nothing", "", "too early"},
		{"not UTF-8", "\"\xff\"", "UTF-8"},
	}
	for _, c := range cases {
		_, err := SoundJSON([]byte(c.data))
		if c.refused == "" && err != nil || c.refused != "" && (!errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.refused)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.refused)
		}
	}
}

func FuzzXML(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0" encoding="UTF-8"?><r xmlns:a="u"><a:b c="d">e&amp;f</a:b><![CDATA[g]]></r>`))
	f.Add([]byte("\xFF\xFE<\x00n\x00/\x00>\x00"))
	f.Add([]byte("<!DOCTYPE n [<!ENTITY x 'y'>]><n>&x;</n>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		root, _, err := ReadXML(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("an error nobody has words for: %v", err)
			}
			return
		}
		if root == nil || root.Name.Local == "" {
			t.Error("no root")
		}
		_, _ = root.Words(), root.Markup()
	})
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a":[{"b":1},{"b":2e9}],"c":"\ud83d\ude00"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := SoundJSON(data); err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("an error nobody has words for: %v", err)
		}
	})
}
