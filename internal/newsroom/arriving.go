package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
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

func differences(found []deliver.Difference) []article.Difference {
	var all []article.Difference
	for _, d := range found {
		all = append(all, article.Difference(d))
	}
	return all
}

// tell sorts what a target keeps otherwise into what is news and what was told
// before. A byline that is no user's name there is so at each sending: it is news
// once, and again when it changes. A look may not say it; then it stays as it was.
func (t *trip) tell(d *article.Delivery, found []article.Difference) {
	looks := t.asked.State != article.Going
	told, known := d.Differences, d.Known
	before := slices.Clone(known)
	if looks {
		missing := func(other article.Difference) bool { return !isByline(other) || slices.Contains(found, other) }
		found = append(found, slices.DeleteFunc(slices.Concat(told, known), missing)...)
	} else {
		before = append(before, told...)
	}
	d.Differences, d.Known = nil, nil
	for _, one := range found {
		if isByline(one) && slices.Contains(before, one) {
			d.Known = append(d.Known, one)
		} else {
			d.Differences = append(d.Differences, one)
		}
	}
}

func isByline(d article.Difference) bool { return d.Field == "author" || d.Field == "authors" }

// differencesSaid sums up what a target keeps otherwise: "WordPress dropped 2
// fields: …". "" = nothing.
func differencesSaid(target string, all []article.Difference) string {
	var dropped, other []string
	for _, d := range all {
		if d.Stored == "" {
			dropped = append(dropped, fieldWord(d.Field)+ifShort(" (“%s”)", d.Sent))
		} else {
			other = append(other, fieldWord(d.Field)+ifShort(" (sent “%s”, there “%s”)", d.Sent, d.Stored))
		}
	}
	said := []string{}
	if len(dropped) > 0 {
		said = append(said, fmt.Sprintf("%s dropped %s: %s.", target, fields(len(dropped)), strings.Join(dropped, ", ")))
	}
	if len(other) > 0 {
		said = append(said, fmt.Sprintf("%s keeps %s otherwise than sent: %s.", target, fields(len(other)), strings.Join(other, ", ")))
	}
	return strings.Join(said, " ")
}

// mostSaid is how long a value may be that is said in a sentence, in characters.
const mostSaid = 40

// ifShort are values in a sentence, "" where one is empty or too long for it, or
// numbers, which name something in the CMS only.
func ifShort(sentence string, values ...string) string {
	said := []any{}
	for _, v := range values {
		if v = article.OneLine(v); v == "" || article.Characters(v) > mostSaid || strings.Trim(v, "0123456789, ") == "" {
			return ""
		}
		said = append(said, v)
	}
	return fmt.Sprintf(sentence, said...)
}

func fields(n int) string {
	if n == 1 {
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
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
