package intake_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/intake"
)

// TestPastes reads each fixture of testdata/paste twice: as the program that
// is named wrote it to the clipboard, and as the window delivers that (recorded
// by e2e/clipboard.mjs). Both must come to the same body unless a case says
// otherwise by its window.want.
func TestPastes(t *testing.T) {
	folders, err := filepath.Glob("testdata/paste/*")
	if err != nil || len(folders) < 11 {
		t.Fatalf("%d fixtures: %v", len(folders), err)
	}
	for _, folder := range folders {
		for _, form := range []string{"raw", "window"} {
			t.Run(filepath.Base(folder)+"/"+form, func(t *testing.T) {
				data, err := os.ReadFile(filepath.Join(folder, form+".html"))
				if err != nil {
					t.Fatal(err)
				}
				res, err := intake.Body(intake.HTML, data, intake.Options{})
				body, receipt := res.Article.Body, res.Receipt
				got := show(intake.Result{Article: article.Article{Body: body, Status: article.Draft}, Receipt: receipt}, err)
				path := filepath.Join(folder, form+".want")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(path)
				if err != nil || got != string(want) {
					t.Errorf("%v, got:\n%s\nwant:\n%s", err, got, want)
				}
			})
		}
	}
}

// TestLinksLeadStraight: what is taken off an address, and what is left.
func TestLinksLeadStraight(t *testing.T) {
	for href, want := range map[string]string{
		"https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fb%3Fc%3D1&sa=D":                                                      "https://a.example/b?c=1",
		"https://www.google.co.uk/url?sa=t&url=https://a.example/":                                                                   "https://a.example/",
		"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F%3Futm_source%3Dx%26id%3D4&data=0&sdata=1":    "https://a.example/?id=4",
		"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fp%3Ffbclid%3Dzz&h=AT0":                                             "https://a.example/p",
		"https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fa.example": "https://a.example",
		"https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b-3Fc-3D1&d=DwM":                                             "https://a.example/b?c=1",
		"https://urldefense.com/v3/__https://a.example/b__;!!abc":                                                                    "https://a.example/b",
		"https://a.example/?utm_source=x&q=utm_medium#top":                                                                           "https://a.example/?q=utm_medium#top",
		"https://a.example/?UTM_Source=x":                                                                                            "https://a.example/",
		"https://a.example/url?q=https://b.example":                                                                                  "https://a.example/url?q=https://b.example",
		"https://www.google.com/url?q=javascript:alert(1)":                                                                           "https://www.google.com/url?q=javascript:alert%281%29",
		"https://www.google.com/search?q=https://b.example":                                                                          "https://www.google.com/search?q=https://b.example",
		"https://notgoogle.com/url?q=https://b.example":                                                                              "https://notgoogle.com/url?q=https://b.example",
		"https://a.example/?gclidx=1&a=%zz":                                                                                          "https://a.example/?gclidx=1&a=%zz",
	} {
		page := `<p>see <a href="` + strings.ReplaceAll(href, "&", "&amp;") + `">it</a> there</p>`
		res, err := intake.Body(intake.HTML, []byte(page), intake.Options{})
		body, receipt := res.Article.Body, res.Receipt
		if err != nil || body != "see [it]("+want+") there" {
			t.Errorf("%s: %q, %v", href, body, err)
		}
		if said := slices.ContainsFunc(receipt.Changed, func(n article.Note) bool { return n.Text == "it" && n.Field == "copy" }); said != !strings.HasPrefix(want, href[:12]) && said != (len(want) != len(href)) {
			t.Errorf("%s: the receipt says %v", href, receipt.Changed)
		}
	}
}

// TestFootnoteLabels: a body that has footnotes gets others.
func TestFootnoteLabels(t *testing.T) {
	page := `<p>one<a href="#_ftn1" name="_ftnref1">[1]</a></p><p><a href="#_ftnref1" name="_ftn1">[1]</a> note</p>`
	res, err := intake.Body(intake.HTML, []byte(page), intake.Options{FirstNote: 8})
	if want := "one[^8]\n\n[^8]: note"; err != nil || res.Article.Body != want {
		t.Errorf("%q, want %q: %v", res.Article.Body, want, err)
	}
	alone := `<p>one<a href="#_ftn1" name="_ftnref1">[1]</a> and two</p>`
	if res, err = intake.Body(intake.HTML, []byte(alone), intake.Options{}); err != nil || res.Article.Body != `one\[1] and two` && res.Article.Body != "one[1] and two" {
		t.Errorf("a mark without its footnote became %q: %v", res.Article.Body, err)
	}
}

// A picture that is in the copy comes in behind its paragraph, once; of others
// the receipt has the names, and no address is ever followed.
func TestPicturesWithinAPaste(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 8, 6))); err != nil {
		t.Fatal(err)
	}
	held := base64.StdEncoding.EncodeToString(file.Bytes())
	dot := base64.StdEncoding.EncodeToString([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00,"))
	sum := sha256.Sum256(file.Bytes())
	figure := func(alt string) string { return "![" + alt + "](media/" + hex.EncodeToString(sum[:]) + ")" }
	page := `<p>The pilots waited in the customs house <img alt="The *gate*" src="data:image/png;base64,` + held[:20] + "\n " + held[20:] + `"> until the gate was shut at six.</p>
		<ul><li>item <img src="DATA:image/png;base64,` + strings.ReplaceAll(held, "+", "%2B") + `"></li></ul>
		<p>Three <img alt="far" src="https://example.org/a.png"><img alt="drawn" src="data:image/svg+xml;base64,PHN2Zz4="><img src="data:image/gif;base64,` + dot + `"></p>`
	for name, read := range map[string]func(intake.Kind, []byte, intake.Options) (intake.Result, error){"paste": intake.Body, "story": intake.Read} {
		res, err := read(intake.HTML, []byte(page), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := "The pilots waited in the customs house until the gate was shut at six.\n\n" + figure(`The \*gate\*`) + "\n\n- item\n\n" + figure("") + "\n\nThree"
		if !strings.HasSuffix(res.Article.Body, want) {
			t.Errorf("%s: %q", name, res.Article.Body)
		}
		if p := res.Article.Pictures; len(p) != 1 || p[0].Alt != "The *gate*" || p[0].Width != 8 || !bytes.Equal(res.Pictures[p[0].ID], file.Bytes()) {
			t.Errorf("%s: %+v", name, p)
		}
		var names []string
		for _, n := range res.Receipt.Changed {
			names = append(names, n.Text)
		}
		if got := strings.Join(names, " "); got != "far drawn" {
			t.Errorf("%s: the receipt names %q", name, got)
		}
		res.Refuse(res.Article.Pictures[0].ID, "It was left out.")
		if strings.Contains(res.Article.Body, "media/") || len(res.Article.Pictures)+len(res.Pictures) > 0 || res.Receipt.Changed[len(names)].Text != "The *gate*" {
			t.Errorf("%s: refused, %+v", name, res)
		}
	}
}
