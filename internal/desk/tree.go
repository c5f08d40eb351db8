package desk

import (
	"fmt"
	"slices"
)

// Path is the section and those above it, the uppermost first; nil for an id
// that no section has.
func Path(sections []Section, id string) []Section {
	var path []Section
	for range sections { // a damaged list may go round in circles
		i, err := at(sections, id)
		if err != nil {
			break
		}
		path = append(path, sections[i])
		id = sections[i].Parent
	}
	slices.Reverse(path)
	return path
}

// Below reports whether a section lies somewhere below another.
func Below(sections []Section, id, above string) bool {
	return id != above && slices.ContainsFunc(Path(sections, id), func(s Section) bool { return s.ID == above })
}

// Move puts a section, with all below it, at position to (0 = first, past the
// end = last) among those below parent; "" = among the uppermost. It wraps
// ErrNoSection, and ErrCycle when parent is the section itself or below it.
func Move(sections []Section, id, parent string, to int) ([]Section, error) {
	i, err := at(sections, id)
	if err != nil {
		return nil, err
	}
	if parent != "" {
		p, err := at(sections, parent)
		if err != nil {
			return nil, err
		}
		if parent == id || Below(sections, parent, id) {
			return nil, fmt.Errorf("%w: %q into %q", ErrCycle, sections[i].Name, sections[p].Name)
		}
	}
	moved := slices.Clone(sections)
	s := moved[i]
	s.Parent = parent
	moved = slices.Delete(moved, i, i+1)
	return inOrder(slices.Insert(moved, placeAmong(moved, parent, to), s)), nil
}

// placeAmong is where in the list the section at position to below parent
// stands, or would.
func placeAmong(sections []Section, parent string, to int) int {
	last := 0
	for i, s := range sections {
		if s.Parent != parent {
			continue
		}
		if to <= 0 {
			return i
		}
		to, last = to-1, i+1
	}
	return last
}

// Remove takes a section out; those below it come up to its place, and its slugs
// lead to heir, "" = nowhere. What becomes of its stories is the caller's to
// settle with it. It wraps ErrNoSection, and ErrCycle when it is its own heir.
func Remove(sections []Section, id, heir string) ([]Section, error) {
	i, err := at(sections, id)
	if err != nil {
		return nil, err
	}
	gone := sections[i]
	left := slices.Delete(slices.Clone(sections), i, i+1)
	adopt(left, id, gone.Parent)
	if heir == "" {
		return inOrder(left), nil
	}
	if heir == id {
		return nil, fmt.Errorf("%w: %q into itself", ErrCycle, gone.Name)
	}
	return inherit(inOrder(left), gone, heir)
}

// inherit has the slugs of a section that is gone lead to its heir.
func inherit(sections []Section, gone Section, heir string) ([]Section, error) {
	i, err := at(sections, heir)
	if err != nil {
		return nil, err
	}
	sections[i].OldSlugs = slices.Concat(sections[i].OldSlugs, gone.OldSlugs, []string{gone.Slug})
	return sections, nil
}

// Merge makes one section of two: what lay below from lies below into, and the
// slugs of from lead to into. It wraps ErrNoSection and ErrCycle.
func Merge(sections []Section, from, into string) ([]Section, error) {
	f, err := at(sections, from)
	if err != nil {
		return nil, err
	}
	if _, err := at(sections, into); err != nil {
		return nil, err
	}
	if from == into {
		return nil, fmt.Errorf("%w: %q into itself", ErrCycle, sections[f].Name)
	}
	gone := sections[f]
	merged := slices.Clone(sections)
	if Below(merged, into, from) { // it comes up to the place of what it swallows
		merged, err = Move(merged, into, gone.Parent, positionAmong(merged, from))
		if err != nil {
			return nil, err
		}
	}
	adopt(merged, from, into)
	merged = slices.DeleteFunc(merged, func(s Section) bool { return s.ID == from })
	return inherit(inOrder(merged), gone, into)
}

// positionAmong is a section's position among those of its parent.
func positionAmong(sections []Section, id string) int {
	i, err := at(sections, id)
	if err != nil {
		return 0
	}
	n := 0
	for _, s := range sections[:i] {
		if s.Parent == sections[i].Parent {
			n++
		}
	}
	return n
}

func adopt(sections []Section, from, to string) {
	for i := range sections {
		if sections[i].Parent == from {
			sections[i].Parent = to
		}
	}
}

// inOrder puts each section behind its parent and numbers all. A parent that is
// not there, or lies below its own child, is taken for none: no section is lost.
func inOrder(sections []Section) []Section {
	ground(sections)
	below := map[string][]int{}
	for i := range sections {
		below[sections[i].Parent] = append(below[sections[i].Parent], i)
	}
	ordered := make([]Section, 0, len(sections))
	var walk func(parent string)
	walk = func(parent string) {
		for _, i := range below[parent] {
			s := sections[i]
			s.Order = len(ordered)
			ordered = append(ordered, s)
			walk(s.ID)
		}
	}
	walk("")
	return ordered
}

// ground takes parents away from which no way leads to the top.
func ground(sections []Section) {
	place := make(map[string]int, len(sections))
	for i := range sections {
		place[sections[i].ID] = i
	}
	above := func(at int) (int, bool) {
		p, there := place[sections[at].Parent]
		return p, there
	}
	for i := range sections {
		if _, there := above(i); !there {
			sections[i].Parent = ""
		}
	}
	grounded := make([]bool, len(sections))
	for i := range sections {
		steps := 0
		for at, there := i, true; there && !grounded[at] && steps <= len(sections); at, there = above(at) {
			steps++
		}
		if steps > len(sections) { // round in a circle
			sections[i].Parent = ""
		}
		for at, there := i, true; there && !grounded[at]; at, there = above(at) {
			grounded[at] = true
		}
	}
}

// at is where in the list a section stands; it wraps ErrNoSection.
func at(sections []Section, id string) (int, error) {
	for i := range sections { // a section is large: none is copied
		if sections[i].ID == id {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%w: %q", ErrNoSection, id)
}
