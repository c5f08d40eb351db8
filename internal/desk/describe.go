package desk

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
)

// Targets are the systems for which a section can have a name of their own:
// a WordPress category, a Ghost tag, a Hugo folder, Arc's sections on its sites, an
// IPTC Media Topic.
var Targets = []string{"wordpress", "ghost", "hugo", "arc", "iptc"}

const (
	mapped = "mapping."
	fit    = "fit."
)

// Described lists the fields that Describe sets.
func Described() []string {
	names := []string{"slug", "colour", "language", "direction", "byline", "usageTerms"}
	for _, target := range Targets {
		names = append(names, mapped+target)
	}
	for _, c := range article.Channels {
		names = append(names, fit+string(c))
	}
	return names
}

var (
	colour     = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	mediaTopic = regexp.MustCompile(`^(?:medtop:)?([0-9]{8})$`) // IPTC NewsCodes, scheme medtop
)

// Describe gives a section's fields values; "" takes one away. All are set or
// none is. A slug that it had leads to the new one. It wraps ErrNoSection, and
// article.ErrValue for a field that there is not and for a value that cannot be.
func Describe(sections []Section, id string, set map[string]string) ([]Section, error) {
	i, err := at(sections, id)
	if err != nil {
		return nil, err
	}
	described := slices.Clone(sections)
	s := &described[i]
	s.Mapping, s.Fits = maps.Clone(s.Mapping), maps.Clone(s.Fits)
	others := slices.Delete(slices.Clone(sections), i, i+1)
	for _, field := range slices.Sorted(maps.Keys(set)) {
		if err := s.set(field, article.OneLine(set[field]), others); err != nil {
			return nil, fmt.Errorf("section %q: %w", s.Name, err)
		}
	}
	return described, nil
}

func (s *Section) set(field, value string, others []Section) error {
	switch field {
	case "slug":
		return s.setSlug(value, others)
	case "colour":
		if value = strings.ToLower(value); value != "" && !colour.MatchString(value) {
			return fmt.Errorf("%w: colour %q; write one like #1f6feb", article.ErrValue, value)
		}
		s.Colour = value
	case "language", "direction":
		return s.setLike(field, value)
	case "byline":
		s.Byline = value
	case "usageTerms":
		s.UsageTerms = value
	default:
		if channel, ok := strings.CutPrefix(field, fit); ok {
			return s.setFit(channel, value)
		}
		return s.setTarget(field, value)
	}
	return nil
}

// setFit says how much room the section has for headlines of a channel; "" = as
// the section above it, at last as the house.
func (s *Section) setFit(channel, value string) error {
	c, err := article.ParseChannel(channel)
	if err != nil {
		return err
	}
	if _, err := article.ParseFits(value); err != nil {
		return err
	}
	if value == "" {
		delete(s.Fits, string(c))
		return nil
	}
	if s.Fits == nil {
		s.Fits = map[string]string{}
	}
	s.Fits[string(c)] = value
	return nil
}

// FitOf is what a section says of the room for headlines of a channel: itself,
// else the nearest above it that says anything; "" = nobody does.
func FitOf(sections []Section, id string, c article.Channel) string {
	path := Path(sections, id)
	for i := len(path) - 1; i >= 0; i-- {
		if text := path[i].Fits[string(c)]; text != "" {
			return text
		}
	}
	return ""
}

// setLike has a story judge a value that stories have too.
func (s *Section) setLike(field, value string) error {
	a := article.Article{Language: s.Language, Direction: s.Direction}
	f, err := article.FieldAt(field)
	if err != nil {
		return err
	}
	if err := f.Set(&a, value); err != nil {
		return err
	}
	s.Language, s.Direction = a.Language, a.Direction
	return nil
}

func (s *Section) setSlug(value string, others []Section) error {
	if value == "" || article.Slugify(value) != value {
		return fmt.Errorf("%w: slug %q; only a-z, 0-9 and single hyphens, such as %q", article.ErrValue, value, freeSlug(others, s.ID, s.Name))
	}
	for _, other := range others {
		if other.Slug == value {
			return fmt.Errorf("%w: slug %q is that of %q", article.ErrValue, value, other.Name)
		}
		if slices.Contains(other.OldSlugs, value) {
			return fmt.Errorf("%w: slug %q leads to %q, which had it", article.ErrValue, value, other.Name)
		}
	}
	s.take(value)
	return nil
}

func (s *Section) setTarget(field, value string) error {
	target := strings.TrimPrefix(field, mapped)
	if target == field || !slices.Contains(Targets, target) {
		return fmt.Errorf("%w: a section has no field %q; it has %s", article.ErrValue, field, strings.Join(Described(), ", "))
	}
	switch {
	case value == "":
		delete(s.Mapping, target)
		return nil
	case target == "iptc":
		code := mediaTopic.FindStringSubmatch(value)
		if code == nil {
			return fmt.Errorf("%w: IPTC Media Topic %q; write its eight digits", article.ErrValue, value)
		}
		value = "medtop:" + code[1]
	case target == "arc":
		text, err := arcText(value)
		if err != nil {
			return err
		}
		value = text
	case target == "hugo":
		value = strings.Trim(value, "/")
		for part := range strings.SplitSeq(value, "/") {
			if part == "" || part == "." || part == ".." || strings.ContainsAny(part, `\:*?"<>|`) {
				return fmt.Errorf("%w: Hugo folder %q; name one below content/", article.ErrValue, value)
			}
		}
	}
	if s.Mapping == nil {
		s.Mapping = map[string]string{}
	}
	s.Mapping[target] = value
	return nil
}
