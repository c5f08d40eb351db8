package store

import (
	"stet/internal/article"
	"stet/internal/desk"
)

// Move says where a story goes.
type Move struct {
	Story   article.ID
	Section string // a desk.Section's id, "" = in none
	Rev     int64  // the revision that this was decided on; 0 = whichever is the newest
}

// Rehouse moves stories to other sections and, unless sections is nil, replaces
// the list of sections, in one record of the journal: it does all or nothing,
// whatever happens. Each story has a new revision, whose At, By, Note and
// Changed are r's; the story moved last stands first in the list.
//
// It wraps ErrNotFound for a story that is not stored, ErrStale ([StaleError])
// for one whose newest revision is not the move's, or that is moved twice, and
// article.ErrValue for texts that are not UTF-8.
func (db *DB) Rehouse(sections []desk.Section, moves []Move, r article.Revision) error {
	if len(moves) == 0 {
		if sections == nil {
			return nil
		}
		return db.PutSections(sections)
	}
	if r.At.IsZero() {
		r.At = db.options.Now()
	}
	said := stamp{At: r.At.Round(0).UTC(), By: r.By, Note: r.Note, Changed: r.Changed}
	return db.write(func(b *batch) error {
		f, err := planMoves(b, moves)
		if err != nil {
			return err
		}
		f.Sections, f.Revision = sections, said
		b.expect(8 * len(moves))
		if err := b.addMoves(f); err != nil {
			return err
		}
		b.lines = append(b.lines, f.planned.lines...)
		return nil
	})
}

// planMoves judges each move against its story's head.
func planMoves(b *batch, moves []Move) (*movesFact, error) {
	f := &movesFact{
		Moves:   make([]moved, len(moves)),
		planned: &plannedMoves{heads: make([]head, len(moves)), lines: make([]Line, 0, len(moves))},
	}
	seen := make(map[storyKey]bool, len(moves))
	for i, m := range moves {
		k, err := keyOf(m.Story)
		if err != nil {
			return nil, noStory(m.Story)
		}
		h, ok, err := b.head(k)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, noStory(m.Story)
		}
		if seen[k] {
			return nil, &StaleError{ID: string(m.Story), Base: h.rev, Head: h.rev + 1}
		}
		if m.Rev != 0 && m.Rev != h.rev {
			return nil, &StaleError{ID: string(m.Story), Base: m.Rev, Head: h.rev}
		}
		seen[k] = true
		f.Moves[i] = moved{ID: k.id(), Rev: h.rev + 1, As: h.rev, Section: m.Section}
		if h.as != 0 {
			f.Moves[i].As = h.as
		}
		f.planned.heads[i] = h
	}
	return f, nil
}
