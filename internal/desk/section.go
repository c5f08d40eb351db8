// Package desk is how stories are placed: sections, and lineups of slots. It
// is pure: values in, values out.
package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"stet/internal/article"
)

// Section is one part of the taxonomy that a reader sees. Sections are a tree,
// kept as a list in the order in which it is read: each before those below it.
type Section struct {
	ID         string            `json:"id"` // minted once
	Name       string            `json:"name"`
	Slug       string            `json:"slug"`
	Order      int               `json:"order"`            // its place in the list
	Parent     string            `json:"parent,omitempty"` // a Section.ID
	Colour     string            `json:"colour,omitempty"` // #rrggbb
	Language   string            `json:"language,omitempty"`
	Direction  article.Direction `json:"direction,omitempty"`
	Byline     string            `json:"byline,omitempty"` // for stories that have none
	UsageTerms string            `json:"usageTerms,omitempty"`
	Mapping    map[string]string `json:"mapping,omitempty"`  // target -> that target's name or id for the section
	OldSlugs   []string          `json:"oldSlugs,omitempty"` // kept as redirects
	Fits       map[string]string `json:"fits,omitempty"`     // channel -> room of its headlines, as article.ParseFits reads it
}

// Errors that the desk has words for.
var (
	ErrNoSection    = errors.New("no such section")
	ErrSectionTaken = errors.New("a section of this name exists")
	ErrCycle        = errors.New("a section cannot lie in itself")
)

// Find looks a section up by id, slug or name, in that order; names and slugs
// match in any case, and with or without accents where no other has just that
// name. It wraps ErrNoSection.
func Find(sections []Section, word string) (Section, error) {
	word = article.OneLine(word) // as a name is kept
	for _, match := range []func(Section) bool{
		func(s Section) bool { return s.ID == word },
		func(s Section) bool { return strings.EqualFold(s.Slug, word) },
		func(s Section) bool { return strings.EqualFold(s.Name, word) },
		func(s Section) bool { return bare(s.Name) == bare(word) },
	} {
		if i := slices.IndexFunc(sections, match); i >= 0 && word != "" {
			return sections[i], nil
		}
	}
	return Section{}, fmt.Errorf("%w: %q", ErrNoSection, word)
}

// bare is a name without case, without the accents of European scripts and
// without signs that nobody sees: two sections that differ in nothing else would be taken for each other. The vowel
// signs of other scripts stay, they make another word.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f || isUnseen(r) {
			return -1
		}
		return r
	}, cases.Fold().String(norm.NFKD.String(name)))
}

// Add puts a new section last, below none. Its slug comes from its name, else from its id.
func Add(sections []Section, id, name string) ([]Section, Section, error) {
	name, err := NameOf("a section", name, LongestName)
	if err != nil {
		return nil, Section{}, err
	}
	if _, err := Find(sections, name); err == nil {
		return nil, Section{}, fmt.Errorf("%w: %q", ErrSectionTaken, name)
	}
	s := Section{ID: id, Name: name, Slug: freeSlug(sections, id, name), Order: len(sections)}
	return append(slices.Clone(sections), s), s, nil
}

// Rename changes a section's name and slug; the old slug is kept as a redirect.
func Rename(sections []Section, id, name string) ([]Section, error) {
	i, err := at(sections, id)
	if err != nil {
		return nil, err
	}
	if name, err = NameOf("a section", name, LongestName); err != nil {
		return nil, err
	}
	if other, err := Find(sections, name); err == nil && other.ID != id {
		return nil, fmt.Errorf("%w: %q", ErrSectionTaken, name)
	}
	renamed := slices.Clone(sections)
	s := &renamed[i]
	s.Name = name
	s.take(freeSlug(slices.Delete(slices.Clone(sections), i, i+1), id, name))
	return renamed, nil
}

// take gives the section a slug; the one it had becomes a redirect. A slug
// that it had before is no redirect to itself.
func (s *Section) take(slug string) {
	if slug == s.Slug {
		return
	}
	s.OldSlugs = append(slices.DeleteFunc(slices.Clone(s.OldSlugs), func(old string) bool { return old == slug || old == s.Slug }), s.Slug)
	s.Slug = slug
}

// freeSlug is the name's slug, with a number where another section has it or
// had it: an old address leads to one section.
func freeSlug(sections []Section, id, name string) string {
	base := article.Slugify(name)
	if base == "" {
		base = "section-" + id[:min(8, len(id))]
	}
	slug := base
	for n := 2; leads(sections, slug); n++ {
		slug = fmt.Sprintf("%s-%d", base, n)
	}
	return slug
}
