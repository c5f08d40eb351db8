package desk

import (
	"slices"

	"stet/internal/article"
)

// Repoint puts a story in the place of another that has become part of it, with
// all that the place says; where both stand in the lineup the higher place is
// the story's and the lower one is closed, so that nothing moves up to where one
// of them led. It does so in the spare and among sublinks too, and says whether
// anything changed.
func (l Lineup) Repoint(from, to article.ID) (Lineup, bool) {
	slots, a := repoint(l.Slots, from, to)
	spare, b := repoint(l.Spare, from, to)
	if !a && !b {
		return l, false
	}
	l.Slots, l.Spare = slots, spare
	return l, true
}

func repoint(slots []Slot, from, to article.ID) (repointed []Slot, changed bool) {
	either := func(s Slot) bool { return s.Story == from || s.Story == to }
	higher := slices.IndexFunc(slots, either)
	repointed = slots[:0:0]
	for i, s := range slots {
		if either(s) && i != higher {
			changed = true
			continue
		}
		if s.Story == from {
			changed = true
			s.Story = to
		}
		if slices.Contains(s.Sublinks, from) {
			changed = true
			s.Sublinks = relink(s.Sublinks, from, to)
		}
		// A story is no sublink of itself.
		if s.Story == to && slices.Contains(s.Sublinks, to) {
			changed = true
			s.Sublinks = slices.DeleteFunc(slices.Clone(s.Sublinks), func(id article.ID) bool { return id == to })
		}
		if len(s.Sublinks) == 0 {
			s.Sublinks = nil
		}
		repointed = append(repointed, s)
	}
	return repointed, changed
}

func relink(links []article.ID, from, to article.ID) []article.ID {
	relinked := []article.ID{}
	for _, id := range links {
		if id == from {
			id = to
		}
		if !slices.Contains(relinked, id) {
			relinked = append(relinked, id)
		}
	}
	return relinked
}

// GiveBack gives a story back the place that another took over from it, in a
// lineup that was worked on since: where the other had no place earlier, and
// this one had.
func (l Lineup) GiveBack(earlier Lineup, taker, story article.ID) Lineup {
	l.Slots = giveBack(l.Slots, earlier.Slots, taker, story)
	l.Spare = giveBack(l.Spare, earlier.Spare, taker, story)
	return l
}

func giveBack(slots, earlier []Slot, taker, story article.ID) []Slot {
	stood := func(in []Slot, id article.ID) int {
		return slices.IndexFunc(in, func(s Slot) bool { return s.Story == id })
	}
	at := stood(slots, taker)
	if at < 0 || stood(slots, story) >= 0 || stood(earlier, taker) >= 0 || stood(earlier, story) < 0 {
		return slots
	}
	slots = slices.Clone(slots)
	slots[at].Story = story
	slots[at].Sublinks = slices.DeleteFunc(slices.Clone(slots[at].Sublinks), func(id article.ID) bool { return id == story })
	if len(slots[at].Sublinks) == 0 {
		slots[at].Sublinks = nil
	}
	return slots
}
