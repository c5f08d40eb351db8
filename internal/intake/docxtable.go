package intake

import (
	"strings"

	"stet/internal/article"
)

// table reads a table of plain cells as a table, any other by its words.
func (r *docxReader) table(n *node) {
	r.flush()
	rows := [][]*node{}
	n.all(func(tr *node) {
		row := []*node{}
		if pr := tr.kid("trPr"); pr.kid("ins").name != "" || pr.kid("del").name != "" {
			r.lost.rows++
		}
		tr.all(func(tc *node) { row = append(row, tc) }, "tc")
		rows = append(rows, row)
	}, "tr")
	if !plainRows(rows) || r.shape == footnote {
		for _, row := range rows {
			for _, tc := range row {
				r.blocks(tc)
				r.flush()
			}
		}
		return
	}
	text, md := []string{}, []string{}
	width := 0
	for i, row := range rows {
		cells := []string{}
		for _, tc := range row {
			plain, source := r.cell(tc, i == 0)
			text = append(text, plain)
			cells = append(cells, source)
			span := max(1, number(tc.kid("tcPr").val("gridSpan")))
			if _, merged := tc.kid("tcPr").on("vMerge"); (merged || span > 1) && plain != "" {
				r.lost.merged = append(r.lost.merged, plain)
			}
			for range span - 1 {
				cells = append(cells, "")
			}
		}
		if i == 0 {
			width = len(cells)
		}
		for len(cells) < width {
			cells = append(cells, "")
		}
		md = append(md, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			md = append(md, "|"+strings.Repeat(" --- |", width))
		}
	}
	if plain := strings.Join(strings.Fields(strings.Join(text, " ")), " "); plain != "" {
		r.lines = append(r.lines, line{text: plain, md: strings.Join(md, "\n"), gap: true, shape: grid})
	}
}

// plainRows holds for a table that Markdown can show: the rows are of one
// width, counted with the cells that reach over others, or the first is the
// widest; no cell holds a table, a list or a picture, or more than a few words.
func plainRows(rows [][]*node) bool {
	if len(rows) < 2 || len(rows) > maxRows {
		return false
	}
	width := 0
	for i, row := range rows {
		cells := 0
		for _, tc := range row {
			cells += max(1, number(tc.kid("tcPr").val("gridSpan")))
			if !plainTc(tc) {
				return false
			}
		}
		if i == 0 {
			width = cells
		}
		if cells > width || cells > maxColumns {
			return false
		}
	}
	return width >= 2
}

func plainTc(tc *node) bool {
	plain := len(plainText(tc)) <= maxCell
	tc.all(func(*node) { plain = false }, "tbl", "numPr", "drawing", "pict", "object", "br")
	return plain
}

// cell reads the paragraphs of a cell as one line.
func (r *docxReader) cell(tc *node, first bool) (text, md string) {
	sub := r.sub()
	sub.noBreak, sub.inCell = true, true
	sub.blocks(tc)
	texts, sources := []string{}, []string{}
	for i := range sub.lines {
		l := &sub.lines[i]
		if l.fate != toBody {
			r.apart = append(r.apart, *l)
			continue
		}
		source := l.md
		if first && l.bold {
			source = l.head // the first row of a table is bold as it is
		}
		if source == "" {
			source = escapeAll(l.text)
		}
		texts, sources = append(texts, l.text), append(sources, source)
	}
	sources = append(sources, sub.inline.signs())
	return strings.Join(texts, " "), strings.TrimSpace(strings.ReplaceAll(strings.Join(sources, " "), "|", "&#124;"))
}

// picture takes in a picture that is part of the file; one that is elsewhere
// is named and never fetched.
func (r *docxReader) picture(id, link, described string) {
	name := article.OneLine(described)
	rel, ok := r.rels[id]
	if !ok || rel.external || id == "" {
		if outside := r.rels[link]; !ok && outside.external {
			rel = outside
		}
		if name == "" {
			name = "picture"
		}
		r.lost.unread = append(r.lost.unread, article.Note{Text: name, Why: "A picture that is not in the document: " + article.OneLine(rel.target) + " was not fetched.", Field: wholeCopy})
		return
	}
	data, found, err := r.doc.bytes(rel.target, maxMedia)
	kind, width, height := pictureKind(data)
	base := rel.target[strings.LastIndexByte(rel.target, '/')+1:]
	if err != nil || !found || kind == "" {
		r.lost.unread = append(r.lost.unread, article.Note{Text: base, Why: "A picture that is no JPEG, PNG, GIF or WebP, or is damaged: it was left out.", Field: wholeCopy})
		return
	}
	sum := digest(data)
	if r.pictures[sum] == nil {
		r.pictures[sum] = data
		r.known = append(r.known, article.Picture{ID: sum, Name: base, Type: kind, Width: width, Height: height, Alt: name})
	}
	r.apart = append(r.apart, line{md: "![" + escapeAll(name) + "](media/" + sum + ")", shape: figure, gap: true, noted: true})
}
