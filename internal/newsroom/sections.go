package newsroom

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// Sections in the order the desk shows them; never nil.
func (r *Room) Sections() ([]desk.Section, error) {
	sections, err := r.db.Sections()
	if sections == nil {
		sections = []desk.Section{}
	}
	return sections, err
}

// settled is a section with what it inherits; zero where no section has the id.
func (r *Room) settled(id string) (desk.Section, error) {
	if id == "" {
		return desk.Section{}, nil
	}
	sections, err := r.db.Sections()
	return desk.Settled(sections, id), err
}

// AddSection puts a new section last among those below another, "" = among the
// uppermost.
func (r *Room) AddSection(name, under string) (desk.Section, error) {
	return r.addSection(under, func(all []desk.Section, id string) ([]desk.Section, desk.Section, error) {
		return desk.Add(all, id, name)
	})
}

// addSection adds one below another; "" = below none.
func (r *Room) addSection(under string, add func(all []desk.Section, id string) ([]desk.Section, desk.Section, error)) (desk.Section, error) {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	sections, err := r.db.Sections()
	if err != nil {
		return desk.Section{}, err
	}
	parent, err := findAbove(sections, under)
	if err != nil {
		return desk.Section{}, err
	}
	more, s, err := add(sections, string(r.opts.NewID()))
	if err != nil {
		return s, err
	}
	if more, err = desk.Move(more, s.ID, parent, math.MaxInt); err != nil {
		return s, err
	}
	if err := r.keepSections(sectionStep{what: fmt.Sprintf("“%s” added", s.Name), before: sections, after: more}); err != nil {
		return s, err
	}
	return desk.Find(more, s.ID)
}

// findAbove is the id of the section that another shall lie below; "" stays.
func findAbove(sections []desk.Section, word string) (string, error) {
	if word == "" {
		return "", nil
	}
	s, err := desk.Find(sections, word)
	return s.ID, err
}

// RenameSection changes a section's name; its old slug is kept as a redirect.
func (r *Room) RenameSection(word, name string) (desk.Section, error) {
	s, err := r.changeSections(word, "“%s” renamed", func(all []desk.Section, id string) ([]desk.Section, error) {
		return desk.Rename(all, id, name)
	})
	if err != nil {
		return s, err
	}
	return r.Section(s.ID)
}

// MoveSection puts a section at position to, 0 = first, among those it stands
// with. What lies below it goes along.
func (r *Room) MoveSection(word string, to int) error {
	_, err := r.changeSections(word, placed, func(all []desk.Section, id string) ([]desk.Section, error) {
		s, err := desk.Find(all, id)
		if err != nil {
			return nil, err
		}
		return desk.Move(all, id, s.Parent, to)
	})
	return err
}

// PutSection puts a section at position to below another, "" = among the
// uppermost. It wraps desk.ErrCycle.
func (r *Room) PutSection(word, under string, to int) error {
	_, err := r.changeSections(word, placed, func(all []desk.Section, id string) ([]desk.Section, error) {
		parent, err := findAbove(all, under)
		if err != nil {
			return nil, err
		}
		return desk.Move(all, id, parent, to)
	})
	return err
}

const placed = "“%s” moved" // as a step says it

// DescribeSection gives a section's fields values; see desk.Describe.
func (r *Room) DescribeSection(word string, set map[string]string) error {
	_, err := r.changeSections(word, "“%s” changed", func(all []desk.Section, id string) ([]desk.Section, error) {
		return desk.Describe(all, id, set)
	})
	return err
}

// changeSections finds a section, changes the list and keeps it. The section
// it returns is as it was before; what says what was done to it, for a step.
func (r *Room) changeSections(word, what string, change func([]desk.Section, string) ([]desk.Section, error)) (desk.Section, error) {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	sections, err := r.db.Sections()
	if err != nil {
		return desk.Section{}, err
	}
	s, err := desk.Find(sections, word)
	if err != nil {
		return s, err
	}
	changed, err := change(sections, s.ID)
	if err != nil {
		return s, err
	}
	return s, r.keepSections(sectionStep{what: fmt.Sprintf(what, s.Name), before: sections, after: changed})
}

// ErrNeedsHome says that a section still has stories and no new home was named
// for them.
var ErrNeedsHome = errors.New("the section still has stories")

// MergeSections makes one section of two: the stories of from, those in the
// trash too, and what lay below it are into's, and its slugs lead there.
func (r *Room) MergeSections(from, into string) error {
	return r.endSection(from, into, "“%s” became part of “%s”", desk.Merge)
}

// DeleteSection removes a section. Its stories, those in the trash too, move
// to section into; without one, a section that has stories is refused. What lay
// below it comes up to its place.
func (r *Room) DeleteSection(word, into string) error {
	return r.endSection(word, into, "“%s” deleted", desk.Remove)
}

// endSection moves all stories and changes the list at once: either each has
// its new home or nothing has changed.
func (r *Room) endSection(word, into, what string, end func(all []desk.Section, id, into string) ([]desk.Section, error)) error {
	r.sectionSteps.Lock()
	defer r.sectionSteps.Unlock()
	sections, err := r.db.Sections()
	if err != nil {
		return err
	}
	from, err := desk.Find(sections, word)
	if err != nil {
		return err
	}
	var home desk.Section
	if into != "" {
		if home, err = desk.Find(sections, into); err != nil {
			return err
		}
	}
	heads, err := r.residents(from.ID)
	if err != nil {
		return err
	}
	step := sectionStep{what: endedSo(what, from, home), before: sections, home: home.ID}
	step.take(heads, from.ID)
	if home.ID == "" && len(heads) > 0 {
		return fmt.Errorf("%w: %s in %q", ErrNeedsHome, step.stories(), from.Name)
	}
	if step.after, err = end(sections, from.ID, home.ID); err != nil {
		return err
	}
	return r.rehouse(step, fmt.Sprintf("section %s became %s", from.Name, home.Name))
}

// endedSo fills what with the names, as far as it has room for them.
func endedSo(what string, from, home desk.Section) string {
	names := []any{from.Name, home.Name}
	return fmt.Sprintf(what, names[:strings.Count(what, "%s")]...)
}

func (r *Room) residents(sectionID string) ([]article.Head, error) {
	heads, err := r.db.Heads(store.Filter{SectionID: sectionID})
	if err != nil {
		return nil, err
	}
	trashed, err := r.db.Heads(store.Filter{SectionID: sectionID, Trash: true})
	return append(heads, trashed...), err
}
