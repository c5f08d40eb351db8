package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// Lineup is the ordered stories of a front, an edition or a list (Trending).
type Lineup struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	SectionID string `json:"sectionId,omitempty"` // "" = a named lineup of no section
	Rev       int64  `json:"rev"`
	Slots     []Slot `json:"slots"`
}

// Slot is one place in a lineup. Empty texts fall back to the story's own.
type Slot struct {
	Story      article.ID   `json:"story"`
	Weight     Weight       `json:"weight"`
	Headline   string       `json:"headline,omitempty"`
	Standfirst string       `json:"standfirst,omitempty"`
	Picture    string       `json:"picture,omitempty"`
	Pinned     bool         `json:"pinned,omitempty"`
	Until      time.Time    `json:"until,omitzero" ts_type:"string"`
	Sublinks   []article.ID `json:"sublinks,omitempty"`
	Hole       string       `json:"hole,omitempty"` // why the place is empty ("killed 21:04"), "" = it is not
}

// Weight is how much room a slot has.
type Weight string

// The weights, heaviest first.
const (
	Splash   Weight = "splash"
	Lead     Weight = "lead"
	Standard Weight = "standard"
	Brief    Weight = "brief"
)

// Weights in order.
var Weights = []Weight{Splash, Lead, Standard, Brief}

// Errors of lineups.
var (
	ErrNoLineup = errors.New("no such lineup")
	ErrPlaced   = errors.New("the story is already in this lineup")
	ErrNoSlot   = errors.New("the story is not in this lineup")
)

// FindLineup looks a lineup up by id or name, names in any case.
func FindLineup(lineups []Lineup, word string) (Lineup, error) {
	for _, l := range lineups {
		if l.ID == word || strings.EqualFold(l.Name, strings.TrimSpace(word)) {
			return l, nil
		}
	}
	return Lineup{}, fmt.Errorf("%w: %q", ErrNoLineup, word)
}

// ParseWeight reads a weight by name; "" is standard.
func ParseWeight(text string) (Weight, error) {
	w := Weight(strings.ToLower(strings.TrimSpace(text)))
	if w == "" {
		return Standard, nil
	}
	if !slices.Contains(Weights, w) {
		return "", fmt.Errorf("%w: weight %q is not one of %s", article.ErrValue, text, article.OneOf(Weights))
	}
	return w, nil
}

// Place puts a story at position to (0 = first, past the end = last).
func (l Lineup) Place(s Slot, to int) (Lineup, error) {
	if l.at(s.Story) >= 0 {
		return l, fmt.Errorf("%w: %s", ErrPlaced, s.Story)
	}
	l.Slots = slices.Insert(slices.Clone(l.Slots), max(0, min(to, len(l.Slots))), s)
	return l, nil
}

// Shift moves a story to position to.
func (l Lineup) Shift(id article.ID, to int) (Lineup, error) {
	i := l.at(id)
	if i < 0 {
		return l, fmt.Errorf("%w: %s", ErrNoSlot, id)
	}
	s := l.Slots[i]
	l.Slots = slices.Delete(slices.Clone(l.Slots), i, i+1)
	l.Slots = slices.Insert(l.Slots, max(0, min(to, len(l.Slots))), s)
	return l, nil
}

// Take removes a story from the lineup.
func (l Lineup) Take(id article.ID) (Lineup, error) {
	i := l.at(id)
	if i < 0 {
		return l, fmt.Errorf("%w: %s", ErrNoSlot, id)
	}
	l.Slots = slices.Delete(slices.Clone(l.Slots), i, i+1)
	return l, nil
}

func (l Lineup) at(id article.ID) int {
	return slices.IndexFunc(l.Slots, func(s Slot) bool { return s.Story == id })
}
