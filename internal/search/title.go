package search

import "strings"

// Key is a short text made ready for [Query.InKey]: its folded words, each with
// a space ahead; characters of scripts without spaces stand side by side.
func Key(text string) string {
	var b strings.Builder
	alone := false
	scan(text, func(w word) {
		if !w.alone || !alone {
			b.WriteByte(' ')
		}
		alone = w.alone
		b.WriteString(w.exact)
	})
	return b.String()
}

// InKey reports whether a text, of which key is the [Key], meets the query as
// far as that can be told without an index: every word may go on, stems are
// not looked for, and a term of a field that is not among the fields is not met.
func (q *Query) InKey(key string, fields ...Field) bool {
	for i := range q.Terms {
		t := &q.Terms[i]
		if t.inKey(key, fields) == t.Not {
			return false
		}
	}
	return true
}

func (t *Term) inKey(key string, fields []Field) bool {
	if t.Field != anywhere {
		known := false
		for _, f := range fields {
			known = known || f == t.Field
		}
		if !known {
			return false
		}
	}
	if t.Exact {
		return strings.Contains(key+" ", t.key+" ") || t.parsed[len(t.parsed)-1].alone && strings.Contains(key, t.key)
	}
	return strings.Contains(key, t.key)
}

// keyOf is words as they stand in a [Key].
func keyOf(ws []word) string {
	var b strings.Builder
	for i, w := range ws {
		if !w.alone || i > 0 && !ws[i-1].alone {
			b.WriteByte(' ')
		}
		b.WriteString(w.exact)
	}
	return b.String()
}
