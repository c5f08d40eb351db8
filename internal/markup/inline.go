package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"stet/internal/article"
)

// maxInline is how deep inline elements nest on a page; what lies deeper keeps
// its words and loses its dress.
const maxInline = 32

func (w *writer) inlines(parent ast.Node) {
	if w.depth >= maxInline {
		w.flat(parent)
		return
	}
	w.depth++
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n)
	}
	w.depth--
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.dressed("strong", n)
		} else {
			w.dressed("em", n)
		}
	case *extast.Strikethrough:
		w.dressed("del", n)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.inlineImage(n)
	case *extast.FootnoteLink:
		w.footnoteRef(n)
	case *mark:
		w.mark(n)
	}
}

func (w *writer) textNode(n *ast.Text) {
	w.segment(n.Segment, n.IsRaw())
	switch {
	case n.HardLineBreak():
		w.tag("<br>\n")
		w.space("\n")
	case n.SoftLineBreak():
		w.tag("\n")
		w.space(" ")
	}
}

func (w *writer) dressed(tag string, n ast.Node) {
	w.tag("<" + tag + ">")
	w.inlines(n)
	w.tag("</" + tag + ">")
}

// codeSpan shows a line end as a space, as CommonMark has it.
func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.tag("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		s := []byte(strings.ReplaceAll(string(t.Segment.Value(w.src)), "\n", " "))
		w.html = appendText(w.html, s)
		w.say(s, t.Segment.Start, t.Segment.Stop, true)
	}
	w.tag("</code>")
}

func (w *writer) link(n *ast.Link) {
	typed := plain(n.Destination)
	url, ok := shippable(typed)
	open, before := ok && !w.linked, len(w.html)
	if open {
		w.tag("<a")
		w.attr("href", url)
		if len(n.Title) > 0 {
			w.attr("title", plain(n.Title))
		}
		w.rel(url)
		w.tag(">")
		w.linked = true
	}
	from, inner := len(w.text), len(w.html)
	w.inlines(n)
	w.linked = w.linked && !open
	if len(w.html) == inner { // nobody could follow a link around nothing
		w.html = w.html[:before]
		return
	}
	if open {
		w.tag("</a>")
	}
	span := article.Span{From: n.Pos(), To: w.session.ends[n]}
	w.note(ok, url, typed, strings.TrimSpace(string(w.text[from:])), span)
}

// rel keeps the other site's script from reaching back, should somebody open
// the link in a window of its own.
func (w *writer) rel(url string) {
	if strings.HasPrefix(url, "http") {
		w.tag(` rel="noopener"`)
	}
}

// note lists a link.
func (w *writer) note(ok bool, url, typed, text string, span article.Span) {
	if ok {
		w.doc.Links = append(w.doc.Links, Link{URL: url, Text: text, Span: span})
	} else {
		w.doc.Refused = append(w.doc.Refused, Link{URL: typed, Text: text, Span: span})
	}
}

// autoLink is <https://...> or <name@host>. One that may not ship is shown
// with its angle brackets, as any other text would be.
func (w *writer) autoLink(n *ast.AutoLink) {
	label := string(n.Label(w.src))
	typed := label
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(label), "mailto:") {
		typed = "mailto:" + label
	}
	end := w.session.ends[n]
	span := article.Span{From: end - len(label) - 2, To: end}
	url, ok := shippable(typed)
	w.note(ok, url, typed, label, span)
	if !ok || w.linked {
		w.both(span.From, span.To, true)
		return
	}
	w.tag("<a")
	w.attr("href", url)
	w.rel(url)
	w.tag(">")
	w.both(span.From+1, span.To-1, true)
	w.tag("</a>")
}

func (w *writer) mark(m *mark) {
	switch {
	case m.role == markOpen && m.paired:
		w.from, w.marked = len(w.text), m.Pos()
		return
	case m.role == markOpen:
		w.both(m.literal.Start, m.literal.Stop, true)
		return
	case m.role == markClose && !m.paired:
		w.both(m.literal.Start, m.literal.Stop, true)
	}
	found := m.said()
	found.Span = article.Span{From: m.Pos(), To: m.end}
	if m.paired {
		found.From = w.marked
		found.Passage = strings.TrimSpace(string(w.text[min(w.from, len(w.text)):]))
	} else if n := len(w.doc.Marks); n > 0 && w.doc.Marks[n-1].To == found.From {
		found.Passage = w.doc.Marks[n-1].Passage // one more comment on the same words
	}
	w.doc.Marks = append(w.doc.Marks, found)
}

// flat writes the text below a node without recursion: hostile Markdown nests
// hundreds of thousands of elements.
func (w *writer) flat(parent ast.Node) {
	walkFlat(parent, func(n ast.Node) {
		if t, ok := n.(*ast.Text); ok {
			w.textNode(t)
		}
	})
}

// label is the plain text below a node.
func (w *writer) label(parent ast.Node) string {
	var b strings.Builder
	walkFlat(parent, func(n ast.Node) {
		t, ok := n.(*ast.Text)
		if !ok {
			return
		}
		if s := t.Segment.Value(w.src); t.IsRaw() {
			b.Write(s)
		} else {
			b.WriteString(plain(s))
		}
		if t.SoftLineBreak() || t.HardLineBreak() {
			b.WriteByte(' ')
		}
	})
	return article.OneLine(b.String())
}

// walkFlat visits all nodes below parent in document order.
func walkFlat(parent ast.Node, visit func(ast.Node)) {
	for n := parent.FirstChild(); n != nil; {
		visit(n)
		if n.FirstChild() != nil {
			n = n.FirstChild()
			continue
		}
		for n.NextSibling() == nil {
			if n = n.Parent(); n == nil || n == parent {
				return
			}
		}
		n = n.NextSibling()
	}
}
