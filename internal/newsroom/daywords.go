package newsroom

import (
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/markup"
)

// release is when readers get a story that goes as it stands: the end of its
// embargo, else now. Zero = they have it as it is, or never will.
func (r *Room) release(a *article.Article) time.Time {
	if a.Flag == article.Killed || a.Flag == article.Spiked || a.Trashed {
		return time.Time{}
	}
	if out := []article.Status{article.Sent, article.Live, article.Withdrawn}; slices.Contains(out, a.Status) {
		sent, err := r.LastSent(a.ID)
		if err != nil || sent == nil || len(sent.Changed) == 0 {
			return time.Time{}
		}
	}
	now := r.now()
	if e := a.Embargo; e != nil && !e.IsBroken() && e.Until().After(now) {
		return e.Until()
	}
	return now
}

// dayWords are the words of a story that name a day by where the reader stands,
// with the days on which they were written. A story that began on the day of its
// release has none that could be wrong.
func (r *Room) dayWords(a *article.Article, doc markup.Doc, release time.Time, language string, in scene) []check.DayWord {
	if release.IsZero() || a.Created.IsZero() || sameDay(a.Created, release, in.zone) {
		return nil
	}
	words := check.DayWords(a, doc, language, in.house.Language)
	if len(words) == 0 {
		return nil
	}
	for i := range words {
		words[i].Written = a.Updated
	}
	r.traceBack(a, words, in.zone)
	return words
}

// farthest is how many days back the writing of a word is traced.
const farthest = 60

// traceBack finds the day on which each word came in. It looks at the last
// revision of each day: a word that stood there was written by then.
func (r *Room) traceBack(a *article.Article, words []check.DayWord, zone *time.Location) {
	revisions, err := r.db.History(a.ID) // newest first
	if err != nil {
		return // as if it had all been written at the last save
	}
	open := make([]bool, len(words))
	for i := range open {
		open[i] = true
	}
	day, days := a.Updated, 0
	for _, rev := range revisions {
		if sameDay(rev.At, day, zone) {
			continue
		}
		day = rev.At
		if days++; days > farthest || !slices.Contains(open, true) {
			return
		}
		old, err := r.db.GetRev(a.ID, rev.Rev)
		if err != nil {
			return
		}
		for i := range words {
			if open[i] = open[i] && words[i].StandsIn(&old); open[i] {
				words[i].Written = rev.At
			}
		}
	}
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	ay, am, ad := a.In(zone).Date()
	by, bm, bd := b.In(zone).Date()
	return ay == by && am == bm && ad == bd
}
