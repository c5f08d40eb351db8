package newsroom

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

func (r *Room) setLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	before := l.Slots
	placed := func(id article.ID) int {
		return slices.IndexFunc(before, func(s desk.Slot) bool { return s.Story == id })
	}
	if err := r.mayStand(q.Stories, func(id article.ID) bool { return placed(id) >= 0 }); err != nil {
		return l, "", err
	}
	l.Slots = []desk.Slot{}
	for n, id := range q.Stories {
		slot := desk.Slot{Story: id, Weight: desk.Standard}
		if at := placed(id); at >= 0 {
			slot = before[at]
		}
		var err error
		if l, err = l.Place(slot, n); err != nil {
			return l, "", err
		}
	}
	return l, fmt.Sprintf("set to %d places", len(l.Slots)), nil
}

// mustBe wraps store.ErrNotFound when one of the stories is not there.
func (r *Room) mustBe(ids []article.ID) error {
	for _, id := range ids {
		if _, err := r.db.Summary(id); err != nil {
			return err
		}
	}
	return nil
}

// ErrDead: a story that readers must not meet is to be given a place.
var ErrDead = errors.New("the story can have no place")

// mayStand refuses to give a place to a story that is not there, in the trash,
// killed or spiked; one that has a place already keeps it.
func (r *Room) mayStand(ids []article.ID, has func(article.ID) bool) error {
	if err := r.mustBe(ids); err != nil {
		return err
	}
	standing, err := r.standings(ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if why := standing(id).Dead(); why != "" && !has(id) {
			return fmt.Errorf("%w, it is %s: %s", ErrDead, why, r.called(id))
		}
	}
	return nil
}

func (r *Room) addToLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	err := r.mayStand(q.Stories, func(article.ID) bool { return false })
	if err != nil {
		return l, "", err
	}
	for n, id := range q.Stories {
		if l, err = l.Place(desk.Slot{Story: id, Weight: desk.Standard}, min(q.To, len(l.Slots))+n); err != nil {
			return l, "", err
		}
		if len(q.Slot) == 0 {
			continue
		}
		if l, err = r.slotSet(l, id, q.Slot); err != nil {
			return l, "", err
		}
	}
	return l, r.several(q.Stories) + " added", nil
}

// several is one story by its name, or how many.
func (r *Room) several(ids []article.ID) string {
	if len(ids) == 1 {
		return r.called(ids[0])
	}
	return fmt.Sprintf("%d stories", len(ids))
}

func (r *Room) moveInLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	l, err := l.Shift(q.Stories[0], q.To)
	return l, fmt.Sprintf("%s to place %d", r.called(q.Stories[0]), min(q.To, len(l.Slots)-1)+1), err
}

func (r *Room) swapInLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	l, err := l.Swap(q.Stories[0], q.Stories[1])
	return l, fmt.Sprintf("%s and %s changed places", r.called(q.Stories[0]), r.called(q.Stories[1])), err
}

func (r *Room) takeFromLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	for _, id := range q.Stories {
		var err error
		if l, err = l.Take(id); err != nil {
			return l, "", err
		}
	}
	return l, r.several(q.Stories) + " taken out", nil
}

func (r *Room) makeSplash(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	l, err := l.MakeSplash(q.Stories[0])
	return l, r.called(q.Stories[0]) + " made the splash", err
}

func (r *Room) setSlot(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	after, err := r.slotSet(l, q.Stories[0], q.Slot)
	var fields []string
	for _, c := range desk.DiffLineups(l.Slots, after.Slots) {
		fields = append(fields, c.Fields...)
	}
	return after, fmt.Sprintf("%s: %s", r.called(q.Stories[0]), strings.Join(fields, ", ")), err
}

// slotSet sets a slot's fields; a picture must be the story's, and sublinks
// name stories by id or slug.
func (r *Room) slotSet(l desk.Lineup, id article.ID, set map[string]string) (desk.Lineup, error) {
	set = maps.Clone(set)
	if picture := article.OneLine(set["picture"]); picture != "" && picture != desk.NoPicture {
		a, err := r.db.Get(id)
		if err != nil {
			return l, err
		}
		found, err := pictureOf(&a, picture)
		if err != nil {
			return l, err
		}
		set["picture"] = found
	}
	if links, asked := set["sublinks"]; asked {
		var ids []string
		for word := range strings.SplitSeq(links, ";") {
			if word = strings.TrimSpace(word); word == "" {
				continue
			}
			link, err := r.Resolve(word)
			if err != nil {
				return l, fmt.Errorf("sublinks: %w", err)
			}
			ids = append(ids, string(link))
		}
		set["sublinks"] = strings.Join(ids, ";")
	}
	return l.SetSlot(id, set)
}

// pictureOf is the id of a story's picture by its id or the beginning of it.
func pictureOf(a *article.Article, word string) (string, error) {
	found := ""
	for _, p := range a.Pictures {
		if strings.HasPrefix(p.ID, word) {
			if found != "" {
				return "", fmt.Errorf("%w: picture %q could be two", article.ErrValue, word)
			}
			found = p.ID
		}
	}
	if found == "" {
		return "", fmt.Errorf("%w: %q", ErrNoPicture, word)
	}
	return found, nil
}

// places that a lineup is filled to when nobody has said.
const placesToFill = 10

func (r *Room) fillLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	rule, err := r.ruleFor(l, q.Rule)
	if err != nil {
		return l, "", err
	}
	heads, err := r.readyFor(rule)
	if err != nil {
		return l, "", err
	}
	ready := []article.ID{}
	sure, err := r.sure()
	if err != nil {
		return l, "", err
	}
	for _, h := range heads {
		if h.Flag == article.NoFlag && !h.Embargo.InForce(sure) {
			ready = append(ready, h.ID)
		}
	}
	elsewhere, err := r.placedIn(rule.Except, l.ID)
	if err != nil {
		return l, "", err
	}
	before := len(l.Slots)
	l = l.Fill(ready, rule.Most, func(id article.ID) bool { return elsewhere[id] })
	l.Rule = &rule
	return l, fmt.Sprintf("filled: %d places, %d before", len(l.Slots), before), nil
}

// readyFor lists the ready stories that a rule may take, newest first.
func (r *Room) readyFor(rule desk.Rule) ([]article.Head, error) {
	if !rule.Below || rule.SectionID == "" {
		return r.db.Heads(store.Filter{SectionID: rule.SectionID, Status: article.Ready})
	}
	sections, err := r.db.Sections()
	if err != nil {
		return nil, err
	}
	var ready []article.Head
	for _, s := range sections {
		if s.ID != rule.SectionID && !desk.Below(sections, s.ID, rule.SectionID) {
			continue
		}
		heads, err := r.db.Heads(store.Filter{SectionID: s.ID, Status: article.Ready})
		if err != nil {
			return nil, err
		}
		ready = append(ready, heads...)
	}
	slices.SortStableFunc(ready, func(a, b article.Head) int { return b.Updated.Compare(a.Updated) })
	return ready, nil
}

// ruleFor settles what a lineup fills itself with: as asked, else as it did
// last, else with its own section. Section and lineups are named by any word.
func (r *Room) ruleFor(l desk.Lineup, asked *desk.Rule) (desk.Rule, error) {
	rule := desk.Rule{SectionID: l.SectionID, Most: max(placesToFill, len(l.Slots))}
	switch {
	case asked != nil:
		rule = *asked
	case l.Rule != nil:
		return r.stillRuled(*l.Rule)
	case l.SectionID == "":
		return rule, desk.ErrNoRule
	}
	if rule.SectionID != "" {
		s, err := r.Section(rule.SectionID)
		if err != nil {
			return rule, err
		}
		rule.SectionID = s.ID
	}
	if rule.Most == 0 {
		rule.Most = max(placesToFill, len(l.Slots))
	}
	except := []string{}
	for _, word := range rule.Except {
		other, err := r.findLineup(word)
		if err != nil {
			return rule, err
		}
		if other.ID != "" {
			except = append(except, other.ID)
		}
	}
	rule.Except = except
	return rule, rule.Check()
}

// stillRuled refuses a rule whose section was merged or deleted: it would take
// nothing, and empty the lineup.
func (r *Room) stillRuled(rule desk.Rule) (desk.Rule, error) {
	if rule.SectionID == "" {
		return rule, nil
	}
	sections, err := r.db.Sections()
	if err == nil && !slices.ContainsFunc(sections, func(s desk.Section) bool { return s.ID == rule.SectionID }) {
		err = fmt.Errorf("%w: its section is gone", desk.ErrNoRule)
	}
	return rule, err
}

// placedIn are the stories with a place in some lineups; one that is gone holds
// none.
func (r *Room) placedIn(ids []string, but string) (map[article.ID]bool, error) {
	placed := map[article.ID]bool{}
	if len(ids) == 0 {
		return placed, nil
	}
	lineups, err := r.storedLineups()
	for _, l := range lineups {
		if l.ID == but || !slices.Contains(ids, l.ID) {
			continue
		}
		for _, s := range l.Slots {
			placed[s.Story] = true
		}
	}
	return placed, err
}

func (r *Room) keepSpare(l desk.Lineup, _ LineupChange) (desk.Lineup, string, error) {
	return l.Keep(), "the order kept as the spare", nil
}

func (r *Room) useSpare(l desk.Lineup, _ LineupChange) (desk.Lineup, string, error) {
	l, err := l.UseSpare()
	return l, "the spare put in use", err
}

func (r *Room) renameLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	if l.SectionID != "" {
		return l, "", fmt.Errorf("%w: it has its section's name; rename the section", article.ErrValue)
	}
	lineups, err := r.storedLineups()
	if err != nil {
		return l, "", err
	}
	others := slices.DeleteFunc(lineups, func(o desk.Lineup) bool { return o.ID == l.ID })
	renamed, err := desk.NewLineup(others, l.ID, q.Name)
	if err != nil {
		return l, "", err
	}
	was := l.Name
	l.Name = renamed.Name
	return l, fmt.Sprintf("“%s” renamed", was), nil
}
