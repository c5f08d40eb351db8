package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// Word pastes a list as paragraphs that begin with a bullet or number of their
// own, and says how deep each stands by mso-list, which the window takes away,
// and by its margin, which stays.
var (
	wordLevel   = regexp.MustCompile(`(?i)mso-list\s*:\s*l\d+\s+level(\d)`)
	wordIgnore  = regexp.MustCompile(`(?i)mso-list\s*:\s*ignore`)
	wordSpacing = regexp.MustCompile(`(?i)(?:font|font-size)\s*:\s*7(?:\.0)?pt`)
	leftMargin  = regexp.MustCompile(`(?i)(?:^|[;\s])margin(?:-left)?\s*:\s*(?:\S+\s+\S+\s+\S+\s+)?([\d.]+)(pt|px|cm|mm|in)`)
	listNumber  = regexp.MustCompile(`^\(?(?:(\d{1,9})|[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+(?:\.\d+)+)[.)]{0,2}$`)
)

// points of a length's unit.
var points = map[string]float64{"pt": 1, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72}

// wordList is a list of Word's that is being read.
type wordList struct {
	end     int       // len(lines) behind its last item: another block ends the list
	indents []float64 // margins of the levels that are open
	counts  []int     // items so far, of each
	signs   []string  // bullets and numbers that its shape now says
}

// signWithin is how many elements of a paragraph are looked at for its sign.
const signWithin = 12

// longestSign is the longest number that an item begins with: "xxxviii.".
const longestSign = 12

// wordSign finds the bullet or number that Word wrote before an item: what
// mso-list says is to be ignored, or what ends in spaces of seven points.
func wordSign(p *html.Node) *html.Node {
	seen := 0
	for n := range p.Descendants() {
		if n.DataAtom != atom.Span {
			continue
		}
		if seen++; seen > signWithin {
			break
		}
		sign := n
		switch look := attr(n, "style"); {
		case wordIgnore.MatchString(look):
		case wordSpacing.MatchString(look) && strings.Contains(look, "Times New Roman") && !hasWords(n) && n.Parent != p:
			sign = n.Parent
		default:
			continue
		}
		if size := textSize(sign, longestSign+1); size > 0 && size <= longestSign && blockOf(sign) == p {
			return sign
		}
	}
	return nil
}

// wordParagraph reads a paragraph of Word's that is more than that: an item or
// a quotation.
func (r *htmlReader) wordParagraph(n *html.Node) bool {
	class := attr(n, "class")
	switch {
	case class == "MsoQuote" || class == "MsoIntenseQuote":
		style := r.style
		r.quotation(n)
		r.style = style
		return true
	case wordSign(n) != nil:
		r.wordItem(n, wordSign(n))
		return true
	case strings.Contains(class, "MsoListParagraph"):
		r.typedItem(n)
		return true
	}
	return false
}

// typedItem reads a paragraph in Word's style for items that has no sign of
// Word's: perhaps it begins with a bullet that was typed.
func (r *htmlReader) typedItem(n *html.Node) {
	from := len(r.lines)
	r.children(n)
	r.flush()
	for i := from; i < len(r.lines); i++ {
		l := &r.lines[i]
		if mark, rest := bullet(l.text); mark != "" && l.fate == toBody && l.cutMark(mark, rest) {
			l.shape, l.mark = item, "-"
			r.clean.notes = append(r.clean.notes, article.Note{Text: mark, Why: "This bullet became a list."})
		}
	}
}

// wordItem reads a paragraph that is an item of a list.
func (r *htmlReader) wordItem(n, sign *html.Node) {
	l := &r.word
	if l.end != len(r.lines) || len(l.signs) == 0 {
		r.endWordList()
	}
	level := l.levelOf(attr(n, "style"))
	l.indents, l.counts = l.indents[:min(len(l.indents), level+1)], l.counts[:min(len(l.counts), level+1)]
	for len(l.counts) <= level {
		l.counts = append(l.counts, 0)
	}
	l.counts[level]++
	text := visible(sign)
	l.signs = append(l.signs, text)
	mark := "-"
	if p := listNumber.FindStringSubmatch(text); p != nil && text != "o" {
		mark = fmt.Sprintf("%d.", l.counts[level])
		if given := number(p[1]); given > 0 {
			mark, l.counts[level] = fmt.Sprintf("%d.", given), given
		}
	}
	noBreak, style := r.noBreak, r.style
	r.sign, r.noBreak = sign, true
	r.shape, r.level, r.mark = item, level, mark
	r.children(n)
	r.flush()
	r.sign, r.noBreak, r.style = nil, noBreak, style
	r.shape, r.level, r.mark = paragraph, 0, ""
	l.end = len(r.lines)
}

// levelOf is how deep an item stands, 0 = in the list itself.
func (l *wordList) levelOf(look string) int {
	if p := wordLevel.FindStringSubmatch(look); p != nil {
		return max(0, number(p[1])-1)
	}
	const same = 4 // points: no level is as narrow
	p := leftMargin.FindStringSubmatch(look)
	if p == nil {
		return 0
	}
	at, err := strconv.ParseFloat(p[1], 64)
	if err != nil {
		return 0
	}
	at *= points[strings.ToLower(p[2])]
	for len(l.indents) > 1 && l.indents[len(l.indents)-1] > at+same {
		l.indents = l.indents[:len(l.indents)-1]
	}
	if n := len(l.indents); n == 0 || l.indents[n-1] < at-same {
		l.indents = append(l.indents, at)
	}
	return len(l.indents) - 1
}

// endWordList puts into the receipt which words the list's shape now says.
func (r *htmlReader) endWordList() {
	if n := len(r.word.signs); n > 0 {
		why := "This bullet or number became a list."
		if n > 1 {
			why = fmt.Sprintf("These bullets or numbers became a list of %d items.", n)
		}
		r.clean.notes = append(r.clean.notes, article.Note{Text: strings.Join(r.word.signs, " "), Why: why})
	}
	r.word = wordList{}
}
