package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is what a line is on the page.
type shape int

const (
	paragraph shape = iota
	heading         // a crosshead, or the headline where the kind knows it
	item            // of a list; ordered items carry their number
	quotation       // of a block quotation
	grid            // a whole table, as Markdown
	footnote        // what a mark in the text points at
	figure          // a picture by itself; it has no text
)

// fate is what becomes of a line. Every line has exactly one.
type fate int

const (
	toBody  fate = iota
	dropped      // to the receipt only
	moved        // to a field, told in the receipt
	taken        // to a field, as it stood
)

// line is one paragraph-sized piece of copy.
type line struct {
	text  string // plain, trimmed, no line end
	md    string // the same as inline Markdown, for kinds with formatting; "" = text, to be escaped
	gap   bool   // a blank line stood above
	shape shape
	level int    // of a heading (1 = the page's own), or depth of an item; of a footnote, 1 = its second paragraph or a later one
	mark  string // an item's Markdown marker, "-" or "3."; a footnote's label
	bold  bool   // bold from end to end
	head  string // md without the bold, of a line that is bold
	noted bool   // md points at a footnote
	fate  fate
	why   string // for the receipt
	field string // where moved words went
	gone  string // words of the line that its shape now says: a bullet
	cut   int    // bytes of text that a dateline took
}

// markdown is the line's text as inline Markdown at the start of a block.
func (l *line) markdown() string {
	if l.md != "" {
		return l.md
	}
	return Escape(l.text)
}

// textLines cuts plain text into lines and undoes hard wrapping.
func textLines(c *clean) []line {
	lines := []line{}
	gap := false
	for raw := range strings.SplitSeq(c.text, "\n") {
		text := strings.TrimSpace(raw)
		if text == "" {
			gap = true
			continue
		}
		lines = append(lines, line{text: text, gap: gap})
		gap = false
	}
	if width := wrapWidth(lines); width > 0 {
		lines = unwrap(lines, width)
		c.note(fmt.Sprintf("lines of at most %d characters", width),
			"The copy had a line break at the end of every line, as in mail; the lines of a paragraph were joined.")
	}
	return lines
}

// Widths at which mail and wire systems wrap.
const (
	narrowestWrap = 50
	widestWrap    = 100
)

// wrapWidth tells hard-wrapped copy from lines that are paragraphs: in wrapped
// copy the next line's first word would not have fitted. It is the longest
// line's length, or 0 for copy that is not wrapped.
func wrapWidth(lines []line) int {
	width := 0
	for i := range lines {
		if n := utf8.RuneCountInString(lines[i].text); n > widestWrap {
			return 0
		} else if n > width {
			width = n
		}
	}
	if width < narrowestWrap {
		return 0
	}
	full, short := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].gap || startsBlock(lines[i].text) {
			continue
		}
		if wraps(lines[i-1].text, lines[i].text, width) {
			full++
		} else {
			short++
		}
	}
	if full < 2 || short > full {
		return 0
	}
	return width
}

// ragged is how much shorter than the longest line a wrapped line may fall
// beyond its next word: different systems count differently.
const ragged = 4

func wraps(above, below string, width int) bool {
	word, _, _ := strings.Cut(below, " ")
	return utf8.RuneCountInString(above)+1+utf8.RuneCountInString(word) > width-ragged
}

func unwrap(lines []line, width int) []line {
	joined := lines[:0:0]
	var text strings.Builder
	last := "" // the line above as it stood, before joining
	flush := func() {
		if len(joined) > 0 && text.Len() > 0 {
			joined[len(joined)-1].text = text.String()
		}
		text.Reset()
	}
	for _, l := range lines {
		if len(joined) > 0 && !l.gap && !startsBlock(l.text) && wraps(last, l.text, width) {
			text.WriteByte(' ')
			text.WriteString(l.text)
		} else {
			flush()
			joined = append(joined, l)
			text.WriteString(l.text)
		}
		last = l.text
	}
	flush()
	return joined
}

// startsBlock reports whether a line begins something of its own, however
// full the line above is.
func startsBlock(text string) bool {
	mark, _ := bullet(text)
	if mark == "" {
		mark, _, _ = numbered(text)
	}
	return mark != "" || strings.HasPrefix(text, ">")
}

// weight is a line's length in words. Scripts without spaces count two
// characters as a word.
func weight(text string) int {
	words, packed := 0, 0
	inWord := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			inWord = false
			continue
		case dense(r):
			packed++
			continue
		}
		if !inWord {
			words++
		}
		inWord = true
	}
	return words + (packed+1)/2
}

// dense holds for letters of scripts that are written without spaces.
func dense(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// closers may stand between a sentence's last point and the line's end.
const closers = "\"'”’»›“)]」』）】*_"

// ending is the last character of a line that is no closing mark.
func ending(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, closers))
	return r
}

// fullStop reports whether a line ends as a sentence that is stated.
func fullStop(text string) bool {
	return strings.ContainsRune(".。।۔։｡．", ending(text)) && !endsInInitials(text)
}

// sentence reports whether a line ends as a sentence of any kind.
func sentence(text string) bool {
	return strings.ContainsRune(".!?…。！？।؟۔։;:", ending(text))
}

// endsInInitials holds for "... in the U.S.".
func endsInInitials(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	if len(word) < 4 || len(word)%2 != 0 {
		return false
	}
	for i := 0; i < len(word); i += 2 {
		if word[i] < 'A' || word[i] > 'Z' || word[i+1] != '.' {
			return false
		}
	}
	return true
}

// hasLetter tells words from figures, rules and rows of stars.
func hasLetter(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }

// isParagraph reports whether a line reads as running text.
func isParagraph(text string) bool {
	w := weight(text)
	return w >= 30 || (w >= 8 && sentence(text))
}

// cutMark takes a bullet off a line, in its Markdown too; false = the bullet
// is formatted there and the line stays as it is.
func (l *line) cutMark(mark string, rest int) bool {
	if l.md != "" {
		md, ok := strings.CutPrefix(strings.TrimPrefix(l.md, `\`), l.text[:rest])
		if !ok {
			return false
		}
		l.md = openBlock(md)
	}
	l.gone, l.text = mark, l.text[rest:]
	return true
}
