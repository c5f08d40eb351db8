package markup

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// newPolicy is the allowlist behind the writer: its own elements and nothing
// else. No style, no name, ids with our prefix, three kinds of URL.
func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "hr", "pre", "code", "em", "strong",
		"del", "br", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "aside", "section",
		"div", "span", "b", "sup", "img", "a")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^s-[a-z0-9-]+$`)).Globally()
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^[a-z-]+( missing)?$`)).Globally()
	p.AllowAttrs("href").Matching(regexp.MustCompile(`^(https?://|mailto:|#s-)`)).OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener$`)).OnElements("a")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^doc-(noteref|backlink|endnotes)$`)).OnElements("a", "section")
	p.AllowAttrs("title").OnElements("a")
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^media/[A-Za-z0-9_-][A-Za-z0-9._-]*$`)).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("width", "height").Matching(regexp.MustCompile(`^[0-9]{1,6}$`)).OnElements("img")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^col$`)).OnElements("th")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("div")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	return p
}
