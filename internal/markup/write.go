package markup

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"stet/internal/article"
)

// writer turns a syntax tree into a Doc in one walk: HTML and plain text grow
// side by side, so that they cannot say different things.
type writer struct {
	src      []byte
	session  *session
	pictures map[string]*article.Picture
	doc      Doc

	html []byte
	text []byte
	gap  string // stands before the next text, if any text stands before it
	runs []run
	// Places in text from which it is read by itself, as a credit behind its
	// caption is; and the source of the cells of tables.
	apart []int
	cells []article.Span

	blocks   []blockAt
	ids      map[string]int // element ids given out
	depth    int            // of inline elements that are open
	notes    footnotes
	from     int    // where the passage of an open mark starts in text
	marked   int    // where it starts in the source
	linked   bool   // inside a link: links do not nest
	backlink string // to write at the end of the next paragraph
}

// run says which source a piece of text came from. Verbatim runs map byte for
// byte, others (a decoded entity) as a whole; quiet ones hold no TK.
type run struct {
	text, textEnd int
	src, srcEnd   int
	quiet         bool
}

type blockAt struct {
	span     article.Span
	kind     Kind
	from, to int // in html
}

func newWriter(src []byte, pictures []article.Picture, s *session) *writer {
	w := &writer{src: src, session: s}
	w.html = make([]byte, 0, len(src)+len(src)/4+64)
	w.text = make([]byte, 0, len(src))
	w.doc = Doc{
		Blocks: []Block{}, Outline: []Heading{}, Links: []Link{}, Refused: []Link{}, Stray: []Stray{}, Images: []Image{},
		Marks: []Mark{}, TKs: []article.Span{}, Cells: []article.Span{}, Unknown: []Container{},
	}
	if len(pictures) > 0 {
		w.pictures = make(map[string]*article.Picture, len(pictures))
		for i := range pictures {
			w.pictures[pictures[i].ID] = &pictures[i]
		}
	}
	return w
}

// tag writes markup that this package made up itself.
func (w *writer) tag(markup string) { w.html = append(w.html, markup...) }

// attr writes ` name="value"` with the value escaped.
func (w *writer) attr(name, value string) {
	w.html = append(w.html, ' ')
	w.html = append(w.html, name...)
	w.html = append(w.html, '=', '"')
	w.html = appendValue(w.html, value)
	w.html = append(w.html, '"')
}

// appendValue escapes for an attribute's value.
func appendValue(dst []byte, value string) []byte {
	for {
		before, after, quoted := strings.Cut(value, `"`)
		dst = appendText(dst, before)
		if !quoted {
			return dst
		}
		dst = append(dst, "&#34;"...)
		value = after
	}
}

// appendText escapes for text between tags.
func appendText[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), entity...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// space asks for a gap before the next text: a space, a tab between cells, a
// line end, a blank line. The widest one asked for wins.
func (w *writer) space(gap string) {
	if width(gap) > width(w.gap) {
		w.gap = gap
	}
}

func width(gap string) int { return slices.Index(gaps, gap) }

// gaps from the narrowest to the widest.
var gaps = []string{"", " ", "\t", "\n", "\n\n"}

// say appends to the plain text what stands at src in the source.
func (w *writer) say(s []byte, src, srcEnd int, quiet bool) {
	if len(s) == 0 {
		return
	}
	if w.gap != "" && len(w.text) > 0 {
		w.text = append(w.text, w.gap...)
	}
	w.gap = ""
	at := len(w.text)
	w.text = append(w.text, s...)
	w.runs = append(w.runs, run{at, len(w.text), src, srcEnd, quiet})
}

// both writes source text to HTML and plain text, with backslash escapes and
// entities resolved unless it is raw.
func (w *writer) both(from, to int, raw bool) {
	start := from // of what has not been written yet
	flush := func(end int) {
		if start < end {
			w.html = appendText(w.html, w.src[start:end])
			w.say(w.src[start:end], start, end, raw)
		}
	}
	for i := from; i < to && !raw; {
		switch c := w.src[i]; {
		case c == '\\' && i+1 < to && util.IsPunct(w.src[i+1]):
			flush(i)
			start = i + 1
			i += 2
		case c == '&':
			s, n := decodeEntity(w.src[i:to])
			if n == 0 {
				i++
				continue
			}
			flush(i)
			w.html = appendText(w.html, s)
			w.say([]byte(s), i, i+n, false)
			i += n
			start = i
		default:
			i++
		}
	}
	flush(to)
}

// segment writes a segment, with the spaces that a cut tab leaves before it.
func (w *writer) segment(s text.Segment, raw bool) {
	if s.Padding > 0 {
		pad := strings.Repeat(" ", s.Padding)
		w.html = append(w.html, pad...)
		w.say([]byte(pad), s.Start, s.Start, raw)
	}
	w.both(s.Start, s.Stop, raw)
}

// foreign writes text that is not in the body as it reads, like a caption kept
// with the picture. Unless it is quiet, a TK in it points at span.
func (w *writer) foreign(s string, span article.Span, quiet bool) {
	w.html = appendText(w.html, s)
	w.say([]byte(s), span.From, span.To, quiet)
}

// plain is what a piece of source says, with escapes and entities resolved.
func plain[T string | []byte](s T) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]) {
			b.WriteByte(s[i+1])
			i += 2
			continue
		}
		if s[i] == '&' {
			if decoded, n := decodeEntity([]byte(s[i:])); n > 0 {
				b.WriteString(decoded)
				i += n
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// decodeEntity reads &name; or &#number; at the start of s; n is its length, 0
// if there is none. What HTML may not hold becomes U+FFFD.
func decodeEntity(s []byte) (decoded string, n int) {
	const longest = 40 // "&CounterClockwiseContourIntegral;" and some
	end := 1
	for end < len(s) && end < longest && (isLetter(s[end]) || isDigit(s[end]) || s[end] == '#') {
		end++
	}
	if end >= len(s) || s[end] != ';' || end < 2 {
		return "", 0
	}
	if s[1] != '#' {
		e, ok := util.LookUpHTML5EntityByName(string(s[1:end]))
		if !ok {
			return "", 0
		}
		return string(e.Characters), end + 1
	}
	digits, base := string(s[2:end]), 10
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	if len(digits) > 7 {
		return "", 0
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	r := rune(v)
	if r == 0 || !utf8.ValidRune(r) || isControl(r) || isNonCharacter(r) {
		r = utf8.RuneError
	}
	return string(r), end + 1
}

// lines is the source span of a block that holds text lines itself.
func lines(n ast.Node) article.Span {
	if n.Lines().Len() == 0 {
		at := max(0, n.Pos())
		return article.Span{From: at, To: at}
	}
	return article.Span{From: n.Lines().At(0).Start, To: n.Lines().At(n.Lines().Len() - 1).Stop}
}
