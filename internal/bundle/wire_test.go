package bundle

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/format"
)

// elementCopy has every element of the dialect, and boxes within each other.
const elementCopy = `The wall is **old**, *very* ~~new~~ and ` + "`code`" + `, says [the port](https://port.example/a?b=1&c=2).[^1] See [below](#what-next).

## What next

### Smaller

- stone
    - sand

      and more
- time

2. two
3. three

> A quote
>
> > within a quote
>
> - and a list

| a | b |
|---|---|
| **1** | x & y |

    not code

` + "```" + `
if a < b {}
` + "```" + `

---

:::pullquote Anna Reyes
There was no rehearsal.
:::

::::factbox The gate
- **62** metres

:::correction
Nine metres.
:::
::::

:::embed https://video.example/watch?v=1 The night
Seen from the house.
:::

:::stranger A box
Words.
:::

Two  
lines, write <mail@quay.example> ![inline](media/` + harbour + `) end.

![A wall](media/` + harbour + ` "The caption"){credit="Ines"}

![Gone](media/` + lost + `)

[^1]: The note *here*.
`

// wireStories are stories that a wire format must be able to say: plain ones,
// one with everything, one with nothing, and many awkward ones.
func wireStories() []Story {
	full := canaries()
	full.ID, full.Body = id(8), elementCopy
	stories := append(few(), told(canaries()), told(full), told(article.Article{ID: id(9)}))
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 3))
	for range 60 {
		a := scrambled(r)
		if r.IntN(2) == 0 {
			a.Body = elementCopy
		}
		stories = append(stories, told(a))
	}
	return stories
}

func TestNinjs16IsValid(t *testing.T) {
	schema := jsonSchema(t, "ninjs-schema_1.6.json")
	for _, s := range wireStories() {
		files, err := writeNinjs16(exported(t, s))
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(t, schema, files[0].data); err != nil {
			t.Fatalf("%v\n%s", err, files[0].data)
		}
	}
	for _, wrong := range []string{`{}`, `{"uri":"no scheme"}`, `{"uri":"urn:uuid:x","direction":"rtl"}`, `{"uri":"urn:uuid:x","pubstatus":"killed"}`} {
		if valid(t, schema, []byte(wrong)) == nil {
			t.Errorf("%s passes", wrong)
		}
	}
}

// xmllint holds documents against one of IPTC's schemas.
func xmllint(t *testing.T, schema string, files []string) string {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not installed")
	}
	args := append([]string{"--nonet", "--noout", "--schema", "../format/testdata/schemas/" + schema}, files...)
	out, err := exec.Command("xmllint", args...).CombinedOutput()
	if err == nil {
		return ""
	}
	return string(out)
}

func TestXMLIsValid(t *testing.T) {
	for _, c := range []struct {
		schema string
		write  func(*export) ([]outFile, error)
		wrong  string
	}{
		{"newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd", writeNewsML, `<newsItem xmlns="` + format.NewsMLSpace + `" guid="x"/>`},
		{"nitf/nitf-3-6.xsd", writeNITF, `<nitf xmlns="` + format.NITFSpace + `"><body><body.content><h2>x</h2></body.content></body></nitf>`},
	} {
		dir, files := t.TempDir(), []string{}
		for i, s := range wireStories() {
			out, err := c.write(exported(t, s))
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := format.ReadXML(out[0].data); err != nil {
				t.Fatalf("%v\n%s", err, out[0].data)
			}
			files = append(files, filepath.Join(dir, fmt.Sprintf("%d.xml", i)))
			if err := os.WriteFile(files[i], out[0].data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if said := xmllint(t, c.schema, files); said != "" {
			t.Errorf("%s", said[:min(len(said), 4000)])
		}
		wrong := filepath.Join(dir, "wrong.xml")
		if err := os.WriteFile(wrong, []byte(c.wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		if xmllint(t, c.schema, []string{wrong}) == "" {
			t.Errorf("%s passes %s", c.schema, c.wrong)
		}
	}
}

// The schema passes a page without its namespace, and readers see nothing then.
func TestNewsMLHoldsXHTML(t *testing.T) {
	for _, s := range wireStories() {
		e := exported(t, s)
		files, err := writeNewsML(e)
		if err != nil {
			t.Fatal(err)
		}
		root, _, err := format.ReadXML(files[0].data)
		if err != nil {
			t.Fatal(err)
		}
		item := root.Kid("itemSet").Kid("newsItem")
		page := item.Kid("contentSet").Kid("inlineXML").Kid("html", format.XHTMLSpace)
		body := page.Kid("body", format.XHTMLSpace)
		if page.Name.Local == "" || body.Name.Local == "" {
			t.Fatalf("no page in XHTML's namespace:\n%s", files[0].data)
		}
		if strings.Contains(body.Markup(), `src="media/`) {
			t.Errorf("a picture's place is not the bundle's: %s", body.Markup())
		}
	}
}

// Pictures are items of their own, and their files are in the bundle where they
// are said to be.
func TestWirePicturesLieThere(t *testing.T) {
	r := request(told(canaries()))
	r.Profile, _ = FindProfile("wire", nil)
	dir, _ := written(t, "bag", r)
	files := readAll(t, dir)
	for _, name := range []string{"data/newsml/canaryslugz.xml", "data/nitf/canaryslugz.xml"} {
		root, _, err := format.ReadXML([]byte(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		hrefs := []string{}
		each(root, func(e *format.Element) {
			switch e.Name.Local {
			case "remoteContent":
				hrefs = append(hrefs, e.Get("href"))
			case "media-reference":
				hrefs = append(hrefs, e.Get("source"))
			}
		})
		if len(hrefs) == 0 {
			t.Errorf("%s has no picture", name)
		}
		for _, href := range hrefs {
			if _, ok := files[filepath.ToSlash(filepath.Join(filepath.Dir(name), href))]; !ok {
				t.Errorf("%s: no file at %s", name, href)
			}
		}
	}
}

// A front goes along as a package of the items in its order.
func TestAFrontIsAPackage(t *testing.T) {
	r := fronted()
	r.Profile, _ = FindProfile("wire", nil)
	dir, _ := written(t, "bag", r)
	if report, err := Verify(dir); err != nil || !report.OK {
		t.Fatalf("verify: %+v, %v", report, err)
	}
	path := filepath.Join(dir, "data/fronts/home-away/package.xml")
	if said := xmllint(t, "newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd", []string{path}); said != "" {
		t.Error(said)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root, _, err := format.ReadXML(data)
	if err != nil {
		t.Fatal(err)
	}
	refs := root.Kid("groupSet").Kid("group").Each("itemRef")
	if len(refs) != 2 || refs[0].Get("residref") != id(7).URN() || refs[1].Get("title") != "Its own <head>" {
		t.Errorf("%s", data)
	}
	for _, word := range internal {
		if strings.Contains(string(data), canary(word)) {
			t.Errorf("it holds %s", word)
		}
	}
}

func each(e *format.Element, do func(*format.Element)) {
	do(e)
	for _, k := range e.Kids {
		each(k, do)
	}
}

// A kill, a hold and an embargo stop a story in every wire format.
func TestWireStops(t *testing.T) {
	base := canaries()
	base.Flag, base.Embargo, base.Status = article.NoFlag, nil, article.Ready
	stories := map[string]article.Article{"usable": base}
	killed, held, until := base, base, base
	killed.Flag, held.Flag, until.Embargo = article.Killed, article.Hold, &article.Embargo{At: noon}
	stories["canceled"], stories["withheld"], stories["embargoed"] = killed, held, until
	for want, a := range stories {
		e := exported(t, told(a))
		for _, write := range []func(*export) ([]outFile, error){writeNinjs16, writeNewsML, writeNITF} {
			files, err := write(e)
			if err != nil {
				t.Fatal(err)
			}
			data := string(files[0].data)
			status := strings.Contains(data, `"pubstatus": "`+want) || strings.Contains(data, `qcode="stat:`+want) || strings.Contains(data, `management-status="`+want)
			if want == "embargoed" {
				status = strings.Contains(data, `"embargoed": "2026-11-20T12:00:00Z"`) || strings.Contains(data, `<embargoed>2026-11-20T12:00:00Z<`) || strings.Contains(data, `<date.release norm="20261120T120000Z"`)
			}
			if !status {
				t.Errorf("%s is not said in\n%s", want, data)
			}
		}
	}
}
