package article

import "unicode/utf8"

// Span is a run of bytes, From inclusive, To exclusive, in the UTF-8 text of
// one field. The window's editor counts UTF-16 units; newsroom converts.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// UTF16 converts a byte span of text to UTF-16 code units. A position inside
// a character moves to its start.
func (s Span) UTF16(text string) Span {
	return Span{From: utf16Len(text, s.From), To: utf16Len(text, s.To)}
}

// utf16Len counts the UTF-16 units of the whole characters before byte end.
func utf16Len(text string, end int) int {
	units := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if i > end {
			break
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units
}

// UTF16Spans converts ascending, non-overlapping byte spans of text in one
// pass, where [Span.UTF16] would walk the text once for each.
func UTF16Spans(text string, spans []Span) []Span {
	converted := make([]Span, len(spans))
	at, units := 0, 0
	advance := func(to int) int {
		units += utf16Len(text[at:], to-at)
		at = to
		return units
	}
	for i, s := range spans {
		converted[i] = Span{From: advance(s.From), To: advance(s.To)}
	}
	return converted
}
