package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is one word of a text, or one character of a script that is written
// without spaces.
type word struct {
	from, to int // bytes in the text
	at       int // which word of the text it is, from 1; a paragraph's end counts paragraphGap
	exact    string
	also     []string // other ways to write it: "mayor" of "mayor's", "homme" of "l'homme"
	alone    bool     // a character of a script without spaces
}

// paragraphGap keeps a phrase from beginning in one paragraph and ending in
// the next.
const paragraphGap = 16

// longest is how many bytes of a word count; longer ones are no words.
const longest = 96

// scanner cuts a text into words.
type scanner struct {
	text string
	emit func(word)

	buf    []byte // the word so far, folded
	from   int    // where it began
	to     int    // where it ends so far
	at     int
	splits []int // places in buf where an apostrophe stood
	joins  bool  // buf has a separator of numbers
}

// scan hands each word of a text to emit, in their order.
func scan(text string, emit func(word)) {
	s := scanner{text: text, emit: emit}
	for i := 0; i < len(text); {
		if size := s.plain(i); size > 0 {
			i += size
			continue
		}
		unit, size := s.unit(i)
		s.take(unit, i, size)
		i += size
	}
	s.end()
}

// plain takes letters and digits that nothing can follow which changes them:
// most of most texts, and many times as quick. It gives the bytes taken.
func (s *scanner) plain(from int) int {
	to := from
	for to < len(s.text) && isPlain(s.text[to]) {
		to++
	}
	if to < len(s.text) && s.text[to] >= utf8.RuneSelf {
		to-- // a mark may belong to the last one
	}
	if to <= from {
		return 0
	}
	if len(s.buf) == 0 {
		s.from = from
	}
	for _, b := range []byte(s.text[from:max(from, min(to, from+longest-len(s.buf)))]) {
		if b <= 'Z' && b >= 'A' {
			b += 'a' - 'A'
		}
		s.buf = append(s.buf, b)
	}
	s.to = to
	return to - from
}

func isPlain(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

// unit is the folded text of the next unit and its size in bytes.
func (s *scanner) unit(i int) (string, int) {
	r, size := utf8.DecodeRuneInString(s.text[i:])
	if plain, quick := foldQuick(r); quick {
		next, _ := utf8.DecodeRuneInString(s.text[i+size:])
		if _, quick := foldQuick(next); quick || i+size == len(s.text) {
			if plain == r {
				return s.text[i : i+size], size // most letters: nothing to allocate
			}
			return string(plain), size
		}
	}
	if r == utf8.RuneError && size == 1 {
		return " ", 1
	}
	size = max(size, norm.NFKC.NextBoundaryInString(s.text[i:], true))
	return fold(s.text[i : i+size]), size
}

func (s *scanner) take(unit string, i, size int) {
	first, _ := utf8.DecodeRuneInString(unit)
	switch {
	case unit == "": // a mark that is not written
		if len(s.buf) > 0 {
			s.to = i + size
		}
	case unspaced(first):
		s.end()
		s.at++
		s.emit(word{from: i, to: i + size, at: s.at, exact: unit, alone: true})
	case isApostrophe(first):
		if len(s.buf) == 0 || !s.letterAt(i+size, unicode.IsLetter) {
			s.end()
			return
		}
		s.splits = append(s.splits, len(s.buf))
	case unicode.IsLetter(first) || unicode.IsDigit(first) || unicode.IsMark(first):
		if len(s.buf) == 0 {
			s.from = i
		}
		if len(s.buf)+len(unit) <= longest {
			s.buf = append(s.buf, unit...)
		}
		s.to = i + size
	case (first == '.' || first == ',') && s.digitBefore() && s.letterAt(i+size, unicode.IsDigit):
		s.buf = append(s.buf, byte(first))
		s.joins = true
	default:
		s.end()
		if first == '\n' && strings.HasPrefix(s.text[i+size:], "\n") {
			s.at += paragraphGap
		}
	}
}

func (s *scanner) digitBefore() bool {
	return len(s.buf) > 0 && s.buf[len(s.buf)-1] >= '0' && s.buf[len(s.buf)-1] <= '9'
}

func (s *scanner) letterAt(i int, is func(rune) bool) bool {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return i < len(s.text) && is(r) && !unspaced(r)
}

// end finishes the word being read.
func (s *scanner) end() {
	if len(s.buf) == 0 {
		s.splits = s.splits[:0]
		return
	}
	s.at++
	w := word{from: s.from, to: s.to, at: s.at, exact: string(s.buf)}
	for _, at := range s.splits {
		before, after := w.exact[:at], w.exact[at:]
		if after == "s" && len(before) > 1 {
			w.also = append(w.also, before)
		} else if len(before) <= 2 && after != "" && before[0] < utf8.RuneSelf {
			w.also = append(w.also, after)
		}
	}
	if s.joins {
		w.also = append(w.also, strings.NewReplacer(".", "", ",", "").Replace(w.exact))
	}
	s.buf, s.splits, s.joins = s.buf[:0], s.splits[:0], false
	s.emit(w)
}

// isApostrophe: what may stand within a word without parting it.
func isApostrophe(r rune) bool { return strings.ContainsRune("'’ʼ‘`´′＇", r) }

// unspaced reports whether words of this script follow each other without
// spaces, so that it is indexed by pairs of characters. Korean has spaces, but
// its particles grow on the words.
func unspaced(r rune) bool {
	return r > 0xE00 && (r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}

// words of a text as a slice.
func words(text string) []word {
	var all []word
	scan(text, func(w word) { all = append(all, w) })
	return all
}
