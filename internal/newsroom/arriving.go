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

// arrived keeps what a target was seen to hold: of the delivery, of the story,
// and as a receipt, all of it or nothing.
func (t *trip) arrived(o deliver.Outcome, p deliver.Parcel) error {
	const tries = 3
	for try := 1; ; try++ {
		err := t.keepArrival(o, p)
		if err == nil {
			return t.tellFronts()
		}
		if try == tries || !errors.Is(err, store.ErrStale) {
			return err
		}
	}
}

// tellFronts asks about the fronts at the target that go on showing a story which
// was taken down there. Those that show a killed one were asked about by the kill.
func (t *trip) tellFronts() error {
	d := &t.asked
	if d.Act != article.HoldBack && d.Act != article.Withdraw || d.Lineup != "" || len(d.Carries) > 0 {
		return nil
	}
	a, err := t.room.db.Get(d.Story)
	if err != nil || a.Flag == article.Killed {
		return err
	}
	return t.room.tellFronts(&a, "was taken down", func(front *article.Delivery) bool { return front.Target == d.Target })
}

func (t *trip) keepArrival(o deliver.Outcome, p deliver.Parcel) error {
	r := t.room
	r.outbox.mu.Lock()
	defer r.outbox.mu.Unlock()
	before := t.asked.Held
	var seen article.Delivery
	changed, err := r.planned([]way{wayOf(&t.asked)}, func(d *article.Delivery) (bool, error) {
		held := heldOf(o.Remote, d.Held)
		seen = *d
		seen.Act, seen.Rev, seen.Asked, seen.By, seen.Why, seen.Passed = t.asked.Act, t.asked.Rev, t.asked.Asked, t.asked.By, t.asked.Why, t.asked.Passed
		seen.Held, seen.Key, seen.Unsigned = held, t.key, t.unsigned
		t.tell(&seen, differences(o.Differences))
		t.become(&seen, o)
		seen.Held.State, seen.Held.Rev = heldState(&seen), t.asked.Rev
		if overtaken(d, &t.asked) {
			d.Held = seen.Held
		} else {
			*d = seen
		}
		return true, nil
	})
	if err != nil || len(changed) == 0 {
		return err
	}
	whole := store.Whole{Deliveries: changed}
	if whole.Entries, err = t.standing(&seen, before, o); err != nil {
		return err
	}
	if whole.Receipts, err = t.receipts(&seen, p, whole.Entries); err != nil {
		return err
	}
	if _, _, err := r.db.SaveWhole(whole); err != nil {
		return err
	}
	for _, s := range seen.Stories() {
		r.behind.touched([]article.ID{s.ID})
	}
	r.outbox.held.arrived(seen.Carries)
	r.noted(changed)
	if t.front != nil {
		return r.noteSent(t.front.Lineup)
	}
	return nil
}

// heldState is what a target holds after a delivery came to a state.
func heldState(d *article.Delivery) article.DeliveryState {
	switch d.State {
	case article.Shown, article.Left, article.Scheduled, article.Unseen, article.Down:
		return d.State
	}
	return article.Unseen // it lies there, and a person looks after it
}

// become is what a delivery comes to by what was seen.
func (t *trip) become(d *article.Delivery, o deliver.Outcome) {
	again(d, time.Time{})
	d.There, d.Over = nil, ""
	switch d.Act {
	case article.HoldBack, article.Withdraw:
		t.becomeDown(d, o)
	case article.Schedule:
		t.becomeScheduled(d, o)
	default:
		t.becomeLive(d, o)
	}
	if says := differencesSaid(t.target.Name, d.Differences); d.Says == "" {
		d.Says = says
	}
}

func (t *trip) becomeLive(d *article.Delivery, o deliver.Outcome) {
	switch o.State {
	case deliver.Live:
		d.State = article.Shown
	case deliver.Left:
		d.State = article.Left
	case deliver.Scheduled:
		t.waitSeen(d, article.Unseen, t.target.Name+" has it and has not let it out yet.", o.At)
	case deliver.Draft:
		d.State, d.Says, d.Hint = article.Stopped, t.target.Name+" keeps it as a draft.", "Let it out there, or give Stet's user there the right to publish, then send it again."
	default:
		d.State, d.Says, d.Hint = article.Stopped, t.target.Name+" took it, and it is not there.", "Look for it there, then send it again."
	}
}

func (t *trip) becomeScheduled(d *article.Delivery, o deliver.Outcome) {
	now := t.room.now()
	release := t.release()
	switch {
	case o.State == deliver.Live:
		d.State = article.Shown
		if now.Before(release) {
			d.Says, d.Hint = t.target.Name+" let it out before its time.", "Take it down at once if it must not be read yet."
		}
	case o.State == deliver.Scheduled && now.Before(release):
		t.waitSeen(d, article.Scheduled, "", cmp.Or(release, o.At))
	case o.State == deliver.Scheduled && t.asked.Tries > 0: // its time is over, and the target sleeps
		d.Act, d.State, d.Due = article.Publish, article.Queued, now
		d.Says = t.target.Name + " has not let it out by itself, so it is let out from here."
	case o.State == deliver.Scheduled:
		d.Tries = t.asked.Tries + 1
		t.waitSeen(d, article.Scheduled, t.target.Name+" should have let it out by now, and has not.", time.Time{})
	case o.State == deliver.Left:
		d.State = article.Left
	default:
		d.State, d.Says, d.Hint = article.Stopped, t.target.Name+" does not keep it until its time.", "Look for it there, then send it again."
	}
}

// release is when readers may have the story.
func (t *trip) release() time.Time {
	if len(t.stories) == 0 {
		return time.Time{}
	}
	e := t.stories[0].story.Article.Embargo
	if e == nil || e.IsBroken() {
		return time.Time{}
	}
	return e.Until()
}

// waitSeen has a delivery looked at again: behind an instant that lies ahead,
// else soon.
func (t *trip) waitSeen(d *article.Delivery, state article.DeliveryState, says string, instant time.Time) {
	d.State, d.Says = state, says
	d.Due = t.room.now().Add(lookAgain)
	if next := instant.Add(lookReleased); next.After(d.Due) {
		d.Due = next
	}
	if d.Tries > 10 { // nothing seems to come of it by itself
		d.Due = t.room.now().Add(longestPause)
	}
}

func (t *trip) becomeDown(d *article.Delivery, o deliver.Outcome) {
	switch o.State {
	case deliver.Live, deliver.Scheduled:
		d.State, d.Says, d.Hint = article.Stopped, "Readers of "+t.target.Name+" still get it.", "Take it down there by hand, then have this tried again."
	default:
		d.State = article.Down
	}
}

// receipts are what is kept for good of an arrival, one for each story; none
// where nothing is new.
func (t *trip) receipts(d *article.Delivery, p deliver.Parcel, entries []store.Entry) ([]article.ExportReceipt, error) {
	made := []article.ExportReceipt{}
	notices := map[article.ID]bool{}
	if p.Bundle != nil && len(d.Carries) > 0 {
		var err error
		if notices, err = t.room.noticesIn(p.Bundle); err != nil {
			return nil, err
		}
	}
	for i, story := range d.Stories() {
		e := article.ExportReceipt{
			ID: story.ID, Rev: story.Rev, At: t.room.now(), By: d.By, Profile: profileAt(&t.target), Path: cmp.Or(d.Held.URL, t.target.Address), Passed: d.Passed,
			Target: t.target.Name, Act: d.Act, State: d.Held.State, URL: d.Held.URL, Digest: d.Held.Digest, Differences: slices.Concat(d.Differences, d.Known),
			Key: d.Key, Unsigned: d.Unsigned,
		}
		if p.Bundle != nil {
			e.Bundle, e.Profile = p.Bundle.Digest, p.Bundle.Profile
		}
		if notices[story.ID] {
			e.Act = article.Withdraw
		} else if i < len(t.stories) {
			e.Fields = digestsAfter(t.stories[i].story.Article, entries)
		}
		known, err := t.known(&e)
		if err != nil {
			return nil, err
		}
		if !known {
			made = append(made, e)
		}
	}
	return made, nil
}

// digestsAfter are those of a story as it stands once a delivery has noted in it
// where it is: that is no change since.
func digestsAfter(a article.Article, entries []store.Entry) map[string]string {
	for _, e := range entries {
		if e.Article.ID == a.ID {
			a.Status, a.FirstPublished, a.LastPublished = e.Article.Status, e.Article.FirstPublished, e.Article.LastPublished
		}
	}
	return article.Digests(&a)
}

// known reports whether the last receipt of a story and the target says the same.
func (t *trip) known(e *article.ExportReceipt) (bool, error) {
	past, err := t.room.db.Receipts(e.ID)
	i := slices.IndexFunc(past, func(other article.ExportReceipt) bool { return other.Target == e.Target })
	if err != nil || i < 0 {
		return false, err
	}
	last := past[i]
	return last.Rev == e.Rev && last.Act == e.Act && last.State == e.State && last.Digest == e.Digest && last.Key == e.Key, nil
}
