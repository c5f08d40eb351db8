package bundle

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark writes a story's HTML as plain CommonMark with tables, strikethrough and
// footnotes, for programs that know nothing of the dialect: what the dialect
// takes for text is escaped, so that they take it for text too. What Markdown
// has no sign for is asked of a tongue.
type mark struct {
	tongue
	within int // how many emphases the text stands in
}

// tongue is how a program says what Markdown cannot.
type tongue interface {
	heading(level int, id, text string) string
	open(e, title *piece) string                    // of a container; nil = it has no title
	end(e *piece, last string) string               // last: who said a pull quote, the host of a link card
	figure(src, alt, caption, credit string) string // src is the file's name
	around(tag, inner string) string                // emphasis that no star can stand beside
	code(text string, block bool) (string, bool)    // code that Markdown's own would not keep; false = it does
	note(number string, sign *piece) string         // the sign of a footnote
	notes(section *piece, m *mark) string           // the footnotes
	foreign(language, direction, text string) string
}

// blocks are parted by empty lines. Of two lists in a row the second has
// another sign, else both were one.
func (m *mark) blocks(kids []piece) string {
	out, last, other := []string{}, "", false
	for i := range kids {
		e := &kids[i]
		if e.tag == "" && strings.Trim(e.inner, " \t\n") == "" {
			continue
		}
		other = e.tag == last && !other
		last = ""
		if e.tag == "ul" || e.tag == "ol" {
			last = e.tag
		}
		if text := m.block(e, other); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n\n")
}

func (m *mark) block(e *piece, other bool) string {
	switch e.tag {
	case "p":
		return m.lines(e.kids)
	case "h2", "h3", "h4":
		text := oneLine(m.lines(e.kids))
		return m.heading(int(e.tag[1]-'0'), e.attr("id"), keptHashes(text))
	case "hr":
		return "***"
	case "pre":
		return m.fenced(html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(e.inner, "<code>"), "</code>")))
	case "blockquote":
		return prefixed(m.blocks(e.kids), "> ", "> ")
	case "ul", "ol":
		return m.list(e, other)
	case "figure":
		return m.picture(e)
	case "div", "aside", "section":
		return m.box(e)
	}
	return m.lines([]piece{*e})
}

// keptHashes escapes the hashes at its end, which a heading would lose.
func keptHashes(text string) string {
	if words := strings.TrimRight(text, "#"); words != text {
		return words + `\` + text[len(words):]
	}
	return text
}

// prefixed puts a prefix before each line; an empty one gets no spaces.
func prefixed(text, first, rest string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch {
		case i == 0:
			lines[i] = first + line
		case line == "":
			lines[i] = strings.TrimRight(rest, " ")
		default:
			lines[i] = rest + line
		}
	}
	return strings.Join(lines, "\n")
}

func (m *mark) list(e *piece, other bool) string {
	items, loose := e.blocks(), false
	for i := range items {
		_, lists := splitItem(&items[i])
		text, ok := items[i].line()
		loose = loose || !ok && len(lists) == 0 || text != "" && strings.HasPrefix(items[i].inner, "<p>")
	}
	var number int
	if _, err := fmt.Sscan(e.attr("start"), &number); err != nil {
		number = 1
	}
	out := make([]string, len(items))
	for i := range items {
		sign := map[bool]string{false: "- ", true: "+ "}[other]
		if e.tag == "ol" {
			sign = fmt.Sprintf("%d%s ", number+i, map[bool]string{false: ".", true: ")"}[other])
		}
		out[i] = prefixed(m.item(&items[i]), sign, strings.Repeat(" ", len(sign)))
	}
	if loose {
		return strings.Join(out, "\n\n")
	}
	return strings.Join(out, "\n")
}

// item is its first line, and what stands below it.
func (m *mark) item(e *piece) string {
	kids := e.blocks()
	n := 0
	for n < len(kids) && isInline(kids[n].tag) {
		n++
	}
	first := ticked.ReplaceAllString(m.lines(kids[:n]), "[&#120;]")
	below := m.blocks(kids[n:])
	switch {
	case first == "":
		return below
	case below == "":
		return first
	case kids[n].tag == "ul" || kids[n].tag == "ol":
		return first + "\n" + below
	}
	return first + "\n\n" + below
}

// ticked is a link by that name, which some take for a box to tick.
var ticked = regexp.MustCompile(`^\[x\]`)

func (m *mark) fenced(text string) string {
	if said, ok := m.code(text, true); ok {
		return said
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "\n" + strings.TrimSuffix(text, "\n") + "\n" + fence
}

func (m *mark) picture(e *piece) string {
	img, ok := e.find("img")
	if !ok {
		return escapeStart(escapeMark(strings.Join(strings.Fields(e.words()), " ")))
	}
	caption, credit := captionOf(e)
	return m.figure(img.attr("src"), img.attr("alt"), caption, credit)
}

// box is a container of the page: what is within stays part of the text, so
// that footnotes and pictures in it are read as any other.
func (m *mark) box(e *piece) string {
	kids := e.blocks()
	switch e.class() {
	case "table":
		return m.table(&kids[0])
	case "footnotes":
		return m.notes(e, m)
	}
	var title *piece
	last := ""
	if len(kids) > 0 && (kids[0].class() == "box-title" || kids[0].class() == "embed-title") {
		title, kids = &kids[0], kids[1:]
	}
	if n := len(kids); n > 0 && (kids[n-1].class() == "pullquote-by" || kids[n-1].class() == "embed-host") {
		last, kids = kids[n-1].words(), kids[:n-1]
	}
	if e.class() == "pullquote" && len(kids) == 1 && kids[0].tag == "blockquote" {
		kids = kids[0].kids
	}
	parts := []string{m.open(e, title), m.blocks(kids), m.end(e, last)}
	if parts[1] == "" {
		parts = []string{parts[0], parts[2]}
	}
	return strings.Join(parts, "\n\n")
}

func (m *mark) table(e *piece) string {
	rows := []string{}
	for _, part := range e.blocks() {
		for _, row := range part.blocks() {
			cells, rule := "|", "|"
			for _, cell := range row.blocks() {
				text := oneLine(m.lines(cell.kids))
				cells += " " + pipes.ReplaceAllString(text, `$1\|`) + " |"
				rule += map[string]string{"left": " :--- |", "center": " :---: |", "right": " ---: |"}[cell.class()]
				if cell.class() == "" {
					rule += " --- |"
				}
			}
			rows = append(rows, cells)
			if part.tag == "thead" {
				rows = append(rows, rule)
			}
		}
	}
	return strings.Join(rows, "\n")
}

// oneLine is text where there is no room for breaks.
func oneLine(text string) string {
	return breaks.Replace(text)
}

var breaks = strings.NewReplacer("\\\n", " ", "  \n", " ")

// pipes that would end a cell.
var pipes = regexp.MustCompile(`(^|[^\\])\|`)

// lines is running text: one line, or several that end in hard breaks.
func (m *mark) lines(kids []piece) string {
	text := strings.Trim(m.run(kids), " ")
	lines := strings.Split(text, hardBreak)
	for i, line := range lines {
		lines[i] = escapeStart(strings.Trim(line, " "))
	}
	for len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	out := lines[0]
	for _, line := range lines[1:] {
		if strings.HasSuffix(out, `\`) { // which goldmark takes for one with the sign of a break
			out += "  \n" + line
		} else {
			out += "\\\n" + line
		}
	}
	return out
}

// hardBreak stands for the end of a line until all is written; no text holds
// it.
const hardBreak = "\x02"

// oneSpace makes one space of each white room in a text.
func oneSpace(text string) string {
	if !strings.ContainsAny(text, "\t\n") && !strings.Contains(text, "  ") {
		return text
	}
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, " \t\n")
		if end < 0 {
			break
		}
		b.WriteString(text[:end] + " ")
		text = strings.TrimLeft(text[end:], " \t\n")
	}
	return b.String() + text
}

// run writes inline elements. Whether a star opens or closes hangs on what
// stands beside it, so that each is written when both sides are known; within
// another emphasis it hangs on too much.
func (m *mark) run(kids []piece) string {
	said := make([]string, len(kids))
	for i := range kids {
		said[i] = m.inline(&kids[i])
	}
	out := []string{""} // as much as is written, the last piece last
	for i := range kids {
		last := &out[len(out)-1]
		if strings.HasPrefix(said[i], "[") && strings.HasSuffix(*last, "!") { // else it is a picture
			*last = strings.TrimSuffix(*last, "!") + `\!`
		}
		star, ok := stars[kids[i].tag]
		switch {
		case said[i] == "":
		case !ok:
			out = append(out, said[i])
		case m.within == 0 && mayStand(*last, star, said[i], next(kids, said, i)):
			out = append(out, star+said[i]+star)
		default:
			out = append(out, m.around(kids[i].tag, said[i]))
		}
	}
	return strings.Join(out, "")
}

// next is what will stand behind the i-th element.
func next(kids []piece, said []string, i int) string {
	if i+1 == len(kids) {
		return ""
	}
	if star, ok := stars[kids[i+1].tag]; ok {
		return star
	}
	return said[i+1]
}

var stars = map[string]string{"em": "*", "strong": "**", "del": "~~"}

func (m *mark) inline(e *piece) string {
	switch e.tag {
	case "":
		return escapeMark(oneSpace(html.UnescapeString(e.inner)))
	case "br":
		return hardBreak
	case "code":
		return m.codeSpan(oneSpace(e.words()))
	case "img":
		return "![" + escapeMark(e.attr("alt")) + "](<" + target(e.attr("src")) + ">)"
	case "a":
		if e.class() == "footnote-back" { // whoever makes the footnotes makes it
			return ""
		}
		return "[" + m.run(e.kids) + "](<" + target(e.attr("href")) + ">)"
	case "sup":
		return m.note(e.words(), e)
	case "em", "strong", "del":
		m.within++
		defer func() { m.within-- }()
	}
	return m.run(e.kids)
}

// target is an address within angle brackets.
func target(url string) string {
	return angled.Replace(url)
}

var angled = strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", `\`, "%5C")

func (m *mark) codeSpan(text string) string {
	if said, ok := m.code(text, false); ok {
		return said
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.TrimSpace(text) != text {
		text = " " + text + " "
	}
	return fence + text + fence
}

// mayStand holds where the stars around inner open and close, by CommonMark's
// rules of what flanks, and touch no other star.
func mayStand(before, star, inner, after string) bool {
	b, first, last, a := lastRune(before), firstRune(inner), lastRune(inner), firstRune(after)
	if s := rune(star[0]); b == s || first == s || last == s || a == s {
		return false
	}
	opens := !unicode.IsSpace(first) && (!isPunct(first) || unicode.IsSpace(b) || isPunct(b))
	closes := !unicode.IsSpace(last) && (!isPunct(last) || unicode.IsSpace(a) || isPunct(a))
	return opens && closes
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// firstRune and lastRune are what a reader of Markdown sees at an end: a line's
// end where there is nothing, and a letter where a shortcode stands, in whose
// place Hugo puts a word until all is read.
func firstRune(text string) rune {
	if strings.HasPrefix(text, "{{<") {
		return 'H'
	}
	if r, n := utf8.DecodeRuneInString(text); n > 0 && text[:n] != hardBreak {
		return r
	}
	return '\n'
}

func lastRune(text string) rune {
	if strings.HasSuffix(text, ">}}") {
		return 'B'
	}
	if r, n := utf8.DecodeLastRuneInString(text); n > 0 && text[len(text)-n:] != hardBreak {
		return r
	}
	return '\n'
}
