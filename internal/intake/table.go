package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// What a table may hold and still be read as one in Markdown. Larger or
// uneven ones are layout; their cells become paragraphs.
const (
	maxColumns = 30
	maxRows    = 1000
	maxCell    = 300 // bytes
)

// sheet is a table as it can be read: rows of as many cells each, nil where a
// cell beside or above reaches over.
type sheet struct {
	rows    [][]*html.Node
	merged  []*html.Node // cells that reach over others
	hidden  []*html.Node // rows that nobody saw
	caption *html.Node
}

// table reads a table of plain cells as a table, any other by its words.
func (r *htmlReader) table(n *html.Node) {
	r.flush()
	t, ok := readSheet(n)
	if !ok || r.quotes > 0 || r.shape == footnote {
		r.children(n)
		r.flush()
		return
	}
	if t.caption != nil {
		r.walk(t.caption)
		r.flush()
	}
	sub := &htmlReader{clean: r.clean, noBreak: true, notes: r.notes, pictures: r.pictures}
	text, md := []string{}, []string{}
	for i, row := range t.rows {
		cells := []string{}
		for _, cell := range row {
			plain, source := sub.cell(cell, i == 0)
			text = append(text, plain)
			cells = append(cells, source)
		}
		md = append(md, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			md = append(md, "|"+strings.Repeat(" --- |", len(row)))
		}
	}
	r.lost.merge(sub.lost)
	r.pictures = sub.pictures
	r.noteSigns = append(r.noteSigns, sub.noteSigns...)
	if plain := strings.Join(strings.Fields(strings.Join(text, " ")), " "); plain != "" {
		r.lines = append(r.lines, line{text: plain, md: strings.Join(md, "\n"), gap: true, shape: grid})
	}
	for _, row := range t.hidden {
		r.setAside(row, "It was hidden on the page.")
	}
	r.lines = append(append(r.lines, sub.aside...), r.aside...)
	r.aside = nil
	r.sayMerged(t.merged)
}

// sayMerged puts into the receipt that cells stand apart now.
func (r *htmlReader) sayMerged(cells []*html.Node) {
	words := []string{}
	for _, cell := range cells {
		if text := visible(cell); text != "" {
			words = append(words, text)
		}
	}
	if len(words) > 0 {
		r.clean.notes = append(r.clean.notes, article.Note{Text: strings.Join(words, " | "), Why: "Cells of a table were merged here: the words stand in the first, the others are empty.", Field: wholeCopy})
	}
}

func (l *lost) merge(more lost) {
	l.emphasis += more.emphasis
	l.white += more.white
	l.raised += more.raised
	l.rerouted = append(l.rerouted, more.rerouted...)
	l.links = append(l.links, more.links...)
	l.pictures = append(l.pictures, more.pictures...)
	l.damaged = append(l.damaged, more.damaged...)
}

// cell reads a cell; nil is an empty one. The first row of a table is bold as
// it is.
func (r *htmlReader) cell(n *html.Node, first bool) (text, md string) {
	if n == nil {
		return "", ""
	}
	before := r.style
	r.restyle(n)
	r.inlineCell(n)
	r.style = before
	if first && r.inline.allStrong() {
		r.inline.weaken()
	}
	text, md = r.inline.render(&r.lost)
	r.inline = inline{}
	if md == "" {
		md = escapeAll(text)
	}
	return text, strings.ReplaceAll(md, "|", "&#124;")
}

// inlineCell reads a cell's blocks as one line.
func (r *htmlReader) inlineCell(n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && blocks[child.DataAtom] && apart(child) == "" {
			r.inline.add(" ", style{})
			r.inlineCell(child)
			r.inline.add(" ", style{})
			continue
		}
		r.walk(child)
	}
}

// readSheet reads a table that Markdown can show: at least two rows and two
// columns, no blocks inside. Cells that reach over others are taken apart.
func readSheet(table *html.Node) (t sheet, ok bool) {
	rows := []*html.Node{}
	for part := table.FirstChild; part != nil; part = part.NextSibling {
		switch part.DataAtom {
		case atom.Caption:
			if len(rows)+len(t.hidden) > 0 {
				return sheet{}, false // its words would change places
			}
			t.caption = part
		case atom.Thead, atom.Tbody, atom.Tfoot:
			for tr := part.FirstChild; tr != nil; tr = tr.NextSibling {
				switch {
				case tr.DataAtom != atom.Tr:
				case apart(tr) != "":
					t.hidden = append(t.hidden, tr)
				default:
					rows = append(rows, tr)
				}
			}
		case atom.Colgroup, 0:
		default:
			return sheet{}, false
		}
	}
	if len(rows) < 2 || len(rows) > maxRows {
		return sheet{}, false
	}
	over := [maxColumns]int{} // rows that a cell above still reaches over, by column
	for _, tr := range rows {
		row, ok := t.readRow(tr, &over)
		if !ok || (len(t.rows) > 0 && len(row) != len(t.rows[0])) {
			return sheet{}, false
		}
		t.rows = append(t.rows, row)
	}
	return t, len(t.rows[0]) >= 2
}

// readRow lays the cells of a row into their columns.
func (t *sheet) readRow(tr *html.Node, over *[maxColumns]int) (row []*html.Node, ok bool) {
	covered := func() {
		for len(row) < maxColumns && over[len(row)] > 0 {
			over[len(row)]--
			row = append(row, nil)
		}
	}
	covered()
	for cell := tr.FirstChild; cell != nil; cell = cell.NextSibling {
		if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
			continue
		}
		wide, high := max(1, number(attr(cell, "colspan"))), max(1, number(attr(cell, "rowspan")))
		if !plainCell(cell) || len(row)+wide > maxColumns {
			return nil, false
		}
		if wide > 1 || high > 1 {
			t.merged = append(t.merged, cell)
		}
		for i := range wide {
			over[len(row)] = min(high, maxRows) - 1
			if i == 0 {
				row = append(row, cell)
			} else {
				row = append(row, nil)
			}
		}
		covered()
	}
	return row, true
}

func plainCell(cell *html.Node) bool {
	return apart(cell) == "" && len(visible(cell)) <= maxCell && !holds(cell, atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Menu, atom.Li, atom.Listing, atom.Xmp, atom.Plaintext)
}

func holds(n *html.Node, kinds ...atom.Atom) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		for _, kind := range kinds {
			if child.Type == html.ElementNode && child.DataAtom == kind {
				return true
			}
		}
		if holds(child, kinds...) {
			return true
		}
	}
	return false
}
