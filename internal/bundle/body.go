package bundle

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// errMarks: a body's marks or notes could not be parted from its copy, so the
// story must not leave.
var errMarks = errors.New("cannot part the notes from the copy")

// noteFence is what may open a note. Only the parser knows whether it does.
var noteFence = regexp.MustCompile(`(?i)(:{3,} *)(note)`)

// publicBody is a body without what never leaves the building: the comments
// and braces of marks, and notes. The parser says where they are; what is left
// is parsed again until it holds none.
func publicBody(source string, doc markup.Doc, pictures []article.Picture) (string, error) {
	if len(doc.Marks) == 0 && !noteFence.MatchString(source) {
		return source, nil
	}
	dialect := markup.New()
	for range 4 { // cutting may, in odd nestings, bring a mark to light
		cuts := markCuts(source, doc.Marks)
		for _, span := range noteSpans(dialect, source) {
			cuts = append(cuts, noteCut(source, span))
		}
		if len(cuts) == 0 {
			return source, nil
		}
		source = apply(source, cuts)
		doc = dialect.Parse(source, pictures)
	}
	return "", errMarks
}

// cut is a run of bytes and what stands there instead.
type cut struct {
	article.Span
	instead string
}

// markCuts leaves of {==passage==}{>>comment<<} the passage, and of a comment
// on its own nothing.
func markCuts(source string, marks []markup.Mark) []cut {
	cuts := []cut{}
	for _, m := range marks {
		text := source[m.From:m.To]
		comment := strings.Index(text, "{>>")
		if comment < 0 {
			continue
		}
		from := m.From + comment
		if strings.HasPrefix(text, "{==") && strings.HasSuffix(text[:comment], "==}") {
			cuts = append(cuts, cut{Span: article.Span{From: m.From, To: m.From + 3}})
			from -= 3
		}
		cuts = append(cuts, cut{Span: article.Span{From: from, To: m.To}})
	}
	return cuts
}

// noteSpans asks the parser where the notes are. It does not tell of notes,
// which are no part of a Doc, but it does tell of containers that it does not
// know: so each word "note" that follows colons is renamed, length for length.
func noteSpans(dialect *markup.Dialect, source string) []article.Span {
	const stranger = "zote"
	if !noteFence.MatchString(source) {
		return nil
	}
	renamed := noteFence.ReplaceAllString(source, "${1}"+stranger)
	spans := []article.Span{}
	for _, c := range dialect.Parse(renamed, nil).Unknown {
		if c.Name == stranger {
			spans = append(spans, c.Span)
		}
	}
	return spans
}

// noteCut takes out a note's lines and leaves an empty one, so that what stood
// around it stays apart. In a quote the line keeps its marks.
func noteCut(source string, note article.Span) cut {
	from := strings.LastIndexByte(source[:note.From], '\n') + 1
	to := len(source)
	if end := strings.IndexByte(source[max(from, note.To-1):], '\n'); end >= 0 {
		to = max(from, note.To-1) + end
	}
	lead := source[from:note.From]
	if strings.Trim(lead, "> ") != "" {
		lead = ""
	}
	return cut{article.Span{From: from, To: to}, strings.TrimRight(lead, " ")}
}

// apply makes the cuts; of those that overlap the widest wins.
func apply(source string, cuts []cut) string {
	slices.SortFunc(cuts, func(a, b cut) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	var out strings.Builder
	at := 0
	for _, c := range cuts {
		if c.From < at {
			at = max(at, c.To)
			continue
		}
		out.WriteString(source[at:c.From])
		out.WriteString(c.instead)
		at = c.To
	}
	out.WriteString(source[at:])
	return out.String()
}
