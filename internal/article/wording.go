package article

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wording is words that are looked for as somebody sees them: whole words, in
// any case, whatever white space parts them, straight and curly quotation marks
// alike.
type Wording struct {
	words   string
	pattern *regexp.Regexp
}

const longestWording = 500 // characters

// NewWording takes words as they are typed or selected. It wraps ErrValue where
// there are none, or more than a passage has.
func NewWording(words string) (*Wording, error) {
	words = OneLine(words)
	switch {
	case strings.IndexFunc(words, isLetter) < 0:
		return nil, fmt.Errorf("%w: type the words that are wrong", ErrValue)
	case Characters(words) > longestWording:
		return nil, fmt.Errorf("%w: wrong words are at most %d characters; take the ones that are wrong", ErrValue, longestWording)
	}
	var b strings.Builder
	b.WriteString("(?i)")
	for i, word := range strings.Fields(words) {
		if i > 0 {
			b.WriteString(`(?:[ \t\p{Z}]+|[ \t\p{Z}]*\n[ \t\p{Z}]*)`) // within a paragraph
		}
		for _, r := range word {
			b.WriteString(lookalike(r))
		}
	}
	pattern, err := regexp.Compile(b.String())
	if err != nil {
		return nil, fmt.Errorf("%w: these words cannot be looked for: %v", ErrValue, err)
	}
	return &Wording{words, pattern}, nil
}

// Words are as somebody typed them, in one line.
func (w *Wording) Words() string { return w.words }

// lookalike is a pattern for a letter and those that nobody tells from it.
func lookalike(r rune) string {
	for _, set := range []string{`'‘’ʼ`, `"“”„«»`, `-‐‑`} {
		if strings.ContainsRune(set, r) {
			return "[" + strings.ReplaceAll(set, "-", `\-`) + "]"
		}
	}
	return regexp.QuoteMeta(string(r))
}

// In are the places in a text at which the words stand, in bytes, ascending.
func (w *Wording) In(text string) []Span {
	found := []Span{}
	for at := 0; at < len(text); {
		m := w.pattern.FindStringIndex(text[at:])
		if m == nil {
			break
		}
		s := Span{From: at + m[0], To: at + m[1]}
		if wholeWords(text, s) {
			found = append(found, s)
			at = s.To
			continue
		}
		_, size := utf8.DecodeRuneInString(text[s.From:])
		at = s.From + size
	}
	return found
}

// wholeWords reports whether a place in a text begins and ends with its words: no
// "nine" within "nineteen", no "5" within "5,000".
func wholeWords(text string, s Span) bool {
	first, size := utf8.DecodeRuneInString(text[s.From:])
	before, was := utf8.DecodeLastRuneInString(text[:s.From])
	last, _ := utf8.DecodeLastRuneInString(text[:s.To])
	after, next := utf8.DecodeRuneInString(text[s.To:])
	if size == 0 || goesOn(before, first) || goesOn(last, after) {
		return false
	}
	beyond, _ := utf8.DecodeRuneInString(text[s.To+next:])
	ahead, _ := utf8.DecodeLastRuneInString(text[:s.From-was])
	return !inFigure(last, after, beyond) && !inFigure(ahead, before, first)
}

// goesOn reports whether one word runs through two letters: scripts that put no
// spaces between words have no such word.
func goesOn(a, b rune) bool { return isLetter(a) && isLetter(b) && !unspaced(a) && !unspaced(b) }

func inFigure(a, sign, b rune) bool {
	return unicode.IsDigit(a) && (sign == '.' || sign == ',') && unicode.IsDigit(b)
}

func isLetter(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// Right is what the right words are where the wrong ones were found as found:
// in capitals, or begun with one where the words as typed are not.
func (w *Wording) Right(found, right string) string {
	upper := strings.ToUpper(found)
	switch {
	case upper == found && upper != strings.ToLower(found) && w.words != strings.ToUpper(w.words) && Characters(found) > 1:
		return strings.ToUpper(right)
	case startsUpper(found) && !startsUpper(w.words):
		r, size := utf8.DecodeRuneInString(right)
		return string(unicode.ToUpper(r)) + right[size:]
	}
	return right
}

func startsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
