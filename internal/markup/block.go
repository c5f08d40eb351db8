package markup

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"stet/internal/article"
)

// document writes every top-level block and notes where it came from.
func (w *writer) document(root ast.Node) {
	starts := w.starts(root)
	at := 0
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		w.session.check()
		from := len(w.html)
		if from > 0 {
			w.html = append(w.html, '\n')
		}
		w.space("\n\n")
		kind, start := w.block(n), len(w.html)
		if kind == "" {
			w.html = w.html[:from]
			continue
		}
		if from > 0 {
			from++
		}
		span := w.extent(n, starts, at)
		at = span.To
		w.blocks = append(w.blocks, blockAt{span, kind, from, start})
	}
	w.footnoteBlock(at, w.session.unseen(root))
}

// starts is where the blocks and footnotes begin, in order: no block reaches
// past the start of the next.
func (w *writer) starts(root ast.Node) []int {
	var starts []int
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		starts = append(starts, w.lineStart(position(n)))
	}
	for _, def := range w.session.footnotes {
		starts = append(starts, w.lineStart(def.Pos()))
	}
	slices.Sort(starts)
	return append(starts, len(w.src))
}

func position(n ast.Node) int {
	if n.Kind() == extast.KindTable { // its own says where the paragraph before it began
		if cell := n.FirstChild().FirstChild(); cell != nil && cell.Lines().Len() > 0 {
			return cell.Lines().At(0).Start
		}
	}
	return n.Pos()
}

func (w *writer) lineStart(at int) int {
	at = max(0, min(at, len(w.src)))
	return bytes.LastIndexByte(w.src[:at], '\n') + 1
}

// extent is the source of a top-level block: whole lines, without the blank
// ones behind it, not before floor.
func (w *writer) extent(n ast.Node, starts []int, floor int) article.Span {
	from := max(floor, w.lineStart(position(n)))
	i, _ := slices.BinarySearch(starts, from+1)
	to := max(from, starts[min(i, len(starts)-1)])
	to = from + len(bytes.TrimRight(w.src[from:to], " \t\n"))
	return article.Span{From: from, To: to}
}

// block writes one block. Kind "" means that nothing was written: a note, a
// definition, a block with no content.
func (w *writer) block(n ast.Node) Kind {
	switch n := n.(type) {
	case *ast.Paragraph:
		return w.paragraph(n)
	case *ast.TextBlock:
		w.inlines(n)
		return Paragraph
	case *ast.Heading:
		return w.crosshead(n)
	case *ast.Blockquote:
		return w.wrapped("<blockquote>", "</blockquote>", Quote, n)
	case *ast.List:
		return w.list(n)
	case *ast.ThematicBreak:
		w.tag("<hr>")
		return Rule
	case *ast.FencedCodeBlock:
		return w.code(n)
	case *extast.Table:
		return w.table(n)
	case *container:
		return w.container(n)
	case *ast.LinkReferenceDefinition:
		return w.definition(n)
	}
	return ""
}

// children writes the blocks in n, one per line.
func (w *writer) children(n ast.Node) (wrote bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.session.check()
		from := len(w.html)
		w.html = append(w.html, '\n')
		w.space("\n")
		if w.block(c) == "" {
			w.html = w.html[:from]
			continue
		}
		wrote = true
	}
	return wrote
}

// wrapped writes a block around other blocks, unless there are none.
func (w *writer) wrapped(open, end string, kind Kind, n ast.Node) Kind {
	from := len(w.html)
	w.tag(open)
	if !w.children(n) {
		w.html = w.html[:from]
		return ""
	}
	w.tag("\n")
	w.tag(end)
	return kind
}

func (w *writer) paragraph(n *ast.Paragraph) Kind {
	if image, attrs, ok := onlyImage(n); ok {
		w.figure(image, attrs, lines(n))
		return Figure
	}
	from := len(w.html)
	w.tag("<p>")
	w.inlines(n)
	if len(bytes.TrimSpace(w.html[from+len("<p>"):])) == 0 {
		w.html = w.html[:from]
		return ""
	}
	w.tag(w.backlink)
	w.backlink = ""
	w.tag("</p>")
	return Paragraph
}

// crosshead is an h2 for # and ##, since the headline is the page's h1, and
// one step lower for each further #, down to h4.
func (w *writer) crosshead(n *ast.Heading) Kind {
	level := min(max(n.Level, 2), 4)
	from, said := len(w.html), len(w.text)
	w.inlines(n)
	inner := slices.Clone(w.html[from:])
	w.html = w.html[:from]
	if len(bytes.TrimSpace(inner)) == 0 {
		return ""
	}
	text := strings.TrimSpace(string(w.text[said:]))
	h := Heading{Level: level, Text: text, ID: w.elementID(text), Span: lines(n)}
	w.doc.Outline = append(w.doc.Outline, h)
	tag := "h" + strconv.Itoa(level)
	w.tag("<" + tag)
	w.attr("id", h.ID)
	w.tag(">")
	w.html = append(w.html, inner...)
	w.tag("</" + tag + ">")
	return Crosshead
}

func (w *writer) list(n *ast.List) Kind {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	w.tag("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		w.attr("start", strconv.Itoa(n.Start))
	}
	w.tag(">")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.session.check()
		w.tag("\n<li>")
		w.space("\n")
		w.item(item)
		w.tag("</li>")
	}
	w.tag("\n</" + tag + ">")
	return List
}

// item writes the first block of a list item beside its marker.
func (w *writer) item(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c != n.FirstChild() {
			w.tag("\n")
			w.space("\n")
		}
		w.block(c)
	}
}

func (w *writer) code(n *ast.FencedCodeBlock) Kind {
	w.tag("<pre><code>")
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := at.Value(w.src)
		w.html = appendText(w.html, line)
		w.say(bytes.TrimSuffix(line, []byte{'\n'}), at.Start, at.Stop, true)
		w.space("\n")
	}
	w.tag("</code></pre>")
	return Code
}

// definition shows a link reference definition that no link uses: it was
// copy that looks like one ("[Laughs]: No.").
func (w *writer) definition(n *ast.LinkReferenceDefinition) Kind {
	if w.session.used[reference(n.Label)] {
		return ""
	}
	w.tag("<p>")
	for i := range n.Lines().Len() {
		if i > 0 {
			w.tag("\n")
			w.space(" ")
		}
		at := n.Lines().At(i)
		w.both(at.Start, at.Start+len(bytes.TrimRight(w.src[at.Start:at.Stop], " \t\n")), true)
	}
	w.tag("</p>")
	return Paragraph
}

func itoa(n int) string { return strconv.Itoa(n) }
