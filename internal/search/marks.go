package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// Marks are the places in a text of field f that meet the query, in order and
// apart from each other; bytes. loose is as in [Wanted].
func (q *Query) Marks(text string, f Field, loose bool) []article.Span {
	m := marker{loose: loose}
	for i := range q.Terms {
		if t := &q.Terms[i]; !t.Not && (t.Field == anywhere || t.Field == f) {
			m.terms = append(m.terms, t)
		}
	}
	if len(m.terms) == 0 {
		return nil
	}
	return m.marks(words(text))
}

type marker struct {
	terms []*Term
	loose bool
}

func (m *marker) marks(ws []word) []article.Span {
	var spans []article.Span
	for i := 0; i < len(ws); {
		n := m.here(ws[i:])
		if n == 0 {
			i++
			continue
		}
		s := article.Span{From: ws[i].from, To: ws[i+n-1].to}
		if last := len(spans) - 1; last >= 0 && spans[last].To == s.From {
			spans[last].To = s.To // characters of one word
		} else {
			spans = append(spans, s)
		}
		i += n
	}
	return spans
}

// here is how many words from the first on meet a term, 0 = none.
func (m *marker) here(ws []word) int {
	most := 0
	for _, t := range m.terms {
		n := len(t.parsed)
		if n > most && m.follows(t, ws) {
			most = n
		} else if most == 0 && n > 1 && (t.Prefix || m.loose && !t.Exact) && m.oneOf(t, &ws[0]) {
			most = 1
		}
	}
	return most
}

func (m *marker) follows(t *Term, ws []word) bool {
	if len(ws) < len(t.parsed) {
		return false
	}
	for i := range t.parsed {
		last := i == len(t.parsed)-1
		if i > 0 && ws[i].at != ws[i-1].at+1 || !m.meets(t, &t.parsed[i], &ws[i], last) {
			return false
		}
	}
	return true
}

// oneOf: the last word of a phrase that is being typed may stand anywhere, and
// so may each when a phrase is taken loosely.
func (m *marker) oneOf(t *Term, w *word) bool {
	last := len(t.parsed) - 1
	for i := range t.parsed {
		if (i == last || m.loose) && m.meets(t, &t.parsed[i], w, i == last) {
			return true
		}
	}
	return false
}

// meets is what [Index.Find] finds, for one word.
func (m *marker) meets(t *Term, want, w *word, last bool) bool {
	if m.way(t, want, w, w.exact, last) {
		return true
	}
	for _, way := range w.also {
		if m.way(t, want, w, way, last) {
			return true
		}
	}
	return false
}

// way is meets for one way to write the word w.
func (m *marker) way(t *Term, want, w *word, way string, last bool) bool {
	switch {
	case way == want.exact:
		return true
	case w.alone || t.Exact:
	case t.Prefix && last && strings.HasPrefix(way, want.exact):
		return true
	case len(t.parsed) == 1 && mayShareStem(way, want.exact) && stemOf(way) == t.stem:
		return true
	case m.loose && len(t.parsed) == 1 && near(way, want.exact, slips(want.exact)):
		return true
	}
	return false
}

// near reports whether two words are at most n slips apart: a letter too many,
// missing, wrong, or in the place of the next (Damerau-Levenshtein).
func near(a, b string, n int) bool {
	x, y := []rune(a), []rune(b)
	if n == 0 || len(x)-len(y) > n || len(y)-len(x) > n || x[0] != y[0] {
		return false
	}
	last, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next := make([]int, len(y)+1)
		next[0] = i
		for j := 1; j <= len(y); j++ {
			next[j] = min(row[j], next[j-1]) + 1
			if x[i-1] == y[j-1] {
				next[j] = min(next[j], row[j-1])
			} else {
				next[j] = min(next[j], row[j-1]+1)
			}
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], last[j-2]+1)
			}
		}
		last, row = row, next
	}
	return row[len(y)] <= n
}

// Fragment is a piece of a text with the places found in it, in bytes.
type Fragment struct {
	Field string         `json:"field,omitempty"`
	Text  string         `json:"text"`
	Marks []article.Span `json:"marks"`
}

// Cut takes the piece of a text, at most size bytes, in which most of its
// marks stand; the first of equals. Its ends are between words.
func Cut(text string, marks []article.Span, size int) Fragment {
	if len(marks) == 0 {
		return Fragment{Text: clip(text, 0, size), Marks: []article.Span{}}
	}
	best, most := 0, 0
	for i, end := 0, 0; i < len(marks); i++ {
		for end < len(marks) && marks[end].To-marks[i].From <= size*2/3 {
			end++
		}
		if end-i > most {
			best, most = i, end-i
		}
	}
	from := wordStart(text, marks[best].From-size/4)
	piece := clip(text, from, size)
	f := Fragment{Text: piece, Marks: []article.Span{}}
	shift := 0
	if from > 0 {
		f.Text, shift = "… "+piece, len("… ")
	}
	end := from + len(strings.TrimSuffix(piece, " …"))
	for _, m := range marks {
		if m.From >= from && m.To <= end {
			f.Marks = append(f.Marks, article.Span{From: m.From - from + shift, To: m.To - from + shift})
		}
	}
	return f
}

// wordStart is the first beginning of a word from i on, if one is near.
func wordStart(text string, i int) int {
	if i <= 0 {
		return 0
	}
	for !utf8.RuneStart(text[i]) {
		i++
	}
	if space := strings.IndexFunc(text[i:min(len(text), i+40)], unicode.IsSpace); space >= 0 {
		_, size := utf8.DecodeRuneInString(text[i+space:])
		return i + space + size
	}
	return i
}

// clip is at most size bytes of a text from a place on, ended between words.
func clip(text string, from, size int) string {
	if len(text)-from <= size {
		return text[from:]
	}
	end := from + size
	for !utf8.RuneStart(text[end]) {
		end--
	}
	if space := strings.LastIndexFunc(text[from:end], unicode.IsSpace); space > size/2 {
		end = from + space
	}
	return text[from:end] + " …"
}
