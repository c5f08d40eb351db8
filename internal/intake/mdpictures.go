package intake

import (
	"cmp"
	"regexp"
	"strings"

	"stet/internal/article"
)

// mdImage is a picture in Markdown: its text, its address and its title.
var mdImage = regexp.MustCompile(`!\[((?:[^\]\\\n]|\\.)*)\]\(\s*(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)(\s+(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))?\s*\)`)

// htmlImage is one that stands in Markdown as HTML, which the dialect shows as
// text.
var htmlImage = regexp.MustCompile(`(?is)<figure\b[^>]*>.*?</figure>|<img\b[^<>]*>`)

// ownPicture is the address of a picture in the dialect.
var ownPicture = regexp.MustCompile(`^media/[0-9a-f]{64}$`)

// pictures puts those that lie beside the copy into the story: their addresses
// in the body become the dialect's. Others stay as they are typed, and are named.
func (m *mdBody) pictures(text string) string {
	text = mdImage.ReplaceAllStringFunc(text, func(image string) string {
		p := mdImage.FindStringSubmatch(image)
		address := strings.Trim(p[2], "<>")
		if ownPicture.MatchString(address) {
			return image
		}
		id, ok := m.entry.take(unescapePlain(address), article.Picture{})
		if !ok {
			return image
		}
		return "![" + p[1] + "](media/" + id + p[3] + ")"
	})
	return htmlImage.ReplaceAllStringFunc(text, m.htmlPicture)
}

// unescapePlain takes the backslashes off that Markdown has before punctuation.
func unescapePlain(text string) string {
	return mdEscape.ReplaceAllString(text, "$1")
}

var mdEscape = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

var htmlAttr = regexp.MustCompile(`(?is)\b(src|alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')`)

var htmlCaption = regexp.MustCompile(`(?is)<figcaption\b[^>]*>(.*?)</figcaption>`)

func (m *mdBody) htmlPicture(source string) string {
	set := map[string]string{}
	for _, a := range htmlAttr.FindAllStringSubmatch(source, -1) {
		if name := strings.ToLower(a[1]); set[name] == "" {
			set[name] = plainMarkup(cmp.Or(a[2], a[3]))
		}
	}
	if set["src"] == "" || strings.Count(strings.ToLower(source), "<img") != 1 {
		return source
	}
	caption := set["title"]
	if c := htmlCaption.FindStringSubmatch(source); c != nil {
		caption = plainMarkup(c[1])
	}
	return m.shown(set["src"], set["alt"], caption, "", source)
}

// shown is a figure of the dialect, or what stood there where the picture does
// not lie beside the copy.
func (m *mdBody) shown(address, alt, caption, credit, source string) string {
	p := article.Picture{Alt: article.OneLine(alt), Caption: article.OneLine(caption), Credit: article.OneLine(credit)}
	id, ok := m.entry.take(address, p)
	if !ok {
		return source
	}
	p.ID = id
	return figureSource(m.entry.pictures, p)
}
