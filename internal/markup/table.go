package markup

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table stands in a box of its own that scrolls when it is too wide; the box
// takes the focus so that the keyboard can scroll it.
func (w *writer) table(n *extast.Table) Kind {
	w.tag(`<div class="table" tabindex="0"><table>`)
	w.tag("\n<thead>")
	w.row(n.FirstChild(), "th")
	w.tag("\n</thead>")
	if row := n.FirstChild().NextSibling(); row != nil {
		w.tag("\n<tbody>")
		for ; row != nil; row = row.NextSibling() {
			w.session.check()
			w.row(row, "td")
		}
		w.tag("\n</tbody>")
	}
	w.tag("\n</table></div>")
	return Table
}

func (w *writer) row(n ast.Node, tag string) {
	w.tag("\n<tr>")
	w.space("\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*extast.TableCell)
		if !ok {
			continue
		}
		w.tag("<" + tag)
		if tag == "th" {
			w.tag(` scope="col"`)
		}
		if name := alignment(cell.Alignment); name != "" {
			w.attr("class", name)
		}
		w.tag(">")
		w.inlines(cell)
		w.cells = append(w.cells, lines(cell))
		w.tag("</" + tag + ">")
		w.space("\t")
	}
	w.tag("</tr>")
	w.surplus(n)
}

func alignment(a extast.Alignment) string {
	switch a {
	case extast.AlignLeft:
		return "left"
	case extast.AlignCenter:
		return "center"
	case extast.AlignRight:
		return "right"
	}
	return ""
}
