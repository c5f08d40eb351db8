package newsroom

import (
	"errors"
	"fmt"

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

// AddSection puts a new section last.
func (r *Room) AddSection(name string) (desk.Section, error) {
	sections, err := r.db.Sections()
	if err != nil {
		return desk.Section{}, err
	}
	more, s, err := desk.Add(sections, string(r.opts.NewID()), name)
	if err != nil {
		return s, err
	}
	return s, r.db.PutSections(more)
}

// RenameSection changes a section's name; its old slug is kept as a redirect.
func (r *Room) RenameSection(word, name string) (desk.Section, error) {
	s, err := r.changeSections(word, func(all []desk.Section, id string) ([]desk.Section, error) {
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
	s, err := r.Section(word)
	if err != nil {
		return err
	}
	return r.placeSection(s, s.Parent, to)
}

// PutSection puts a section at position to below another, "" = among the
// uppermost. It wraps desk.ErrCycle.
func (r *Room) PutSection(word, under string, to int) error {
	s, err := r.Section(word)
	if err != nil {
		return err
	}
	if under == "" {
		return r.placeSection(s, "", to)
	}
	parent, err := r.Section(under)
	if err != nil {
		return err
	}
	return r.placeSection(s, parent.ID, to)
}

func (r *Room) placeSection(s desk.Section, parent string, to int) error {
	_, err := r.changeSections(s.ID, func(all []desk.Section, id string) ([]desk.Section, error) {
		return desk.Move(all, id, parent, to)
	})
	return err
}

// DescribeSection gives a section's fields values; see desk.Describe.
func (r *Room) DescribeSection(word string, set map[string]string) error {
	_, err := r.changeSections(word, func(all []desk.Section, id string) ([]desk.Section, error) {
		return desk.Describe(all, id, set)
	})
	return err
}

// changeSections finds a section, changes the list and keeps it. The section
// it returns is as it was before.
func (r *Room) changeSections(word string, change func([]desk.Section, string) ([]desk.Section, error)) (desk.Section, error) {
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
	return s, r.db.PutSections(changed)
}

// ErrNeedsHome says that a section still has stories and no new home was named
// for them.
var ErrNeedsHome = errors.New("the section still has stories")

// MergeSections makes one section of two: the stories of from, those in the
// trash too, and what lay below it are into's, and its slugs lead there.
func (r *Room) MergeSections(from, into string) error {
	return r.endSection(from, into, desk.Merge)
}

// DeleteSection removes a section. Its stories, those in the trash too, move
// to section into; without one, a section that has stories is refused. What lay
// below it comes up to its place.
func (r *Room) DeleteSection(word, into string) error {
	return r.endSection(word, into, desk.Remove)
}

// endSection moves all stories and changes the list at once: either each has
// its new home or nothing has changed.
func (r *Room) endSection(word, into string, end func(all []desk.Section, id, into string) ([]desk.Section, error)) error {
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
	if home.ID == "" && len(heads) > 0 {
		return fmt.Errorf("%w: %d in %q", ErrNeedsHome, len(heads), from.Name)
	}
	left, err := end(sections, from.ID, home.ID)
	if err != nil {
		return err
	}
	moves := make([]store.Move, len(heads))
	for i, h := range heads {
		moves[i] = store.Move{Story: h.ID, Section: home.ID}
	}
	return r.db.Rehouse(left, moves, article.Revision{At: r.now(), By: r.Person().Sign(), Note: fmt.Sprintf("section %s became %s", from.Name, home.Name)})
}

func (r *Room) residents(sectionID string) ([]article.Head, error) {
	heads, err := r.db.Heads(store.Filter{SectionID: sectionID})
	if err != nil {
		return nil, err
	}
	trashed, err := r.db.Heads(store.Filter{SectionID: sectionID, Trash: true})
	return append(heads, trashed...), err
}
