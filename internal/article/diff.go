package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says where the text of a [Chunk] stands.
type Op string

// The ops.
const (
	Same Op = "same" // in both texts
	Out  Op = "out"  // in the earlier text only
	In   Op = "in"   // in the later text only
)

// Chunk is a run of text with one fate. In a list of chunks the Same and Out
// texts together are the earlier text, the Same and In texts the later one;
// where something was replaced, what went out stands first.
type Chunk struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// DiffWords compares two texts word by word, within the lines that differ. It
// finds a shortest edit (Myers, An O(ND) Difference Algorithm, 1986); texts
// with more than mostEdits differences count as replaced whole there, so that
// time and memory stay bounded.
func DiffWords(before, after string) []Chunk {
	d := &differ{}
	for _, run := range diff(lines(before), lines(after)) {
		out, in := strings.Join(run.out, ""), strings.Join(run.in, "")
		if run.same {
			d.add(Same, out)
			continue
		}
		for _, word := range diff(words(out), words(in)) {
			if word.same {
				d.add(Same, strings.Join(word.out, ""))
				continue
			}
			d.add(Out, strings.Join(word.out, ""))
			d.add(In, strings.Join(word.in, ""))
		}
	}
	return d.settled()
}

// differ gathers chunks.
type differ struct{ chunks []Chunk }

// add appends text to the last chunk of its fate since the last Same one.
func (d *differ) add(op Op, text string) {
	if text == "" {
		return
	}
	for i := len(d.chunks) - 1; i >= 0; i-- {
		if d.chunks[i].Op == op {
			d.chunks[i].Text += text
			return
		}
		if op == Same || d.chunks[i].Op == Same {
			break
		}
	}
	d.chunks = append(d.chunks, Chunk{op, text})
	if n := len(d.chunks); op == Out && n > 1 && d.chunks[n-2].Op == In {
		d.chunks[n-2], d.chunks[n-1] = d.chunks[n-1], d.chunks[n-2]
	}
}

// settled gives white space that stands alone between two changes to both:
// three words that were replaced read as one change, not as three.
func (d *differ) settled() []Chunk {
	s := &differ{chunks: []Chunk{}}
	for i, c := range d.chunks {
		between := c.Op == Same && i > 0 && i+1 < len(d.chunks)
		if between && strings.TrimSpace(c.Text) == "" && !strings.Contains(c.Text, "\n") {
			s.add(Out, c.Text)
			s.add(In, c.Text)
			continue
		}
		s.add(c.Op, c.Text)
	}
	return s.chunks
}

// lines cuts a text behind every line end.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.SplitAfter(text, "\n")
}

// words cuts a text into words, runs of white space and single other
// characters. In scripts that put no space between words each character counts
// as one.
func words(text string) []string {
	var cut []string
	for text != "" {
		n := wordLength(text)
		cut = append(cut, text[:n])
		text = text[n:]
	}
	return cut
}

func wordLength(text string) int {
	first, n := utf8.DecodeRuneInString(text)
	in := classOf(first)
	if in == alone {
		return n
	}
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if classOf(r) != in && !(in == wordly && unicode.Is(unicode.Mn, r)) {
			break
		}
		n += size
	}
	return n
}

type class int

const (
	alone class = iota
	wordly
	space
)

func classOf(r rune) class {
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer):
		return alone
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return wordly
	}
	return alone
}

// run is a stretch of two token lists: equal in both, or different.
type run struct {
	same    bool
	out, in []string // equal where same
}

// mostEdits bounds the work on one stretch: memory grows with its square.
const mostEdits = 1000

// diff compares two token lists.
func diff(a, b []string) []run {
	head, tail := 0, 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var runs []run
	same := func(tokens []string) {
		if len(tokens) > 0 {
			runs = append(runs, run{true, tokens, tokens})
		}
	}
	same(a[:head])
	runs = append(runs, shortest(a[head:len(a)-tail], b[head:len(b)-tail])...)
	same(a[len(a)-tail:])
	return runs
}

// shortest finds the runs of a shortest edit from a to b.
func shortest(a, b []string) []run {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	rows, found := search(a, b)
	if !found {
		return []run{{false, a, b}}
	}
	// Walk back from the end, row by row; the runs come in reverse.
	var back []run
	x, y := len(a), len(b)
	change := func(out, in []string) {
		if n := len(back); n > 0 && !back[n-1].same {
			back[n-1].out = append(append([]string{}, out...), back[n-1].out...)
			back[n-1].in = append(append([]string{}, in...), back[n-1].in...)
			return
		}
		back = append(back, run{false, out, in})
	}
	for d := len(rows) - 1; d >= 0; d-- {
		px, py := 0, 0
		if d > 0 {
			px, py = rows[d-1].from(x-y, d)
		}
		start := x // where the diagonal of this row begins
		for start > px && y-(x-start) > py && a[start-1] == b[y-(x-start)-1] {
			start--
		}
		if start < x {
			back = append(back, run{true, a[start:x], a[start:x]})
			x, y = start, y-(x-start)
		}
		if d > 0 {
			change(a[px:x], b[py:y])
			x, y = px, py
		}
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

// row is how far each diagonal came after d edits: x by (k+d)/2, k from -d to d.
type row []int

func (r row) at(k, d int) int {
	if k < -d || k > d {
		return -1
	}
	return r[(k+d)/2]
}

// from is the point on the row before from which diagonal k is reached with
// the d-th edit.
func (r row) from(k, d int) (x, y int) {
	down, right := r.at(k+1, d-1), r.at(k-1, d-1)
	if down > right {
		return down, down - (k + 1)
	}
	return right, right - (k - 1)
}

// search fills rows until the end is reached, at most mostEdits of them.
func search(a, b []string) (rows []row, found bool) {
	for d := 0; d <= mostEdits; d++ {
		now := make(row, d+1)
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				px, py := rows[d-1].from(k, d)
				x = px
				if px-py < k { // an insertion leaves x, a deletion moves it
					x++
				}
			}
			y := x - k
			for x < len(a) && y >= 0 && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			now[(k+d)/2] = x
			if x >= len(a) && y >= len(b) {
				return append(rows, now), true
			}
		}
		rows = append(rows, now)
	}
	return nil, false
}
