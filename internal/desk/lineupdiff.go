package desk

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// Change is how one story stands otherwise in a later state of a lineup.
type Change struct {
	Kind   ChangeKind `json:"kind"`
	Story  article.ID `json:"story"`
	From   int        `json:"from"`             // its place in the earlier state, 1 = first; 0 = none
	To     int        `json:"to"`               // in the later
	Fields []string   `json:"fields,omitempty"` // of its slot, which differ
}

// ChangeKind is "added", "gone", "moved" or "changed".
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Gone    ChangeKind = "gone"
	Moved   ChangeKind = "moved"
	Changed ChangeKind = "changed"
)

// DiffLineups says how a later state of a lineup differs from an earlier one, in
// the order of the later, what is gone last. Only those stories are told to have
// moved that it takes to make one order of the other: what stands lower because
// something came in above it has not.
func DiffLineups(earlier, later []Slot) []Change {
	was := map[article.ID]int{}
	for i, s := range earlier {
		was[s.Story] = i
	}
	still, order := map[article.ID]bool{}, []int{}
	for _, s := range later {
		still[s.Story] = true
		if i, ok := was[s.Story]; ok {
			order = append(order, i)
		}
	}
	stayed := longestRising(order)
	changes := []Change{}
	for to, s := range later {
		from, ok := was[s.Story]
		if !ok {
			changes = append(changes, Change{Kind: Added, Story: s.Story, To: to + 1})
			continue
		}
		c := Change{Kind: Changed, Story: s.Story, From: from + 1, To: to + 1, Fields: differ(&earlier[from], &s)}
		if !stayed[from] {
			c.Kind = Moved
		}
		if c.Kind == Moved || len(c.Fields) > 0 {
			changes = append(changes, c)
		}
	}
	for from, s := range earlier {
		if !still[s.Story] {
			changes = append(changes, Change{Kind: Gone, Story: s.Story, From: from + 1})
		}
	}
	return changes
}

// Said is the change as an editor reads it, behind the story's name.
func (c Change) Said() string {
	said := ""
	switch c.Kind {
	case Added:
		return fmt.Sprintf("is new, place %d", c.To)
	case Gone:
		return fmt.Sprintf("is gone, it was place %d", c.From)
	case Moved:
		said = fmt.Sprintf("moved from place %d to %d", c.From, c.To)
	case Changed:
		said = "changed"
	}
	if len(c.Fields) > 0 {
		said += ": " + strings.Join(c.Fields, ", ")
	}
	return said
}

// differ names the fields in which two slots of a story differ.
func differ(a, b *Slot) []string {
	var fields []string
	for i, same := range []bool{
		a.Headline == b.Headline, a.Standfirst == b.Standfirst, a.Picture == b.Picture, a.Weight == b.Weight,
		a.Pinned == b.Pinned, a.Until.Equal(b.Until), slices.Equal(a.Sublinks, b.Sublinks),
	} {
		if !same {
			fields = append(fields, SlotFields[i])
		}
	}
	return fields
}

// longestRising is the longest run of numbers that rise, of a list that holds
// each once.
func longestRising(list []int) map[int]bool {
	ends, before := []int{}, make([]int, len(list)) // where the best run of each length ends; who stands before
	for i, n := range list {
		at, _ := slices.BinarySearchFunc(ends, n, func(end, n int) int { return list[end] - n })
		before[i] = -1
		if at > 0 {
			before[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
	}
	run := map[int]bool{}
	if len(ends) == 0 {
		return run
	}
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		run[list[i]] = true
	}
	return run
}
