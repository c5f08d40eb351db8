package check

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// number is one that a text has, as it is written there, and all that it may
// mean: 1,200 is a thousand and more, or one and a fifth.
type number struct {
	article.Span
	text   string
	values []string
}

// numbers tells of those that the copy does not have.
func (h *Headings) numbers(_ article.Channel, _ string, words []word) []Finding {
	if len(h.copy.words) == 0 {
		return nil
	}
	var found []Finding
	for _, n := range numbersOf(words, h.speech) {
		h.copy.findNumbers(h.speech)
		if slices.ContainsFunc(n.values, func(v string) bool { return h.copy.values[v] }) || slices.Contains(countless, strings.ToLower(n.text)) {
			continue
		}
		f := Finding{Code: "head-number", Severity: Warn, From: n.From, To: n.To, Message: fmt.Sprintf("“%s” is not in the body.", n.text)}
		if others := firstFew(h.copy.numerals); others != "" {
			f.Message = fmt.Sprintf("“%s” is not in the body, which has %s.", n.text, others)
		}
		found = append(found, f)
	}
	return found
}

// countless are number words that a headline uses for other things.
var countless = []string{"one", "first", "second"}

func firstFew(numerals []string) string {
	const few = 4
	var list []string
	for _, n := range numerals {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	switch {
	case len(list) == 0 || len(list) > few:
		return ""
	case len(list) == 1:
		return list[0]
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// numbersOf finds numbers in digits and in words: 1,200, 3bn, 3 billion, twelve.
func numbersOf(words []word, s speech) []number {
	var found []number
	for i := 0; i < len(words); i++ {
		if !mayCount(words[i].low, s) {
			continue
		}
		end := words[i].To
		for part := range parts(words[i]) {
			values, times := valuesOf(part.low, s)
			if values == nil {
				continue
			}
			n := number{part.Span, part.text, nil}
			if i+1 < len(words) && part.To == end && times == 1 {
				if more, ok := magnitude(words[i+1].low, s); ok {
					times, n.To = more, words[i+1].To
					n.text += " " + words[i+1].text
					i++ // it is a part of this number
				}
			}
			for _, v := range values {
				n.values = append(n.values, strconv.FormatFloat(v*times, 'g', 12, 64))
			}
			found = append(found, n)
		}
	}
	return found
}

// mayCount spares most words the rest: a number has a digit, is a word that is
// known, or has one between hyphens.
func mayCount(low string, s speech) bool {
	for i := range len(low) {
		if c := low[i]; c <= '9' || c >= utf8.RuneSelf { // digits, hyphens and points, and other scripts
			return true
		}
	}
	return (s == "en" || s == "") && len(low) >= len("one") && strings.IndexByte(numberStarts, low[0]) >= 0 && numberWords[low] != 0
}

// numberStarts are the letters that begin the words of numberWords.
const numberStarts = "otfsenhmbd"

// parts are the pieces of a word between hyphens, and the word itself where it
// has none: 2026-27, twenty-year-old.
func parts(w word) iter.Seq[word] {
	return func(yield func(word) bool) {
		if !strings.Contains(w.low, "-") || numberWords[w.low] != 0 {
			yield(w)
			return
		}
		from := w.From
		for piece := range strings.SplitSeq(w.text, "-") {
			if !yield(word{article.Span{From: from, To: from + len(piece)}, piece, strings.ToLower(piece)}) {
				return
			}
			from += len(piece) + 1
		}
	}
}

// valuesOf is what a word may mean as a number, nil = it is none; times is what
// a letter behind its digits makes of it.
func valuesOf(low string, s speech) (values []float64, times float64) {
	known := numberWords
	switch s {
	case "en", "":
	case "uk":
		known = numberWordsUk
	default:
		known = nil
	}
	if v, ok := known[low]; ok {
		return []float64{v}, 1
	}
	if low == "" || !unicode.IsDigit(rune(low[0])) {
		return nil, 1
	}
	digits := strings.TrimRightFunc(low, func(r rune) bool { return !unicode.IsDigit(r) })
	times, _ = magnitude(low[len(digits):], s)
	plain := strings.ReplaceAll(digits, ",", "")
	for _, reading := range []string{plain, strings.ReplaceAll(strings.ReplaceAll(digits, ".", ""), ",", ".")} {
		if v, err := strconv.ParseFloat(reading, 64); err == nil && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values, times
}

// magnitude is what a word behind a number makes of it.
func magnitude(low string, s speech) (float64, bool) {
	if v, ok := magnitudes[low]; ok {
		return v, true
	}
	if s == "uk" || s == "ru" {
		for stem, v := range map[string]float64{"тис": 1e3, "млн": 1e6, "мільйон": 1e6, "миллион": 1e6, "млрд": 1e9, "мільярд": 1e9, "миллиард": 1e9} {
			if strings.HasPrefix(low, stem) {
				return v, true
			}
		}
	}
	return 1, false
}

var magnitudes = map[string]float64{
	"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9, "billions": 1e9,
	"tn": 1e12, "trn": 1e12, "trillion": 1e12, "hundred": 1e2, "dozen": 12,
	"mio": 1e6, "millionen": 1e6, "mrd": 1e9, "milliarden": 1e9, "milliards": 1e9, "mln": 1e6, "mld": 1e9,
}

var numberWords = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"twice": 2, "hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "dozen": 12,
}

var numberWordsUk = map[string]float64{
	"два": 2, "дві": 2, "двох": 2, "двоє": 2, "двома": 2, "три": 3, "трьох": 3, "троє": 3, "чотири": 4, "чотирьох": 4, "четверо": 4,
	"п'ять": 5, "п'яти": 5, "п'ятьох": 5, "п'ятеро": 5, "шість": 6, "шести": 6, "шестеро": 6, "сім": 7, "семи": 7, "семеро": 7,
	"вісім": 8, "восьми": 8, "восьмеро": 8, "дев'ять": 9, "дев'яти": 9, "десять": 10, "десяти": 10, "десятеро": 10,
}
