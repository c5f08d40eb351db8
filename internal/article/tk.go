package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tkMark finds what may be a TK: in square brackets in either case, doubled
// in either case, or bare in capitals.
var tkMark = regexp.MustCompile(`\[(?i:tk)\b[^\]\n]*\]|(?i:tk){2,}|TK`)

// tkNames follow TK in names of real firms. Any other capitalised word does
// not excuse it: "TK Smith" is a first name to come.
var tkNames = []string{"Maxx", "MAXX", "Elevator"}

// TKs finds the holes in a text ("to come"): every TK mark with its place in
// bytes. TK is a mark, not a word: flight TK1951, model TK-421 and TK Maxx
// pass, while "a TK-year-old" and "$TK" are holes.
func TKs(text string) []Span {
	var found []Span
	for _, at := range tkMark.FindAllStringIndex(text, -1) {
		if text[at[0]] == '[' || isHole(text[:at[0]], text[at[1]:]) {
			found = append(found, Span{From: at[0], To: at[1]})
		}
	}
	return found
}

// isHole judges a bare TK by what stands around it.
func isHole(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, size := utf8.DecodeRuneInString(after)
	before = before[max(0, len(before)-nearby):] // a text may hold a million TKs
	if wordRune(last) || wordRune(next) || isFlight(before, after) || inAddress(before) {
		return false
	}
	if next == '-' || next == '\u2011' {
		follow, _ := utf8.DecodeRuneInString(after[size:])
		return !unicode.IsDigit(follow)
	}
	for _, name := range tkNames {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(after, " \u00a0"), name); ok {
			end, _ := utf8.DecodeRuneInString(rest)
			return wordRune(end)
		}
	}
	return true
}

// nearby is how many bytes ahead of a TK are looked at: an address is hardly
// ever longer.
const nearby = 200

// isFlight knows the code of an airline before its number: "flight TK 1951".
func isFlight(before, after string) bool {
	return flight.MatchString(before) && flightNumber.MatchString(after)
}

var (
	flight       = regexp.MustCompile(`(?i)\bflights?[ \x{a0}]$`)
	flightNumber = regexp.MustCompile(`^[ \x{a0}]\d`)
)

// inAddress holds where the word under way is an address of the web.
func inAddress(before string) bool {
	return strings.Contains(before[strings.LastIndexFunc(before, unicode.IsSpace)+1:], "://")
}

// wordRune also holds for '_' ; the error rune that decoding an empty text
// yields is none.
func wordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
