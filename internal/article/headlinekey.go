package article

import (
	"unicode"
	"unicode/utf8"
)

// HeadlineKey is the same for headlines of the same words, in any order and
// case, and almost surely another one for others. It makes no copy: a command
// reads through a hundred thousand of them.
func HeadlineKey(text string) (key uint64) {
	const start, prime, spread = 14695981039346656037, 1099511628211, 0x9e3779b97f4a7c15 // FNV-1a; spread keeps two words from adding up to two others
	word := uint64(start)
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		at += size
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r == '\'' || r == '’':
			continue
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			r = unicode.ToLower(r)
		default: // a word ends
			if word != start {
				key += word * spread
			}
			word = start
			continue
		}
		word = (word ^ uint64(r)) * prime
	}
	if word != start {
		key += word * spread
	}
	return key
}
