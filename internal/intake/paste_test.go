package intake_test

import (
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
				body, receipt, err := intake.Body(intake.HTML, data, intake.Options{})
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
		body, receipt, err := intake.Body(intake.HTML, []byte(page), intake.Options{})
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
	body, _, err := intake.Body(intake.HTML, []byte(page), intake.Options{FirstNote: 8})
	if want := "one[^8]\n\n[^8]: note"; err != nil || body != want {
		t.Errorf("%q, want %q: %v", body, want, err)
	}
	alone := `<p>one<a href="#_ftn1" name="_ftnref1">[1]</a> and two</p>`
	if body, _, err = intake.Body(intake.HTML, []byte(alone), intake.Options{}); err != nil || body != `one\[1] and two` && body != "one[1] and two" {
		t.Errorf("a mark without its footnote became %q: %v", body, err)
	}
}
