package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
)

// field is a field that is open: its instruction says what its text is.
type field struct {
	code   strings.Builder
	result bool  // behind the separator: what is shown
	before style // outside of it
}

var fieldLink = regexp.MustCompile(`(?i)^\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))`)

// runs reads what stands within a paragraph.
func (r *docxReader) runs(n *node) {
	for _, k := range n.kids {
		if r.edge(k) {
			continue
		}
		switch k.name {
		case "r":
			r.run(k)
		case "hyperlink":
			before := r.style
			r.linkTo(r.rels[k.get("id")], k.get("anchor"), plainText(k))
			r.runs(k)
			r.style = before
		case "fldSimple":
			before := r.style
			r.fieldLink(k.get("instr"), plainText(k))
			r.runs(k)
			r.style = before
		case "ins", "del", "moveTo", "moveFrom":
			r.changed(k)
		case "oMath", "oMathPara":
			r.formula(k)
		case "AlternateContent":
			r.runs(alternative(k))
		case "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir", "Choice", "Fallback":
			r.runs(k)
		}
	}
}

// linkTo makes the text that follows a link. An address within the document
// leads nowhere in a story.
func (r *docxReader) linkTo(rel related, anchor, text string) {
	if !rel.external || rel.target == "" {
		return
	}
	address := rel.target
	if anchor != "" && !strings.Contains(address, "#") {
		address += "#" + anchor
	}
	r.link(address, text)
}

func (r *docxReader) link(address, text string) {
	if url, ok := r.lost.link(address, text); ok {
		r.style.href = url
	}
}

func (r *docxReader) fieldLink(code, text string) {
	if p := fieldLink.FindStringSubmatch(code); p != nil && !strings.HasPrefix(p[2], `\`) {
		r.link(p[1]+p[2], text)
	}
}

// fieldSign follows a field from its start over its separator to its end.
func (r *docxReader) fieldSign(kind string) {
	switch last := len(r.fields) - 1; {
	case kind == "begin":
		r.fields = append(r.fields, field{before: r.style})
	case last < 0:
	case kind == "separate":
		r.fields[last].result = true
		r.fieldLink(r.fields[last].code.String(), "")
	case kind == "end":
		r.style = r.fields[last].before
		r.fields = r.fields[:last]
	}
}

// run reads text of one look.
func (r *docxReader) run(n *node) {
	look := n.kid("rPr")
	if hidden, _ := look.on("vanish"); hidden {
		if text := plainText(n); text != "" {
			r.apart = append(r.apart, line{text: text, fate: dropped, why: "It was hidden in the document.", gap: true})
		}
		return
	}
	before := r.style
	r.restyle(look, n)
	looks := r.style
	for _, k := range n.kids {
		r.piece(k)
		if k.name == "fldChar" { // what a field says of its text goes beyond the run
			before.href, looks.href = r.style.href, r.style.href
		}
		r.style = looks
	}
	r.style = before
}

func (r *docxReader) restyle(look, n *node) {
	bold, italic := r.styles.looks(look.val("rStyle"))
	if on, said := look.on("b"); said {
		bold = on
	}
	if on, said := look.on("i"); said {
		italic = on
	}
	r.style.strong, r.style.em = bold, italic
	if strike, _ := look.on("strike"); strike && hasRunText(n) {
		r.lost.emphasis++
	}
	if v := look.val("vertAlign"); (v == "superscript" || v == "subscript") && hasRunText(n) {
		r.lost.raised++
	}
	if look.kid("rPrChange").name != "" {
		r.lost.restyled++
	}
}

func hasRunText(n *node) bool { return strings.TrimSpace(plainText(n)) != "" }

// piece reads one child of a run.
func (r *docxReader) piece(k *node) {
	switch k.name {
	case "t", "delText":
		for _, text := range k.kids {
			r.add(text.text)
		}
	case "tab", "ptab":
		r.add(" ")
	case "br", "cr":
		r.lineBreak(k.get("type"))
	case "noBreakHyphen":
		r.add("\u2011")
	case "softHyphen":
		r.lost.soft++
	case "sym":
		r.symbol(k)
	case "fldChar":
		r.fieldSign(k.get("fldCharType"))
	case "instrText":
		if last := len(r.fields) - 1; last >= 0 && !r.fields[last].result {
			for _, text := range k.kids {
				r.fields[last].code.WriteString(text.text)
			}
		}
	case "footnoteReference", "endnoteReference":
		r.noteMark(strings.TrimSuffix(k.name, "Reference") + " " + k.get("id"))
	case "commentReference":
		r.comment(k.get("id"))
		delete(r.tracked.open, k.get("id"))
	case "drawing", "pict", "object":
		r.drawing(k)
	case "AlternateContent":
		for _, part := range alternative(k).kids {
			r.piece(part)
		}
	case "ruby":
		r.runs(k.kid("rubyBase"))
		if text := plainText(k.kid("rt")); text != "" {
			r.apart = append(r.apart, line{text: text, fate: dropped, why: "How to read the words above it.", gap: true})
		}
	}
}

// add takes text in: into the paragraph, and to whatever is open around it.
func (r *docxReader) add(text string) {
	text = r.left.from(lineEnds.Replace(text))
	r.tracked.passage(text)
	if gone := r.tracked.gone(); gone != nil {
		gone.add(text, r.style)
		return
	}
	r.inline.add(text, r.style)
}

func (r *docxReader) lineBreak(kind string) {
	if kind == "page" || kind == "column" || r.noBreak || len(r.tracked.within) > 0 || r.shape == footnote {
		r.add(" ")
		return
	}
	r.flush()
}

// symbols of Word's fonts that are words to a reader; Symbol's Greek letters
// are left to the font that shows them.
var symbols = map[string]string{
	"F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0FB": "✗", "F0E0": "→", "F0DF": "←", "F0A8": "□", "F06F": "□", "F0FE": "☑", "F04A": "☺", "F0B0": "°", "F0B1": "±", "F0B4": "×", "F0A3": "≤", "F0B3": "≥", "F0B9": "≠", "F06D": "µ",
}

func (r *docxReader) symbol(n *node) {
	code := strings.ToUpper(n.get("char"))
	if len(code) == 4 && code[0] != 'F' {
		if letter := number16(code); letter > ' ' {
			r.add(string(letter))
			return
		}
	}
	if s := symbols[code]; s != "" {
		r.add(s)
		return
	}
	r.lost.symbols = append(r.lost.symbols, fmt.Sprintf("%s of %s", code, n.get("font")))
}

func number16(code string) rune {
	n := rune(0)
	for _, c := range code {
		digit := strings.IndexRune("0123456789ABCDEF", c)
		if digit < 0 {
			return 0
		}
		n = n<<4 + rune(digit)
	}
	return n
}

// noteMark points at a footnote. One in words that were deleted is not counted.
func (r *docxReader) noteMark(key string) {
	if r.notes.texts[key] == nil || r.tracked.gone() != nil {
		return
	}
	label := r.notes.label[key]
	if label == "" {
		label = fmt.Sprint(r.notes.first + len(r.notes.order))
		r.notes.label[key] = label
		r.notes.order = append(r.notes.order, key)
	}
	r.inline.runs = append(r.inline.runs, run{style: style{note: label}})
}

// formula keeps the letters of a formula and says that its shape is gone.
func (r *docxReader) formula(n *node) {
	text := plainText(n)
	r.add(text)
	if text != "" {
		r.lost.unread = append(r.lost.unread, article.Note{Text: text, Why: "A formula: its letters stand on one line now.", Field: wholeCopy})
	}
}

// drawing reads pictures and the words of text boxes; both stand under the
// paragraph that they are fixed to.
func (r *docxReader) drawing(n *node) {
	if r.tracked.gone() != nil {
		r.add(plainText(n))
		r.lost.unread = append(r.lost.unread, article.Note{Text: "picture or box", Why: "It was deleted while changes were tracked; it did not come in.", Field: wholeCopy})
		return
	}
	described := ""
	n.all(func(p *node) {
		if described = p.get("descr"); described == "" {
			described = p.get("title")
		}
	}, "docPr")
	n.all(func(k *node) {
		switch k.name {
		case "txbxContent":
			sub := r.sub()
			sub.blocks(k)
			sub.flush()
			r.apart = append(r.apart, sub.lines...)
		case "blip":
			r.picture(k.get("embed"), k.get("link"), described)
		case "imagedata":
			r.picture(k.get("id"), "", described)
		}
	}, "txbxContent", "blip", "imagedata")
}

// say puts into the receipt what could not come along.
func (r *docxReader) say() {
	r.clean.notes = append(r.clean.notes, r.lost.notes()...)
	say := func(text, why string) {
		r.clean.notes = append(r.clean.notes, article.Note{Text: text, Why: why, Field: wholeCopy})
	}
	if len(r.lost.merged) > 0 {
		say(strings.Join(r.lost.merged, " | "), "Cells of a table were merged here: the words stand in the first, the others are empty.")
	}
	if n := r.lost.soft; n > 0 {
		say(passages(n), "Hyphens that show only at a line's end were left out.")
	}
	if n := r.lost.restyled; n > 0 {
		say(passages(n), "Changes of formatting were tracked here; the newest formatting came in.")
	}
	if n := r.lost.rows; n > 0 {
		say(passages(n), "Rows of a table were inserted or deleted while changes were tracked; they stand.")
	}
	if n := r.tracked.joined; n > 0 {
		say(passages(n), "The end of a paragraph was deleted while changes were tracked; it reads on with the next.")
	}
	if len(r.lost.symbols) > 0 {
		say(strings.Join(slices.Compact(r.lost.symbols), ", "), "Signs that only their own font can show were left out.")
	}
	r.clean.notes = append(r.clean.notes, r.lost.unread...)
	r.clean.noteLeft(r.left)
}
