package proof

import (
	"slices"
	"strings"

	"stet/internal/article"
)

// changed marks in the texts of now what is new since before, word by word, and
// puts what went out where it stood.
func changed(before, now []text) []text {
	t := tracker{article.DiffWords(plainOf(before), plainOf(now))}
	marked := make([]text, len(now))
	for i, words := range now {
		marked[i] = words
		marked[i].runs = nil
		for _, r := range words.runs {
			marked[i].runs = append(marked[i].runs, t.runs(flat(r))...)
		}
		t.runs(run{text: "\n"})
	}
	if n := len(marked); n > 0 {
		marked[n-1].runs = append(marked[n-1].runs, t.out()...)
	}
	return marked
}

// plainOf is the letters of texts, one a line.
func plainOf(texts []text) string {
	var b strings.Builder
	for _, t := range texts {
		for _, r := range t.runs {
			b.WriteString(flat(r).text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func flat(r run) run {
	r.text = strings.ReplaceAll(r.text, "\n", " ")
	return r
}

// tracker walks through what differs along the words of now.
type tracker struct{ chunks []article.Chunk }

// runs cuts a run where it begins or ends to be new.
func (t *tracker) runs(r run) []run {
	var runs []run
	for r.text != "" && len(t.chunks) > 0 {
		runs = append(runs, t.out()...)
		if len(t.chunks) == 0 {
			break
		}
		c := &t.chunks[0]
		n := min(len(r.text), len(c.Text))
		piece := run{r.text[:n], r.look}
		piece.look.fresh = c.Op == article.In && !r.look.label
		runs = append(runs, piece)
		r.text = r.text[n:]
		if c.Text = c.Text[n:]; c.Text == "" {
			t.chunks = t.chunks[1:]
		}
	}
	if r.text != "" {
		runs = append(runs, r)
	}
	return runs
}

// out is what went out just here.
func (t *tracker) out() []run {
	var runs []run
	for len(t.chunks) > 0 && t.chunks[0].Op == article.Out {
		if words := strings.TrimSpace(strings.ReplaceAll(strings.TrimSpace(t.chunks[0].Text), "\n", " ¶ ")); words != "" {
			runs = append(runs, run{words, look{out: true}}, run{text: " "})
		}
		t.chunks = t.chunks[1:]
	}
	return runs
}

// told is a text with what changed of it.
func told(chunks []article.Chunk) []run {
	t := tracker{slices.Clone(chunks)}
	runs := t.runs(run{text: after(chunks)})
	return append(runs, t.out()...)
}

// after is the text that chunks lead to.
func after(chunks []article.Chunk) string {
	var b strings.Builder
	for _, c := range chunks {
		if c.Op != article.Out {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}

func marksAny(texts []text) bool {
	return slices.ContainsFunc(texts, func(t text) bool { return isMarked(t.runs) })
}

// isMarked reports a line with words that came in or went out.
func isMarked(line []run) bool {
	return slices.ContainsFunc(line, func(r run) bool { return r.look.fresh || r.look.out })
}
