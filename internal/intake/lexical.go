package intake

import (
	"fmt"
	"html"
	"strings"
)

// lexNode is a node of Ghost's editor, with the members of its cards.
type lexNode struct {
	Type     string    `json:"type"`
	Tag      string    `json:"tag"`
	ListType string    `json:"listType"`
	Start    int       `json:"start"`
	Text     string    `json:"text"`
	Format   any       `json:"format"` // bits of a text, a word of a paragraph
	URL      string    `json:"url"`
	Src      string    `json:"src"`
	Alt      string    `json:"alt"`
	Caption  string    `json:"caption"` // HTML
	HTML     string    `json:"html"`
	Markdown string    `json:"markdown"`
	Code     string    `json:"code"`
	Callout  string    `json:"calloutText"` // HTML
	Heading  string    `json:"heading"`     // of a toggle, HTML
	Content  string    `json:"content"`     // of a toggle, HTML
	Meta     lexMeta   `json:"metadata"`
	Images   []lexNode `json:"images"`
	FileName string    `json:"fileName"`
	Kids     []lexNode `json:"children"`
}

type lexMeta struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

// Bits of a text's format.
const (
	lexBold, lexItalic, lexStruck = 1, 2, 4
	lexCode                       = 16
)

// lexicalHTML is a document of Ghost's editor as HTML, which is then read as any.
// What cannot be read is named.
func lexicalHTML(e *entry, source string) string {
	var doc struct {
		Root lexNode `json:"root"`
	}
	if err := soundJSON([]byte(source), &doc); err != nil {
		e.drop(source[:min(len(source), 200)], "The text is in Ghost's own form and could not be read.")
		return ""
	}
	w := &lexWriter{entry: e}
	for i := range doc.Root.Kids {
		w.node(&doc.Root.Kids[i])
	}
	return w.String()
}

type lexWriter struct {
	strings.Builder
	entry *entry
}

func (w *lexWriter) raw(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

func (w *lexWriter) around(open, end string, n *lexNode) {
	w.WriteString(open)
	for i := range n.Kids {
		w.node(&n.Kids[i])
	}
	w.WriteString(end)
}

// lexBlocks are nodes that are an element around their children.
var lexBlocks = map[string]string{
	"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote", "listitem": "li", "table": "table", "tablerow": "tr", "tablecell": "td",
}

func (w *lexWriter) node(n *lexNode) {
	kind := strings.TrimPrefix(n.Type, "extended-")
	if tag := lexBlocks[kind]; tag != "" {
		w.around("<"+tag+">", "</"+tag+">", n)
		return
	}
	switch kind {
	case "text", "code-highlight":
		w.text(n)
	case "linebreak":
		w.raw("<br>")
	case "tab":
		w.raw(" ")
	case "heading":
		tag := n.Tag
		if len(tag) != 2 || tag[0] != 'h' || tag[1] < '1' || tag[1] > '6' {
			tag = "h2"
		}
		w.around("<"+tag+">", "</"+tag+">", n)
	case "list":
		tag := "ul"
		if n.ListType == "number" {
			tag = fmt.Sprintf(`ol start="%d"`, max(1, n.Start))
		}
		w.around("<"+tag+">", "</"+tag[:2]+">", n)
	case "link", "autolink":
		w.around(`<a href="`+html.EscapeString(n.URL)+`">`, "</a>", n)
	case "horizontalrule":
		w.raw("<hr>")
	case "codeblock":
		w.raw("<pre>", html.EscapeString(n.Code), "</pre>")
	default:
		w.card(kind, n)
	}
}

func (w *lexWriter) text(n *lexNode) {
	bits, _ := n.Format.(float64)
	text := html.EscapeString(n.Text)
	for _, f := range []struct {
		bit int
		tag string
	}{{lexCode, "code"}, {lexStruck, "s"}, {lexItalic, "em"}, {lexBold, "strong"}} {
		if int(bits)&f.bit != 0 {
			text = "<" + f.tag + ">" + text + "</" + f.tag + ">"
		}
	}
	w.raw(text)
}

// card writes what stands in the text as a part of its own.
func (w *lexWriter) card(kind string, n *lexNode) {
	switch kind {
	case "image":
		w.image(n)
	case "gallery":
		for i := range n.Images {
			w.image(&n.Images[i])
		}
		if caption := plainMarkup(n.Caption); caption != "" {
			w.raw("<p>", html.EscapeString(caption), "</p>")
		}
	case "html":
		w.raw(n.HTML)
	case "markdown":
		w.raw(htmlText(n.Markdown))
		w.entry.changed("Markdown", "A part of the text was typed as Markdown; it came in as it was typed.", "body")
	case "bookmark", "embed":
		w.raw(`<figure class="kg-bookmark-card"><a href="`, html.EscapeString(n.URL), `">`, html.EscapeString(n.Meta.Title), "</a></figure>")
		if n.Meta.Description != "" {
			w.entry.drop(n.Meta.Description, "What a linked page says of itself.")
		}
	case "callout":
		w.raw(`<aside class="factbox">`, n.Callout, "</aside>")
	case "toggle":
		w.raw(`<aside class="factbox"><p class="box-title">`, html.EscapeString(plainMarkup(n.Heading)), "</p>", n.Content, "</aside>")
	default:
		w.unknown(kind, n)
	}
}

// unknown keeps the words of a node that Stet does not know, and names one that
// has none.
func (w *lexWriter) unknown(kind string, n *lexNode) {
	if len(n.Kids) > 0 {
		w.around("<p>", "</p>", n)
		return
	}
	words := plainMarkup(n.Text + " " + n.Caption + " " + n.HTML)
	if n.Src == "" && n.FileName == "" && words == "" {
		return
	}
	w.entry.changed(strings.TrimSpace(kind+" "+n.Src+" "+n.FileName+" "+words), "A part of the text of this kind was left out.", wholeCopy)
}

func (w *lexWriter) image(n *lexNode) {
	w.raw(`<figure><img src="`, html.EscapeString(n.Src), `" alt="`, html.EscapeString(n.Alt), `">`)
	if n.Caption != "" {
		w.raw("<figcaption>", n.Caption, "</figcaption>")
	}
	w.raw("</figure>")
}
