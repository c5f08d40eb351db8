package newsroom

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// tellFronts has somebody decide about the fronts that show a story which became
// something: nothing else may take its place unseen. Those that are being taken
// down show it no more. asks reports whether a front is one to ask about.
func (r *Room) tellFronts(a *article.Article, became string, asks func(*article.Delivery) bool) error {
	fronts, err := r.frontsEver()
	if err != nil {
		return err
	}
	ways, deleted := []way{}, map[string]bool{}
	for i := range fronts {
		ways = append(ways, wayOf(&fronts[i].Delivery))
		deleted[fronts[i].Lineup] = fronts[i].deleted
	}
	_, err = r.changes(ways, func(d *article.Delivery) (bool, error) {
		goesDown := d.Rank() < 2 && d.State.Waiting()
		if !shows(d, a.ID) || goesDown || d.State.NeedsPerson() || !asks(d) {
			return false, nil
		}
		d.BreakOff()
		d.State, d.Due, d.Reason = article.Stopped, time.Time{}, ""
		d.Says, d.Hint = fmt.Sprintf("It shows a story that %s: %s.", became, deskName(a)), "Take it off the front, then send the front again."
		if deleted[d.Lineup] {
			d.Hint = "Its lineup was deleted: take the front down, or bring the lineup back, without the story, and send it again."
		}
		return true, nil
	})
	return err
}

// frontThere is a front that went somewhere.
type frontThere struct {
	article.Delivery
	name    string // of its lineup
	deleted bool   // it is: the front is where it was
}

// shows reports whether a front that is at its target, or may be, has a story on it.
func shows(d *article.Delivery, id article.ID) bool {
	return d.Held.MayHave() && slices.ContainsFunc(d.Carries, func(c article.CarriedStory) bool { return c.ID == id })
}

// frontsEver are all fronts that went anywhere. A lineup that was deleted has left
// its front there.
func (r *Room) frontsEver() ([]frontThere, error) {
	lineups, err := r.db.Lineups()
	if err != nil {
		return nil, err
	}
	removed, err := r.db.RemovedLineups()
	if err != nil {
		return nil, err
	}
	fronts := []frontThere{}
	for i, l := range slices.Concat(lineups, removed) {
		went, err := r.db.Deliveries(frontNamed(l.ID))
		if err != nil {
			return nil, err
		}
		for _, d := range went {
			fronts = append(fronts, frontThere{d, l.Name, i >= len(lineups)})
		}
	}
	return fronts, nil
}

// FrontShowing is a front that readers have at a target, or may have, and that
// shows a story.
type FrontShowing struct {
	Lineup  string `json:"lineup"` // id
	Name    string `json:"name"`
	Target  string `json:"target"` // name
	Deleted bool   `json:"deleted,omitempty"`
	Perhaps bool   `json:"perhaps,omitempty"` // its sending was never answered: it may be there
}

// frontsShowing are those of some fronts that show a story.
func (r *Room) frontsShowing(fronts []frontThere, id article.ID) ([]FrontShowing, error) {
	targets, err := r.targets()
	if err != nil {
		return nil, err
	}
	showing := []FrontShowing{}
	for i := range fronts {
		f := &fronts[i]
		if !shows(&f.Delivery, id) {
			continue
		}
		name := "a destination that was removed"
		if n := slices.IndexFunc(targets, func(t article.Target) bool { return t.ID == f.Target }); n >= 0 {
			name = targets[n].Name
		}
		showing = append(showing, FrontShowing{f.Lineup, f.name, name, f.deleted, !f.Held.Has()})
	}
	return showing, nil
}

// sayFronts adds the fronts that go on showing a story to what is said of it:
// neither a kill nor taking the story down changes them.
func (s *StillOut) sayFronts() {
	if len(s.Fronts) == 0 {
		return
	}
	names, ways, perhaps := []string{}, []string{}, false
	for _, f := range s.Fronts {
		perhaps = perhaps || f.Perhaps
		names = append(names, fmt.Sprintf("%s at %s", f.Name, f.Target))
		if f.Deleted {
			ways = append(ways, fmt.Sprintf("Take the front of a deleted lineup down: stet send --lineup %s --to %q --take-down --why TEXT", f.Lineup, f.Target))
		} else {
			ways = append(ways, fmt.Sprintf("Take it off the front, and send that again: stet lineup remove %q %s; stet send --lineup %q --to %q", f.Name, s.ID, f.Name, f.Target))
		}
	}
	said, hint, verb := "The front of "+andAll(names), "Take it off the front, then send the front again.", " shows it."
	if len(names) > 1 {
		said, hint, verb = "The fronts of "+andAll(names), "Take it off the fronts, then send those again.", " show it."
	}
	if perhaps {
		verb = " may show it."
	}
	said += verb
	if s.Says == "" {
		s.Says, s.Hint, s.Command = said, hint, strings.Join(ways, ". ")
		return
	}
	s.Says, s.Hint = s.Says+" "+said, s.Hint+" "+hint
	s.Command += ". " + strings.Join(ways, ". ")
}
