package bundle

import (
	"slices"
	"strings"

	"stet/internal/article"
)

// eleventyTongue says with HTML what Markdown cannot: Eleventy keeps it.
type eleventyTongue struct{}

func (eleventyTongue) heading(level int, id, text string) string {
	return strings.Repeat("#", level) + ` <span id="` + id + `"></span>` + text
}

func (eleventyTongue) open(e *piece, title *piece) string {
	words := ""
	if title != nil {
		words = "\n" + title.raw
	}
	quote := ""
	if e.class() == "pullquote" {
		quote = "<blockquote>"
	}
	return "<" + e.tag + e.attrs + ">" + quote + words
}

func (eleventyTongue) end(e *piece, last string) string {
	switch e.class() {
	case "pullquote":
		if last != "" {
			last = `<p class="pullquote-by">` + escapeText(last) + "</p>"
		}
		return "</blockquote>" + last + "</aside>"
	case "embed":
		return `<p class="embed-host">` + escapeText(last) + "</p></aside>"
	}
	return "</" + e.tag + ">"
}

func (eleventyTongue) figure(src, alt, caption, credit string) string {
	if credit != "" {
		credit = ` <span class="credit">` + escapeText(credit) + "</span>"
	}
	words := ""
	if caption+credit != "" {
		words = "<figcaption>" + escapeText(caption) + credit + "</figcaption>"
	}
	return `<figure class="picture"><img src="` + escapeHTML(src) + `" alt="` + escapeHTML(alt) + `" loading="lazy">` + words + "</figure>"
}

func (eleventyTongue) around(tag, inner string) string {
	return "<" + tag + ">" + inner + "</" + tag + ">"
}

func (eleventyTongue) code(string, bool) (string, bool) { return "", false }

// note: Eleventy's Markdown has no footnotes.
func (eleventyTongue) note(_ string, sign *piece) string { return sign.raw }

func (eleventyTongue) notes(section *piece, _ *mark) string { return section.raw }

func (eleventyTongue) foreign(language, direction, text string) string {
	return `<div lang="` + language + `" dir="` + direction + "\">\n\n" + text + "\n\n</div>"
}

// eleventyFront holds a story back by giving it no address: Eleventy makes a
// page of a draft, and of one whose day has not come.
func (e *export) eleventyFront() []byte {
	a := &e.article
	y := &yamlWriter{}
	y.text(0, "title", a.Headlines.Main)
	y.moment(0, "date", e.date())
	y.text(0, "description", a.Describes(article.Search).Text)
	y.text(0, "summary", e.excerpt())
	if standingOf(a) == goes {
		y.text(0, "permalink", "/"+strings.Trim(e.hugoDir()+"/"+a.Slug, "/")+"/")
	} else {
		y.plain(0, "permalink", "false")
		y.plain(0, "eleventyExcludeFromCollections", "true")
	}
	y.text(0, "templateEngineOverride", "md") // else the text is a template first
	tags := slices.DeleteFunc(append([]string{e.section.Slug}, a.Keywords...), func(t string) bool { return t == "all" || t == "" })
	y.list("tags", tags) // "all" is Eleventy's own
	y.list("keywords", a.Keywords)
	y.list("authors", a.Bylines)
	y.list("aliases", e.aliases())
	y.moment(0, "lastmod", a.Modified())
	y.text(0, "linkTitle", a.Headlines.Front)
	y.text(0, "section", a.Section)
	y.resources(e)
	y.open("params")
	y.params(e)
	y.embargo(a.Embargo)
	return y.b
}

// eleventyPlugin has pictures lie beside the page that shows them: Eleventy
// copies none by itself.
const eleventyPlugin = `// In eleventy.config.js: import stet from "./stet.eleventy.js"; eleventyConfig.addPlugin(stet)
export default (eleventyConfig) => {
  eleventyConfig.addPassthroughCopy("**/*.{jpg,png,gif,webp}")
}
`
