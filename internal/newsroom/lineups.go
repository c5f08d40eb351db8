package newsroom

import (
	"errors"

	"stet/internal/article"
	"stet/internal/desk"
)

// Lineups lists every lineup; never nil.
func (r *Room) Lineups() ([]desk.Lineup, error) {
	lineups, err := r.db.Lineups()
	if lineups == nil {
		lineups = []desk.Lineup{}
	}
	return lineups, err
}

// Lineup finds a lineup by id or name.
func (r *Room) Lineup(word string) (desk.Lineup, error) {
	lineups, err := r.db.Lineups()
	if err != nil {
		return desk.Lineup{}, err
	}
	return desk.FindLineup(lineups, word)
}

// SetLineup makes the lineup hold just these stories, in this order. A lineup
// of a new name is made; a story that stays keeps its slot's own headline.
func (r *Room) SetLineup(name string, stories []article.ID) (desk.Lineup, error) {
	l, err := r.Lineup(name)
	if errors.Is(err, desk.ErrNoLineup) {
		l, err = desk.Lineup{ID: string(r.opts.NewID()), Name: article.OneLine(name)}, nil
	}
	if err != nil {
		return l, err
	}
	before := l.Slots
	l.Slots = []desk.Slot{}
	for n, id := range stories {
		if _, err := r.db.Summary(id); err != nil {
			return l, err
		}
		slot := desk.Slot{Story: id, Weight: desk.Standard}
		for _, old := range before {
			if old.Story == id {
				slot = old
			}
		}
		if l, err = l.Place(slot, n); err != nil {
			return l, err
		}
	}
	return r.db.PutLineup(l)
}

// AddToLineup places a story; MoveInLineup and RemoveFromLineup do as they say.
func (r *Room) AddToLineup(word string, s desk.Slot, to int) (desk.Lineup, error) {
	if _, err := r.db.Summary(s.Story); err != nil {
		return desk.Lineup{}, err
	}
	return r.changeLineup(word, func(l desk.Lineup) (desk.Lineup, error) { return l.Place(s, to) })
}

// MoveInLineup puts a story at position to, 0 = first.
func (r *Room) MoveInLineup(word string, id article.ID, to int) (desk.Lineup, error) {
	return r.changeLineup(word, func(l desk.Lineup) (desk.Lineup, error) { return l.Shift(id, to) })
}

// RemoveFromLineup takes a story out of the lineup.
func (r *Room) RemoveFromLineup(word string, id article.ID) (desk.Lineup, error) {
	return r.changeLineup(word, func(l desk.Lineup) (desk.Lineup, error) { return l.Take(id) })
}

func (r *Room) changeLineup(word string, change func(desk.Lineup) (desk.Lineup, error)) (desk.Lineup, error) {
	l, err := r.Lineup(word)
	if err != nil {
		return l, err
	}
	if l, err = change(l); err != nil {
		return l, err
	}
	return r.db.PutLineup(l)
}
