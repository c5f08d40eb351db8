package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Conflict is a stretch that two sides changed from one base, each in its own
// way: a paragraph of the body, or a field. What was merged has Mine in its
// place, and nothing of either side is lost as long as the conflict is kept.
type Conflict struct {
	Field  string `json:"field"` // "body", else as in Fields; "section"
	Base   string `json:"base,omitempty"`
	Mine   string `json:"mine,omitempty"`
	Theirs string `json:"theirs,omitempty"`
}

// Merge brings what theirs changed of base into mine, paragraph by paragraph
// and, where both worked in one paragraph, word by word (after Khanna, Kunal
// and Pierce, A Formal Investigation of Diff3, 2007). Where both changed the
// same words mine stands, and a conflict says what theirs has there.
func Merge(base, mine, theirs string) (string, []Conflict) {
	switch {
	case mine == base:
		return theirs, nil
	case theirs == base, mine == theirs:
		return mine, nil
	}
	m, t := against(base, mine), against(base, theirs)
	w := &merger{}
	for i, old := range paragraphs(base) {
		w.added(m.before[i], t.before[i])
		w.stood(old, m.now[i], t.now[i])
	}
	last := len(m.now)
	w.added(m.before[last], t.before[last])
	return w.text.String(), w.conflicts
}

// changed is what became of each paragraph of a base: now[i] is how it reads
// ("" = it is gone), before[i] what was put in ahead of it, and behind the last
// one.
type changed struct {
	now    []string
	before [][]string
}

func against(base, text string) changed {
	c := changed{before: make([][]string, 1, 8)}
	rows := paired(base, text)
	for i := range rows {
		before, after := rows[i].Before(), rows[i].After()
		if before == "" {
			at := len(c.now)
			c.before[at] = append(c.before[at], after)
			continue
		}
		c.now, c.before = append(c.now, after), append(c.before, nil)
	}
	return c
}

// merger writes the merged text.
type merger struct {
	text      strings.Builder
	last      string
	conflicts []Conflict
}

func (w *merger) add(paragraphs ...string) {
	for _, p := range paragraphs {
		if p == "" {
			continue
		}
		if w.last != "" {
			w.text.WriteString(gap(w.last, p))
		}
		w.text.WriteString(p)
		w.last = p
	}
}

// stood writes what became of a paragraph of the base.
func (w *merger) stood(base, mine, theirs string) {
	b, m, t := strings.TrimSpace(base), strings.TrimSpace(mine), strings.TrimSpace(theirs)
	switch {
	case m == b:
		w.add(theirs)
	case t == b, m == t:
		w.add(mine)
	default:
		if woven, ok := weave(b, m, t); ok {
			w.add(woven)
			return
		}
		w.add(mine)
		w.conflict(b, m, t)
	}
}

// added writes what was put in between two paragraphs of the base: what both
// put in stands once. Which of two different ones comes first is nobody's guess.
func (w *merger) added(mine, theirs []string) {
	for _, run := range diff(trimmed(mine), trimmed(theirs)) {
		m, t := mine[:len(run.out)], theirs[:len(run.in)]
		mine, theirs = mine[len(m):], theirs[len(t):]
		if len(m) == 0 {
			w.add(t...)
			continue
		}
		w.add(m...)
		if !run.same && len(t) > 0 {
			w.conflict("", joined(m), joined(t))
		}
	}
}

func (w *merger) conflict(base, mine, theirs string) {
	w.conflicts = append(w.conflicts, Conflict{"body", base, mine, theirs})
}

func joined(paragraphs []string) string { return strings.Join(trimmed(paragraphs), "\n\n") }

// replacement is what stands in place of the tokens [from, to) of a base.
type replacement struct {
	from, to int
	in       string
	mine     bool
}

// apart is how many words two people must have left between their changes of a
// paragraph: nearer ones are about one thing, and only a person can tell
// whether they go together.
const apart = 3

// weave applies the changes of both sides to a paragraph; false where they are
// too near to each other.
func weave(base, mine, theirs string) (string, bool) {
	tokens := words(base)
	all := append(replacements(tokens, words(mine), true), replacements(tokens, words(theirs), false)...)
	slices.SortStableFunc(all, func(a, b replacement) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to
	})
	var text strings.Builder
	at := 0
	for i := range all {
		c := all[i]
		if i > 0 && all[i-1].mine != c.mine {
			last := all[i-1]
			if last.from == c.from && last.to == c.to && last.in == c.in {
				continue // both did the same
			}
			if c.from < last.to || wordsAmong(tokens[last.to:c.from]) < apart {
				return "", false
			}
		}
		text.WriteString(strings.Join(tokens[at:c.from], ""))
		text.WriteString(c.in)
		at = c.to
	}
	text.WriteString(strings.Join(tokens[at:], ""))
	return text.String(), true
}

// replacements are the changes from one token list to another; changes with
// only white space between them are one.
func replacements(base, other []string, mine bool) []replacement {
	var all []replacement
	at := 0
	for _, run := range diff(base, other) {
		from, to := at, at+len(run.out)
		at = to
		if run.same {
			continue
		}
		in := strings.Join(run.in, "")
		if n := len(all); n > 0 {
			if between := strings.Join(base[all[n-1].to:from], ""); strings.TrimSpace(between) == "" {
				all[n-1].to, all[n-1].in = to, all[n-1].in+between+in
				continue
			}
		}
		all = append(all, replacement{from, to, in, mine})
	}
	return all
}

// wordsAmong counts the words among tokens.
func wordsAmong(tokens []string) int {
	n := 0
	for _, token := range tokens {
		if r, _ := utf8.DecodeRuneInString(token); unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
