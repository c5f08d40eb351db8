package measure

import (
	"unicode"

	"golang.org/x/text/width"
)

// What is assumed of letters that no file has, in parts of the size: an
// ideograph fills the square in every face there is; an emoji is about so wide
// on a phone; letters of other scripts are as wide as those of Latin, roughly.
const (
	squareWidth = 1.0
	emojiWidth  = 1.25
	letterWidth = 0.6
)

// guess is how wide a character is that starts with r, in parts of the size.
// Sure says whether every device would agree.
func guess(r rune) (em float64, sure bool) {
	switch {
	case unicode.IsMark(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
		return 0, true
	case emoji(r):
		return emojiWidth, false
	case square(r):
		return squareWidth, !unicode.Is(unicode.Hangul, r)
	}
	return letterWidth, false
}

func square(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// emoji holds for pictographs and for the halves of flags.
func emoji(r rune) bool {
	return r >= 0x1f000 && r < 0x20000 || r >= 0x2600 && r < 0x27c0
}
