package search

import (
	"github.com/blevesearch/bleve/v2/analysis"
)

// stemMark stands before a stem in the index. It is no letter, so that a stem
// is never taken for a word.
const stemMark = "~"

// analyser makes of a text what is indexed: each word as it is folded, other
// ways to write it, its stem, and pairs of characters where a script has no
// spaces. Bleve runs it in goroutines of its own.
type analyser struct{ stems *stems }

// Analyze gives the tokens of a text. Offsets stay empty: marks are made from
// the text, and the index is smaller for it.
func (a *analyser) Analyze(text []byte) (tokens analysis.TokenStream) {
	// A panic in one of Bleve's goroutines would end the program; words that
	// are not indexed are found by the others of their story.
	defer func() { _ = recover() }()
	add := func(term string, at int) {
		tokens = append(tokens, &analysis.Token{Term: []byte(term), Position: at})
	}
	var before word
	scan(string(text), func(w word) {
		add(w.exact, w.at)
		if w.alone {
			if before.alone && before.at == w.at-1 {
				add(before.exact+w.exact, before.at)
			}
			before = w
			return
		}
		before = w
		for _, stem := range a.stemsOf(&w) {
			add(stemMark+stem, w.at)
		}
		for _, other := range w.also {
			add(other, w.at)
		}
	})
	return tokens
}

// stemsOf are the stems of a word that differ from the ways to write it.
func (a *analyser) stemsOf(w *word) []string {
	var all []string
	if stem := a.stems.of(w.exact); stem != w.exact {
		all = append(all, stem)
	}
	for _, other := range w.also {
		if stem := a.stems.of(other); stem != other {
			all = append(all, stem)
		}
	}
	return all
}

// starts indexes how words begin: their first letters, up to startLetters of
// them. A beginning that short would else be the union of thousands of words,
// made anew at every key.
type starts struct{}

const startLetters = 3

// Analyze gives each beginning once.
func (starts) Analyze(text []byte) (tokens analysis.TokenStream) {
	defer func() { _ = recover() }() // as in analyser
	seen := map[string]bool{}
	add := func(term string) {
		n := 0
		for i := range term {
			if i > 0 && !seen[term[:i]] {
				seen[term[:i]] = true
				tokens = append(tokens, &analysis.Token{Term: []byte(term[:i]), Position: len(tokens) + 1})
			}
			if n++; n > startLetters {
				return
			}
		}
		if !seen[term] {
			seen[term] = true
			tokens = append(tokens, &analysis.Token{Term: []byte(term), Position: len(tokens) + 1})
		}
	}
	scan(string(text), func(w word) {
		if w.alone {
			return
		}
		add(w.exact)
		for _, other := range w.also {
			add(other)
		}
	})
	return tokens
}
