package newsroom

import (
	"errors"
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/store"
)

// DecideRequest gives changes of the document that a story came from their
// verdict.
type DecideRequest struct {
	ID      article.ID      `json:"id"`
	Base    int64           `json:"base"`
	Changes []int           `json:"changes"` // their ids; none = all that nobody has decided
	Verdict article.Verdict `json:"verdict"`
}

// Decided is the story with its verdicts, and how many changes could not be
// made because the words around them were edited.
type Decided struct {
	Saved
	Receipt article.Receipt `json:"receipt"`
	Missed  int             `json:"missed"`
}

// Decide gives changes their verdict and makes the body say so, as one
// revision on top of base. Of several, one whose place cannot be told is left
// undecided; alone it is an error. A comment is only ticked off.
func (r *Room) Decide(q DecideRequest) (Decided, error) {
	if !slices.Contains(article.Verdicts, q.Verdict) {
		return Decided{}, fmt.Errorf("%w: verdict %q is none of %q", article.ErrValue, q.Verdict, article.Verdicts)
	}
	a, err := r.db.Get(q.ID)
	if err != nil {
		return Decided{}, err
	}
	if a.Rev != q.Base {
		return Decided{}, &store.StaleError{ID: string(q.ID), Base: q.Base, Head: a.Rev}
	}
	receipt, _, err := r.db.Intake(q.ID)
	if err != nil {
		return Decided{}, err
	}
	tidyReceipt(&receipt)
	was := a.Body
	done, missed, err := decide(&a, &receipt, q)
	if err != nil {
		return Decided{}, err
	}
	if a.Body != was {
		if a, err = r.keep(a, decidedNote(q.Verdict, done), []string{"body"}); err != nil {
			return Decided{}, err
		}
	}
	if err := r.db.PutIntake(a.ID, a.Rev, receipt); err != nil {
		return Decided{}, err
	}
	saved, err := r.saved(a)
	return Decided{Saved: saved, Receipt: receipt, Missed: missed}, err
}

// DecidedNow is [Decided] with each change as it stands now.
type DecidedNow struct {
	Saved
	Changes []Proposal `json:"changes"`
	Missed  int        `json:"missed"`
}

// DecideFor is [Room.Decide] for the window.
func (r *Room) DecideFor(q DecideRequest) (DecidedNow, error) {
	d, err := r.Decide(q)
	return DecidedNow{Saved: d.Saved, Changes: proposals(d.Article.Body, d.Receipt.Changes), Missed: d.Missed}, err
}

// decide goes through the document's order, and back where verdicts are taken
// back: what was done last is undone first.
func decide(a *article.Article, receipt *article.Receipt, q DecideRequest) (done, missed int, err error) {
	receipt.Changes = slices.Clone(receipt.Changes)
	for n := range receipt.Changes {
		i := n
		if q.Verdict != article.Rejected {
			i = len(receipt.Changes) - 1 - n
		}
		c := receipt.Changes[i]
		if named := slices.Contains(q.Changes, c.ID); !named && (len(q.Changes) > 0 || c.Verdict != article.Undecided) {
			continue
		}
		body, decided, err := intake.Decide(a.Body, c, q.Verdict)
		switch {
		case errors.Is(err, intake.ErrPlace) && len(q.Changes) != 1:
			missed++
			continue
		case err != nil:
			return 0, 0, err
		}
		a.Body, receipt.Changes[i] = body, decided
		done++
	}
	if done+missed == 0 {
		return 0, 0, fmt.Errorf("change %v of the document: %w", q.Changes, store.ErrNotFound)
	}
	return done, missed, nil
}

func decidedNote(v article.Verdict, n int) string {
	what := "a tracked change"
	if n != 1 {
		what = fmt.Sprintf("%d tracked changes", n)
	}
	if v == article.Undecided {
		return "undecided again: " + what
	}
	return string(v) + " " + what
}
