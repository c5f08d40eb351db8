package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes the letters of a text those that people type: small, without
// accents and vowel points, in one form each. Й and ї stay letters of their
// own. seg is one unit of normalisation, as norm.NFKC finds them.
func fold(seg string) string {
	seg = norm.NFKC.String(strings.ToLower(seg))
	first, _ := utf8.DecodeRuneInString(seg)
	if !unicode.In(first, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew) {
		return seg // elsewhere marks are vowels
	}
	var out strings.Builder
	base := rune(0)
	for _, r := range norm.NFD.String(seg) {
		switch {
		case !unicode.Is(unicode.Mn, r):
			base = r
			writeFolded(&out, r)
		case base == 'и' && r == '\u0306', base == 'і' && r == '\u0308':
			out.WriteRune(r)
		}
	}
	return norm.NFC.String(out.String())
}

func writeFolded(out *strings.Builder, r rune) {
	if two, ok := twoLetters[r]; ok {
		out.WriteString(two)
		return
	}
	if plain, ok := oneLetter[r]; ok {
		r = plain
	}
	if r != dropped {
		out.WriteRune(r)
	}
}

const dropped = rune(-1)

// oneLetter is what is typed for a letter that no decomposition makes plain.
var oneLetter = map[rune]rune{
	'ø': 'o', 'ł': 'l', 'đ': 'd', 'ı': 'i', 'ð': 'd', 'ħ': 'h', 'ŧ': 't', 'ŀ': 'l', 'ə': 'e',
	'ς': 'σ',
	'ґ': 'г', 'ё': 'е',
	'ٱ': 'ا', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ى': 'ي', 'ئ': 'ي', 'ؤ': 'و', 'ة': 'ه', 'ک': 'ك', 'ی': 'ي', 'ـ': dropped,
	'٠': '0', '١': '1', '٢': '2', '٣': '3', '٤': '4', '٥': '5', '٦': '6', '٧': '7', '٨': '8', '٩': '9',
	'۰': '0', '۱': '1', '۲': '2', '۳': '3', '۴': '4', '۵': '5', '۶': '6', '۷': '7', '۸': '8', '۹': '9',
}

var twoLetters = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th"}

// foldQuick folds the letters that whole articles are made of, without the
// tables of Unicode: ten times as fast, and the same.
func foldQuick(r rune) (rune, bool) {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r, true
	case r >= 'а' && r <= 'я', r == 'і', r == 'ї', r == 'є':
		return r, true
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А', true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 'ا' && r <= 'غ' && r != 'ة', r >= 'ف' && r <= 'و':
		return r, true
	}
	return r, false
}
