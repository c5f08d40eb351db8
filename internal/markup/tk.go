package markup

import (
	"slices"
	"sort"
	"strings"

	"stet/internal/article"
)

// findTKs searches what a reader sees, so that markup cannot hide a TK, and
// answers in places of the source. Code and URLs hold none, nor does what was
// checked: a CQ round a TK says that it is no hole.
func (w *writer) findTKs() {
	text := string(w.text)
	apart := w.apart
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		end := at + len(line)
		for len(apart) > 0 && apart[0] < end {
			w.findTKsIn(text[at:apart[0]], at)
			at, apart = apart[0], apart[1:]
		}
		w.findTKsIn(text[at:end], at)
		at = end + 1
	}
	slices.SortStableFunc(w.doc.TKs, func(a, b article.Span) int { return a.From - b.From })
	w.doc.TKs = w.unchecked(slices.Compact(w.doc.TKs))
	w.doc.Cells = holding(w.cells, w.doc.TKs)
}

// findTKsIn searches a piece of the text that begins at a place of it.
func (w *writer) findTKsIn(piece string, at int) {
	for _, tk := range article.TKs(piece) {
		if span, ok := w.sourceOf(at+tk.From, at+tk.To); ok {
			w.doc.TKs = append(w.doc.TKs, span)
		}
	}
}

// holding are the cells with a TK in them, ascending as the TKs do.
func holding(cells, tks []article.Span) []article.Span {
	held := []article.Span{}
	if len(tks) == 0 {
		return held
	}
	slices.SortFunc(cells, func(a, b article.Span) int { return a.From - b.From })
	for _, c := range cells {
		i := sort.Search(len(tks), func(i int) bool { return tks[i].From >= c.From })
		if i < len(tks) && tks[i].To <= c.To {
			held = append(held, c)
		}
	}
	return held
}

// unchecked leaves out what lies within a CQ; tks ascend.
func (w *writer) unchecked(tks []article.Span) []article.Span {
	var checked []article.Span
	for _, m := range w.doc.Marks {
		if m.Kind == "cq" {
			checked = append(checked, m.Span)
		}
	}
	slices.SortFunc(checked, func(a, b article.Span) int { return a.From - b.From })
	end := 0 // where those reach that begin before
	return slices.DeleteFunc(tks, func(tk article.Span) bool {
		for len(checked) > 0 && checked[0].From <= tk.From {
			end = max(end, checked[0].To)
			checked = checked[1:]
		}
		return tk.To <= end
	})
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
