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
	Spare     []Slot `json:"spare,omitempty"` // the other order, for when the first falls
	Rule      *Rule  `json:"rule,omitempty"`  // how it fills itself when asked; nil = nobody has said

	// What revision Rev says of itself.
	At   time.Time `json:"at,omitzero" ts_type:"string"`
	By   string    `json:"by,omitempty"`   // initials, else name
	Note string    `json:"note,omitempty"` // what was done, as an editor reads it
}

// Slot is one place in a lineup. Empty texts fall back to the story's own.
type Slot struct {
	Story      article.ID   `json:"story"`
	Weight     Weight       `json:"weight"`
	Headline   string       `json:"headline,omitempty"`
	Standfirst string       `json:"standfirst,omitempty"`
	Picture    string       `json:"picture,omitempty"` // one of the story's, or [NoPicture]
	Pinned     bool         `json:"pinned,omitempty"`
	Until      time.Time    `json:"until,omitzero" ts_type:"string"`
	UntilZone  string       `json:"untilZone,omitempty"` // that Until was said in, "" = an offset was
	Sublinks   []article.ID `json:"sublinks,omitempty"`
	Filled     bool         `json:"filled,omitempty"` // by a rule: the next filling may put another there
	Hole       string       `json:"hole,omitempty"`   // why the place is empty ("killed"), "" = it is not; known when read, never stored
}

// NoPicture as a slot's picture: the story stands there without one.
const NoPicture = "none"

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

// What a lineup may hold at most.
const (
	MostSlots    = 1000
	MostSublinks = 10
)

// Errors of lineups.
var (
	ErrNoLineup    = errors.New("no such lineup")
	ErrLineupTaken = errors.New("a lineup of this name exists")
	ErrPlaced      = errors.New("the story is already in this lineup")
	ErrNoSlot      = errors.New("the story is not in this lineup")
	ErrFull        = errors.New("the lineup is full")
	ErrSplash      = errors.New("the lineup has a splash")
	ErrNoSpare     = errors.New("the lineup has no spare")
	ErrNoRule      = errors.New("nothing says what the lineup fills itself with")
)

// StoryError says which story an error of a lineup is about.
type StoryError struct {
	Err   error
	Story article.ID
}

func (e *StoryError) Error() string { return e.Err.Error() + ": " + string(e.Story) }

func (e *StoryError) Unwrap() error { return e.Err }

// FindLineup looks a lineup up by id or name, names in any case, and with or
// without accents where no other has just that name. It wraps ErrNoLineup.
func FindLineup(lineups []Lineup, word string) (Lineup, error) {
	word = article.OneLine(word)
	for _, match := range []func(Lineup) bool{
		func(l Lineup) bool { return l.ID == word },
		func(l Lineup) bool { return strings.EqualFold(l.Name, word) },
		func(l Lineup) bool { return bare(l.Name) == bare(word) },
	} {
		if i := slices.IndexFunc(lineups, match); i >= 0 && word != "" {
			return lineups[i], nil
		}
	}
	return Lineup{}, fmt.Errorf("%w: %q", ErrNoLineup, word)
}

// NewLineup is an empty lineup of a name that none of lineups has.
func NewLineup(lineups []Lineup, id, name string) (Lineup, error) {
	name, err := NameOf("a lineup", name, LongestName)
	if err != nil {
		return Lineup{}, err
	}
	return begun(lineups, Lineup{ID: id, Name: name})
}

// SectionLineup is an empty lineup of a section. It has the section's name as
// it is: one that was given before names had limits is no reason to refuse it.
func SectionLineup(lineups []Lineup, id, section, name string) (Lineup, error) {
	return begun(lineups, Lineup{ID: id, SectionID: section, Name: name})
}

func begun(lineups []Lineup, l Lineup) (Lineup, error) {
	if other, err := FindLineup(lineups, l.Name); err == nil {
		return Lineup{}, fmt.Errorf("%w: %q", ErrLineupTaken, other.Name)
	}
	l.Slots = []Slot{}
	return l, nil
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
		return l, &StoryError{ErrPlaced, s.Story}
	}
	if len(l.Slots) >= MostSlots {
		return l, fmt.Errorf("%w: it has %d places", ErrFull, MostSlots)
	}
	if s.Weight == Splash && l.splash() >= 0 {
		return l, &StoryError{ErrSplash, l.Slots[l.splash()].Story}
	}
	l.Slots = slices.Insert(slices.Clone(l.Slots), max(0, min(to, len(l.Slots))), s)
	return l, nil
}

// Shift moves a story to position to.
func (l Lineup) Shift(id article.ID, to int) (Lineup, error) {
	i, err := l.find(id)
	if err != nil {
		return l, err
	}
	s := l.Slots[i]
	to = max(0, min(to, len(l.Slots)-1))
	s.Filled = s.Filled && to == i // whom somebody moves, a rule leaves alone
	l.Slots = slices.Insert(slices.Delete(slices.Clone(l.Slots), i, i+1), to, s)
	return l, nil
}

// Swap has two stories change places; the weights stay with the stories.
func (l Lineup) Swap(a, b article.ID) (Lineup, error) {
	i, err := l.find(a)
	if err != nil {
		return l, err
	}
	j, err := l.find(b)
	if err != nil {
		return l, err
	}
	l.Slots = slices.Clone(l.Slots)
	l.Slots[i], l.Slots[j] = l.Slots[j], l.Slots[i]
	l.Slots[i].Filled, l.Slots[j].Filled = false, false
	return l, nil
}

// MakeSplash makes a story the splash: it and the splash change places and
// weights, and each keeps its own head, picture and the rest of its slot. Where
// there is no splash, the first place is its.
func (l Lineup) MakeSplash(id article.ID) (Lineup, error) {
	i, err := l.find(id)
	if err != nil {
		return l, err
	}
	top := max(0, l.splash())
	made, err := l.Swap(id, l.Slots[top].Story)
	if err != nil {
		return l, err
	}
	made.Slots[top].Weight, made.Slots[i].Weight = l.Slots[top].Weight, l.Slots[i].Weight // as the places had them
	made.Slots[top].Weight = Splash
	return made, nil
}

// Take removes a story from the lineup.
func (l Lineup) Take(id article.ID) (Lineup, error) {
	i, err := l.find(id)
	if err != nil {
		return l, err
	}
	l.Slots = slices.Delete(slices.Clone(l.Slots), i, i+1)
	return l, nil
}

func (l Lineup) at(id article.ID) int {
	return slices.IndexFunc(l.Slots, func(s Slot) bool { return s.Story == id })
}

// find is at, for those that need the story to be there; it wraps ErrNoSlot.
func (l Lineup) find(id article.ID) (int, error) {
	i := l.at(id)
	if i < 0 {
		return 0, &StoryError{ErrNoSlot, id}
	}
	return i, nil
}

// splash is where the splash stands, -1 = there is none.
func (l Lineup) splash() int {
	return slices.IndexFunc(l.Slots, func(s Slot) bool { return s.Weight == Splash })
}
