package page

import (
	"bytes"

	"golang.org/x/text/language"

	"stet/internal/article"
)

// The names of the two documents of a story.
const (
	FullName   = "index.html"
	MobileName = "mobile.html"
)

// frame is what a whole document needs around the page and a preview must not
// have: rules for the elements that the style sheet leaves alone.
const frame = `html{color-scheme:light dark}body{display:grid;margin:0;min-height:100vh}`

// Full writes the whole document of the page, index.html.
func Full(out *bytes.Buffer, in Input) {
	v, h := newView(in), &writer{out}
	h.Grow(sizeOf(in))
	v.open(h, in.House.Name)
	if url := v.url(); url != "" {
		link(h, "canonical", url)
	}
	h.raw(`<link rel="alternate" media="only screen and (max-width: 640px)"`)
	h.attr("href", v.beside(MobileName))
	h.raw(">\n")
	v.social(h)
	v.linkedData(h)
	v.close(h, false)
}

// Mobile writes the whole document of the light page, mobile.html.
func Mobile(out *bytes.Buffer, in Input) {
	v, h := newView(in), &writer{out}
	h.Grow(sizeOf(in))
	v.open(h, in.House.Name)
	if url := v.url(); url != "" {
		link(h, "canonical", url)
	} else {
		link(h, "canonical", FullName)
	}
	v.close(h, true)
}

// sizeOf is about how many bytes a document takes: growing step by step copied
// each page several times.
func sizeOf(in Input) int { return len(in.Doc.HTML) + furnitureSize + rulesSize }

// About what stands around a body, and the rules that most documents carry.
const (
	furnitureSize = 4 << 10
	rulesSize     = 6 << 10
)

func (v *view) open(h *writer, site string) {
	h.raw("<!DOCTYPE html>\n<html")
	h.attr("lang", v.lang)
	h.attr("dir", v.dir)
	h.raw(">\n<head>\n", `<meta charset="utf-8">`, "\n")
	h.raw(`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n")
	h.raw("<title>", escape(first(v.a.Headlines.For(article.Search), site, "Untitled")), "</title>\n")
	meta(h, "name", "description", v.description())
	for _, name := range v.names() {
		meta(h, "name", "author", name)
	}
}

func (v *view) close(h *writer, light bool) {
	rules := v.in.Rules
	if rules == nil {
		rules = NewRules()
	}
	fragment, done := rules.blank()
	defer done()
	fragment.Grow(len(v.in.Doc.HTML) + furnitureSize/2)
	v.fragment(fragment, light, v.body())
	closeWith(h, rules, fragment.Bytes())
}

// closeWith ends a document whose head is open with what stands in its body.
func closeWith(h *writer, rules *Rules, fragment []byte) {
	h.raw("<style>", frame, "</style>\n<style>\n")
	rules.write(h, fragment)
	h.raw("</style>\n</head>\n<body>\n")
	h.Write(fragment)
	h.raw("\n</body>\n</html>\n")
}

func link(h *writer, rel, href string) {
	h.raw(`<link rel="`, rel, `"`)
	h.attr("href", href)
	h.raw(">\n")
}

func meta(h *writer, key, name, content string) {
	if content == "" {
		return
	}
	h.raw("<meta ", key, `="`, name, `"`)
	h.attr("content", content)
	h.raw(">\n")
}

func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

func (v *view) description() string { return v.a.Describes(article.Search).Text }

// url is where readers find the page, "" while the house has no base URL.
func (v *view) url() string { return Address(v.a, v.in.Section, v.in.House) }

// beside is the URL of a file in the story's folder.
func (v *view) beside(name string) string { return v.url() + name }

// social is Open Graph, which the others read too.
func (v *view) social(h *writer) {
	og := func(name, content string) { meta(h, "property", name, content) }
	og("og:type", "article")
	og("og:title", first(v.a.Headlines.For(article.Social), "Untitled"))
	og("og:description", v.a.Describes(article.Social).Text)
	og("og:url", v.url())
	og("og:site_name", v.in.House.Name)
	og("og:locale", locale(v.lang))
	if lead := v.leadFiles(); len(lead) > 0 {
		og("og:image", lead[0].URL)
		if lead[0].Width > 0 && lead[0].Height > 0 {
			og("og:image:width", itoa(lead[0].Width))
			og("og:image:height", itoa(lead[0].Height))
		}
		og("og:image:alt", v.picture(v.a.LeadPicture).Alt)
	}
	if !v.published.IsZero() {
		og("article:published_time", v.iso(v.published))
	}
	if !v.modified.IsZero() {
		og("article:modified_time", v.iso(v.modified))
	}
	og("article:section", v.section)
	for _, name := range v.names() {
		og("article:author", first(webURL(v.author(name).URL), name))
	}
	for _, tag := range nonEmpty(v.a.Keywords...) {
		og("article:tag", tag)
	}
	card := "summary"
	if len(v.leadFiles()) > 0 {
		card = "summary_large_image"
	}
	meta(h, "name", "twitter:card", card)
	if len(v.leadFiles()) > 0 { // all else is read from Open Graph
		meta(h, "name", "twitter:image:alt", v.picture(v.a.LeadPicture).Alt)
	}
}

// leadFiles are the lead picture for other sites: its crops, the widest for
// its height first, else itself. They insist on absolute URLs, so that there
// is none without a base URL.
func (v *view) leadFiles() []File {
	shown := v.media(v.picture(v.a.LeadPicture))
	files := shown.Crops
	if len(files) == 0 {
		files = []File{shown.File}
	}
	var found []File
	for _, f := range files {
		switch {
		case f.URL == "":
			continue
		case webURL(f.URL) != "":
			f.URL = webURL(f.URL)
		case v.url() == "":
			continue
		default:
			f.URL = v.beside(f.URL)
		}
		found = append(found, f)
	}
	return found
}

// locale is the language as Open Graph has it, "uk_UA".
func locale(lang string) string {
	tag := language.Make(lang)
	base, _ := tag.Base()
	region, _ := tag.Region()
	return base.String() + "_" + region.String()
}
