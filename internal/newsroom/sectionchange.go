package newsroom

import (
	"fmt"

	"stet/internal/article"
	"stet/internal/desk"
)

// SectionChange is one thing to do to the sections, as the window asks for it.
type SectionChange struct {
	Do      string            `json:"do"`      // add, rename, put, describe, merge, delete, undo or redo
	Section string            `json:"section"` // whose; not for add, undo and redo
	Name    string            `json:"name"`    // of add and rename
	Under   string            `json:"under"`   // of add and put: what it shall lie below, "" = nothing
	To      int               `json:"to"`      // of put: its position there, 0 = first
	Into    string            `json:"into"`    // of merge and delete: whose its stories shall be, "" = nobody's
	Set     map[string]string `json:"set"`     // of describe
}

// SectionsNow is the sections after a change.
type SectionsNow struct {
	Sections []desk.Section `json:"sections"`
	Undone   string         `json:"undone"` // by undo and redo: what was taken back or done again, as an editor reads it
	Stayed   int            `json:"stayed"` // by undo: stories that somebody has moved on since
	Last     string         `json:"last"`   // what undo would take back, "" = nothing
	Next     string         `json:"next"`   // what redo would do again, "" = nothing
}

// ChangeSections does one thing to the sections and answers with all of them.
func (r *Room) ChangeSections(c SectionChange) (SectionsNow, error) {
	var undone SectionsUndone
	err := r.doToSections(c, &undone)
	if err != nil {
		return SectionsNow{}, err
	}
	sections, err := r.Sections()
	last, next := r.LastSectionStep()
	return SectionsNow{Sections: sections, Undone: undone.What, Stayed: undone.Stayed, Last: last, Next: next}, err
}

func (r *Room) doToSections(c SectionChange, undone *SectionsUndone) (err error) {
	switch c.Do {
	case "add":
		_, err = r.AddSection(c.Name, c.Under)
	case "rename":
		_, err = r.RenameSection(c.Section, c.Name)
	case "put":
		err = r.PutSection(c.Section, c.Under, c.To)
	case "describe":
		err = r.DescribeSection(c.Section, c.Set)
	case "merge":
		err = r.MergeSections(c.Section, c.Into)
	case "delete":
		err = r.DeleteSection(c.Section, c.Into)
	case "undo":
		*undone, err = r.UndoSections()
	case "redo":
		*undone, err = r.RedoSections()
	default:
		err = fmt.Errorf("%w: %q is nothing to do to a section", article.ErrValue, c.Do)
	}
	return err
}
