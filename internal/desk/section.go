// Package desk is how stories are placed: sections, and lineups of slots. It
// is pure: values in, values out.
package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// Section is one part of the taxonomy that a reader sees.
type Section struct {
	ID         string            `json:"id"` // minted once
	Name       string            `json:"name"`
	Slug       string            `json:"slug"`
	Order      int               `json:"order"`
	Parent     string            `json:"parent,omitempty"` // a Section.ID
	Colour     string            `json:"colour,omitempty"` // #rrggbb
	Language   string            `json:"language,omitempty"`
	Direction  article.Direction `json:"direction,omitempty"`
	Byline     string            `json:"byline,omitempty"` // for stories that have none
	UsageTerms string            `json:"usageTerms,omitempty"`
	Mapping    map[string]string `json:"mapping,omitempty"`  // target -> that target's name or id for the section
	OldSlugs   []string          `json:"oldSlugs,omitempty"` // kept as redirects
}

// Errors that the desk has words for.
var (
	ErrNoSection    = errors.New("no such section")
	ErrSectionTaken = errors.New("a section of this name exists")
)

// Find looks a section up by id, slug or name, in that order; names and slugs
// match in any case. It wraps ErrNoSection.
func Find(sections []Section, word string) (Section, error) {
	word = article.OneLine(word) // as a name is kept
	for _, match := range []func(Section) bool{
		func(s Section) bool { return s.ID == word },
		func(s Section) bool { return strings.EqualFold(s.Slug, word) },
		func(s Section) bool { return strings.EqualFold(s.Name, word) },
	} {
		if i := slices.IndexFunc(sections, match); i >= 0 && word != "" {
			return sections[i], nil
		}
	}
	return Section{}, fmt.Errorf("%w: %q", ErrNoSection, word)
}

// Add puts a new section last. Its slug comes from its name, else from its id.
func Add(sections []Section, id, name string) ([]Section, Section, error) {
	name = article.OneLine(name)
	if name == "" {
		return nil, Section{}, fmt.Errorf("%w: a section needs a name", article.ErrValue)
	}
	if _, err := Find(sections, name); err == nil {
		return nil, Section{}, fmt.Errorf("%w: %q", ErrSectionTaken, name)
	}
	s := Section{ID: id, Name: name, Slug: freeSlug(sections, id, name), Order: len(sections)}
	return append(slices.Clone(sections), s), s, nil
}

// Rename changes a section's name and slug; the old slug is kept as a redirect.
func Rename(sections []Section, id, name string) ([]Section, error) {
	name = article.OneLine(name)
	i := slices.IndexFunc(sections, func(s Section) bool { return s.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrNoSection, id)
	}
	if name == "" {
		return nil, fmt.Errorf("%w: a section needs a name", article.ErrValue)
	}
	if other, err := Find(sections, name); err == nil && other.ID != id {
		return nil, fmt.Errorf("%w: %q", ErrSectionTaken, name)
	}
	renamed := slices.Clone(sections)
	s := &renamed[i]
	s.Name = name
	if slug := freeSlug(slices.Delete(slices.Clone(sections), i, i+1), id, name); slug != s.Slug {
		s.OldSlugs = append(slices.Clone(s.OldSlugs), s.Slug)
		s.Slug = slug
	}
	return renamed, nil
}

// Move puts a section at position to (0 = first) and renumbers the rest.
func Move(sections []Section, id string, to int) ([]Section, error) {
	i := slices.IndexFunc(sections, func(s Section) bool { return s.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrNoSection, id)
	}
	moved := slices.Clone(sections)
	s := moved[i]
	moved = slices.Delete(moved, i, i+1)
	moved = slices.Insert(moved, max(0, min(to, len(moved))), s)
	for n := range moved {
		moved[n].Order = n
	}
	return moved, nil
}

// Remove takes a section out. What becomes of its stories is the caller's to
// settle first.
func Remove(sections []Section, id string) ([]Section, error) {
	i := slices.IndexFunc(sections, func(s Section) bool { return s.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrNoSection, id)
	}
	left := slices.Delete(slices.Clone(sections), i, i+1)
	for n := range left {
		left[n].Order = n
		if left[n].Parent == id {
			left[n].Parent = ""
		}
	}
	return left, nil
}

// freeSlug is the name's slug, with a number where another section has it.
func freeSlug(sections []Section, id, name string) string {
	base := article.Slugify(name)
	if base == "" {
		base = "section-" + id[:min(8, len(id))]
	}
	slug := base
	for n := 2; slices.ContainsFunc(sections, func(s Section) bool { return s.Slug == slug }); n++ {
		slug = fmt.Sprintf("%s-%d", base, n)
	}
	return slug
}
