package proof

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"stet/internal/markup"
)

// look is how a run of letters is set.
type look struct {
	bold, italic, underline bool
	fresh, out              bool // came in, or went out, since a lawyer read it
	label                   bool // says what words are, and is none of them
}

// run is letters that look alike.
type run struct {
	text string
	look look
}

// text is what begins on a line of its own.
type text struct {
	runs   []run
	size   float64 // points
	indent float64 // mm
	above  float64 // mm of white before it
	plain  bool    // carries no line numbers: it is about the story, not of it
}

const bodySize = 11

// content is what the type of a proof can set of a story.
func content(p Proof) []text {
	all := texts(p)
	for _, t := range all {
		for i := range t.runs {
			t.runs[i].text = settable(t.runs[i].text)
		}
	}
	return all
}

// texts is what stands on the paper.
func texts(p Proof) []text {
	switch p.Kind {
	case ForPrint:
		return printCopy(p)
	case ForLegal:
		return legalCopy(p)
	}
	return forSub(p)
}

// forSub is a story in the order a sub reads it: furniture, body, then what the
// body points at.
func forSub(p Proof) []text {
	all := furniture(p)
	var b body
	for i, block := range p.Doc.Blocks {
		b.block(block, i == 0)
	}
	all = append(all, b.texts...)
	all = append(all, notes("Links", b.links)...)
	return append(all, notes("Marks and queries", marks(p.Doc.Marks))...)
}

// settable puts a box for each sign that the type has no place for, which ends
// at U+FFFF: emoji. What is not seen anyway is left out.
func settable(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= 0xFFFF:
			return r
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Co):
			return -1
		}
		return '□'
	}, words)
}

func furniture(p Proof) []text {
	a := p.Story
	var all []text
	add := func(words string, size, above float64, l look) {
		if words != "" {
			all = append(all, text{runs: []run{{words, l}}, size: size, above: above})
		}
	}
	add(strings.ToUpper(a.Section), 9, 0, look{bold: true})
	add(a.Overline, bodySize, 1, look{italic: true})
	add(a.Headlines.Main, 20, 1, look{bold: true})
	add(a.Standfirst, 13, 2, look{})
	add(strings.Join(a.Bylines, ", "), bodySize, 3, look{bold: true})
	add(a.Dateline, bodySize, 1, look{italic: true})
	return all
}

// marks are the desk's own marks, each with the passage it stands at.
func marks(found []markup.Mark) []string {
	var lines []string
	for _, m := range found {
		line := fmt.Sprintf("%s “%s”", strings.ToUpper(m.Kind), m.Passage)
		who := m.Who
		if m.Whom != "" {
			who = strings.TrimSpace(who + " to " + m.Whom)
		}
		line += said(who, m.Note)
		for _, r := range m.Replies {
			line += map[string]string{markup.Answer: "; answered", markup.Reopen: "; open again"}[r.Kind] + said(r.Who, r.Note)
		}
		lines = append(lines, line)
	}
	return lines
}

func said(parts ...string) (line string) {
	for _, part := range parts {
		if part != "" {
			line += ", " + strings.ReplaceAll(part, "\n", " ")
		}
	}
	return line
}

func notes(head string, lines []string) []text {
	if len(lines) == 0 {
		return nil
	}
	all := []text{{runs: []run{{head, look{bold: true}}}, size: 9, above: 6, plain: true}}
	for i, line := range lines {
		all = append(all, text{runs: []run{{fmt.Sprintf("%d. %s", i+1, line), look{}}}, size: 9, above: 0.5, plain: true})
	}
	return all
}

// body turns the safe HTML of blocks, which markup proved well-formed, into texts.
type body struct {
	texts  []text
	links  []string
	open   []string // elements, outermost first
	counts []int    // of each open list: the number of its last item; -1 = bullets
	href   string
	above  float64 // of the next text
	bare   bool    // without what is only for paper that is read: numbers of links, alt texts
}

func (b *body) block(block markup.Block, first bool) {
	b.above = 2.5
	if first {
		b.above = 5
	}
	if label := labels[block.Kind]; label != "" {
		b.texts = append(b.texts, text{runs: []run{{label, look{italic: true}}}, size: 8.5, indent: 6, above: 4, plain: true})
		b.above = 0
	}
	d := xml.NewDecoder(strings.NewReader(block.HTML))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if err != nil {
			return // the end: what markup proved has no other
		}
		switch t := token.(type) {
		case xml.StartElement:
			b.start(t)
		case xml.EndElement:
			b.end(t.Name.Local)
		case xml.CharData:
			b.words(string(t))
		}
	}
}

// labels are said before what stands apart from the running text.
var labels = map[markup.Kind]string{
	markup.PullQuote: "pull quote", markup.FactBox: "fact box", markup.Correction: "correction", markup.Embed: "link card", markup.Box: "box",
}

// begins are the elements whose words begin on a line of their own.
var begins = []string{"p", "h2", "h3", "h4", "li", "tr", "figcaption", "pre", "img", "hr"}

func (b *body) start(e xml.StartElement) {
	tag := e.Name.Local
	b.open = append(b.open, tag)
	switch tag {
	case "ul", "ol":
		b.counts = append(b.counts, map[string]int{"ul": -1, "ol": 0}[tag])
	case "a":
		b.href = attribute(e, "href")
	case "br":
		b.add(" ")
	case "td", "th":
		if b.rowBegun() {
			b.add("   |   ")
		}
	}
	if slices.Contains(begins, tag) && !(tag == "p" && b.within("li")) {
		b.begin(tag)
	}
	switch tag {
	case "img":
		if !b.bare {
			b.add("[Picture] " + attribute(e, "alt"))
		}
	case "hr":
		b.add("* * *")
	}
}

// begin starts a text, as the elements around it say.
func (b *body) begin(tag string) {
	t := text{size: bodySize, above: b.above}
	b.above = 2.5
	if b.within("blockquote", "aside", "figure", "section") {
		t.indent = 6
	}
	switch tag {
	case "h2", "h3", "h4":
		t.size, t.above = 12, 5
	case "figcaption", "img":
		t.size = 9.5
	case "li":
		t.indent += 6 * float64(len(b.counts))
		t.above = 1
	case "tr":
		t.above = 1
	}
	b.texts = append(b.texts, t)
	if n := len(b.counts); tag == "li" && n > 0 {
		mark := "•  "
		if b.counts[n-1] >= 0 {
			b.counts[n-1]++
			mark = fmt.Sprintf("%d.  ", b.counts[n-1])
		}
		b.add(mark)
	}
}

func (b *body) end(tag string) {
	switch tag {
	case "ul", "ol":
		b.counts = b.counts[:max(len(b.counts)-1, 0)]
	case "a":
		if strings.Contains(b.href, ":") && !b.bare { // not one within the page
			b.links = append(b.links, b.href)
			b.add(fmt.Sprintf(" [%d]", len(b.links)))
		}
		b.href = ""
	}
	if i := len(b.open) - 1; i >= 0 {
		b.open = b.open[:i]
	}
}

// words are the letters of the source, in which a line's end is a space.
func (b *body) words(letters string) {
	if len(b.texts) == 0 || (strings.TrimSpace(letters) == "" && !b.within(begins...)) || b.footnoteArrow() {
		return
	}
	letters = strings.ReplaceAll(letters, "\n", " ")
	if b.within("sup") {
		letters = "(" + letters + ")"
	}
	b.add(letters)
}

// footnoteArrow reports a link from a footnote back: there is nothing to press on paper.
func (b *body) footnoteArrow() bool {
	return b.within("section") && b.within("a") && strings.HasPrefix(b.href, "#")
}

func (b *body) add(letters string) {
	if len(b.texts) == 0 {
		return
	}
	t := &b.texts[len(b.texts)-1]
	t.runs = append(t.runs, run{letters, look{
		bold:      b.within("strong", "b", "h2", "h3", "h4", "th"),
		italic:    b.within("em", "figcaption"),
		underline: b.within("a") && !b.within("sup") && !b.bare,
	}})
}

func (b *body) rowBegun() bool {
	return len(b.texts) > 0 && len(b.texts[len(b.texts)-1].runs) > 0
}

func (b *body) within(tags ...string) bool {
	return slices.ContainsFunc(b.open, func(tag string) bool { return slices.Contains(tags, tag) })
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
