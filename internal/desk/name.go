package desk

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// LongestName is how many characters the name of a section or a lineup has at
// most: it stands on one line wherever one is chosen.
const LongestName = 80

// NameOf is the name of a thing ("a section") as it is kept. It wraps
// article.ErrValue for one that is empty, has more than most characters, or
// has signs in it that nobody sees: two names that look the same would be two
// things.
func NameOf(thing, text string, most int) (string, error) {
	name := article.OneLine(text)
	switch n := utf8.RuneCountInString(name); {
	case name == "":
		return "", fmt.Errorf("%w: %s needs a name", article.ErrValue, thing)
	case n > most:
		return "", fmt.Errorf("%w: the name of %s has at most %d characters, and this one %d", article.ErrValue, thing, most, n)
	case strings.ContainsRune(name, utf8.RuneError):
		return "", fmt.Errorf("%w: a character of the name is broken; type it anew instead of pasting it", article.ErrValue)
	}
	runes := []rune(name)
	seen := false
	for i, r := range runes {
		if isUnseen(r) && !belongs(runes, i) {
			return "", fmt.Errorf("%w: the name has a sign in it that nobody sees (U+%04X, at character %d); type it anew instead of pasting it", article.ErrValue, r, i+1)
		}
		seen = seen || !isUnseen(r) && !unicode.IsMark(r)
	}
	if !seen {
		return "", fmt.Errorf("%w: nothing can be seen of the name", article.ErrValue)
	}
	return name, nil
}

// isUnseen holds for signs that take no place, or look like a space.
func isUnseen(r rune) bool {
	return r > 0x7f && (unicode.IsControl(r) || unicode.IsSpace(r) || r == '\u2800' ||
		unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point))
}

// belongs holds for the unseen signs that a name needs: the joiners of Persian,
// of the scripts of India and of emoji, which stand between two others, the
// sign behind an emoji that says how it is drawn, and those of a flag.
func belongs(runes []rune, i int) bool {
	if i == 0 {
		return false
	}
	r, before := runes[i], runes[i-1]
	switch {
	case r == '\u200c' || r == '\u200d': // (non-)joiner
		return i+1 < len(runes) && !isUnseen(runes[i+1]) && (joinable(before) || before == '\ufe0f')
	case r == '\ufe0e' || r == '\ufe0f': // as text, as a picture
		return unicode.IsSymbol(before) || before < 0x80 && i+1 < len(runes) && runes[i+1] == '\u20e3'
	case unicode.In(r, unicode.Variation_Selector):
		return unicode.IsLetter(before) && joinable(before)
	case r >= 0xe0020 && r <= 0xe007f:
		return before == '\U0001f3f4' || before >= 0xe0020 && before < 0xe007f
	}
	return false
}

// joinable holds for emoji and for letters whose words may need a joiner.
func joinable(r rune) bool {
	return unicode.IsSymbol(r) || (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}
