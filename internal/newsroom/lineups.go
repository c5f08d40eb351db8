package newsroom

import (
	"errors"
	"slices"

	"stet/internal/article"
	"stet/internal/desk"
)

// Lineups lists every lineup with its holes; never nil.
func (r *Room) Lineups() ([]desk.Lineup, error) {
	lineups, err := r.storedLineups()
	if err != nil {
		return nil, err
	}
	return r.seen(lineups)
}

// Lineup finds a lineup, with its holes, by id or name, or that of a section by
// the section's id, slug or name: one that nobody has worked on is empty.
func (r *Room) Lineup(word string) (desk.Lineup, error) {
	l, err := r.findLineup(word)
	if err != nil {
		return l, err
	}
	seen, err := r.seen([]desk.Lineup{l})
	if err != nil {
		return l, err
	}
	return seen[0], nil
}

// storedLineups are all as they are kept. That of a section has the section's
// name, whatever that is by now.
func (r *Room) storedLineups() ([]desk.Lineup, error) {
	lineups, err := r.db.Lineups()
	if err != nil {
		return nil, err
	}
	sections, err := r.db.Sections()
	if err != nil {
		return nil, err
	}
	for i := range lineups {
		lineups[i] = named(lineups[i], sections)
	}
	return lineups, nil
}

func named(l desk.Lineup, sections []desk.Section) desk.Lineup {
	if at := slices.IndexFunc(sections, func(s desk.Section) bool { return s.ID == l.SectionID }); at >= 0 && l.SectionID != "" {
		l.Name = sections[at].Name
	}
	return l
}

// findLineup is Lineup without its holes. A section's that is not there yet has
// no id.
func (r *Room) findLineup(word string) (desk.Lineup, error) {
	lineups, err := r.storedLineups()
	if err != nil {
		return desk.Lineup{}, err
	}
	l, missing := desk.FindLineup(lineups, word)
	if missing == nil {
		return l, nil
	}
	section, err := r.Section(word)
	if errors.Is(err, desk.ErrNoSection) {
		return l, missing
	}
	if err != nil {
		return l, err
	}
	for _, l := range lineups {
		if l.SectionID == section.ID {
			return l, nil
		}
	}
	return desk.Lineup{Name: section.Name, SectionID: section.ID, Slots: []desk.Slot{}}, nil
}

// seen gives lineups their holes: what became of each story is looked up now.
func (r *Room) seen(lineups []desk.Lineup) ([]desk.Lineup, error) {
	var ids []article.ID
	for _, l := range lineups {
		ids = append(ids, l.Stories()...)
	}
	standing, err := r.standings(ids)
	if err != nil {
		return nil, err
	}
	seen := make([]desk.Lineup, len(lineups))
	for i, l := range lineups {
		seen[i] = l.Seen(standing, r.now())
	}
	return seen, nil
}

func (r *Room) standings(ids []article.ID) (func(article.ID) desk.Standing, error) {
	heads, err := r.db.HeadsOf(ids)
	return standingsOf(heads), err
}

func standingsOf(heads []article.Head) func(article.ID) desk.Standing {
	known := make(map[article.ID]desk.Standing, len(heads))
	for _, h := range heads {
		known[h.ID] = desk.Standing{Trashed: h.Trashed, Flag: h.Flag, Status: h.Status}
	}
	return func(id article.ID) desk.Standing {
		s, ok := known[id]
		s.Gone = !ok
		return s
	}
}

// LineupShown is a lineup and the list lines of all stories that it names.
type LineupShown struct {
	Lineup desk.Lineup    `json:"lineup"`
	Heads  []article.Head `json:"heads"`
	// Sent is the revision that left in the last package, 0 = none did.
	Sent int64 `json:"sent"`
}

// ShowLineup is [Room.Lineup] with what a screen shows beside it.
func (r *Room) ShowLineup(word string) (LineupShown, error) {
	l, err := r.findLineup(word)
	if err != nil {
		return LineupShown{}, err
	}
	return r.shownLineup(l)
}

// shownLineup looks at each story once, for its line and for the holes.
func (r *Room) shownLineup(l desk.Lineup) (LineupShown, error) {
	heads, err := r.withSent(r.db.HeadsOf(l.Stories()))
	if err != nil {
		return LineupShown{}, err
	}
	sent, err := r.lineupSent(l.ID)
	return LineupShown{Lineup: l.Seen(standingsOf(heads), r.now()), Heads: heads, Sent: sent.Rev}, err
}
