package desk

import (
	"cmp"
	"slices"

	"stet/internal/article"
)

// Settled is a section with what it has from those above it, where it says
// nothing itself: language, direction, byline and usage terms. A direction goes
// with a language: one that is said above another language is not that one's.
// Zero for an id that no section has.
func Settled(sections []Section, id string) Section {
	path := Path(sections, id)
	if len(path) == 0 {
		return Section{}
	}
	s := path[len(path)-1]
	for _, above := range slices.Backward(path[:len(path)-1]) {
		if s.Language == "" {
			s.Direction = cmp.Or(s.Direction, above.Direction)
		}
		s.Language = cmp.Or(s.Language, above.Language)
		s.Byline = cmp.Or(s.Byline, above.Byline)
		s.UsageTerms = cmp.Or(s.UsageTerms, above.UsageTerms)
	}
	return s
}

// Complete is a story with what a settled section says for those that say
// nothing themselves.
func (s *Section) Complete(a article.Article) article.Article {
	if !slices.ContainsFunc(a.Bylines, func(name string) bool { return name != "" }) && s.Byline != "" {
		a.Bylines = []string{s.Byline}
	}
	a.UsageTerms = cmp.Or(a.UsageTerms, s.UsageTerms)
	a.Language = cmp.Or(a.Language, s.Language)
	a.Direction = cmp.Or(a.Direction, s.Direction)
	return a
}
