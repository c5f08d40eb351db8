package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

// To find stories that share most words with a text, its rarest words are
// looked for: a story of the same event has many of them, others hardly any.
const (
	telling    = 24  // words of a text that are looked for
	tellingOf  = 400 // of its first words, of which the rarest are chosen
	tellingLet = 4   // letters of a word that can tell stories apart
	tellingMin = 4   // of them a story must have a part of this: one in so many
)

// Like is the ids of stories whose bodies share the rarest words of a text,
// those that share most first. Weigh is as in [Wanted]. It wraps ErrUnsound,
// ErrClosed and the context's error.
func (x *Index) Like(ctx context.Context, text string, limit int, weigh func(id string) float64) (ids []string, err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.bleve == nil {
		return nil, ErrClosed
	}
	defer unsoundPanic(&err)
	rare, err := x.rarest(ctx, text)
	if err != nil || len(rare) == 0 {
		return nil, err
	}
	ways := make([]query.Query, len(rare))
	for i, w := range rare {
		ways[i] = exactly(w, Body, 1)
	}
	any := query.NewDisjunctionQuery(ways)
	any.SetMin(float64(max(1, len(rare)/tellingMin)))
	result, err := x.bleve.SearchInContext(ctx, bleve.NewSearchRequestOptions(&weighed{any, weigh}, limit, 0, false))
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("search: %w", ctx.Err())
		}
		return nil, fmt.Errorf("%w: %v", ErrUnsound, err)
	}
	for _, hit := range result.Hits {
		ids = append(ids, hit.ID)
	}
	return ids, nil
}

// rarest are the words of a text that the fewest stories have, but some.
func (x *Index) rarest(ctx context.Context, text string) ([]string, error) {
	words := tellingWords(text)
	if len(words) == 0 {
		return nil, nil
	}
	inner, err := x.bleve.Advanced()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrUnsound, err)
	}
	reader, err := inner.Reader()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrUnsound, err)
	}
	defer reader.Close()
	type met struct {
		word    string
		stories uint64
	}
	var all []met
	for _, w := range words {
		terms, err := reader.TermFieldReader(ctx, []byte(w), Body.String(), false, false, false)
		if err != nil {
			return nil, fmt.Errorf("%w: %v", ErrUnsound, err)
		}
		if n := terms.Count(); n > 0 {
			all = append(all, met{w, n})
		}
		if err := terms.Close(); err != nil {
			return nil, fmt.Errorf("%w: %v", ErrUnsound, err)
		}
	}
	slices.SortStableFunc(all, func(a, b met) int { return cmp.Compare(a.stories, b.stories) })
	rare := make([]string, 0, telling)
	for _, m := range all[:min(len(all), telling)] {
		rare = append(rare, m.word)
	}
	return rare, nil
}

// tellingWords are the first words of a text that can tell stories apart, each
// once. Where a script has no spaces they are pairs of characters.
func tellingWords(text string) []string {
	var all []string
	seen := map[string]bool{}
	add := func(w string) {
		if !seen[w] && len(all) < tellingOf {
			seen[w] = true
			all = append(all, w)
		}
	}
	var before word
	scan(text, func(w word) {
		switch {
		case w.alone && before.alone && before.at == w.at-1:
			add(before.exact + w.exact)
		case !w.alone && len([]rune(w.exact)) >= tellingLet:
			add(w.exact)
		}
		before = w
	})
	return all
}
