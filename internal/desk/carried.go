package desk

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// Carried is a section as a package of another newsroom has it.
type Carried struct {
	Name, Slug string
	OldSlugs   []string
	Language   string // "" = the package says none
}

// AddCarried adds such a section, at the end. It keeps the slugs that lead to it
// where it is from, but for those that lead to another section here. It fails as
// [Add] does.
func AddCarried(sections []Section, id string, c Carried) ([]Section, Section, error) {
	more, s, err := Add(sections, id, c.Name)
	if err != nil {
		return nil, s, err
	}
	if usable(c.Slug) && !leads(sections, c.Slug) {
		s.Slug = c.Slug
	}
	for _, old := range c.OldSlugs {
		if usable(old) && old != s.Slug && !leads(sections, old) && !slices.Contains(s.OldSlugs, old) {
			s.OldSlugs = append(s.OldSlugs, old)
		}
	}
	if language := article.OneLine(c.Language); language != "" {
		_ = s.setLike("language", language) // what is no language is none; Unlike tells
	}
	more[len(more)-1] = s
	return more, s, nil
}

func usable(slug string) bool { return slug != "" && article.Slugify(slug) == slug }

// leads reports whether an address is that of a section, or leads to one.
func leads(sections []Section, slug string) bool {
	return slices.ContainsFunc(sections, func(s Section) bool { return s.Slug == slug || slices.Contains(s.OldSlugs, slug) })
}

// Unlike says in what a section here is another than the one that was carried;
// "" = in nothing that a package says.
func (c Carried) Unlike(s Section) string {
	said := []string{}
	if c.Slug != s.Slug {
		said = append(said, fmt.Sprintf("its slug is “%s”, the package says “%s”", s.Slug, c.Slug))
	}
	missing := slices.DeleteFunc(slices.Clone(c.OldSlugs), func(old string) bool { return old == s.Slug || slices.Contains(s.OldSlugs, old) })
	if len(missing) > 0 {
		said = append(said, "these old slugs of the package do not lead to it: "+strings.Join(missing, ", "))
	}
	switch {
	case c.Language == "" || strings.EqualFold(c.Language, s.Language):
	case s.Language == "":
		said = append(said, "it has no language of its own, the package says "+c.Language)
	default:
		said = append(said, fmt.Sprintf("its language is %s, the package says %s", s.Language, c.Language))
	}
	return strings.Join(said, "; ")
}
