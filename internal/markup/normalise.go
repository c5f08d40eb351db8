package markup

import (
	"sort"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
)

// origins map positions in the normalised source back to the source as given.
// It is nil for a body that was normal already, which is nearly every one.
type origins []shift

// shift says that from position at on, the given source is ahead by by bytes.
type shift struct{ at, by int }

// normalise makes the source valid UTF-8 with LF line ends and without what
// HTML cannot hold: a NUL, a broken byte or a noncharacter becomes U+FFFD,
// other controls go.
func normalise(source string) (string, origins) {
	bad := abnormal(source)
	if bad < 0 {
		return source, nil
	}
	var b strings.Builder
	var moved origins
	b.WriteString(source[:bad])
	for i := bad; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		if r == '\r' && strings.HasPrefix(source[i+1:], "\n") {
			size = 2
		}
		b.WriteString(normal(r))
		i += size
		if by := i - b.Len(); len(moved) == 0 && by != 0 || len(moved) > 0 && by != moved[len(moved)-1].by {
			moved = append(moved, shift{b.Len(), by})
		}
	}
	return b.String(), moved
}

func normal(r rune) string {
	switch {
	case r == '\r', r == '\u2028':
		return "\n"
	case r == '\u2029':
		return "\n\n"
	case r == 0, r == utf8.RuneError, isNonCharacter(r):
		return "\uFFFD"
	case isControl(r):
		return ""
	}
	return string(r)
}

// abnormal is the place of the first rune that normalise changes, -1 if none.
func abnormal(source string) int {
	if !utf8.ValidString(source) {
		return 0
	}
	for i := 0; i < len(source); i++ {
		c := source[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			continue
		}
		if c < utf8.RuneSelf {
			return i
		}
		// Only these first bytes lead runes that may have to go: C1 controls,
		// line separators, noncharacters.
		if c == 0xc2 || c == 0xe2 || c == 0xef || c >= 0xf0 {
			r, _ := utf8.DecodeRuneInString(source[i:])
			if isControl(r) || isNonCharacter(r) || r == '\u2028' || r == '\u2029' {
				return i
			}
		}
	}
	return -1
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
}

func isNonCharacter(r rune) bool {
	return r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// place is where position at of the normalised source lies in the given one.
func (o origins) place(at int) int {
	i := sort.Search(len(o), func(i int) bool { return o[i].at > at })
	if i == 0 {
		return at
	}
	return at + o[i-1].by
}

func (o origins) span(s *article.Span) { s.From, s.To = o.place(s.From), o.place(s.To) }

// restore moves every span of doc to the source as given.
func (o origins) restore(doc *Doc) {
	if o == nil {
		return
	}
	for i := range doc.Blocks {
		o.span(&doc.Blocks[i].Span)
	}
	for i := range doc.Outline {
		o.span(&doc.Outline[i].Span)
	}
	for i := range doc.Links {
		o.span(&doc.Links[i].Span)
	}
	for i := range doc.Refused {
		o.span(&doc.Refused[i].Span)
	}
	for i := range doc.Stray {
		o.span(&doc.Stray[i].Span)
	}
	for i := range doc.Images {
		o.span(&doc.Images[i].Span)
	}
	for i := range doc.Marks {
		o.span(&doc.Marks[i].Span)
	}
	for i := range doc.TKs {
		o.span(&doc.TKs[i])
	}
	for i := range doc.Cells {
		o.span(&doc.Cells[i])
	}
	for i := range doc.Unknown {
		o.span(&doc.Unknown[i].Span)
	}
}
