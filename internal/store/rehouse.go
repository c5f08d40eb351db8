package store

import (
	"errors"
	"fmt"
	"sync"

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
		b.tell = newTeller(db.options.Progress, "Moving stories: %d of %d.", len(moves))
		return planMoves(b, moves, &movesFact{Sections: sections, Revision: said})
	})
}

// planMoves judges the moves and adds the fact of all, with a number for each.
func planMoves(b *batch, moves []Move, f *movesFact) error {
	stories, err := lookUp(b, moves)
	if err != nil {
		return err
	}
	f.Moves = make([]moved, len(moves))
	b.expect(8 * len(moves))
	if err := b.reserve(len(moves) - 1); err != nil {
		return err
	}
	for i := range stories {
		s, m := &stories[i], &f.Moves[i]
		*m = moved{ID: s.story.id(), Rev: s.head.rev + 1, As: s.head.rev, Section: moves[i].Section}
		if s.head.as != 0 {
			m.As = s.head.as
		}
		b.seq++
		f.putRevision(b, s.story, m)
		if err := f.move(b, s.story, m, &s.head, &s.line); err != nil {
			return err
		}
		b.lines = append(b.lines, Line{Head: s.line, Seq: b.seq})
		b.tell.add(1)
	}
	if err := f.applySections(b); err != nil {
		return err
	}
	return b.enter(f)
}

// standing is where a story stands before it is moved.
type standing struct {
	story storyKey
	head  head
	line  article.Head
}

// lookUp finds out where the stories of moves stand, and refuses moves that
// cannot be made. It is half of the work, and is done by two.
func lookUp(b *batch, moves []Move) ([]standing, error) {
	stories := make([]standing, len(moves))
	seen := make(map[storyKey]bool, len(moves))
	for i, m := range moves {
		k, err := keyOf(m.Story)
		if err != nil {
			return nil, noStory(m.Story)
		}
		if seen[k] {
			return nil, fmt.Errorf("%w: story %s is moved twice at once", ErrStale, m.Story)
		}
		seen[k], stories[i].story = true, k
	}
	b.reading() // both will
	var errs [2]error
	var looking sync.WaitGroup
	half := len(moves) / 2
	for i, part := range [][2]int{{0, half}, {half, len(moves)}} {
		looking.Go(func() {
			errs[i] = guarded(func() error {
				return lookUpSome(b, moves[part[0]:part[1]], stories[part[0]:part[1]])
			})
		})
	}
	looking.Wait()
	return stories, errors.Join(errs[:]...)
}

func lookUpSome(b *batch, moves []Move, stories []standing) error {
	keys := make([][]byte, len(moves))
	for i := range stories {
		keys[i] = headKey(stories[i].story)
	}
	err := b.getMany(keys, func(i int, v value, ok bool) (err error) {
		if !ok {
			return noStory(moves[i].Story)
		}
		h := &stories[i].head
		if *h, err = decodeHead(v); err == nil && moves[i].Rev != 0 && moves[i].Rev != h.rev {
			err = &StaleError{ID: string(moves[i].Story), Base: moves[i].Rev, Head: h.rev}
		}
		return err
	})
	if err != nil {
		return err
	}
	return lookUpLines(b, stories)
}

func lookUpLines(b *batch, stories []standing) error {
	for _, trashed := range []bool{false, true} {
		var keys [][]byte
		var of []*standing
		for i := range stories {
			if s := &stories[i]; s.head.trashed == trashed {
				keys, of = append(keys, lineKey(s.story, s.head.seq, trashed)), append(of, s)
			}
		}
		err := b.getMany(keys, func(i int, v value, ok bool) (err error) {
			of[i].line, err = b.line(of[i].story, &of[i].head, v, ok)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
