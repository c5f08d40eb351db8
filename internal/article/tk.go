package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mayBeHole finds what may stand in for words to come: TK in square brackets
// in either case, doubled in either case, or bare in capitals, whatever unseen
// or starred stands between its letters; XX in its shapes; "hed goes here".
var mayBeHole = regexp.MustCompile(`\[(?i:tk)\b[^\]\n]*\]|(?i:tk){2,}|T[*\x{ad}\x{200b}-\x{200d}\x{2060}\x{feff}]{0,4}K` +
	`|X(?:[.,:]?X)+|xx+|(?i:` + standIns + `) (?i:goes here)`)

// tkNames follow TK in names of real firms. Any other capitalised word does
// not excuse it: "TK Smith" is a first name to come.
var tkNames = []string{"Maxx", "MAXX", "Elevator"}

// TKs finds the holes in a text ("to come"), each with its place in bytes. A
// hole is a mark, not a word: flight TK1951, model TK-421, TK Maxx, Pope John
// XX and Super Bowl XXX pass, while "a TK-year-old", "$XX million" and "hed
// goes here" are holes. testdata/holes.txt says what is one and what is none;
// the window's holes.ts finds the same.
func TKs(text string) []Span {
	if !mayHold(text) {
		return nil
	}
	var found []Span
	for _, at := range mayBeHole.FindAllStringIndex(text, -1) {
		if isHole(tail(text[:at[0]], nearby), text[at[0]:at[1]], front(text[at[1]:], nearby)) {
			found = append(found, Span{From: at[0], To: at[1]})
		}
	}
	return found
}

// mayHold spares most texts the search: a key press asks for a whole body.
func mayHold(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		switch next := text[i+1]; text[i] {
		case 'T', 't':
			if next|0x20 == 'k' || next == '*' || next >= 0x80 && text[i] == 'T' {
				return true
			}
		case 'X', 'x':
			if next == text[i] || text[i] == 'X' && strings.IndexByte(".,:", next) >= 0 {
				return true
			}
		case 's', 'S':
			if next == ' ' && len(text) > i+2 && text[i+2]|0x20 == 'h' && i > 0 && text[i-1]|0x20 == 'e' {
				return true
			}
		}
	}
	return false
}

// nearby is how many letters on either side of a hole are looked at: a text may
// hold a million, and an address is hardly ever longer.
const nearby = 200

// isHole judges what may be a hole by what stands around it.
func isHole(before, hole, after string) bool {
	if hole[0] == '[' {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case wordRune(last) || wordRune(next) || inAddress(before):
		return false
	case hole[0] == 'X' || hole[0] == 'x':
		return standsForNumber(before, hole, after)
	case strings.HasSuffix(strings.ToLower(hole), " here"):
		return standsForText(before, hole)
	}
	return !isFlight(before, after) && !isModel(after) && !isFirm(after)
}

// isModel knows the name of a thing by its number: "TK-421".
func isModel(after string) bool { return model.MatchString(after) }

func isFirm(after string) bool {
	for _, name := range tkNames {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(after, " \u00a0"), name); ok {
			end, _ := utf8.DecodeRuneInString(rest)
			return !wordRune(end)
		}
	}
	return false
}

// isFlight knows the code of an airline before its number: "flight TK 1951".
func isFlight(before, after string) bool {
	return flightNumber.MatchString(after) && flight.MatchString(tail(before, 20))
}

var (
	model        = regexp.MustCompile(`^[-\x{2011}]\p{Nd}`)
	flight       = regexp.MustCompile(`(?i)\bflights?[ \x{a0}]$`)
	flightNumber = regexp.MustCompile(`^[ \x{a0}]\d`)
)

// tail is the end of a text, so many letters at most, and front its start; the
// patterns are made to be asked about little.
func tail(text string, most int) string {
	at := len(text)
	for ; at > 0 && most > 0; most-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return text[at:]
}

func front(text string, most int) string {
	for at := range text {
		if most--; most < 0 {
			return text[:at]
		}
	}
	return text
}

// inAddress holds where the word under way is an address of the web.
func inAddress(before string) bool {
	return strings.Contains(before[strings.LastIndexFunc(before, unicode.IsSpace)+1:], "://")
}

// wordRune also holds for '_' ; the error rune that decoding an empty text
// yields is none.
func wordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
