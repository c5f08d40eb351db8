package page

import (
	"cmp"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// Parts is the page without the document around it, in two: frame, one element
// of class stet-page, and what stands in its empty element of class story-body,
// one element per block of the Doc. The light page is the same story in one
// column, without the Trending list, and with a way back to the full page.
func Parts(in Input, light bool) (frame string, body []string) {
	v := newView(in)
	h := newWriter()
	h.Grow(furnitureSize / 2)
	v.fragment(h, light, nil)
	return h.String(), v.body()
}

// Pictures gives the pictures in html, which markup wrote, the URLs and sizes
// that they have on the page.
func Pictures(in Input, html string) string {
	if !pictured(html) {
		return html // most have none, and a view asks what language the story is in
	}
	return newView(in).placed(html)
}

func (v *view) fragment(h *writer, light bool, body []string) {
	class := "stet-page"
	if light {
		class += " stet-light"
	}
	h.raw(`<div class="`, class, `"`)
	h.attr("lang", v.lang)
	h.attr("dir", v.dir)
	h.raw(">\n", `<article class="story">`, "\n")
	v.retraction(h)
	v.head(h)
	v.lead(h)
	v.story(h, body)
	v.foot(h, light)
	h.raw("</article>\n")
	if !light {
		v.trending(h)
	}
	h.raw("</div>")
}

func (v *view) head(h *writer) {
	h.raw(`<header class="story-head">`, "\n")
	h.element("p", "story-section", v.section)
	h.element("p", "story-overline", v.a.Overline)
	h.element("h1", "story-headline", v.a.Headlines.Main)
	h.element("p", "story-standfirst", v.a.Standfirst)
	meta := newWriter()
	v.byline(meta)
	v.stamp(meta)
	if meta.Len() > 0 {
		h.raw(`<div class="story-meta">`, "\n", meta.String(), "</div>\n")
	}
	h.raw("</header>\n")
}

// byline reads "By Mara Lind and Tom Oyelaran in Kyiv": the names in bold, a
// role in plain type behind its name.
func (v *view) byline(h *writer) {
	names := v.names()
	if len(names) == 0 {
		return
	}
	h.raw(`<p class="story-byline">`)
	if v.words.by != "" {
		h.text(v.words.by + " ")
	}
	for i, name := range names {
		switch {
		case i > 0 && i == len(names)-1:
			h.text(v.words.and)
		case i > 0:
			h.text(v.words.comma + " ")
		}
		v.person(h, name)
	}
	h.raw("</p>\n")
}

func (v *view) person(h *writer, name string) {
	known := v.author(name)
	h.raw(`<span class="story-author">`)
	if u := webURL(known.URL); u != "" {
		h.raw(`<a rel="author"`)
		h.attr("href", u)
		h.raw(">", escape(name), "</a>")
	} else {
		h.text(name)
	}
	h.raw("</span>")
	if known.Role != "" {
		h.raw(`<span class="story-role">`, escape(v.words.comma+" "+known.Role), "</span>")
	}
}

func (v *view) stamp(h *writer) {
	s := newWriter()
	if !v.published.IsZero() {
		v.moment(s, v.words.published, v.published)
	}
	if !v.modified.IsZero() {
		s.raw(" ")
		v.moment(s, v.words.updated, v.modified)
	}
	if notices := v.notices(false); len(notices) > 0 { // who reads no further than this knows of them
		s.raw(` <a class="story-noticed" href="#`, noticesID, `">`, escape(v.words.correction(notices[len(notices)-1].Kind)), "</a>")
	}
	if s.Len() > 0 {
		h.raw(`<p class="story-stamp">`, strings.TrimPrefix(s.String(), " "), "</p>\n")
	}
}

// noticesID is where the corrections stand: no crosshead has two hyphens in a
// row.
const noticesID = "s--corrections"

// lead is the lead picture. A picture that is named but not there leaves a
// placeholder; no picture leaves nothing.
func (v *view) lead(h *writer) {
	id := v.a.LeadPicture
	if id == "" {
		return
	}
	p := v.picture(id)
	shown := v.media(p)
	h.raw(`<figure class="story-lead`)
	if shown.URL == "" {
		h.raw(` missing">`, v.placeholder(escape(p.Alt)))
	} else {
		h.raw(`">`)
		shown.img(h, escape(p.Alt), leadSizes)
		h.raw(` fetchpriority="high">`)
	}
	if p.Caption != "" || p.Credit != "" {
		h.raw("<figcaption>", escape(p.Caption))
		if p.Credit != "" {
			h.raw(` <span class="credit">`, escape(p.Credit), "</span>")
		}
		h.raw("</figcaption>")
	}
	h.raw("</figure>\n")
}

// story is the body. A dateline runs in at the start of the first paragraph,
// as papers set it; if the body starts with something else it stands alone.
func (v *view) story(h *writer, body []string) {
	if v.dateline != "" && !v.runsIn() {
		h.element("p", "story-dateline", v.dateline)
	}
	h.raw(`<div class="story-body">`, "\n")
	for _, block := range body {
		h.raw(block, "\n")
	}
	h.raw("</div>\n")
}

func (v *view) runsIn() bool {
	return len(v.in.Doc.Blocks) > 0 && v.in.Doc.Blocks[0].Kind == markup.Paragraph
}

func (v *view) body() []string {
	if !pictured(v.in.Doc.HTML) {
		return v.blocks(func(html string) string { return html })
	}
	return v.blocks(v.placed)
}

// blocks are those of the body, as dress has their pictures.
func (v *view) blocks(dress func(html string) string) []string {
	blocks := make([]string, len(v.in.Doc.Blocks))
	for i, b := range v.in.Doc.Blocks {
		blocks[i] = dress(b.HTML)
		if b.Kind == markup.Correction {
			blocks[i] = v.labelled(blocks[i])
		}
	}
	if v.dateline != "" && v.runsIn() {
		text := strings.TrimPrefix(blocks[0], "<p>")
		blocks[0] = `<p><span class="story-dateline">` + escape(v.dateline) + " —</span> " + text
	}
	return blocks
}

func (v *view) foot(h *writer, light bool) {
	f := newWriter()
	v.corrections(f)
	f.element("p", "story-credit", v.a.Credit)
	f.element("p", "story-terms", cmp.Or(v.a.UsageTerms, v.in.Section.UsageTerms))
	if light {
		f.raw(`<p class="story-full"><a href="index.html">`, escape(v.words.full), "</a></p>\n")
	}
	if f.Len() > 0 {
		h.raw(`<footer class="story-foot">`, "\n", f.String(), "</footer>\n")
	}
}

// notices are what readers are told of corrections: retractions, or the others.
func (v *view) notices(retractions bool) []article.Correction {
	return slices.DeleteFunc(v.a.Notices(), func(c article.Correction) bool { return (c.Kind == article.Retraction) != retractions })
}

// retraction stands above all else: the page stays, and nobody reads on without
// having met it.
func (v *view) retraction(h *writer) {
	notices := v.notices(true)
	if len(notices) == 0 {
		return
	}
	h.raw(`<aside class="story-retraction">`, "\n")
	for _, c := range notices {
		v.notice(h, c)
	}
	h.raw("</aside>\n")
}

// corrections stand at the foot; the stamp under the headline leads there.
func (v *view) corrections(h *writer) {
	notices := v.notices(false)
	if len(notices) == 0 {
		return
	}
	h.raw(`<section class="story-corrections" id="`, noticesID, `">`, "\n")
	for _, c := range notices {
		v.notice(h, c)
	}
	h.raw("</section>\n")
}

func (v *view) notice(h *writer, c article.Correction) {
	h.raw(`<p><strong>`, escape(v.words.correction(c.Kind)), "</strong>")
	if !c.At.IsZero() {
		h.raw(escape(v.words.comma), " <time")
		h.attr("datetime", v.iso(c.At))
		h.raw(">", escape(v.day(c.At)), "</time>")
	}
	h.raw(": ", escape(c.Text), "</p>\n")
}

func (v *view) trending(h *writer) {
	if len(v.in.Trending) == 0 {
		return
	}
	h.raw(`<nav class="story-trending" aria-labelledby="s-trending">`, "\n")
	h.raw(`<h2 id="s-trending">`, escape(v.words.trending), "</h2>\n<ol>\n")
	for _, l := range v.in.Trending {
		h.raw("<li>")
		if u := listURL(l.URL); u != "" {
			h.raw("<a")
			h.attr("href", u)
			h.raw(">", escape(l.Headline), "</a>")
		} else {
			h.text(l.Headline)
		}
		h.raw("</li>\n")
	}
	h.raw("</ol>\n</nav>\n")
}

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, s := range texts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
