package markup

import (
	"bytes"
	"slices"
	"sort"

	"stet/internal/article"
)

// mayHoldTK spares most bodies the search.
func mayHoldTK(s []byte) bool {
	for _, pair := range []string{"TK", "tk", "Tk", "tK"} {
		if bytes.Contains(s, []byte(pair)) {
			return true
		}
	}
	return false
}

// findTKs searches what a reader sees, so that markup cannot hide a TK, and
// answers in places of the source. Code and URLs hold none.
func (w *writer) findTKs() {
	if mayHoldTK(w.src) {
		for at := 0; at < len(w.text); {
			line := firstLine(w.text[at:])
			if mayHoldTK(line) {
				for _, tk := range article.TKs(string(line)) {
					if span, ok := w.sourceOf(at+tk.From, at+tk.To); ok {
						w.doc.TKs = append(w.doc.TKs, span)
					}
				}
			}
			at += len(line) + 1
		}
	}
	slices.SortStableFunc(w.doc.TKs, func(a, b article.Span) int { return a.From - b.From })
	w.doc.TKs = slices.Compact(w.doc.TKs)
}

// sourceOf maps a piece of the plain text to the source; not ok when it lies
// in a quiet run.
func (w *writer) sourceOf(from, to int) (article.Span, bool) {
	first, last := runAt(w.runs, from), runAt(w.runs, to-1)
	if first.quiet || last.quiet {
		return article.Span{}, false
	}
	span := article.Span{From: first.src, To: last.place(to)}
	if first.verbatim() {
		span.From += from - first.text
	}
	return span, true
}

// runAt is the run that holds the text at a place.
func runAt(runs []run, at int) run {
	i := sort.Search(len(runs), func(i int) bool { return runs[i].textEnd > at })
	return runs[i]
}

// place is where a piece of the run that ends at to in the text ends in the
// source.
func (r run) place(to int) int {
	if r.verbatim() {
		return r.srcEnd - (r.textEnd - to)
	}
	return r.srcEnd
}

func (r run) verbatim() bool { return r.textEnd-r.text == r.srcEnd-r.src }
