package page

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

// FuzzFields puts one text into every field a person can fill. Whatever it is,
// the page has the elements it would have with a harmless word, no script but
// its own, and no URL that runs.
func FuzzFields(f *testing.F) {
	for _, s := range []string{
		"</script><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "'\" onmouseover='x'", "javascript:alert(1)", "</style>", "<!--", "-->", "]]>",
		"&lt;b&gt;", "\x00", "\xff", "\u2028", "{{.}}", "</title>", "https://e.org/\"><b>", "\u202e", "a\nb", "</p></div>", "$&", "D M Y",
	} {
		f.Add(s)
	}
	want := shape(f, filled("word"))
	f.Fuzz(func(t *testing.T, s string) {
		if strings.TrimSpace(s) == "" {
			return
		}
		in := filled(s)
		for _, page := range []string{made(Full, in), made(Mobile, in)} {
			if !utf8.ValidString(page) && utf8.ValidString(s) {
				t.Error("not UTF-8")
			}
			harmless(t, page)
		}
		if got := shape(t, in); got != want && utf8.ValidString(s) {
			t.Errorf("the text changed the page's elements\n got  %s\n want %s", got, want)
		}
	})
}

func filled(s string) Input {
	a := &article.Article{
		ID: article.ID(s), Section: s, Overline: s, Standfirst: s, Bylines: []string{s, "B"}, Dateline: "x" + s, TrailText: s,
		Headlines: article.Headlines{Main: s, Front: s, Search: s, Social: s, Push: s, Print: s},
		Authors:   []article.Author{{Name: s, Role: s, URL: s}}, SearchDescription: s, SocialDescription: s,
		Keywords: []string{s}, Slug: s, LeadPicture: "a", Pictures: []article.Picture{{ID: "a", Alt: s, Caption: s, Credit: s}},
		Body: "One.", Credit: s, UsageTerms: s, Language: s, Direction: article.Direction(s),
		FirstPublished: time.Unix(0, 0), Corrections: []article.Correction{{Text: s, Kind: article.CorrectionKind(s), At: time.Unix(9, 0)}},
	}
	return Input{
		Article: a, Doc: markup.New().Parse("One.\n\n![](media/a)", a.Pictures), Section: desk.Section{Name: s, Slug: s, Byline: s, Language: s},
		House:    article.House{Name: s, Zone: s, Language: s},
		Trending: []Link{{s, "https://e.org/"}}, Media: func(article.Picture) Shown {
			return Shown{File: File{URL: s}, Set: []File{{URL: s}, {URL: s, Width: 9}}}
		},
	}
}

// shape is the elements of the fragment in order. Author links are left out:
// a text that is a URL makes one.
func shape(t testing.TB, in Input) string {
	var b strings.Builder
	for _, n := range find(parse(t, fragment(in, false)), func(n *html.Node) bool { return n.Data != "a" }) {
		b.WriteString(n.Data + " ")
	}
	return b.String()
}

func harmless(t *testing.T, page string) {
	t.Helper()
	for _, n := range find(parse(t, page), func(*html.Node) bool { return true }) {
		switch n.Data {
		case "script":
			if attribute(n, "type") != "application/ld+json" {
				t.Error("a script")
			}
		case "iframe", "object", "embed", "form", "svg", "math", "base":
			t.Errorf("element %s", n.Data)
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "href" && strings.HasPrefix(value, "javascript:") {
				t.Errorf("attribute %s=%q", a.Key, a.Val)
			}
		}
	}
}
