package markup

import (
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// finish proves the HTML and cuts the Doc from the buffers.
func (w *writer) finish(policy *bluemonday.Policy) Doc {
	w.proveBlocks(policy)
	w.findTKs()
	w.findSigns()
	slices.SortStableFunc(w.doc.Stray, func(a, b Stray) int { return a.From - b.From })
	doc, html := w.doc, string(w.html)
	doc.HTML = html
	for _, b := range w.blocks {
		doc.Blocks = append(doc.Blocks, Block{Span: b.span, Kind: b.kind, HTML: html[b.from:b.to]})
	}
	doc.Text = strings.TrimRight(string(w.text), " \n")
	doc.Counts, doc.runs = Count(doc.Text), w.runs
	return doc
}
