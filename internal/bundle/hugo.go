package bundle

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

var hugoFidelity = fidelity{
	lacks:   map[string]string{"pictures.rights": noRights},
	missing: hugoMissing,
	mapped: map[string]string{
		"section":        "the folder, and its _index.md",
		"standfirst":     "summary, params.standfirst",
		"keywords":       "tags",
		"bylines":        "authors",
		"headlines.main": "title",
		"oldSlugs":       "aliases",
		"embargo":        "publishDate; Eleventy: permalink false, so that no page is made",
		"status":         "draft, unless ready, sent or live",
		"flag":           "draft when held, spiked or killed",
		"firstPublished": "date where no embargo is, params.firstPublished",
		"lastPublished":  "lastmod",
		"dateline":       "in the text, and params.dateline",
		"corrections":    "in the text, and params.corrections",
	},
	elements: map[string]fate{
		"pull quote": inShortcode, "fact box": inShortcode, "correction box": inShortcode, "link card": inShortcode,
		"unknown container": inShortcode, "figure": inShortcode,
		"who said it": inShortcode, "title of a box": inShortcode, "caption": inShortcode, "credit of a picture": inShortcode,
	},
}

var inShortcode = mappedAs("a shortcode that the bundle ships; Eleventy: HTML")

// eleventy: the profile asks for the other program that reads such folders.
func (o *Options) eleventy() bool { return o.FrontMatter == "eleventy" }

// hidden: Eleventy makes no page of the story, and copies pictures whether there
// is a page or not.
func (e *export) hidden() bool { return e.options.eleventy() && standingOf(&e.article) != goes }

func hugoMissing(e *export) map[string]string {
	if !e.hidden() {
		return nil
	}
	const why = "Eleventy would publish them, though it makes no page of the story yet"
	return map[string]string{"pictures": why, "leadPicture": why}
}

// hugoDir is a section as a folder: what it is called there, as far as a name
// may hold it, else its slug.
func hugoDir(mapping map[string]string, slug string) string {
	parts := []string{}
	for part := range strings.SplitSeq(mapping["hugo"], "/") {
		if slug := article.Slugify(part); slug != "" {
			parts = append(parts, slug)
		}
	}
	return cmp.Or(strings.Join(parts, "/"), slug)
}

// hugoDirs are the folders of all sections that stories are in.
func hugoDirs(stories []Story) map[string]bool {
	dirs := map[string]bool{}
	for i := range stories {
		s := &stories[i].Section
		dirs[hugoDir(s.Mapping, s.Slug)] = true
	}
	return dirs
}

// hugoDir is where the story's folder lies: that of its section. A folder of a
// story is a page to Hugo, and one of a section is none: where both would be
// one, stories have a folder of their own.
func (e *export) hugoDir() string {
	dir := hugoDir(e.mapping, e.section.Slug)
	if e.folders[path.Join(dir, e.name())] {
		return path.Join(dir, "stories")
	}
	return dir
}

// hugoTop is where the folders of sections lie.
func (o *Options) hugoTop() string {
	if o.eleventy() {
		return "data/eleventy"
	}
	return "data/hugo/content"
}

// writeHugo is a page bundle: index.md and the pictures that it shows, in one
// folder.
func writeHugo(e *export) ([]outFile, error) {
	dir := path.Join(e.options.hugoTop(), e.hugoDir(), e.name())
	m := &mark{tongue: hugoTongue{}}
	front := e.hugoFront
	if e.options.eleventy() {
		m, front = &mark{tongue: eleventyTongue{}}, e.eleventyFront
	}
	inset := e.inset(func(f file) string { return path.Base(f.path) })
	text := m.blocks(e.pieces(slices.Concat(inset.Above, inset.Blocks, inset.Below)...))
	if language, direction := e.foreign(&inset); language || direction {
		text = m.foreign(inset.Lang, inset.Dir, text)
	}
	out := e.sheets.blank()
	frontMatter(out, front(), text)
	files := []outFile{{path: dir + "/index.md", kind: "text/markdown; charset=utf-8", data: out.Bytes()}}
	for _, p := range e.shown() {
		if e.hidden() {
			break
		}
		files = append(files, outFile{path: dir + "/" + path.Base(p.path), kind: p.kind, data: p.data, stored: true})
	}
	return files, nil
}

func (e *export) hugoFront() []byte {
	a := &e.article
	y := &yamlWriter{}
	y.text(0, "title", a.Headlines.Main)
	y.text(0, "linkTitle", a.Headlines.Front)
	y.text(0, "slug", a.Slug)
	y.moment(0, "date", e.date())
	if standingOf(a) == waits {
		y.moment(0, "publishDate", a.Embargo.At)
	}
	y.moment(0, "lastmod", a.Modified())
	if s := standingOf(a); s == stays || s == gone {
		y.plain(0, "draft", "true")
	}
	y.text(0, "description", a.Describes(article.Search).Text)
	y.text(0, "summary", e.excerpt())
	y.list("tags", a.Keywords)
	if a.Section != "" {
		y.list("categories", []string{a.Section})
	}
	y.list("authors", a.Bylines)
	y.list("aliases", e.aliases())
	y.resources(e)
	y.open("params")
	y.params(e)
	return y.b
}

// aliases are all addresses that led to the story: its old slugs, in all that
// its section was called.
func (e *export) aliases() []string {
	found := []string{}
	dirs := append([]string{e.hugoDir()}, e.redirect...)
	for _, dir := range dirs {
		for _, slug := range append([]string{e.article.Slug}, e.article.OldSlugs...) {
			if dir != dirs[0] || slug != e.article.Slug {
				found = append(found, path.Join("/", dir, slug)+"/")
			}
		}
	}
	return found
}

// resources say of each picture what a theme may want to know of it.
func (y *yamlWriter) resources(e *export) {
	shown := e.shown()
	if len(shown) == 0 {
		return
	}
	y.open("resources")
	for _, p := range shown {
		y.entry("src", path.Base(p.path))
		y.text(4, "title", p.called(&e.article))
		y.line(4, "params")
		y.text(6, "alt", p.Alt)
		y.text(6, "caption", p.Picture.Caption)
		y.text(6, "credit", p.Credit)
		y.text(6, "source", p.Picture.Source)
		if p.Picture.ID == e.article.LeadPicture {
			y.plain(6, "lead", "true")
		}
	}
}

// params are the fields that Hugo has no name for, under ours.
func (y *yamlWriter) params(e *export) {
	a := &e.article
	y.text(2, "id", a.ID.URN())
	y.number(2, "rev", a.Rev)
	y.text(2, "overline", a.Overline)
	y.text(2, "standfirst", a.Standfirst)
	y.text(2, "dateline", a.Dateline)
	y.text(2, "trailText", a.TrailText)
	for _, h := range []struct{ name, text string }{
		{"headlineSearch", a.Headlines.Search}, {"headlineSocial", a.Headlines.Social}, {"headlinePush", a.Headlines.Push}, {"headlinePrint", a.Headlines.Print},
		{"searchDescription", a.SearchDescription}, {"socialDescription", a.SocialDescription}, {"slugline", a.Slugline},
	} {
		y.text(2, h.name, h.text)
	}
	y.number(2, "urgency", int64(a.Urgency))
	y.moment(2, "firstPublished", a.FirstPublished)
	y.text(2, "credit", a.Credit)
	y.text(2, "usageTerms", a.UsageTerms)
	y.text(2, "language", a.Language)
	y.text(2, "direction", string(a.Direction))
	if p, ok := e.widest(a.LeadPicture); ok {
		y.text(2, "leadPicture", path.Base(p.path))
	}
	y.entries(2, "bylines", authorRows(a))
	y.entries(2, "sources", sourceRows(a))
	y.entries(2, "corrections", correctionRows(a))
}

// pairs are an entry of a list: pairs of key and value.
type pairs []string

func authorRows(a *article.Article) []pairs {
	rows := []pairs{}
	for _, known := range a.Authors {
		rows = append(rows, pairs{"name", known.Name, "role", known.Role, "url", known.URL})
	}
	return rows
}

func sourceRows(a *article.Article) []pairs {
	rows := []pairs{}
	for _, s := range append([]article.Source{a.Source}, a.MoreSources...) {
		rows = append(rows, pairs{"service", s.Service, "key", s.Key, "version", s.Version})
	}
	return rows
}

func correctionRows(a *article.Article) []pairs {
	rows := []pairs{}
	for _, c := range a.Corrections {
		rows = append(rows, pairs{"text", c.Text, "kind", string(c.Kind), "at", format.Stamp(c.At)})
	}
	return rows
}

// hugoSite gathers what stories of a Hugo site share: a file for each section,
// and the shortcodes.
type hugoSite struct {
	setting
	sections map[string]bool // paths of those that were written
	stories  int
}

func newHugo(s *setting) (gatherer, error) {
	return &hugoSite{setting: *s, sections: map[string]bool{}}, nil
}

func (h *hugoSite) part(e *export) (part, error) {
	if e.section.Slug == "" || e.options.eleventy() {
		return part{}, nil
	}
	y := &yamlWriter{}
	y.text(0, "title", e.section.Name)
	aliases := []string{}
	for _, old := range e.redirect {
		aliases = append(aliases, "/"+old+"/")
	}
	y.list("aliases", aliases)
	var out bytes.Buffer
	frontMatter(&out, y.b, "")
	index := outFile{path: h.options.hugoTop() + "/" + hugoDir(e.mapping, e.section.Slug) + "/_index.md", kind: "text/markdown; charset=utf-8", data: out.Bytes()}
	return part{files: []outFile{index}}, nil
}

func (h *hugoSite) take(p part) ([]outFile, error) {
	h.stories++
	files := []outFile{}
	for _, f := range p.files {
		if !h.sections[f.path] {
			h.sections[f.path], files = true, append(files, f)
		}
	}
	return files, nil
}

func (h *hugoSite) end() ([]outFile, error) {
	switch {
	case h.stories == 0:
		return nil, nil
	case h.options.eleventy():
		return []outFile{{path: "data/eleventy/stet.eleventy.js", kind: "text/javascript; charset=utf-8", data: []byte(eleventyPlugin)}}, nil
	}
	return hugoLayouts()
}
