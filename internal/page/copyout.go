package page

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"stet/internal/article"
)

// Copied is copy for another program's clipboard: the same words as HTML and
// as plain text. Pictures stay behind, their captions go along; so do notes
// and marks, which are in no Doc.
type Copied struct {
	HTML string `json:"html"`
	Text string `json:"text"`
}

// CopyOut is a field of a story as it reads on the page: "body", the path of a
// furniture field, or "" for all that a reader sees of the story from overline
// to end. It wraps article.ErrField for what is no field.
func CopyOut(in Input, field string) (Copied, error) {
	v := newView(in)
	switch field {
	case "":
		return v.copied(), nil
	case "body":
		v.dateline = ""
		return Copied{joined(v.blocks(unpictured)), in.Doc.Text}, nil
	}
	f, err := article.FieldAt(field)
	if err != nil {
		return Copied{}, fmt.Errorf("copy out: %w", err)
	}
	text := f.Get(in.Article)
	return Copied{"<p>" + strings.ReplaceAll(escape(text), "\n", "<br>") + "</p>", text}, nil
}

func (v *view) copied() Copied {
	head, by, back, foot := newWriter(), newWriter(), newWriter(), newWriter()
	v.byline(by)
	for _, c := range v.notices(true) { // nobody takes the words without them
		v.notice(back, c)
	}
	for _, c := range v.notices(false) {
		v.notice(foot, c)
	}
	head.raw(back.String())
	head.element("p", "story-overline", v.a.Overline)
	head.element("h1", "story-headline", v.a.Headlines.Main)
	head.element("p", "story-standfirst", v.a.Standfirst)
	head.raw(by.String())
	body, dateline := v.in.Doc.Text, v.dateline
	if dateline != "" && v.runsIn() {
		body, dateline = dateline+" — "+body, ""
	}
	head.element("p", "story-dateline", dateline)
	words := nonEmpty(wordsOf(back.String()), v.a.Overline, v.a.Headlines.Main, v.a.Standfirst, wordsOf(by.String()), dateline, body, wordsOf(foot.String()))
	blocks := append(v.blocks(unpictured), strings.TrimSuffix(foot.String(), "\n"))
	return Copied{strings.TrimSuffix(head.String(), "\n") + "\n" + joined(blocks), strings.Join(words, "\n\n")}
}

func joined(blocks []string) string { return strings.Join(nonEmpty(blocks...), "\n") }

// What markup writes for a picture, there or missing.
var (
	pictureTag  = regexp.MustCompile(`<img [^>]*>|<(?:p|span) class="missing-picture"><b>[^<]*</b>(?: <span>[^<]*</span>)*</(?:p|span)>`)
	emptyFigure = regexp.MustCompile(`<figure class="[^"]*"></figure>`)
	anyTag      = regexp.MustCompile(`<[^>]*>`)
)

func unpictured(markup string) string {
	return emptyFigure.ReplaceAllString(pictureTag.ReplaceAllString(markup, ""), "")
}

// wordsOf is what a reader sees of markup that this package wrote.
func wordsOf(markup string) string {
	return strings.TrimSpace(html.UnescapeString(anyTag.ReplaceAllString(markup, "")))
}
