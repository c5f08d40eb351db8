package article

import (
	"unicode"
	"unicode/utf8"
)

// Characters counts a text as a reader does: a letter with its accents, a flag
// or a family of emoji is one each, a space is one, line ends and tabs are
// none. These are the grapheme clusters of Unicode (UAX 29), but for conjuncts
// of Indic scripts, whose letters count singly.
func Characters(text string) int {
	n, last, flag := 0, rune(0), false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			if c >= ' ' && c != 0x7f {
				n++
			}
			last, flag = rune(c), false
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		second := flag && isFlag(r) // of the two letters that make a flag
		if !second && !extends(r) && !(last == joiner && pictures(r)) && !syllable(last, r) && !unicode.IsControl(r) {
			n++
		}
		last, flag = r, isFlag(r) && !second
	}
	return n
}

// joiner makes one picture of two.
const joiner = '\u200d'

// extends reports whether r is drawn onto the character before it.
func extends(r rune) bool {
	switch {
	case r == joiner, r == '\u200c', r == '\uff9e', r == '\uff9f':
		return true
	case r >= 0x1F3FB && r <= 0x1F3FF, r >= 0xE0020 && r <= 0xE007F: // skin tones, tags of flags
		return true
	}
	return unicode.Is(unicode.M, r)
}

// pictures reports whether r may be the second half of a joined emoji.
func pictures(r rune) bool { return unicode.Is(unicode.So, r) || r >= 0x1F000 }

func isFlag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// syllable reports whether r is a vowel or final letter of the Korean
// syllable that last begins, where its letters are written one by one.
func syllable(last, r rune) bool {
	jamo := last >= 0x1100 && last <= 0x11FF || last >= 0xAC00 && last <= 0xD7A3
	return jamo && r >= 0x1160 && r <= 0x11FF
}
