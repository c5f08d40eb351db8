package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"stet/internal/article"
	"stet/internal/search"
	"stet/internal/table"
)

// SearchRequest asks for stories by their words; see docs/format.md for the
// language of Query. Typing takes a query that is not finished as it is meant,
// none as all stories, and answers with what is at hand; else the answer waits
// for the whole.
type SearchRequest struct {
	Query  string `json:"query"`
	Limit  int    `json:"limit"` // 0 = 50
	Typing bool   `json:"typing"`
}

// SearchResult is the stories found, best first; never nil.
type SearchResult struct {
	Stories []FoundStory `json:"stories"`
	Total   int          `json:"total"`   // of all that there are, of which Stories are the first
	Loose   bool         `json:"loose"`   // nothing matches as typed: these are spelt almost so
	Partial bool         `json:"partial"` // not all texts could be looked through yet: headlines were
}

// FoundStory is a list line with the place that was found as its Snippet.
// Marks are places in the Snippet, HeadlineMarks in the headline.
type FoundStory struct {
	article.Head
	Where         string         `json:"where"` // the field of the snippet: body, note ...; "" = there is none
	Marks         []article.Span `json:"marks"`
	HeadlineMarks []article.Span `json:"headlineMarks"`
	Loose         bool           `json:"loose,omitempty"` // it does not match as typed
}

const (
	defaultLimit = 50
	mostFound    = 1000
	snippetSize  = 200 // bytes
)

// Search finds stories. Places are UTF-8 bytes. It wraps search.ErrQuote,
// search.ErrField, search.ErrEmpty, desk.ErrNoSection, ErrDay and
// article.ErrValue, which all name what in the query they mean.
func (r *Room) Search(ctx context.Context, q SearchRequest) (SearchResult, error) {
	none := SearchResult{Stories: []FoundStory{}}
	query, err := search.Parse(q.Query, q.Typing)
	if err != nil {
		return none, err
	}
	allowed, err := r.limits(&query.Limits)
	if err != nil {
		return none, err
	}
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	q.Limit = min(q.Limit, mostFound)
	r.finder.begin()
	if !q.Typing {
		select {
		case <-r.finder.ready:
		case <-ctx.Done():
			return none, fmt.Errorf("search: %w", ctx.Err())
		}
		r.finder.current(ctx)
	}
	a, err := r.finder.find(ctx, &query, q.Limit, r.now(), allowed)
	if err != nil {
		return none, err
	}
	stories, err := r.show(ctx, &query, a)
	return SearchResult{Stories: stories, Total: a.total, Loose: a.loose, Partial: a.partial}, err
}

// EditorSearch is [Room.Search] with places in UTF-16 units, as the window
// counts.
func (r *Room) EditorSearch(ctx context.Context, q SearchRequest) (SearchResult, error) {
	found, err := r.Search(ctx, q)
	for i := range found.Stories {
		s := &found.Stories[i]
		s.Marks = article.UTF16Spans(s.Snippet, s.Marks)
		s.HeadlineMarks = article.UTF16Spans(s.Headline, s.HeadlineMarks)
	}
	return found, err
}

// answer is what the finder found.
type answer struct {
	ids            []article.ID
	total          int
	loose, partial bool
}

// find asks the index, or the table where the index cannot tell.
func (f *finder) find(ctx context.Context, q *search.Query, limit int, now time.Time, allowed func(*table.Row) bool) (answer, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if len(q.Terms) == 0 {
		return f.fromTable(limit, allowed), nil
	}
	if f.index == nil {
		return f.byTitle(q, limit, allowed), nil
	}
	wanted := search.Wanted{Query: *q, Limit: limit, Weigh: func(id string) float64 {
		r, ok := f.list.table.Row(article.ID(id))
		if !ok || !allowed(&r) {
			return 0
		}
		return recency(now.Sub(time.UnixMilli(r.Updated)))
	}}
	found, err := f.index.Find(ctx, wanted)
	a := answer{partial: !f.whole}
	if err == nil && found.Total == 0 && f.whole {
		wanted.Loose = true
		found, err = f.index.Find(ctx, wanted)
		a.loose = found.Total > 0
	}
	if errors.Is(err, search.ErrUnsound) {
		f.unsound(err)
		return f.byTitle(q, limit, allowed), nil
	}
	for _, id := range found.IDs {
		a.ids = append(a.ids, article.ID(id))
	}
	a.total = found.Total
	if !f.whole {
		a.add(f.byTitle(q, limit, allowed), limit)
	}
	return a, err
}

// add puts what only the other answer has behind this one.
func (a *answer) add(other answer, limit int) {
	for _, id := range other.ids {
		if !slices.Contains(a.ids, id) && len(a.ids) < limit {
			a.ids = append(a.ids, id)
		}
	}
	a.total = max(a.total, other.total, len(a.ids))
}

// recency makes of two equal stories the newer one the better: a story of this
// minute counts a quarter more than one of long ago, half of that after a month.
func recency(age time.Duration) float64 {
	return 1 + 0.25*math.Exp2(-max(0, age.Hours())/(30*24))
}

// byTitle answers from headlines, slugs and sluglines, while the index is not
// at hand.
func (f *finder) byTitle(q *search.Query, limit int, allowed func(*table.Row) bool) answer {
	a := f.fromTable(limit, func(r *table.Row) bool {
		return allowed(r) && q.InKey(f.titles.key(r), search.Headline, search.Slug)
	})
	a.partial = true
	return a
}

// fromTable is the stories that a filter takes, the one saved last first.
func (f *finder) fromTable(limit int, allowed func(*table.Row) bool) answer {
	var found []table.Save
	f.list.table.Each(func(r *table.Row) {
		if allowed(r) {
			found = append(found, r.Save)
		}
	})
	slices.SortFunc(found, func(a, b table.Save) int { return cmp.Compare(b.Seq, a.Seq) })
	a := answer{total: len(found), partial: !f.list.ready()}
	for _, s := range found[:min(len(found), limit)] {
		a.ids = append(a.ids, s.ID())
	}
	return a
}

// titles keeps the keys of the stories, by row, while [finder.byTitle] needs
// them: making one takes longer than looking into it.
type titles struct {
	mu   sync.Mutex
	list []title
}

type title struct {
	seq uint64 // the save that it is of
	key string
}

func (t *titles) key(r *table.Row) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for len(t.list) <= r.Number {
		t.list = append(t.list, title{})
	}
	kept := &t.list[r.Number]
	if kept.seq != r.Seq {
		*kept = title{r.Seq, search.Key(r.Title())}
	}
	return kept.key
}

func (t *titles) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list = nil
}

// show reads the stories found and cuts their snippets.
func (r *Room) show(ctx context.Context, q *search.Query, a answer) ([]FoundStory, error) {
	heads, err := r.withSent(r.db.HeadsOf(a.ids))
	if err != nil {
		return []FoundStory{}, err
	}
	stories := make([]FoundStory, 0, len(heads))
	for _, h := range heads {
		s := FoundStory{Head: h, Loose: a.loose, Marks: []article.Span{}, HeadlineMarks: q.Marks(h.Headline, search.Headline, a.loose)}
		if s.HeadlineMarks == nil {
			s.HeadlineMarks = []article.Span{}
		}
		if len(q.Terms) == 0 {
			stories = append(stories, s)
			continue
		}
		if story, err := r.db.Get(h.ID); err == nil { // a damaged one is found by what the list says of it
			r.snippet(ctx, q, &s, &story, a.loose)
		}
		stories = append(stories, s)
	}
	return stories, nil
}

// snippet shows where the words stand: in the body if they do, else in another
// field; else how the story begins.
func (r *Room) snippet(ctx context.Context, q *search.Query, s *FoundStory, a *article.Article, loose bool) {
	body := a.Body
	if doc, err := r.render(ctx, a); err == nil {
		body = doc.Text // as readers see it; what they do not see is found below
	}
	texts := []struct {
		field search.Field
		text  string
	}{
		{search.Body, body}, {search.Furniture, searchText(a, search.Furniture)}, {search.Note, searchText(a, search.Note)},
		{search.By, searchText(a, search.By)}, {search.Slug, searchText(a, search.Slug)}, {search.Headline, searchText(a, search.Headline)},
		{search.Body, a.Body},
	}
	for _, t := range texts {
		text := oneLine(t.text)
		marks := q.Marks(text, t.field, loose)
		named := (t.field == search.Headline || t.field == search.Slug) && len(s.HeadlineMarks) > 0
		if len(marks) == 0 || named { // the list line shows it already
			continue
		}
		f := search.Cut(text, marks, snippetSize)
		s.Where, s.Snippet, s.Marks = t.field.String(), f.Text, f.Marks
		return
	}
	if body != "" {
		s.Where, s.Snippet = search.Body.String(), search.Cut(oneLine(body), nil, snippetSize).Text
	}
}

// oneLine shows paragraphs behind each other.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
