package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/search"
	"stet/internal/table"
)

// WrongWords asks where words stand that are wrong. Story is the one they were
// met in, which comes first; "" = none.
type WrongWords struct {
	Words string     `json:"words"`
	Story article.ID `json:"story"`
}

// Holders is every place that was found. Beyond counts stories that have the
// words one by one and were not looked through, since there are so many; Partial
// says that not all words are in the index yet.
type Holders struct {
	Places  []Holding `json:"places"`
	Beyond  int       `json:"beyond"`
	Partial bool      `json:"partial"`
	Out     bool      `json:"out"` // readers have or had the story that somebody began with
	// Going are revisions with these words that are on their way to targets, the
	// newest words of the story being right or wrong.
	Going []GoingWords `json:"going"`
}

// GoingWords is a revision with wrong words that waits to go to a target.
type GoingWords struct {
	Chosen
	Rev        int64  `json:"rev"`
	Name       string `json:"name"`
	TargetName string `json:"targetName"`
	Word       string `json:"word"` // how far it is, in an editor's words
}

// AtTargets is how far the stories of these places are at each target, and those
// that wait to go with these words though their newest have others.
func (r *Room) AtTargets(h Holders) (map[article.ID][]AtTarget, error) {
	ids := []article.ID{}
	for _, p := range h.Places {
		if p.Story != "" {
			ids = append(ids, p.Story)
		}
	}
	for _, g := range h.Going {
		ids = append(ids, g.Story)
	}
	heads, err := r.headsOf(unique(ids))
	if err != nil {
		return nil, err
	}
	at := map[article.ID][]AtTarget{}
	for id, head := range heads {
		if at[id], err = r.atTargets(&head); err != nil {
			return nil, err
		}
	}
	return at, nil
}

const (
	mostHolders  = 200 // places that are shown
	mostPhrases  = 500 // stories looked through that have the words in a row, as written
	mostScatters = 200 // and that have them somewhere: marks may stand between
	justSaved    = 10 * time.Second
)

// FindWords finds every place at which words stand, as they are seen: the index
// of all words names the stories that may have them, and each is then read.
// Stories in the trash are left out. Places are UTF-8 bytes.
func (r *Room) FindWords(ctx context.Context, q WrongWords) (Holders, error) {
	none := Holders{Places: []Holding{}, Going: []GoingWords{}}
	w, err := article.NewWording(q.Words)
	if err != nil {
		return none, err
	}
	ids, h, err := r.mayHaveWords(ctx, w, q.Story)
	if err != nil {
		return none, err
	}
	for i, id := range ids {
		if len(h.Places) >= mostHolders {
			h.Beyond += len(ids) - i
			break
		}
		a, err := r.db.Get(id)
		if err != nil || a.Trashed {
			continue // a damaged one is not corrected either
		}
		found := r.holdingsIn(ctx, w, &a)
		if len(found) == 0 {
			continue
		}
		out, err := r.wentOut(&a)
		if err != nil {
			return none, err
		}
		for j := range found {
			found[j].Out = out
		}
		h.Places = append(h.Places, found...)
	}
	sortHoldings(h.Places, q.Story)
	slots, err := r.holdingsInLineups(w)
	h.Places = append(h.Places, slots...)
	if err != nil {
		return h, err
	}
	h.Going, err = r.wrongGoing(ctx, w)
	return h, err
}

// sortHoldings puts the story that somebody began with first, then what readers
// have, then what they may get; what is dropped comes last.
func sortHoldings(found []Holding, first article.ID) {
	rank := func(h Holding) int {
		switch {
		case h.Story == first:
			return 0
		case h.Flag == article.Killed || h.Flag == article.Spiked:
			return 3
		case h.Out:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(found, func(a, b Holding) int { return cmp.Compare(rank(a), rank(b)) })
}

// mayHaveWords names the stories that may have them: those in which they stand
// in a row, those in which each stands somewhere, and those that were saved a
// moment ago, which the index may not have yet.
func (r *Room) mayHaveWords(ctx context.Context, w *article.Wording, first article.ID) ([]article.ID, Holders, error) {
	h := Holders{Places: []Holding{}, Going: []GoingWords{}}
	r.finder.begin()
	select {
	case <-r.finder.ready:
	case <-ctx.Done():
		return nil, h, fmt.Errorf("find words: %w", ctx.Err())
	}
	here := func(row *table.Row) bool { return !row.Trashed }
	ids := []article.ID{}
	if first != "" {
		ids = append(ids, first)
	}
	since := r.now().Add(-justSaved).UnixMilli()
	fresh := r.finder.fromTable(mostScatters, func(row *table.Row) bool { return here(row) && row.Updated >= since })
	ids = append(ids, fresh.ids...)
	plain := strings.ReplaceAll(w.Words(), `"`, " ")
	for _, ask := range []struct {
		query string
		most  int
	}{{`"` + plain + `"`, mostPhrases}, {`"` + strings.Join(strings.Fields(plain), `" "`) + `"`, mostScatters}} {
		query, err := search.Parse(ask.query, false)
		if err != nil {
			return nil, h, err
		}
		found, err := r.finder.find(ctx, &query, ask.most, r.now(), here)
		if err != nil {
			return nil, h, err
		}
		h.Partial = h.Partial || found.partial
		if ask.most == mostPhrases {
			h.Beyond += max(0, found.total-len(found.ids))
		}
		if !found.loose {
			ids = append(ids, found.ids...)
		}
	}
	return unique(ids), h, nil
}

// unique keeps the first of each, in order.
func unique(ids []article.ID) []article.ID {
	seen := make(map[article.ID]bool, len(ids))
	return slices.DeleteFunc(ids, func(id article.ID) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}

// EditorFindWords is [Room.FindWords] with places in UTF-16 units, as the
// window counts.
// Without words it says but whether readers have the story.
func (r *Room) EditorFindWords(ctx context.Context, q WrongWords) (Holders, error) {
	h := Holders{Places: []Holding{}, Going: []GoingWords{}}
	var err error
	if strings.TrimSpace(q.Words) != "" {
		h, err = r.FindWords(ctx, q)
	}
	if err == nil && q.Story != "" {
		h.Out, err = r.isOut(q.Story)
	}
	if err != nil {
		return h, err
	}
	stories := map[article.ID]*article.Article{}
	for i := range h.Places {
		p := &h.Places[i]
		p.Marks = article.UTF16Spans(p.Text, p.Marks)
		text, err := r.spotText(p.WordSpot, stories)
		if err != nil {
			return h, err
		}
		s := article.Span{From: p.From, To: p.To}.UTF16(text)
		p.From, p.To = s.From, s.To
	}
	return h, nil
}

func (r *Room) isOut(id article.ID) (bool, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return false, err
	}
	return r.wentOut(&a)
}
