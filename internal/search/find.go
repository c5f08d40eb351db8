package search

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"
)

// Wanted is a question to the index.
type Wanted struct {
	Query Query
	Limit int
	// Weigh is asked of every story that has the words: 0 leaves it out, more
	// multiplies its rank. It must be quick. nil = all alike.
	Weigh func(id string) float64
	// Loose takes words that are spelt almost so, but for those in quotation marks.
	Loose bool
}

// Found is an answer: ids, best first, and how many there are in all.
type Found struct {
	IDs   []string
	Total int
}

// What a word is worth by where it stands, and by how it was met.
var fieldWeights = [fieldCount]float64{Headline: 4, Furniture: 1.5, Body: 1, Note: 0.8, By: 2, Slug: 2.5}

const (
	stemWeight   = 0.6
	prefixWeight = 0.4
)

// Find answers a query with at least one term. It wraps ErrUnsound, ErrClosed
// and the context's error.
func (x *Index) Find(ctx context.Context, w Wanted) (found Found, err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.bleve == nil {
		return found, ErrClosed
	}
	defer unsoundPanic(&err)
	request := bleve.NewSearchRequestOptions(&weighed{x.build(&w), w.Weigh}, w.Limit, 0, false)
	request.SortBy([]string{"-_score", "-_id"}) // ids begin with their time: the newest of equals first
	result, err := x.bleve.SearchInContext(ctx, request)
	if err != nil {
		if ctx.Err() != nil {
			return found, fmt.Errorf("search: %w", ctx.Err())
		}
		return found, fmt.Errorf("%w: %v", ErrUnsound, err)
	}
	found.Total = int(result.Total)
	for _, hit := range result.Hits {
		found.IDs = append(found.IDs, hit.ID)
	}
	return found, nil
}

// build makes Bleve's query of ours.
func (x *Index) build(w *Wanted) query.Query {
	var must, not []query.Query
	for i := range w.Query.Terms {
		t := &w.Query.Terms[i]
		q := x.term(t, w.Loose && !t.Not && !t.Exact)
		if t.Not {
			not = append(not, q)
		} else {
			must = append(must, q)
		}
	}
	if len(must) == 0 {
		must = append(must, query.NewMatchAllQuery())
	}
	if len(not) == 0 && len(must) == 1 {
		return must[0]
	}
	return query.NewBooleanQuery(must, nil, not)
}

// term is met in any of its fields.
func (x *Index) term(t *Term, loose bool) query.Query {
	fields := []Field{t.Field}
	if t.Field == anywhere {
		fields = []Field{Headline, Furniture, Body, Note, By, Slug}
	}
	var ways []query.Query
	for _, f := range fields {
		ways = append(ways, x.inField(t, f, loose)...)
	}
	if last := t.parsed[len(t.parsed)-1].exact; indexed(t) {
		ways = append(ways, &beginning{last, startField, prefixWeight, true},
			&beginning{last, nameField, prefixWeight * fieldWeights[By], true})
	}
	return query.NewDisjunctionQuery(ways)
}

func (x *Index) inField(t *Term, f Field, loose bool) []query.Query {
	last := &t.parsed[len(t.parsed)-1]
	if len(t.parsed) == 1 {
		return x.word(t, last, f, loose)
	}
	if loose {
		return []query.Query{allOf(t, f)}
	}
	if !t.Prefix {
		return []query.Query{phrase(t.parsed, f)}
	}
	// A phrase that is still being typed: its last word need not stand behind.
	ahead := phrase(t.parsed[:len(t.parsed)-1], f)
	return []query.Query{query.NewConjunctionQuery([]query.Query{ahead, query.NewDisjunctionQuery(x.word(t, last, f, false))})}
}

// allOf is a phrase whose words may stand anywhere in the field.
func allOf(t *Term, f Field) query.Query {
	var all []query.Query
	for i := range t.parsed {
		all = append(all, exactly(t.parsed[i].exact, f, 1))
	}
	return query.NewConjunctionQuery(all)
}

func (x *Index) word(t *Term, w *word, f Field, loose bool) []query.Query {
	ways := []query.Query{exactly(w.exact, f, 1)}
	if w.alone || t.Exact {
		return ways
	}
	stem := x.analyser.stems.of(w.exact)
	ways = append(ways, exactly(stemMark+stem, f, stemWeight))
	if stem != w.exact {
		ways = append(ways, exactly(stem, f, stemWeight))
	}
	for _, other := range w.also {
		ways = append(ways, exactly(other, f, stemWeight))
	}
	if t.Prefix && !indexed(t) {
		ways = append(ways, &beginning{w.exact, f.String(), prefixWeight * fieldWeights[f], false})
	}
	if n := slips(w.exact); loose && n > 0 {
		q := query.NewFuzzyQuery(w.exact)
		q.SetFuzziness(n)
		q.SetPrefix(1)
		q.SetField(f.String())
		q.SetBoost(fieldWeights[f])
		ways = append(ways, q)
	}
	return ways
}

// indexed reports whether a term is a beginning that is indexed as such.
func indexed(t *Term) bool {
	return t.Prefix && t.Field == anywhere && len(t.parsed) == 1 && utf8.RuneCountInString(t.parsed[0].exact) <= startLetters
}

// slips is how many letters may be wrong in a word that is taken loosely.
func slips(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

func exactly(term string, f Field, weight float64) query.Query {
	q := query.NewTermQuery(term)
	q.SetField(f.String())
	q.SetBoost(weight * fieldWeights[f])
	return q
}

func phrase(ws []word, f Field) query.Query {
	terms := phraseTerms(ws)
	if len(terms) == 1 {
		return exactly(terms[0], f, 1)
	}
	q := query.NewPhraseQuery(terms, f.String())
	q.SetBoost(fieldWeights[f])
	return q
}

// phraseTerms is what stands in the index for words that follow each other:
// pairs for characters without spaces. "" is a place that a pair covers.
func phraseTerms(ws []word) []string {
	var terms []string
	for i, w := range ws {
		switch {
		case w.alone && i+1 < len(ws) && ws[i+1].alone:
			terms = append(terms, w.exact+ws[i+1].exact)
		case w.alone && i > 0 && ws[i-1].alone:
			terms = append(terms, "")
		default:
			terms = append(terms, w.exact)
		}
	}
	if terms[len(terms)-1] == "" {
		terms = terms[:len(terms)-1]
	}
	return terms
}

// beginning is met by words that begin so. All are worth the same, so that
// Bleve unites their lists without ranking each.
type beginning struct {
	prefix, field string
	score         float64
	indexed       bool // the field holds beginnings
}

// Searcher makes [beginning] a query of Bleve.
func (b *beginning) Searcher(ctx context.Context, r index.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors, o.Explain = "none", false, false
	find := searcher.NewTermPrefixSearcher
	if b.indexed {
		find = searcher.NewTermSearcher
	}
	s, err := find(ctx, r, b.prefix, b.field, 1, o)
	if err != nil {
		return nil, err
	}
	return searcher.NewFilteringSearcher(ctx, s, func(_ *search.SearchContext, d *search.DocumentMatch) bool {
		d.Score = b.score
		return true
	}), nil
}

// weighed leaves out what its weigh says, and multiplies the rank of the rest.
type weighed struct {
	query.Query
	weigh func(id string) float64
}

// Searcher makes [weighed] a query of Bleve.
func (q *weighed) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	s, err := q.Query.Searcher(ctx, r, m, o)
	if err != nil || q.weigh == nil {
		return s, err
	}
	return searcher.NewFilteringSearcher(ctx, s, func(_ *search.SearchContext, d *search.DocumentMatch) bool {
		id, err := r.ExternalID(d.IndexInternalID)
		if err != nil {
			return false
		}
		weight := q.weigh(id)
		d.ID = id
		d.Score *= weight
		return weight > 0
	}), nil
}
