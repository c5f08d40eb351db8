package page

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"stet/internal/article"
)

// view is an Input with its defaults settled.
type view struct {
	in        Input
	a         *article.Article
	lang, dir string
	words     words
	zone      *time.Location
	section   string
	dateline  string
	published time.Time // zero: the page says no time
	modified  time.Time // zero: not since it was published
}

func newView(in Input) *view {
	v := &view{in: in, a: in.Article, section: in.Section.Name}
	if v.section == "" {
		v.section = v.a.Section
	}
	v.lang = langOf(v.a.Language, in.Section.Language, in.House.Language)
	v.dir = v.direction()
	v.words = wordsFor(v.lang)
	if v.zone = in.Zone; v.zone == nil {
		v.zone = Zone(in.House.Zone)
	}
	v.dateline = strings.TrimRight(v.a.Dateline, " \u2013\u2014-:")
	v.published = v.a.FirstPublished
	if v.published.IsZero() {
		v.published = v.a.Updated
	}
	if last := v.a.Modified(); last.After(v.published) {
		v.modified = last
	}
	return v
}

// plainTags are tags that most stories have, all sound and written from left to
// right: a page asks for its language ten times, and each time the whole registry.
var plainTags = []string{"en", "en-GB", "en-US", "uk", "de", "fr", "es", "it", "pl", "pt"}

var langTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// langOf is the first usable language of those given, else English.
func langOf(tags ...string) string {
	for _, tag := range tags {
		if tag == "" {
			continue
		}
		if slices.Contains(plainTags, tag) {
			return tag
		}
		if _, err := language.Parse(tag); err == nil && langTag.MatchString(tag) {
			return tag
		}
	}
	return "en"
}

func (v *view) direction() string {
	for _, d := range []article.Direction{v.a.Direction, v.in.Section.Direction} {
		if d == article.LTR || d == article.RTL {
			return string(d)
		}
	}
	if RightToLeft(v.lang) {
		return string(article.RTL)
	}
	return string(article.LTR)
}

// RightToLeft reports whether a language, as a BCP 47 tag, is written so.
func RightToLeft(tag string) bool {
	if slices.Contains(plainTags, tag) {
		return false
	}
	script, _ := language.Make(tag).Script()
	return slices.Contains([]string{"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"}, script.String())
}

// Zone falls back to UTC: a page with an honest "UTC" is better than none. It is
// read from a file: whoever makes many pages asks once.
func Zone(name string) *time.Location {
	if loc, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return loc
	}
	return time.UTC
}

// names are the bylines, else the section's.
func (v *view) names() []string {
	names := nonEmpty(v.a.Bylines...)
	if len(names) == 0 {
		names = nonEmpty(v.in.Section.Byline)
	}
	return names
}

func (v *view) author(name string) article.Author {
	for _, known := range v.a.Authors {
		if known.Name == name {
			return known
		}
	}
	return article.Author{Name: name}
}

func (v *view) picture(id string) article.Picture {
	for _, p := range v.a.Pictures {
		if p.ID == id {
			return p
		}
	}
	return article.Picture{ID: id}
}

func (v *view) media(p article.Picture) Shown {
	if v.in.Media == nil || p.ID == "" {
		return Shown{}
	}
	s := v.in.Media(p)
	if s.Width <= 0 || s.Height <= 0 {
		s.Width, s.Height = p.Width, p.Height
	}
	return s
}

// How wide a picture is on the page, by the rules of style.css; em is 16 px
// here whatever a reader's type size is.
const (
	leadSizes = "(min-width: 49em) 49em, 100vw"
	bodySizes = "(min-width: 45em) 36em, 92vw"
)

// img writes a picture; alt is escaped.
func (s Shown) img(h *writer, alt, sizes string) {
	h.raw(`<img`)
	h.attr("src", s.URL)
	h.raw(` alt="`, alt, `"`)
	if s.Width > 0 && s.Height > 0 {
		h.attr("width", itoa(s.Width))
		h.attr("height", itoa(s.Height))
	}
	if len(s.Set) > 1 {
		set := make([]string, len(s.Set))
		for i, f := range s.Set {
			set[i] = f.URL + " " + itoa(f.Width) + "w"
		}
		h.attr("srcset", strings.Join(set, ", "))
		h.attr("sizes", sizes)
	}
}

// pictured holds for a block with a picture, or with what stands for one.
func pictured(block string) bool {
	return strings.Contains(block, "<img ") || strings.Contains(block, "missing-picture")
}

// placed gives the pictures of a block their URLs. markup writes every picture
// as <img src="media/ID" alt="...">, and no text can look like that.
func (v *view) placed(block string) string {
	const open = `<img src="media/`
	if !pictured(block) {
		return block
	}
	block = v.localPlaceholders(block)
	b := newWriter()
	for {
		before, rest, found := strings.Cut(block, open)
		b.raw(before)
		if !found {
			return b.String()
		}
		tag, after, _ := strings.Cut(rest, ">")
		id, tag, _ := strings.Cut(tag, `"`)
		_, alt, _ := strings.Cut(tag, ` alt="`)
		alt, _, _ = strings.Cut(alt, `"`)
		if shown := v.media(v.picture(id)); shown.URL != "" {
			shown.img(b, alt, bodySizes)
			b.raw(` loading="lazy">`)
		} else {
			b.raw(v.placeholder(alt))
		}
		block = after
	}
}

// labelled gives a correction in the body its label, unless the editor wrote
// one of their own.
func (v *view) labelled(block string) string {
	const open = `<aside class="correction">` + "\n"
	rest, ok := strings.CutPrefix(block, open)
	if !ok || strings.HasPrefix(rest, `<p class="box-title">`) {
		return block
	}
	return open + `<p class="box-title">` + escape(v.words.corrected) + "</p>\n" + rest
}

// placeholder takes the alt text escaped.
func (v *view) placeholder(alt string) string {
	if alt != "" {
		alt = " <span>" + alt + "</span>"
	}
	return `<span class="missing-picture"><b>` + escape(v.words.missing) + "</b>" + alt + "</span>"
}

func (v *view) localPlaceholders(block string) string {
	return strings.ReplaceAll(block, "<b>Picture missing</b>", "<b>"+escape(v.words.missing)+"</b>")
}

func itoa(n int) string { return strconv.Itoa(n) }
