package page

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

// TestRulesOfAPage: a document carries what dresses it, in the sheet's order,
// and nothing that is for what it does not have. That it looks as with the
// whole sheet is seen in Chromium (e2e/chromium/pagestyle.test.mjs).
func TestRulesOfAPage(t *testing.T) {
	little := Input{Article: &article.Article{Headlines: article.Headlines{Main: "Gate shut"}}}
	retracted := bare(t)
	retracted.Article.Corrections = []article.Correction{{Kind: article.Retraction, At: time.Unix(1e9, 0), Text: "None of it was so."}}
	for name, c := range map[string]struct {
		in         Input
		has, hasNo []string
	}{
		"everything": {sample(t), []string{".stet-page .pullquote", ".story-body .factbox", ".stet-page table", ".stet-page td", ".story-lead figcaption", ".story-trending li", "@media print"}, []string{".story-retraction", ".stet-light", "/*", ".front-"}},
		"little":     {little, []string{".stet-page {", ".story-headline", "@media print", "[data-theme=\"dark\"]"}, []string{"table", ".story-lead", ".pullquote", ".story-retraction", "blockquote {"}},
		"retracted":  {retracted, []string{".story-retraction p + p", ".story-retraction time"}, []string{".story-corrections"}},
	} {
		_, carried, _ := strings.Cut(made(Full, c.in), "<style>\n")
		carried, _, _ = strings.Cut(carried, "</style>")
		for _, rule := range c.has {
			if !strings.Contains(carried, rule) && !strings.Contains(carried, strings.Replace(rule, ".stet-page", ".stet-page .story-body", 1)) {
				t.Errorf("%s: no %q", name, rule)
			}
		}
		for _, rule := range c.hasNo {
			if strings.Contains(carried, rule) {
				t.Errorf("%s: has %q", name, rule)
			}
		}
		whole := ""
		for _, r := range NewRules().rules {
			whole += r.text + "\n"
		}
		for line := range strings.Lines(carried) {
			_, rest, ok := strings.Cut(whole, line)
			if !ok {
				t.Fatalf("%s: %q is not next in the sheet", name, line)
			}
			whole = rest
		}
	}
}

func TestNeedsOf(t *testing.T) {
	for selector, want := range map[string][][]string{
		".stet-page":                          {{".stet-page"}},
		".stet-page[dir=\"rtl\"] .story-body": {{".stet-page"}, {".story-body"}},
		".stet-page :is(blockquote, li, aside, .box) > :last-child":             {{"blockquote", "li", "aside", ".box"}, {".stet-page"}},
		".stet-page :is(p, p > a) > img":                                        {{"p", "a"}, {".stet-page"}, {"img"}},
		".stet-page a:hover":                                                    {{".stet-page"}, {"a"}},
		".stet-page :not(pre) > code":                                           {{".stet-page"}, {"code"}},
		".stet-page:is(:lang(de), :lang(nl)) :is(.story-headline, .story-body)": {{".story-headline", ".story-body"}, {".stet-page"}},
		".stet-page *, .stet-page *::before":                                    nil,
		"@media print":                                                          nil,
	} {
		if got := needsOf(selector); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
}

func TestNamesIn(t *testing.T) {
	has := map[string]bool{}
	namesIn([]byte(`<p class="story-stamp">1 < 2</p><img src="a>b" class="x y" alt="class=&#34;no&#34;"><hr><a href="#s" class="z">`), func(name []byte) { has[string(name)] = true })
	for _, name := range []string{"p", ".story-stamp", "img", ".x", ".y", "hr", "a", ".z"} {
		if !has[name] {
			t.Errorf("no %s", name)
		}
	}
	if has[".no"] || has["."] {
		t.Error("names that are none", has)
	}
}
