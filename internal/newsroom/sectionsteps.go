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

// Why an action on the sections cannot be taken back.
var (
	ErrNoStep          = errors.New("nothing was done to the sections since Stet was started")
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
	steps []sectionStep
}

// sectionStep is one action, with what it takes to take it back.
type sectionStep struct {
	what          string // as an editor reads it
	before, after []desk.Section
	moved         []store.Move // where stories were before
	home          string       // the section that they went to, "" = none had to
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
	r.sectionSteps.add(step)
	return nil
}

// rehouse is keepSections for a step that moves stories too, in one go.
func (r *Room) rehouse(step sectionStep, note string) error {
	moves := slices.Clone(step.moved)
	for i := range moves {
		moves[i].Section = step.home
	}
	if err := r.db.Rehouse(step.after, moves, r.bySomebody(note)); err != nil {
		return err
	}
	r.sectionSteps.add(step)
	return nil
}

func (r *Room) bySomebody(note string) article.Revision {
	return article.Revision{At: r.now(), By: r.Person().Sign(), Note: note, Changed: []string{"section"}}
}

func (s *sectionSteps) add(step sectionStep) {
	s.steps = append(s.steps, step)
	if over := len(s.steps) - mostSectionSteps; over > 0 {
		s.steps = slices.Delete(s.steps, 0, over)
	}
}

// SectionsUndone says what was taken back.
type SectionsUndone struct {
	What   string // the action, as an editor reads it
	Back   int    // stories that are where they were
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
		return SectionsUndone{}, fmt.Errorf("%w; not taken back: %s", err, step.what)
	}
	moves, err := r.wayBack(step)
	if err != nil {
		return SectionsUndone{}, err
	}
	if err := r.db.Rehouse(step.before, moves, r.bySomebody("taken back: "+step.what)); err != nil {
		return SectionsUndone{}, err
	}
	r.sectionSteps.steps = steps[:len(steps)-1]
	return SectionsUndone{What: step.what, Back: len(moves), Stayed: len(step.moved) - len(moves)}, nil
}

// LastSectionStep is what UndoSections would take back, "" = nothing.
func (r *Room) LastSectionStep() string {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	if steps := r.sectionSteps.steps; len(steps) > 0 {
		return steps[len(steps)-1].what
	}
	return ""
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
