package page

import (
	"regexp"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
)

// Address is where readers find a story, "" while the house has no base URL.
func Address(a *article.Article, s desk.Section, h article.House) string {
	base := webURL(h.BaseURL)
	if base == "" {
		return ""
	}
	return strings.TrimRight(base, "/") + "/" + Path(a, s)
}

// Content is a story for a feed: what stands on its page below headline and
// byline, in one element that says its language and direction. Places within it
// are addressed from outside. Where Media is nil no picture is in it; one that
// is missing leaves nothing.
func Content(in Input) string {
	v := newView(in)
	h := newWriter()
	h.Grow(len(in.Doc.HTML) + furnitureSize/4)
	h.raw("<div")
	h.attr("lang", v.lang)
	h.attr("dir", v.dir)
	h.raw(">\n")
	v.retraction(h)
	h.element("p", "story-standfirst", v.a.Standfirst)
	dress := unpictured
	if in.Media != nil {
		dress = func(html string) string { return withoutMissing(v.placed(html)) }
		if v.media(v.picture(v.a.LeadPicture)).URL != "" {
			v.lead(h)
		}
	}
	v.story(h, v.blocks(dress))
	v.foot(h, false)
	h.raw("</div>")
	return v.addressed(h.String())
}

var missingPicture = regexp.MustCompile(`<(?:p|span) class="missing-picture"><b>[^<]*</b>(?: <span>[^<]*</span>)*</(?:p|span)>`)

func withoutMissing(html string) string {
	if !strings.Contains(html, "missing-picture") {
		return html
	}
	return emptyFigure.ReplaceAllString(missingPicture.ReplaceAllString(html, ""), "")
}

// What leads from one place of the page to another.
var (
	wayBack = regexp.MustCompile(` ?<a class="footnote-back"[^>]*>[^<]*</a>`)
	within  = regexp.MustCompile(`(?s)<a href="#[^>]*>(.*?)</a>`)
)

// addressed makes links within the page lead to the page; while it has no
// address their words stay.
func (v *view) addressed(html string) string {
	if strings.Contains(html, "footnote-back") { // few have footnotes
		html = wayBack.ReplaceAllString(html, "")
	}
	if url := v.url(); url != "" {
		return strings.ReplaceAll(html, `<a href="#`, `<a href="`+escape(url)+`#`)
	}
	return within.ReplaceAllString(html, "$1")
}
