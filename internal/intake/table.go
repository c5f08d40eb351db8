package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a table may hold and still be read as one in Markdown. Larger or
// uneven ones are layout; their cells become paragraphs.
const (
	maxColumns = 20
	maxRows    = 500
	maxCell    = 300 // bytes
)

// table reads a table of plain cells as a table, any other by its words.
func (r *htmlReader) table(n *html.Node) {
	r.flush()
	rows, caption, ok := tableRows(n)
	if !ok || r.quotes > 0 {
		r.children(n)
		r.flush()
		return
	}
	if caption != nil {
		r.walk(caption)
		r.flush()
	}
	sub := &htmlReader{clean: r.clean, noBreak: true}
	text, md := []string{}, []string{}
	for i, row := range rows {
		cells := []string{}
		for _, cell := range row {
			plain, source := sub.cell(cell)
			text = append(text, plain)
			cells = append(cells, source)
		}
		md = append(md, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			md = append(md, "|"+strings.Repeat(" --- |", len(row)))
		}
	}
	r.lost.merge(sub.lost)
	if plain := strings.Join(strings.Fields(strings.Join(text, " ")), " "); plain != "" {
		r.lines = append(r.lines, line{text: plain, md: strings.Join(md, "\n"), gap: true, shape: grid})
	}
	r.lines = append(r.lines, sub.aside...)
}

func (l *lost) merge(more lost) {
	l.emphasis += more.emphasis
	l.white += more.white
	l.links = append(l.links, more.links...)
	l.pictures = append(l.pictures, more.pictures...)
}

func (r *htmlReader) cell(n *html.Node) (text, md string) {
	before := r.style
	r.inlineCell(n)
	r.style = before
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

// tableRows are the cells of a table that Markdown can show: at least two rows
// and two columns, none spanning others, no blocks inside.
func tableRows(table *html.Node) (rows [][]*html.Node, caption *html.Node, ok bool) {
	for part := table.FirstChild; part != nil; part = part.NextSibling {
		switch part.DataAtom {
		case atom.Caption:
			caption = part
		case atom.Thead, atom.Tbody, atom.Tfoot:
			for tr := part.FirstChild; tr != nil; tr = tr.NextSibling {
				if tr.DataAtom == atom.Tr {
					rows = append(rows, rowCells(tr))
				}
			}
		case atom.Colgroup, 0:
		default:
			return nil, nil, false
		}
	}
	if len(rows) < 2 || len(rows) > maxRows || len(rows[0]) < 2 || len(rows[0]) > maxColumns {
		return nil, nil, false
	}
	for _, row := range rows {
		if len(row) != len(rows[0]) {
			return nil, nil, false
		}
		for _, cell := range row {
			if !plainCell(cell) {
				return nil, nil, false
			}
		}
	}
	return rows, caption, true
}

func rowCells(tr *html.Node) []*html.Node {
	cells := []*html.Node{}
	for cell := tr.FirstChild; cell != nil; cell = cell.NextSibling {
		if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
			cells = append(cells, cell)
		}
	}
	return cells
}

func plainCell(cell *html.Node) bool {
	if attr(cell, "colspan") != "" || attr(cell, "rowspan") != "" || apart(cell) != "" {
		return false
	}
	return len(visible(cell)) <= maxCell && !holds(cell, atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Menu, atom.Li, atom.Listing, atom.Xmp, atom.Plaintext)
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
