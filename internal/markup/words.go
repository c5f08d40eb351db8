package markup

import (
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// CountWords counts as a desk does: a word is what stands between white space
// or dashes and holds a letter or a digit, so "five-hour", "U.S." and "25,000"
// are one each. Han, Hiragana, Katakana, Thai, Lao, Khmer and Myanmar put no
// spaces between words; there every letter counts.
func CountWords(text string) int { return countOf(text).words }

// counter is the state of a count of words.
type counter struct {
	words   int
	inWord  bool
	letters [len(paces)]int // of the words, those that are letters of each pace's scripts
}

func countOf(text string) counter {
	var c counter
	for i := 0; i < len(text); {
		i += c.next(text[i:])
	}
	return c
}

// next counts the first character of text and gives its length in bytes.
func (c *counter) next(text string) int {
	if b := text[0]; b < utf8.RuneSelf {
		switch {
		case isLetter(b) || isDigit(b):
			if !c.inWord {
				c.words, c.inWord = c.words+1, true
			}
		case b <= ' ':
			c.inWord = false
		}
		return 1
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case parts(r):
		c.inWord = false
	case unicode.IsLetter(r) && spaceless(r):
		c.words, c.inWord = c.words+1, false
		c.letters[paceOf(r)]++
	case !c.inWord && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		c.words, c.inWord = c.words+1, true
	}
	return size
}

// parts reports whether r ends a word: white space, en and em dashes.
func parts(r rune) bool {
	return unicode.IsSpace(r) || r >= '\u2012' && r <= '\u2015'
}

// wordEnd is where word n of text ends, its closing marks included, in bytes;
// -1 if no other word follows it.
func wordEnd(text string, n int) int {
	var c counter
	end := -1 // where the white space behind word n begins
	for i := 0; i < len(text); {
		if r, _ := utf8.DecodeRuneInString(text[i:]); c.words == n && end < 0 && unicode.IsSpace(r) {
			end = i
		}
		at := i
		i += c.next(text[i:])
		if c.words > n && end < 0 {
			return at
		}
		if c.words > n {
			return end
		}
	}
	return -1
}

// WordEnd is where word n of the copy ends in the source, in bytes; -1 if the
// copy has no more than n words.
func (d *Doc) WordEnd(n int) int {
	if n <= 0 || d.Words <= n {
		return -1
	}
	at := wordEnd(d.Text, n)
	if at <= 0 {
		return -1
	}
	return d.origin.place(runAt(d.runs, at-1).place(at))
}

// SourceOf is where a piece of Text, from byte from to byte to, stands in the
// source; marks that readers do not see may stand within. False where it stands
// in no source, such as the caption of a picture that the story keeps elsewhere.
func (d *Doc) SourceOf(from, to int) (article.Span, bool) {
	if from < 0 || from >= to || len(d.runs) == 0 || to > d.runs[len(d.runs)-1].textEnd {
		return article.Span{}, false
	}
	first, last := runAt(d.runs, from), runAt(d.runs, to-1)
	span := article.Span{From: first.src, To: last.place(to)}
	if first.verbatim() {
		span.From += from - first.text
	}
	d.origin.span(&span)
	return span, span.From < span.To
}
