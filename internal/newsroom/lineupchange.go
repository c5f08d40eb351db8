package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// LineupAct is one thing to do with a lineup.
type LineupAct string

// The acts, and what each reads of a LineupChange beside the lineup.
const (
	LineupNew    LineupAct = "new"    // an empty one, of a name that none has
	LineupSet    LineupAct = "set"    // Stories: just these, in this order; who stays keeps its slot
	LineupAdd    LineupAct = "add"    // Stories, To, Slot
	LineupMove   LineupAct = "move"   // Stories, To
	LineupSwap   LineupAct = "swap"   // Stories: two
	LineupTake   LineupAct = "remove" // Stories
	LineupSplash LineupAct = "splash" // Stories: one
	LineupSlot   LineupAct = "slot"   // Stories: one; Slot
	LineupFill   LineupAct = "fill"   // Rule; nil = as it was filled last
	LineupCopy   LineupAct = "copy"   // From; Rev or Yesterday
	LineupKeep   LineupAct = "keep"   // the order as the spare
	LineupSpare  LineupAct = "spare"  // exchanges the order and the spare
	LineupRevert LineupAct = "revert" // Rev
	LineupRename LineupAct = "rename" // Name
)

// AnyRev as a change's Base: whatever is the newest.
const AnyRev = -1

// LineupChange asks for one change of a lineup. It is refused with
// store.ErrStale, and nothing is written, when Base is no longer the newest.
type LineupChange struct {
	Lineup  string            `json:"lineup"` // id or name, or a section's
	Base    int64             `json:"base"`   // the revision that it was made on, 0 = none is there; or AnyRev
	Act     LineupAct         `json:"act"`
	Stories []article.ID      `json:"stories"`
	To      int               `json:"to"` // position, 0 = first, past the end = last
	Slot    map[string]string `json:"slot"`
	Rule    *desk.Rule        `json:"rule"`
	From    string            `json:"from"` // a lineup to copy from, "" = the lineup itself
	Rev     int64             `json:"rev"`  // of it, 0 = as it stands
	// Yesterday copies it as it last stood before today began for the house.
	Yesterday bool   `json:"yesterday"`
	Name      string `json:"name"`
}

// ErrAct says that a change asks for too little or too much.
var ErrAct = errors.New("that is not how a lineup is changed")

// lineupAct changes a lineup and says what it did, as an editor reads it.
type lineupAct struct {
	least, most int // stories; most < 0 = any number
	do          func(*Room, desk.Lineup, LineupChange) (desk.Lineup, string, error)
}

var lineupActs = map[LineupAct]lineupAct{
	LineupNew:    {0, 0, func(_ *Room, l desk.Lineup, _ LineupChange) (desk.Lineup, string, error) { return l, "begun", nil }},
	LineupSet:    {0, -1, (*Room).setLineup},
	LineupAdd:    {1, -1, (*Room).addToLineup},
	LineupMove:   {1, 1, (*Room).moveInLineup},
	LineupSwap:   {2, 2, (*Room).swapInLineup},
	LineupTake:   {1, -1, (*Room).takeFromLineup},
	LineupSplash: {1, 1, (*Room).makeSplash},
	LineupSlot:   {1, 1, (*Room).setSlot},
	LineupFill:   {0, 0, (*Room).fillLineup},
	LineupCopy:   {0, 0, (*Room).copyLineup},
	LineupKeep:   {0, 0, (*Room).keepSpare},
	LineupSpare:  {0, 0, (*Room).useSpare},
	LineupRevert: {0, 0, (*Room).revertLineup},
	LineupRename: {0, 0, (*Room).renameLineup},
}

// ChangeLineup carries out one change, as a revision of the lineup: undo is to
// revert to the one before. A change that changes nothing makes no revision. A
// lineup that is not there is made by new, set and copy, and where it is a section's.
func (r *Room) ChangeLineup(q LineupChange) (LineupShown, error) {
	act, known := lineupActs[q.Act]
	if !known || len(q.Stories) < act.least || act.most >= 0 && len(q.Stories) > act.most {
		return LineupShown{}, fmt.Errorf("%w: %q with %d stories", ErrAct, q.Act, len(q.Stories))
	}
	r.lineupTurn.Lock()
	defer r.lineupTurn.Unlock()
	before, err := r.lineupToChange(q)
	if err != nil {
		return LineupShown{}, err
	}
	if q.Base != AnyRev && q.Base != before.Rev {
		return LineupShown{}, &store.StaleError{ID: before.Name, Base: q.Base, Head: before.Rev}
	}
	after, note, err := act.do(r, before, q)
	if err == nil {
		err = after.Check()
	}
	if err != nil {
		return LineupShown{}, r.inLineup(before, err)
	}
	if before.Rev == 0 || !sameLineup(before, after) {
		if after, err = r.keepLineup(after, note); err != nil {
			return LineupShown{}, err
		}
	}
	return r.shownLineup(after)
}

// inLineup names the lineup in an error, and in place of a story's id its
// headline where there is one.
func (r *Room) inLineup(l desk.Lineup, err error) error {
	var of *desk.StoryError
	if errors.As(err, &of) {
		return fmt.Errorf("%s: %w: %s", l.Name, of.Err, r.called(of.Story))
	}
	return fmt.Errorf("%s: %w", l.Name, err)
}

// called is a story as an editor knows it.
func (r *Room) called(id article.ID) string {
	heads, err := r.db.HeadsOf([]article.ID{id})
	if err != nil || len(heads) == 0 {
		return string(id)
	}
	for _, name := range []string{heads[0].Headline, heads[0].Slugline} {
		if name != "" {
			return "“" + name + "”"
		}
	}
	return string(id)
}

// lineupToChange finds the lineup, or begins one.
func (r *Room) lineupToChange(q LineupChange) (desk.Lineup, error) {
	l, err := r.findLineup(q.Lineup)
	missing := errors.Is(err, desk.ErrNoLineup)
	if missing && q.Act == LineupRevert {
		return r.removedLineup(q.Lineup)
	}
	if err == nil && l.ID != "" && q.Act == LineupNew {
		return l, fmt.Errorf("%w: %q", desk.ErrLineupTaken, l.Name)
	}
	begins := q.Act == LineupNew || q.Act == LineupSet || q.Act == LineupCopy
	if err != nil && (!missing || !begins) || l.ID != "" {
		return l, err
	}
	lineups, err := r.storedLineups()
	if err != nil {
		return l, err
	}
	id := string(r.opts.NewID())
	if l.SectionID != "" {
		return desk.SectionLineup(lineups, id, l.SectionID, l.Name)
	}
	return desk.NewLineup(lineups, id, cmp.Or(l.Name, q.Lineup))
}

// removedLineup is a lineup that was removed, as it last stood, to come back.
func (r *Room) removedLineup(word string) (desk.Lineup, error) {
	l, err := r.findRemoved(word)
	if err != nil {
		return l, err
	}
	lineups, err := r.storedLineups()
	if err != nil {
		return l, err
	}
	if other, err := desk.FindLineup(lineups, l.Name); err == nil {
		return l, fmt.Errorf("%w: %q", desk.ErrLineupTaken, other.Name)
	}
	l.Rev = 0
	return l, nil
}

// findRemoved is a lineup that was removed, by id or name, as it last stood. Of
// several with a name it is the one that was removed last.
func (r *Room) findRemoved(word string) (desk.Lineup, error) {
	removed, err := r.db.RemovedLineups()
	if err != nil {
		return desk.Lineup{}, err
	}
	slices.SortFunc(removed, func(a, b desk.Lineup) int { return b.At.Compare(a.At) })
	return desk.FindLineup(removed, word)
}

func (r *Room) keepLineup(l desk.Lineup, note string) (desk.Lineup, error) {
	l.At, l.By, l.Note = r.now(), r.Person().Sign(), note
	return r.db.PutLineup(l)
}

// sameLineup holds two states against each other as they are kept.
func sameLineup(a, b desk.Lineup) bool {
	return a.Name == b.Name && sameSlots(a.Slots, b.Slots) && sameSlots(a.Spare, b.Spare) && sameRule(a.Rule, b.Rule)
}

func sameSlots(a, b []desk.Slot) bool {
	return slices.EqualFunc(a, b, func(a, b desk.Slot) bool {
		return a.Filled == b.Filled && len(desk.DiffLineups([]desk.Slot{a}, []desk.Slot{b})) == 0
	})
}

func sameRule(a, b *desk.Rule) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.SectionID == b.SectionID && a.Below == b.Below && a.Most == b.Most && slices.Equal(a.Except, b.Except)
}

// GoneLineup is a lineup that was deleted. What targets have of it stays there.
type GoneLineup struct {
	Lineup  desk.Lineup `json:"lineup"`
	FrontAt []string    `json:"frontAt"` // names of the targets that have its front, or get it
}

// DeleteLineup takes a lineup away; its revisions stay, and revert brings it
// back. Base as in a LineupChange.
func (r *Room) DeleteLineup(word string, base int64) (GoneLineup, error) {
	l, err := r.removeLineup(word, base)
	if err != nil {
		return GoneLineup{}, err
	}
	at, err := r.frontAt(l.ID)
	return GoneLineup{Lineup: l, FrontAt: at}, err
}

func (r *Room) removeLineup(word string, base int64) (desk.Lineup, error) {
	r.lineupTurn.Lock()
	defer r.lineupTurn.Unlock()
	l, err := r.findLineup(word)
	if err != nil {
		return l, err
	}
	if base == AnyRev {
		base = l.Rev
	}
	return l, r.db.RemoveLineup(l.ID, base, r.now(), r.Person().Sign())
}
