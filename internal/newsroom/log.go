package newsroom

import (
	"slices"

	"stet/internal/article"
	"stet/internal/store"
)

// StoryLog is what was done to where a story stands, newest first: the deeds of
// its revisions, and the stops that packages went past.
func (r *Room) StoryLog(id article.ID) ([]article.LogLine, error) {
	heads, err := r.db.HeadsOf([]article.ID{id})
	if err != nil {
		return nil, err
	}
	h := article.Head{ID: id}
	if len(heads) > 0 {
		h = heads[0]
	}
	return r.logOf(&h)
}

func (r *Room) logOf(h *article.Head) ([]article.LogLine, error) {
	log, err := r.passedOf(h)
	if err != nil {
		return nil, err
	}
	revisions, err := r.db.History(h.ID)
	if err != nil {
		return nil, err
	}
	line := lineOf(h)
	for _, rev := range revisions {
		line.Rev, line.At, line.By, line.Why = rev.Rev, rev.At, rev.By, rev.Note
		for _, deed := range rev.Deeds {
			line.Deed, line.Said = deed, deed.Said()
			log = append(log, line)
		}
	}
	newestFirst(log)
	return log, nil
}

// passedOf is the stops that packages with a story went past.
func (r *Room) passedOf(h *article.Head) ([]article.LogLine, error) {
	receipts, err := r.db.Receipts(h.ID)
	if err != nil {
		return nil, err
	}
	log := []article.LogLine{}
	line := lineOf(h)
	for _, p := range receipts {
		line.Rev, line.At, line.By = p.Rev, p.At, p.By
		for _, passed := range p.Passed {
			line.Deed, line.Why = article.Deed{What: article.DeedPassed, To: passed.Stop}, passed.Why
			line.Said = line.Deed.Said()
			log = append(log, line)
		}
	}
	return log, nil
}

func lineOf(h *article.Head) article.LogLine {
	return article.LogLine{ID: h.ID, Slugline: h.Slugline, Headline: h.Headline}
}

// Log is what was done to stories, newest first, at most limit lines. Stories
// are looked through in the order they were last saved. Where nothing newer can
// be found in their revisions any more only what packages went past is: a
// package changes no story.
func (r *Room) Log(limit int) ([]article.LogLine, error) {
	log := []article.LogLine{}
	for _, trash := range []bool{false, true} {
		heads, err := r.db.Heads(store.Filter{Trash: trash})
		if err != nil {
			return nil, err
		}
		for i := range heads {
			look := r.logOf
			if len(log) >= limit && !log[limit-1].At.Before(heads[i].Updated) {
				look = r.passedOf
			}
			found, err := look(&heads[i])
			if err != nil {
				return nil, err
			}
			if len(found) > 0 {
				log = append(log, found...)
				newestFirst(log)
				log = log[:min(len(log), limit)]
			}
		}
	}
	return log, nil
}

func newestFirst(log []article.LogLine) {
	slices.SortStableFunc(log, func(a, b article.LogLine) int { return b.At.Compare(a.At) })
}
