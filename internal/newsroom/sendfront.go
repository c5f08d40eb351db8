package newsroom

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/deliver"
	"stet/internal/desk"
)

// A front goes out as a delivery of its own beside those of its stories: a
// package that holds all of them, made when it goes, of the order and the
// revisions that were sent. Where one of them has to wait, the others do not.

// frontNamed is what stands in a delivery in a story's place.
func frontNamed(lineup string) article.ID {
	sum := sha256.Sum256([]byte("front " + lineup))
	return pieceNamed(hex.EncodeToString(sum[:]))
}

// FrontDelivery is what stands in a story's place in the deliveries of a lineup's
// front. The lineup may be deleted: its front stays where it is.
func (r *Room) FrontDelivery(word string) (article.ID, error) {
	l, err := r.findLineup(word)
	if errors.Is(err, desk.ErrNoLineup) {
		l, err = r.findRemoved(word)
	}
	return frontNamed(l.ID), err
}

// frontAt names the targets that have a lineup's front, or get it. The lineup may
// be deleted.
func (r *Room) frontAt(lineup string) ([]string, error) {
	items, err := r.DeliveriesOf(frontNamed(lineup))
	names := []string{}
	for _, i := range items {
		if i.Held.Has() || i.State.Waiting() {
			names = append(names, i.TargetName)
		}
	}
	slices.Sort(names)
	return names, err
}

// WithoutFront names those of the targets that have no place for a front.
func (r *Room) WithoutFront(words []string) ([]string, error) {
	targets, err := r.targetsNamed(words)
	names := []string{}
	for _, t := range targets {
		if !takesFronts(&t) {
			names = append(names, t.Name)
		}
	}
	return names, err
}

// takesFronts reports whether a front goes along to a target.
func takesFronts(t *article.Target) bool {
	kind, _ := deliver.FindKind(string(t.Kind))
	return kind.Fronts
}

// withFront takes the front along, if a lineup was asked for and all of its
// stories go; else it is refused with why, where somebody would have taken it.
func (s *sending) withFront(targets []article.Target) error {
	if !slices.ContainsFunc(targets, func(t article.Target) bool { return takesFronts(&t) }) {
		return nil
	}
	going := []prepared{}
	for _, id := range s.order {
		if p := s.going[id]; p.story.Article.Flag != article.Killed {
			going = append(going, *p)
		}
	}
	front, why, err := s.room.frontOf(ExportRequest{Selection: s.request.Selection}, going)
	s.front = front
	if why != "" {
		s.refused = append(s.refused, Refused{Name: "The front", Message: why + ".", Hint: "The stories go without their order. Mend the lineup, then send it again."})
	}
	return err
}

// frontWays are where the front goes.
func (s *sending) frontWays(targets []article.Target) []way {
	ways := []way{}
	if s.front == nil {
		return ways
	}
	for _, t := range targets {
		if takesFronts(&t) {
			ways = append(ways, way{frontNamed(s.front.Lineup.ID), t.ID})
		}
	}
	return ways
}

// askFront makes a delivery ask for the front as it is now.
func (s *sending) askFront(d *article.Delivery) {
	r, l := s.room, &s.front.Lineup
	had := map[article.ID]int64{}
	for _, c := range d.Carries {
		had[c.ID] = c.Rev
	}
	waited := d.Urgent && d.State.Waiting()
	d.BreakOff()
	d.Act, d.Rev, d.Lineup, d.Carries, d.Why = article.Publish, l.Rev, l.ID, nil, ""
	d.By, d.Asked, d.Passed, d.Update = r.Person().Sign(), r.now(), nil, d.Held.Has()
	d.There, d.Over = nil, ""
	again(d, r.now())
	corrected := false
	for _, id := range storiesAt(l) {
		a := &s.going[id].story.Article
		d.Carries = append(d.Carries, article.CarriedStory{ID: id, Rev: a.Rev})
		corrected = corrected || slices.ContainsFunc(a.Corrections, func(c article.Correction) bool { return had[id] > 0 && c.Rev > had[id] })
		s.carry(d, s.going[id])
	}
	d.Urgent = d.Update && (waited || corrected)
}

// storiesAt are the stories of a lineup's places.
func storiesAt(l *desk.Lineup) []article.ID {
	ids := make([]article.ID, len(l.Slots))
	for i := range l.Slots {
		ids[i] = l.Slots[i].Story
	}
	return ids
}

// carry has a delivery of several stories wait for the embargo of one, and keeps
// what somebody let it go past.
func (s *sending) carry(d *article.Delivery, p *prepared) {
	for _, passed := range p.story.Passed {
		if !slices.Contains(d.Passed, passed) {
			d.Passed = append(d.Passed, passed)
		}
	}
	if p.embargoed() {
		untilRelease(d, &p.story.Article, s.room.now())
	}
}

// packFront makes a front as it was sent; a stop of now is told by why.
func (t *trip) packFront() (why string, err error) {
	if t.asked.Lineup == "" || len(t.stories) == 0 {
		return "", nil
	}
	l, err := t.room.LineupAt(t.asked.Lineup, t.asked.Rev)
	if err != nil {
		return "", err
	}
	f, err := t.room.stageOf(l)
	if err != nil {
		return "", err
	}
	in, err := f.front()
	if err != nil {
		return "", err
	}
	for _, found := range check.FrontHoles(in) {
		return fmt.Sprintf("Place %d of %s: %s.", found.Place, l.Name, found.Message), nil
	}
	t.front, why = f.shipped(t.stories)
	return why, nil
}

// frontItem says of a front how it is called, and whether it shows something
// else by now.
func (r *Room) frontItem(item *OutboxItem) error {
	l, err := r.findLineup(item.Lineup)
	if errors.Is(err, desk.ErrNoLineup) {
		return r.frontLeft(item)
	}
	if err != nil {
		return err
	}
	item.Headline, item.Newer = l.Name+", front", l.Rev != item.Rev
	for _, story := range item.Carries {
		if item.Newer || item.State == article.Down {
			break
		}
		head, err := r.headsOf([]article.ID{story.ID})
		if err != nil {
			return err
		}
		if item.Newer, err = r.newerThan(story, head[story.ID].Rev); err != nil {
			return err
		}
	}
	return nil
}

// frontLeft says how a front is called whose lineup was deleted.
func (r *Room) frontLeft(item *OutboxItem) error {
	item.Headline, item.Deleted = "A front that was removed", true
	l, err := r.findRemoved(item.Lineup)
	if errors.Is(err, desk.ErrNoLineup) {
		return nil
	}
	item.Headline = l.Name + ", front of a lineup that was deleted"
	return err
}

// frontFile is how a front's place at a target is called.
func frontFile(f *bundle.Front) string {
	return bundle.FrontSlug(&f.Lineup) + "-" + string(frontNamed(f.Lineup.ID))[:8]
}
