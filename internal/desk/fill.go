package desk

import (
	"fmt"
	"slices"

	"stet/internal/article"
)

// Rule says what a lineup fills itself with: the newest ready stories of a
// section, less those that stand in other lineups.
type Rule struct {
	SectionID string   `json:"sectionId"`        // "" = of all sections
	Below     bool     `json:"below,omitempty"`  // and of the sections below it
	Most      int      `json:"most"`             // places that the lineup then has
	Except    []string `json:"except,omitempty"` // ids of lineups whose stories are left out
}

// Check refuses a rule that cannot be.
func (r Rule) Check() error {
	if r.Most < 1 || r.Most > MostSlots {
		return fmt.Errorf("%w: fill to %d places; write a number from 1 to %d", article.ErrValue, r.Most, MostSlots)
	}
	return nil
}

// Fill fills the lineup up to most places with stories, best first, less those
// that are taken. What a person placed, or pinned, stays just where it is; the
// places that an earlier filling filled get new stories, and those at the end
// that nothing is left for go.
func (l Lineup) Fill(stories []article.ID, most int, taken func(article.ID) bool) Lineup {
	kept := map[article.ID]bool{}
	for _, s := range l.Slots {
		if s.stays() {
			kept[s.Story] = true
			for _, link := range s.Sublinks {
				kept[link] = true
			}
		}
	}
	next := func() (article.ID, bool) {
		for len(stories) > 0 {
			id := stories[0]
			stories = stories[1:]
			if !kept[id] && !taken(id) {
				kept[id] = true
				return id, true
			}
		}
		return "", false
	}
	filled := []Slot{}
	for _, s := range l.Slots {
		if !s.stays() {
			id, ok := next()
			if !ok {
				continue
			}
			s = Slot{Story: id, Weight: s.Weight, Filled: true}
		}
		filled = append(filled, s)
	}
	for len(filled) < min(most, MostSlots) {
		id, ok := next()
		if !ok {
			break
		}
		filled = append(filled, Slot{Story: id, Weight: Standard, Filled: true})
	}
	l.Slots = filled
	return l
}

// stays reports whether a filling leaves the slot where it is.
func (s *Slot) stays() bool { return s.Pinned || !s.Filled }

// WithSlots puts other slots in place of the lineup's, as copied from another
// lineup or an earlier state of it.
func (l Lineup) WithSlots(slots []Slot) Lineup {
	l.Slots = append([]Slot{}, whole(slots)...)
	return l
}

// Keep keeps the order as the spare, in place of the one that was.
func (l Lineup) Keep() Lineup {
	l.Spare = whole(l.Slots)
	return l
}

// UseSpare exchanges the order with the spare. It wraps ErrNoSpare.
func (l Lineup) UseSpare() (Lineup, error) {
	if len(l.Spare) == 0 {
		return l, ErrNoSpare
	}
	l.Slots, l.Spare = whole(l.Spare), whole(l.Slots)
	return l, nil
}

// AsIn makes the lineup what an earlier state of it was; its name stays, which
// others may have taken since.
func (l Lineup) AsIn(earlier Lineup) Lineup {
	l.Slots, l.Spare, l.Rule = append([]Slot{}, whole(earlier.Slots)...), whole(earlier.Spare), earlier.Rule
	return l
}

// Check refuses a lineup that cannot be: a story twice, more than one splash,
// too many places.
func (l Lineup) Check() error {
	for _, slots := range [][]Slot{l.Slots, l.Spare} {
		if err := checkSlots(slots); err != nil {
			return err
		}
	}
	return nil
}

func checkSlots(slots []Slot) error {
	if len(slots) > MostSlots {
		return fmt.Errorf("%w: %d places; it has room for %d", ErrFull, len(slots), MostSlots)
	}
	seen, splash := make(map[article.ID]bool, len(slots)), article.ID("")
	for _, s := range slots {
		if seen[s.Story] {
			return &StoryError{ErrPlaced, s.Story}
		}
		seen[s.Story] = true
		if s.Weight == Splash && splash != "" {
			return &StoryError{ErrSplash, splash}
		}
		if s.Weight == Splash {
			splash = s.Story
		}
		if !slices.Contains(Weights, s.Weight) {
			return fmt.Errorf("%w: weight %q is not one of %s", article.ErrValue, s.Weight, article.OneOf(Weights))
		}
	}
	return nil
}
