package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"stet/internal/article"
)

// wholeCopy stands in Note.Field for what was changed all over the copy; the
// words themselves are still there.
const wholeCopy = "copy"

// clean is decoded copy: valid UTF-8, LF line ends, no control characters but
// tab and LF. notes say what decoding changed.
type clean struct {
	text     string
	notes    []article.Note
	pictures []inlinePicture // that came within the copy
	options  *Options        // what lies beside the copy
	exact    bool            // the copy is a story's text and nothing around it
	told     []pagePart      // parts of a page that stood in such a text

	corrections []article.Correction // notes to readers that did
	lead        string               // the picture above it
	people      []article.Author     // its byline
	dates       []string             // its publication, its last change
}

func (c *clean) note(text, why string) {
	c.notes = append(c.notes, article.Note{Text: text, Why: why, Field: wholeCopy})
}

// decode reads UTF-8, UTF-16 and, where the bytes leave no doubt, an 8-bit
// code page. It wraps ErrEncoding rather than save a wrong letter.
func decode(data []byte, o Options) (clean, error) {
	c := clean{options: &o}
	text, err := c.toUTF8(data, o)
	if err != nil {
		return clean{}, err
	}
	if rest, ok := strings.CutPrefix(text, "\uFEFF"); ok {
		c.note("U+FEFF", "A byte order mark at the start was left out.")
		text = rest
	}
	var left leftOut
	c.text = left.from(lineEnds.Replace(text))
	c.noteLeft(left)
	return c, nil
}

// lineEnds makes every sign that ends a line an LF.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

func (c *clean) toUTF8(data []byte, o Options) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return "", fmt.Errorf("%w: it looks like UTF-32; save it as UTF-8", ErrEncoding)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return c.fromUTF16(data[2:], binary.LittleEndian, "UTF-16LE")
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return c.fromUTF16(data[2:], binary.BigEndian, "UTF-16BE")
	}
	if order, name := guessUTF16(data); order != nil {
		return c.fromUTF16(data, order, name+" (a guess, it has no mark)")
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	return c.fromCodePage(data, o)
}

func (c *clean) fromUTF16(data []byte, order binary.ByteOrder, name string) (string, error) {
	if len(data)%2 != 0 {
		return "", fmt.Errorf("%w: it starts as %s but has half a character at its end", ErrEncoding, name)
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	for i := 0; i < len(units); i++ {
		if !utf16.IsSurrogate(rune(units[i])) {
			continue
		}
		if i+1 == len(units) || utf16.DecodeRune(rune(units[i]), rune(units[i+1])) == utf8.RuneError {
			return "", fmt.Errorf("%w: half of a %s pair at byte %d", ErrEncoding, name, 2*i)
		}
		i++
	}
	c.note(name, "The copy came in this encoding and was turned into UTF-8.")
	return string(utf16.Decode(units)), nil
}

// guessUTF16 finds UTF-16 without a mark by the zero half of Latin letters.
func guessUTF16(data []byte) (binary.ByteOrder, string) {
	sample := data[:min(len(data), 4096)&^1]
	if len(data)%2 != 0 || len(sample) < 4 {
		return nil, ""
	}
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most, half := len(sample)/4, len(sample)/40
	switch {
	case zeros[0] > most && zeros[1] <= half:
		return binary.BigEndian, "UTF-16BE"
	case zeros[1] > most && zeros[0] <= half:
		return binary.LittleEndian, "UTF-16LE"
	}
	return nil, ""
}

// cyrillic are the languages whose 8-bit copy is Windows-1251.
var cyrillic = []string{"uk", "ru", "be", "bg", "mk", "sr"}

// fromCodePage takes bytes that are no UTF-8. Copy with whole UTF-8 letters in
// it is damaged UTF-8, and copy with many high bytes is in an alphabet
// that nothing here names: both are refused, since a guess would save wrong
// letters.
func (c *clean) fromCodePage(data []byte, o Options) (string, error) {
	high, letters := 0, 0
	for _, b := range data {
		if b >= 0xA0 {
			high++
		} else if b|0x20 >= 'a' && b|0x20 <= 'z' {
			letters++
		}
	}
	lang, _, _ := strings.Cut(strings.ToLower(o.Language), "-")
	page, name := charmap.Windows1252, "Windows-1252"
	switch {
	case wholeLetters(data):
		return "", fmt.Errorf("%w: UTF-8 with a broken byte at %d; save it again as UTF-8", ErrEncoding, brokenAt(data))
	case slices.Contains(cyrillic, lang):
		page, name = charmap.Windows1251, "Windows-1251"
	case 2*high > letters:
		return "", fmt.Errorf("%w: not UTF-8, and too many characters are outside the Latin alphabet; save it as UTF-8", ErrEncoding)
	}
	text, err := page.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("%w: decode %s: %v", ErrEncoding, name, err)
	}
	if at := bytes.IndexFunc(text, func(r rune) bool { return r == utf8.RuneError || (r >= 0x80 && r < 0xA0) }); at >= 0 {
		return "", fmt.Errorf("%w: not UTF-8, and not %s either", ErrEncoding, name)
	}
	c.note(name, "The copy was not UTF-8 and was read in this encoding. Check accents and quotation marks.")
	return string(text), nil
}

// wholeLetters reports whether a valid UTF-8 sequence of two bytes or more
// stands in data. Two accented letters of a code page in a row that happen to
// form one are rare, and then a person is asked.
func wholeLetters(data []byte) bool {
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if size > 1 && r != utf8.RuneError {
			return true
		}
		data = data[size:]
	}
	return false
}

func brokenAt(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(data)
}

// leftOut counts what no page and no XML can carry.
type leftOut struct {
	n     int
	names []string
}

// from is text without such characters.
func (l *leftOut) from(text string) string {
	if strings.IndexFunc(text, control) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if !control(r) {
			return r
		}
		l.n++
		if name := fmt.Sprintf("U+%04X", r); !slices.Contains(l.names, name) {
			l.names = append(l.names, name)
		}
		return -1
	}, text)
}

func (c *clean) noteLeft(l leftOut) {
	switch {
	case l.n == 1:
		c.note(l.names[0], "One character that no page can show was left out.")
	case l.n > 1:
		c.note(strings.Join(l.names, ", "), fmt.Sprintf("%d characters that no page can show were left out.", l.n))
	}
}

// control holds for controls but tab and LF, for byte order marks, and for
// code points that are no characters.
func control(r rune) bool {
	return (r < ' ' && r != '\n' && r != '\t') || (r >= 0x7f && r < 0xa0) || r == 0xfeff || (r >= 0xfdd0 && r <= 0xfdef) || r&0xfffe == 0xfffe
}
