package bundle

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// A Doc does not tell of notes: they are no part of what a reader sees. It
// does tell where a container begins that the dialect does not know. So the
// known names are changed, letter for letter, into strangers, and the parser
// itself says which lines open a container and which of them are notes.
var (
	fence = regexp.MustCompile(`(?i)(:{3,} *)[nfpce](ote|actbox|ullquote|orrection|mbed)`)
	lines = regexp.MustCompile(`(?m)^.*\n?`)
)

const strangeNote = "zote"

// open is a container that has begun and not ended.
type open struct {
	colons int
	quoted int // marks of quotes in front of it
	note   bool
	from   int    // the start of its first line
	lead   string // what stands in front of its colons
}

// noteCuts finds the notes, whole lines each. An empty line takes a note's
// place, so that what stood around it stays apart.
func noteCuts(ctx context.Context, d *markup.Dialect, source string) ([]cut, error) {
	if !fence.MatchString(source) {
		return nil, nil
	}
	doc, err := d.ParseWithin(ctx, fence.ReplaceAllString(source, "${1}z${2}"), nil)
	if err != nil {
		return nil, fmt.Errorf("look for notes: %w", err)
	}
	begins := map[int]bool{} // by the start of the line: is it a note
	for _, c := range doc.Unknown {
		begins[strings.LastIndexByte(source[:c.From], '\n')+1] = c.Name == strangeNote
	}
	s := scan{source: source}
	for _, at := range lines.FindAllStringIndex(source, -1) {
		note, begin := begins[at[0]]
		s.line(article.Span{From: at[0], To: at[1]}, begin, note)
	}
	s.close(0, len(source))
	return s.cuts, nil
}

// scan goes through a body line by line and keeps which containers are open,
// by the rules of the dialect.
type scan struct {
	source string
	stack  []open
	cuts   []cut
}

func (s *scan) line(at article.Span, begins, note bool) {
	text := strings.TrimRight(s.source[at.From:at.To], " \t\n")
	start := len(text) - len(strings.TrimLeft(text, "> \t"))
	quoted := strings.Count(text[:start], ">")
	for i, o := range s.stack {
		if quoted < o.quoted { // the quote has ended, and all within it
			s.close(i, at.From)
			break
		}
	}
	if begins {
		start = strings.Index(text, ":::")
		colons := len(text[start:]) - len(strings.TrimLeft(text[start:], ":"))
		s.stack = append(s.stack, open{colons, strings.Count(text[:start], ">"), note, at.From, text[:start]})
		return
	}
	if colons := text[start:]; len(colons) >= 3 && strings.Trim(colons, ":") == "" {
		if i := s.ends(len(colons)); i >= 0 {
			s.close(i+1, at.From)
			s.close(i, at.To)
		}
	}
}

// ends finds the container that a line of colons ends: the innermost of that
// very length, else the innermost shorter one.
func (s *scan) ends(colons int) int {
	shorter := -1
	for i := len(s.stack) - 1; i >= 0; i-- {
		if s.stack[i].colons == colons {
			return i
		}
		if s.stack[i].colons < colons && shorter < 0 {
			shorter = i
		}
	}
	return shorter
}

// close ends the containers from the i-th on at byte to.
func (s *scan) close(i, to int) {
	for _, o := range s.stack[min(i, len(s.stack)):] {
		if o.note {
			instead := strings.TrimRight(o.lead, " ") + "\n"
			if strings.Trim(o.lead, "> ") != "" {
				instead = "\n"
			}
			s.cuts = append(s.cuts, cut{article.Span{From: o.from, To: to}, instead})
		}
	}
	s.stack = s.stack[:min(i, len(s.stack))]
}
