package newsroom

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/store"
)

// standing is what an arrival does to where its stories stand: the steps of the
// machine, each a revision that a delivery made.
func (t *trip) standing(d *article.Delivery, before article.Held, o deliver.Outcome) ([]store.Entry, error) {
	entries := []store.Entry{}
	if d.Lineup != "" {
		return entries, nil // its stories go by themselves as well
	}
	for _, story := range d.Stories() {
		some, err := t.standingOf(story.ID, d, before, o)
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	return entries, nil
}

func (t *trip) standingOf(id article.ID, d *article.Delivery, before article.Held, o deliver.Outcome) ([]store.Entry, error) {
	now, err := t.room.db.Get(id)
	if err != nil {
		return nil, err
	}
	others, err := t.others(id)
	if err != nil {
		return nil, err
	}
	s := steps{room: t.room, by: d.By, why: d.Why, target: t.target.Name, at: now}
	switch d.Held.State {
	case article.Shown:
		if now.Flag == article.Killed {
			return nil, nil
		}
		newer := before.State == article.Shown && before.Rev != d.Rev
		return s.live(seenAt(o.At, t.room.now()), newer)
	case article.Left, article.Scheduled, article.Unseen:
		if now.Flag == article.Killed || now.Status == article.Sent || now.Status == article.Live && slices.ContainsFunc(others, shown) {
			return nil, nil
		}
		err := s.to(article.Sent, nil)
		return s.entries, err
	case article.Down:
		out := now.Status == article.Sent || now.Status == article.Live
		if !out || slices.ContainsFunc(others, func(d article.Delivery) bool { return d.Held.Has() }) {
			return nil, nil
		}
		err := s.to(article.Withdrawn, nil)
		return s.entries, err
	}
	return nil, nil
}

func shown(d article.Delivery) bool { return d.Held.State == article.Shown }

// others are the story's deliveries to other targets.
func (t *trip) others(id article.ID) ([]article.Delivery, error) {
	all, err := t.room.db.Deliveries(id)
	return slices.DeleteFunc(all, func(other article.Delivery) bool { return other.Target == t.target.ID }), err
}

// seenAt is since when readers have a story: what the target says, unless that
// lies ahead.
func seenAt(said, now time.Time) time.Time {
	if said.IsZero() || said.After(now) {
		return now
	}
	return said.UTC().Truncate(time.Second)
}

// steps are the revisions that a delivery makes of a story.
type steps struct {
	room    *Room
	by, why string
	target  string
	at      article.Article
	entries []store.Entry
}

// live makes the story live, by way of sent, and notes when readers got it.
func (s *steps) live(since time.Time, newer bool) ([]store.Entry, error) {
	if s.at.Status != article.Live && s.at.Status != article.Sent {
		if err := s.to(article.Sent, nil); err != nil {
			return nil, err
		}
	}
	err := s.to(article.Live, func(a *article.Article) {
		if a.FirstPublished.IsZero() {
			a.FirstPublished = since
		} else if newer {
			a.LastPublished = s.room.now().Truncate(time.Second)
		}
	})
	return s.entries, err
}

func (s *steps) to(status article.Status, also func(*article.Article)) error {
	after := s.at
	after.Status = status
	if also != nil {
		also(&after)
	}
	changed := article.Changed(&s.at, &after)
	if len(changed) == 0 {
		return nil
	}
	hand := article.Hand{By: s.by, Named: true, Delivery: true, Why: cmp.Or(s.why, s.target)}
	deeds, err := article.Deeds(&s.at, &after, hand, s.room.now())
	var no *article.MoveError
	if errors.As(err, &no) {
		return nil // where it stands is a person's doing: the delivery says where the story is
	}
	if err != nil {
		return err
	}
	entry, err := s.room.counted(after, cmp.Or(s.why, s.target), changed, deeds)
	if err != nil {
		return err
	}
	entry.Revision.By, entry.Revision.Delivered = s.by, true
	s.entries = append(s.entries, *entry)
	s.at = after
	s.at.Rev++
	return nil
}

// onlyDelivered reports whether nothing but deliveries made the revisions behind
// one, up to another: no words are newer.
func (r *Room) onlyDelivered(id article.ID, from, to int64) (bool, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return false, err
	}
	for _, rev := range revisions {
		if rev.Rev > from && rev.Rev <= to && !rev.Delivered {
			return false, nil
		}
	}
	return true, nil
}
