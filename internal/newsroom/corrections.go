package newsroom

import (
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/store"
)

// CorrectionChange is one thing to do to what was corrected in a story after it
// went out. Place is of a correction in the story's list.
type CorrectionChange struct {
	ID    article.ID             `json:"id"`
	Base  int64                  `json:"base"` // the revision that was looked at; 0 = the newest
	Do    string                 `json:"do"`   // "add", "change", "take-back" or "undo"
	Place int                    `json:"place"`
	Kind  article.CorrectionKind `json:"kind"`
	Text  string                 `json:"text"` // what readers are told; "" for a minor fix
	Why   string                 `json:"why"`  // stays in the house
	Rev   int64                  `json:"rev"`  // what undo takes back: the revision that the change made
}

// ChangeCorrections does it and answers with the story. A change of a revision
// that is not the newest is refused with store.ErrStale.
func (r *Room) ChangeCorrections(c CorrectionChange) (Saved, error) {
	a, err := r.Correct(c)
	if err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

// Correct is [Room.ChangeCorrections] without the list line. A story that never
// went out is not corrected but edited: it wraps article.ErrMove.
func (r *Room) Correct(c CorrectionChange) (article.Article, error) {
	before, err := r.db.Get(c.ID)
	if err != nil {
		return before, err
	}
	if c.Base != 0 && c.Base != before.Rev {
		return before, &store.StaleError{ID: string(c.ID), Base: c.Base, Head: before.Rev}
	}
	if c.Do == "undo" {
		return r.takeBack(&before, c.Rev)
	}
	after := before
	after.Corrections = slices.Clone(before.Corrections)
	if c.Do != "add" && (c.Place < 0 || c.Place >= len(after.Corrections)) {
		return before, fmt.Errorf("%w: there is no such correction", article.ErrValue)
	}
	switch c.Do {
	case "add":
		err = r.addCorrection(&before, &after, c)
	case "change":
		was := &after.Corrections[c.Place]
		was.Kind, was.Text = c.Kind, article.OneLine(c.Text)
		if c.Why = article.OneLine(c.Why); c.Why != "" {
			was.Why = c.Why
		}
	case "take-back":
		if after.Corrections = slices.Delete(after.Corrections, c.Place, c.Place+1); len(after.Corrections) == 0 {
			after.Corrections = nil
		}
	default:
		err = fmt.Errorf("%w: %q is nothing to do with corrections", article.ErrValue, c.Do)
	}
	if err != nil {
		return before, err
	}
	return r.change(&before, after, "", c.Why)
}

// addCorrection notes what is corrected with the revision that is going to be
// made. A page that says since when it is another must say since when it is
// there: where nobody noted that, it is when the story first went out.
func (r *Room) addCorrection(before, after *article.Article, c CorrectionChange) error {
	if err := r.mayCorrect(before); err != nil {
		return err
	}
	if after.FirstPublished.IsZero() {
		first, err := r.firstOut(before)
		if err != nil {
			return err
		}
		after.FirstPublished = first
	}
	after.Corrections = append(after.Corrections, article.Correction{
		At: r.now(), Kind: c.Kind, Text: article.OneLine(c.Text), Why: article.OneLine(c.Why), By: r.Person().Sign(), Rev: before.Rev + 1,
	})
	return nil
}

// mayCorrect refuses to correct for readers what they never had.
func (r *Room) mayCorrect(a *article.Article) error {
	out, err := r.wentOut(a)
	if err != nil || out {
		return err
	}
	return &article.MoveError{
		Message: "The story never went out, so there is nothing to tell readers.",
		Hint:    "Change its words: an edit is all it takes. If readers have it, mark it sent first, then correct it.",
		Command: "Change its words with stet edit. If readers have it, say so first: stet status ID sent --why TEXT",
	}
}

// wentOut reports whether readers have or had a story: it was published, it was
// marked so, or it left in a package.
func (r *Room) wentOut(a *article.Article) (bool, error) {
	if !a.FirstPublished.IsZero() || slices.Contains([]article.Status{article.Sent, article.Live, article.Withdrawn}, a.Status) {
		return true, nil
	}
	receipts, err := r.sendings(a.ID)
	return len(receipts) > 0, err
}

// firstOut is when a story that went out did so first, as far as is known.
func (r *Room) firstOut(a *article.Article) (first time.Time, err error) {
	receipts, err := r.sendings(a.ID)
	if err != nil {
		return first, err
	}
	for _, receipt := range receipts {
		first = earlier(first, receipt.At)
	}
	revisions, err := r.db.History(a.ID)
	for _, rev := range revisions {
		for _, d := range rev.Deeds {
			if d.What == article.DeedStatus && d.To == string(article.Sent) {
				first = earlier(first, rev.At)
			}
		}
	}
	return first, err
}

// earlier of two moments, of which the first may be none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// signCorrections says who noted corrections that an edit brings, and in which
// revision; what is noted already keeps its signature.
func (r *Room) signCorrections(before, after *article.Article, why string) error {
	fresh := func(c article.Correction) bool { return c.Rev == 0 && !slices.ContainsFunc(before.Corrections, c.Same) }
	if !slices.ContainsFunc(after.Corrections, fresh) {
		return nil
	}
	if err := r.mayCorrect(before); err != nil {
		return err
	}
	after.Corrections = slices.Clone(after.Corrections)
	for i := range after.Corrections {
		c := &after.Corrections[i]
		if !fresh(*c) {
			continue
		}
		c.By, c.Rev = r.Person().Sign(), before.Rev+1
		if c.At.IsZero() {
			c.At = r.now()
		}
		if c.Why == "" {
			c.Why = article.OneLine(why)
		}
	}
	return nil
}
