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

// FromUTF16 converts a span of UTF-16 code units of text to one of bytes. A
// position inside a surrogate pair moves to the pair's start. It says false
// when the text has no such span.
func FromUTF16(text string, s Span) (Span, bool) {
	if s.From < 0 || s.To < s.From {
		return Span{}, false
	}
	from, _ := bytesOf(text, s.From)
	to, short := bytesOf(text, s.To)
	return Span{From: from, To: to}, short == 0
}

// bytesOf counts the bytes of the whole characters within the first units of
// text, and how many units the text is short of.
func bytesOf(text string, units int) (bytes, short int) {
	for units > 0 && bytes < len(text) {
		r, size := utf8.DecodeRuneInString(text[bytes:])
		if r > 0xFFFF {
			if units == 1 {
				return bytes, 0
			}
			units--
		}
		units--
		bytes += size
	}
	return bytes, units
}
