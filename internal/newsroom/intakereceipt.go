package newsroom

import (
	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/store"
)

func tidyReceipt(r *article.Receipt) {
	for _, notes := range []*[]article.Note{&r.Changed, &r.Dropped, &r.Moved} {
		if *notes == nil {
			*notes = []article.Note{}
		}
	}
}

// Intake is the receipt of the import that made the story; false = it was
// written here.
func (r *Room) Intake(id article.ID) (article.Receipt, bool, error) {
	receipt, found, err := r.db.Intake(id)
	tidyReceipt(&receipt)
	return receipt, found, err
}

// IntakeReceipt is [Room.Intake] as one value, for the window.
type IntakeReceipt struct {
	Found   bool            `json:"found"`
	Receipt article.Receipt `json:"receipt"`
}

// IntakeReceipt is the receipt of the import that made the story.
func (r *Room) IntakeReceipt(id article.ID) (IntakeReceipt, error) {
	receipt, found, err := r.Intake(id)
	return IntakeReceipt{Found: found, Receipt: receipt}, err
}

// PutBack puts words that an import dropped back into the body, as a new
// revision on top of base.
func (r *Room) PutBack(id article.ID, base int64, n article.Note) (Saved, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return Saved{}, err
	}
	if a.Rev != base {
		return Saved{}, &store.StaleError{ID: string(id), Base: base, Head: a.Rev}
	}
	a, err = r.keep(intake.PutBack(a, n), "put back: "+n.Text, []string{"body"})
	if err != nil {
		return Saved{}, err
	}
	if err := r.tickOff(a, n); err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

// tickOff takes a note that was put back off the story's receipt.
func (r *Room) tickOff(a article.Article, n article.Note) error {
	receipt, found, err := r.db.Intake(a.ID)
	if err != nil || !found {
		return err
	}
	for i, d := range receipt.Dropped {
		if d == n {
			receipt.Dropped = append(receipt.Dropped[:i:i], receipt.Dropped[i+1:]...)
			return r.db.PutIntake(a.ID, a.Rev, receipt)
		}
	}
	return nil
}
