package desk

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"stet/internal/article"
)

const (
	ferryStory = article.ID("01890000-0000-7000-8000-000000000001")
	portStory  = article.ID("01890000-0000-7000-8000-000000000002")
	otherStory = article.ID("01890000-0000-7000-8000-000000000003")
)

func TestRepoint(t *testing.T) {
	splash := Slot{Story: portStory, Weight: Splash, Headline: "Port shut", Pinned: true}
	for name, c := range map[string]struct {
		before, after Lineup
		changed       bool
	}{
		"nothing to do": {Lineup{Slots: []Slot{{Story: otherStory}}}, Lineup{Slots: []Slot{{Story: otherStory}}}, false},
		"its place and all it says": {
			Lineup{Slots: []Slot{splash, {Story: otherStory}}},
			Lineup{Slots: []Slot{{Story: ferryStory, Weight: Splash, Headline: "Port shut", Pinned: true}, {Story: otherStory}}}, true,
		},
		"the other leads": {
			Lineup{Slots: []Slot{splash, {Story: otherStory}, {Story: ferryStory}}},
			Lineup{Slots: []Slot{{Story: ferryStory, Weight: Splash, Headline: "Port shut", Pinned: true}, {Story: otherStory}}}, true,
		},
		"the other stands below": {Lineup{Slots: []Slot{{Story: ferryStory}, splash}}, Lineup{Slots: []Slot{{Story: ferryStory}}}, true},
		"the spare too": {
			Lineup{Slots: []Slot{{Story: ferryStory}}, Spare: []Slot{splash}},
			Lineup{Slots: []Slot{{Story: ferryStory}}, Spare: []Slot{{Story: ferryStory, Weight: Splash, Headline: "Port shut", Pinned: true}}}, true,
		},
		"sublinks, none twice": {
			Lineup{Slots: []Slot{{Story: otherStory, Sublinks: []article.ID{portStory, ferryStory}}}},
			Lineup{Slots: []Slot{{Story: otherStory, Sublinks: []article.ID{ferryStory}}}}, true,
		},
		"no sublink of itself": {
			Lineup{Slots: []Slot{{Story: ferryStory, Sublinks: []article.ID{portStory}}}},
			Lineup{Slots: []Slot{{Story: ferryStory}}}, true,
		},
		"nor where it comes to stand": {
			Lineup{Slots: []Slot{{Story: portStory, Sublinks: []article.ID{ferryStory, otherStory}}}},
			Lineup{Slots: []Slot{{Story: ferryStory, Sublinks: []article.ID{otherStory}}}}, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, changed := c.before.Repoint(portStory, ferryStory)
			if changed != c.changed || !reflect.DeepEqual(got.Slots, c.after.Slots) || len(got.Spare) != len(c.after.Spare) ||
				len(got.Spare) > 0 && !reflect.DeepEqual(got.Spare, c.after.Spare) {
				t.Errorf("%v, %+v", changed, got)
			}
		})
	}
}

// Whatever a lineup holds: it names the story no more, and is one that may be.
func TestRepointLaw(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	ids := []article.ID{ferryStory, portStory, otherStory}
	some := func() []Slot {
		var slots []Slot
		for _, i := range r.Perm(3)[:r.IntN(4)] {
			s := Slot{Story: ids[i], Weight: Standard}
			for _, j := range r.Perm(3)[:r.IntN(3)] {
				if j != i {
					s.Sublinks = append(s.Sublinks, ids[j])
				}
			}
			slots = append(slots, s)
		}
		return slots
	}
	for range 500 {
		l := Lineup{Slots: some(), Spare: some()}
		got, changed := l.Repoint(portStory, ferryStory)
		if err := got.Check(); err != nil {
			t.Fatalf("%+v: %v", got, err)
		}
		if named := slices.Contains(l.Stories(), portStory); named != changed || slices.Contains(got.Stories(), portStory) {
			t.Fatalf("%+v became %+v, changed %v", l, got, changed)
		}
		for _, s := range slices.Concat(got.Slots, got.Spare) {
			if slices.Contains(s.Sublinks, s.Story) {
				t.Fatalf("%+v links to itself", s)
			}
		}
	}
}
