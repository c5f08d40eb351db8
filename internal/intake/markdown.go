package intake

import (
	"regexp"
	"strings"

	"stet/internal/article"
)

// readMarkdown reads Stet Markdown or its like: front matter into fields, the
// rest as the body, byte for byte but for the file's last line end. A first heading is the headline where the
// front matter gives none.
func readMarkdown(c clean, o Options) (Result, error) {
	f := newMatterReader(o)
	body, site, err := f.top(&c)
	if err != nil {
		return Result{}, err
	}
	if f.article.Headlines.Main == "" {
		body = f.takeTitle(body)
	}
	if f.article.ID == "" {
		f.fromName()
	}
	if f.leadName != "" { // ahead of the text: what is said of it is not what the text says
		f.entry.lead(f.leadName, f.described[f.leadName])
	}
	m := &mdBody{entry: f.entry, site: site && f.article.ID == "", said: map[string]bool{}}
	body = m.read(strings.TrimSuffix(body, "\n")) // a file's last line end is not the story's
	f.settle()
	if f.own {
		body = f.withoutParts(body)
	}
	f.article.Body = body
	res := Result{Article: f.article, Receipt: article.Receipt{
		Kept:    f.kept + countWords(body),
		Changed: append(append(append([]article.Note{}, c.notes...), f.notes...), f.entry.receipt.Changed...),
		Dropped: nonNil(f.dropped),
		Moved:   nonNil(f.moved),
	}}
	res.show(f.entry.pictures)
	return res, nil
}

// top reads the front matter, in YAML or in TOML, and gives the body below it;
// site holds where there was some.
func (f *matterReader) top(c *clean) (body string, site bool, err error) {
	if matter, below := cutTOML(c.text); matter != "" && f.readTOML(matter) {
		return below, true, nil
	}
	matter, below := cutFrontMatter(c.text)
	if matter == "" {
		return c.text, false, nil
	}
	if site, err = f.read(matter); err != nil || site {
		return below, site, err
	}
	if matterKey.MatchString(matter) {
		c.note(firstLine(c.text), "It looks like front matter but is not in YAML; it was left in the body.")
	}
	return c.text, false, nil
}

// bodyMarkdown is Markdown that is pasted into a body: kept as it is, but for
// front matter, which the receipt keeps.
func bodyMarkdown(c clean) Result {
	r := article.Receipt{Changed: append([]article.Note{}, c.notes...), Dropped: []article.Note{}, Moved: []article.Note{}}
	matter, body := cutFrontMatter(c.text)
	if len(matter) > matterSize || parseMatter(matter) == nil {
		body = c.text
	} else {
		whole := strings.TrimSpace(strings.TrimSuffix(c.text, body))
		r.Dropped = append(r.Dropped, article.Note{Text: whole, Why: "Front matter; what is pasted into a body fills no fields."})
	}
	r.Kept = countWords(body)
	return Result{Article: article.Article{Body: body}, Receipt: r}
}

// matterKey is what front matter has and a text between two rules has not.
var matterKey = regexp.MustCompile(`(?m)^[A-Za-z][\w-]*:`)

var titleLine = regexp.MustCompile(`^\n*#[ \t]+([^\n]+?)(?:[ \t]+#+)?[ \t]*(?:\n+|$)`)

// takeTitle makes a leading "# Title" the headline and returns the body
// without it.
func (f *matterReader) takeTitle(body string) string {
	if len(firstLine(strings.TrimLeft(body, "\n"))) > 4*longest {
		return body // no headline is as long
	}
	p := titleLine.FindStringSubmatchIndex(body)
	if p == nil {
		return body
	}
	source := body[p[2]:p[3]]
	title := plainInline(source)
	if title == "" {
		return body
	}
	f.article.Headlines.Main = title
	if title == article.OneLine(source) {
		f.kept += countWords(title)
		f.changed(strings.TrimSpace(body[:p[2]]))
	} else {
		f.moved = append(f.moved, article.Note{Text: strings.TrimSpace(body[:p[1]]), Why: "The first heading became the headline, without its formatting.", Field: "headlines.main"})
	}
	return body[p[1]:]
}

var (
	inlineSigns = regexp.MustCompile("(\\\\[!-/:-@\\[-`{-~])|[*`]+|\\b_+|_+\\b|!?\\[([^\\]]*)\\]\\([^)]*\\)")
)

// plainInline is a heading's text without emphasis, code and link signs.
func plainInline(source string) string {
	return article.OneLine(inlineSigns.ReplaceAllStringFunc(source, func(sign string) string {
		switch {
		case sign[0] == '\\':
			return sign[1:]
		case strings.HasPrefix(sign, "["), strings.HasPrefix(sign, "!["):
			return plainInline(sign[strings.IndexByte(sign, '[')+1 : strings.LastIndex(sign, "](")])
		}
		return ""
	}))
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func (f *matterReader) changed(gone string) {
	if gone != "" {
		f.notes = append(f.notes, article.Note{Text: gone, Why: "The first heading became the headline."})
	}
}
