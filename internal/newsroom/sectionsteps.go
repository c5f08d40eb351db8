package newsroom

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// Why an action on the sections cannot be taken back, or done again.
var (
	ErrNoStep          = errors.New("nothing was done to the sections since Stet was started")
	ErrNoRedo          = errors.New("nothing that was taken back can be done again")
	ErrSectionsChanged = errors.New("something else has changed the sections since")
	ErrNotEmpty        = errors.New("the section that was added has stories")
)

// mostSectionSteps is how many actions can be taken back, the latest ones.
const mostSectionSteps = 100

// sectionSteps is what was done to the sections while the room is open, the
// latest last. Its lock is held while they change, so that two changes at once
// do not lose one, and none gets between another and its step.
type sectionSteps struct {
	sync.Mutex
	steps  []sectionStep
	undone []sectionStep // what was taken back since the last of them; the next to be done again is the last
}

// sectionStep is one action, with what it takes to take it back.
type sectionStep struct {
	what          string // as an editor reads it, less its stories
	before, after []desk.Section
	moved         []store.Move // where stories were before
	trashed       int          // how many of them are in the trash
	home          string       // the section that they went to, "" = none had to
}

// take notes that the stories of a section go with it.
func (s *sectionStep) take(heads []article.Head, from string) {
	for _, h := range heads {
		s.moved = append(s.moved, store.Move{Story: h.ID, Section: from})
		if h.Trashed {
			s.trashed++
		}
	}
}

// stories is how many go with it, as an editor reads it.
func (s *sectionStep) stories() string {
	many := fmt.Sprintf("%d stories", len(s.moved))
	if len(s.moved) == 1 {
		many = "1 story"
	}
	switch s.trashed {
	case 0:
		return many
	case len(s.moved):
		return many + " in the trash"
	}
	return fmt.Sprintf("%s (%d in the trash)", many, s.trashed)
}

func (s *sectionStep) said() string {
	if len(s.moved) == 0 {
		return s.what
	}
	return s.what + ", " + s.stories() + " moved"
}

// keepSections keeps a list of sections and the step that made it. What changes
// nothing is neither written nor a step. The lock is the caller's.
func (r *Room) keepSections(step sectionStep) error {
	if sameSections(step.before, step.after) {
		return nil
	}
	if err := r.db.PutSections(step.after); err != nil {
		return err
	}
	r.forgetSent()
	r.sectionSteps.add(step)
	return nil
}

// rehouse is keepSections for a step that moves stories too, in one go.
func (r *Room) rehouse(step sectionStep, note string) error {
	if err := r.db.Rehouse(step.after, step.moves(), r.bySomebody(note)); err != nil {
		return err
	}
	r.forgetSent()
	r.sectionSteps.add(step)
	return nil
}

// moves is where its stories go.
func (s *sectionStep) moves() []store.Move {
	moves := slices.Clone(s.moved)
	for i := range moves {
		moves[i].Section = s.home
	}
	return moves
}

func (r *Room) bySomebody(note string) article.Revision {
	return article.Revision{At: r.now(), By: r.Person().Sign(), Note: note, Changed: []string{"section"}}
}

// add makes a step the last one: what was taken back before it can no longer be
// done again.
func (s *sectionSteps) add(step sectionStep) {
	s.undone = nil
	s.push(step)
}

func (s *sectionSteps) push(step sectionStep) {
	s.steps = append(s.steps, step)
	if over := len(s.steps) - mostSectionSteps; over > 0 {
		s.steps = slices.Delete(s.steps, 0, over)
	}
}

// SectionsUndone says what was taken back, or done again.
type SectionsUndone struct {
	What   string // the action, as an editor reads it
	Back   int    // stories that went with it
	Stayed int    // stories that somebody has moved on since; they are where that put them
}

// UndoSections takes back the last action on the sections that is not taken back
// yet: the list is as it was before it, and so is the section of each story that
// it moved, unless somebody moved the story on. Actions are remembered while the
// room is open. It wraps ErrNoStep, ErrSectionsChanged or ErrNotEmpty, and then
// nothing has changed.
func (r *Room) UndoSections() (SectionsUndone, error) {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	steps := r.sectionSteps.steps
	if len(steps) == 0 {
		return SectionsUndone{}, ErrNoStep
	}
	step := steps[len(steps)-1]
	if err := r.canUndo(step); err != nil {
		return SectionsUndone{}, fmt.Errorf("%w; not taken back: %s", err, step.said())
	}
	moves, err := r.wayBack(step)
	if err != nil {
		return SectionsUndone{}, err
	}
	if err := r.db.Rehouse(step.before, moves, r.bySomebody("taken back: "+step.said())); err != nil {
		return SectionsUndone{}, err
	}
	r.forgetSent()
	r.sectionSteps.steps = steps[:len(steps)-1]
	r.sectionSteps.undone = append(r.sectionSteps.undone, step)
	return SectionsUndone{What: step.said(), Back: len(moves), Stayed: len(step.moved) - len(moves)}, nil
}

// RedoSections does again what UndoSections took back last, as long as nothing
// else was done to the sections since: the list is as the action left it, and
// all stories of a section that it ended go where they went, those too that came
// into it meanwhile. It wraps ErrNoRedo, ErrSectionsChanged or ErrNeedsHome, and
// then nothing has changed.
func (r *Room) RedoSections() (SectionsUndone, error) {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	undone := r.sectionSteps.undone
	if len(undone) == 0 {
		return SectionsUndone{}, ErrNoRedo
	}
	step := undone[len(undone)-1]
	if err := r.again(&step); err != nil {
		return SectionsUndone{}, fmt.Errorf("%w; not done again: %s", err, step.what)
	}
	moves := step.moves()
	if err := r.db.Rehouse(step.after, moves, r.bySomebody("done again: "+step.said())); err != nil {
		return SectionsUndone{}, err
	}
	r.forgetSent()
	r.sectionSteps.undone = undone[:len(undone)-1]
	r.sectionSteps.push(step)
	return SectionsUndone{What: step.said(), Back: len(moves)}, nil
}

// again holds a step that was taken back against the newsroom, and finds the
// stories that go with it now.
func (r *Room) again(step *sectionStep) error {
	now, err := r.db.Sections()
	if err != nil {
		return err
	}
	if !sameSections(now, step.before) {
		return ErrSectionsChanged
	}
	step.moved, step.trashed = nil, 0
	for _, s := range now {
		if slices.ContainsFunc(step.after, func(stays desk.Section) bool { return stays.ID == s.ID }) {
			continue
		}
		heads, err := r.residents(s.ID)
		if err != nil {
			return err
		}
		if step.take(heads, s.ID); step.home == "" && len(heads) > 0 {
			return fmt.Errorf("%w: %s in %q", ErrNeedsHome, step.stories(), s.Name)
		}
	}
	return nil
}

// LastSectionStep is what UndoSections would take back, and what RedoSections
// would do again; "" = nothing.
func (r *Room) LastSectionStep() (undo, redo string) {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	last := func(steps []sectionStep) string {
		if len(steps) == 0 {
			return ""
		}
		return steps[len(steps)-1].said()
	}
	return last(r.sectionSteps.steps), last(r.sectionSteps.undone)
}

// canUndo holds the step against the newsroom: a section may only vanish while
// no story is in it.
func (r *Room) canUndo(step sectionStep) error {
	now, err := r.db.Sections()
	if err != nil {
		return err
	}
	if !sameSections(now, step.after) {
		return ErrSectionsChanged
	}
	for _, s := range now {
		if slices.ContainsFunc(step.before, func(was desk.Section) bool { return was.ID == s.ID }) {
			continue
		}
		heads, err := r.residents(s.ID)
		if err != nil {
			return err
		}
		if len(heads) > 0 {
			return fmt.Errorf("%w: %d in %q", ErrNotEmpty, len(heads), s.Name)
		}
	}
	return nil
}

// wayBack is the moves of the step's stories that are still where it put them.
func (r *Room) wayBack(step sectionStep) ([]store.Move, error) {
	if len(step.moved) == 0 {
		return nil, nil
	}
	heads, err := r.residents(step.home)
	if err != nil {
		return nil, err
	}
	there := make(map[article.ID]bool, len(heads))
	for _, h := range heads {
		there[h.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(step.moved), func(m store.Move) bool { return !there[m.Story] }), nil
}

// sameSections holds two lists against each other as they are kept: what is
// empty and what is not there are the same.
func sameSections(a, b []desk.Section) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && len(a) == len(b) && (len(a) == 0 || bytes.Equal(x, y))
}
