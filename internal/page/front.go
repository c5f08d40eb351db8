package page

import (
	_ "embed"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
)

// Front is all that a front is made of: the places of a lineup, in its order.
type Front struct {
	Name    string
	House   article.House
	Section desk.Section // zero = of none
	Places  []Place
}

// Place is one story on a front. Slot's texts stand before the story's own.
type Place struct {
	Slot     desk.Slot
	Article  *article.Article // nil = there is none: Slot.Hole says why
	Section  desk.Section
	URL      string // "" = it leads nowhere yet
	Picture  Shown  // no URL = a placeholder stands where there should be one
	Sublinks []Link
}

//go:embed front.css
var frontStyle string

// FrontStyle is the style sheet of a front: that of every page, and what only
// fronts have.
func FrontStyle() string { return style + frontStyle }

// FrontName is the name of a front's document.
const FrontName = FullName

// FrontParts is the front without the document around it: one element of class
// stet-page. A place that is a hole is drawn as one, and says why.
func FrontParts(f Front) string {
	h := newWriter()
	f.fragment(h)
	return h.String()
}

// FullFront is the whole document of a front.
func FullFront(f Front) []byte {
	h := newWriter()
	lang, dir := f.speech()
	h.raw("<!DOCTYPE html>\n<html")
	h.attr("lang", lang)
	h.attr("dir", dir)
	h.raw(">\n<head>\n", `<meta charset="utf-8">`, "\n")
	h.raw(`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n")
	h.raw("<title>", escape(strings.Join(nonEmpty(f.Name, f.House.Name), " · ")), "</title>\n")
	fragment := newWriter()
	f.fragment(fragment)
	closeWith(h, rulesOf(style, frontStyle), fragment.Bytes())
	return h.Bytes()
}

// speech is the language of the front and the way it runs.
func (f *Front) speech() (lang, dir string) {
	v := newView(Input{Article: &article.Article{}, House: f.House, Section: f.Section})
	return v.lang, v.dir
}

func (f *Front) fragment(h *writer) {
	lang, dir := f.speech()
	h.raw(`<div class="stet-page stet-front"`)
	h.attr("lang", lang)
	h.attr("dir", dir)
	h.raw(">\n", `<header class="front-head">`, "\n")
	h.element("p", "front-house", f.House.Name)
	h.element("h1", "front-name", f.Name)
	h.raw("</header>\n<div class=\"front-rows\">\n")
	for from := 0; from < len(f.Places); {
		weight := f.Places[from].Slot.Weight
		to := from + 1
		for to < len(f.Places) && f.Places[to].Slot.Weight == weight && weight != desk.Splash {
			to++
		}
		h.raw(`<div class="front-row front-`, string(weightOf(weight)), `">`, "\n")
		for i := from; i < to; i++ {
			f.place(h, i)
		}
		h.raw("</div>\n")
		from = to
	}
	h.raw("</div>\n</div>")
}

// weightOf keeps what is not a weight out of the markup.
func weightOf(w desk.Weight) desk.Weight {
	if slices.Contains(desk.Weights, w) {
		return w
	}
	return desk.Standard
}

func (f *Front) place(h *writer, i int) {
	p := &f.Places[i]
	if p.Slot.Hole != "" || p.Article == nil {
		h.raw(`<div class="front-place front-hole" data-place="`, itoa(i+1), `"><p>`)
		h.text("Place " + itoa(i+1) + " is empty: " + p.Slot.Hole)
		h.raw("</p></div>\n")
		return
	}
	v := newView(Input{Article: p.Article, House: f.House, Section: p.Section})
	h.raw(`<article class="front-place" data-place="`, itoa(i+1), `"`)
	h.attr("lang", v.lang)
	h.attr("dir", v.dir)
	h.raw(">\n")
	p.picture(h, v)
	h.raw(`<div class="front-words">`, "\n")
	h.element("p", "front-overline", p.Article.Overline)
	h.raw(`<h2 class="front-headline">`)
	p.linked(h, Link{Headline: first(p.Slot.Head(p.Article).Text, "Untitled"), URL: p.URL})
	h.raw("</h2>\n")
	h.element("p", "front-standfirst", p.Slot.Sentence(p.Article).Text)
	p.sublinks(h)
	if p.Slot.Weight != desk.Brief && !v.published.IsZero() {
		h.raw(`<p class="front-stamp">`)
		if v.modified.IsZero() {
			v.moment(h, v.words.published, v.published)
		} else {
			v.moment(h, v.words.updated, v.modified)
		}
		h.raw("</p>\n")
	}
	h.raw("</div>\n</article>\n")
}

// picture is the place's picture, whole in the middle of a box of 16:9.
func (p *Place) picture(h *writer, v *view) {
	id := p.Slot.PictureOf(p.Article)
	if id == "" {
		return
	}
	known := v.picture(id)
	h.raw(`<figure class="front-picture">`)
	if p.Picture.URL == "" {
		h.raw(v.placeholder(escape(known.Alt)))
	} else {
		p.Picture.img(h, escape(known.Alt), frontSizes)
		h.raw(` loading="lazy">`)
	}
	h.element("figcaption", "credit", known.Credit)
	h.raw("</figure>\n")
}

const frontSizes = "(min-width: 60em) 38em, 100vw"

func (p *Place) linked(h *writer, l Link) {
	u := listURL(l.URL)
	if u == "" {
		h.text(l.Headline)
		return
	}
	h.raw("<a")
	h.attr("href", u)
	h.raw(">", escape(l.Headline), "</a>")
}

func (p *Place) sublinks(h *writer) {
	if len(p.Sublinks) == 0 {
		return
	}
	h.raw(`<ul class="front-links">`, "\n")
	for _, l := range p.Sublinks {
		h.raw("<li>")
		p.linked(h, l)
		h.raw("</li>\n")
	}
	h.raw("</ul>\n")
}
