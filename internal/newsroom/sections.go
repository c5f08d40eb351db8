package newsroom

import (
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

// MoveSection puts a section at position to, 0 = first.
func (r *Room) MoveSection(word string, to int) error {
	_, err := r.changeSections(word, func(all []desk.Section, id string) ([]desk.Section, error) {
		return desk.Move(all, id, to)
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
var ErrNeedsHome = fmt.Errorf("the section still has stories")

// DeleteSection removes a section. Its stories, those in the trash too, move
// to section into; without one, a section that has stories is refused.
func (r *Room) DeleteSection(word, into string) error {
	s, err := r.Section(word)
	if err != nil {
		return err
	}
	heads, err := r.residents(s.ID)
	if err != nil {
		return err
	}
	if len(heads) > 0 {
		if err := r.rehouse(heads, s, into); err != nil {
			return err
		}
	}
	_, err = r.changeSections(s.ID, desk.Remove)
	return err
}

func (r *Room) residents(sectionID string) ([]article.Head, error) {
	heads, err := r.db.Heads(store.Filter{SectionID: sectionID})
	if err != nil {
		return nil, err
	}
	trashed, err := r.db.Heads(store.Filter{SectionID: sectionID, Trash: true})
	return append(heads, trashed...), err
}

// rehouse moves all stories in one batch: either each has its new home or
// none has.
func (r *Room) rehouse(heads []article.Head, from desk.Section, into string) error {
	if into == "" {
		return fmt.Errorf("%w: %d in %q", ErrNeedsHome, len(heads), from.Name)
	}
	home, err := r.Section(into)
	if err != nil {
		return err
	}
	if home.ID == from.ID {
		return fmt.Errorf("%w: %q cannot move into itself", article.ErrValue, from.Name)
	}
	var batch []store.Entry
	for _, h := range heads {
		a, err := r.db.Get(h.ID)
		if err != nil {
			return err
		}
		a.SectionID = home.ID
		batch = append(batch, r.entry(a, fmt.Sprintf("section %s became %s", from.Name, home.Name)))
	}
	_, err = r.db.SaveAll(batch)
	return err
}
