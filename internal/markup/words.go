package markup

import (
	"unicode"
	"unicode/utf8"
)

// CountWords counts as a desk does: a word is what stands between white space
// or dashes and holds a letter or a digit, so "five-hour", "U.S." and "25,000"
// are one each. Han, Hiragana, Katakana, Thai, Lao, Khmer and Myanmar put no
// spaces between words; there every letter counts.
func CountWords(text string) int {
	words, inWord := 0, false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case isLetter(c) || isDigit(c):
				if !inWord {
					words, inWord = words+1, true
				}
			case c <= ' ':
				inWord = false
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case parts(r):
			inWord = false
		case spaceless(r) && unicode.IsLetter(r):
			words, inWord = words+1, false
		case !inWord && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			words, inWord = words+1, true
		}
	}
	return words
}

// parts reports whether r ends a word: white space, en and em dashes.
func parts(r rune) bool {
	return unicode.IsSpace(r) || r >= '\u2012' && r <= '\u2015'
}
