package newsroom

import (
	"context"
	"errors"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/deliver"
	"stet/internal/store"
)

// Looks at what a target holds, after it took a story.
const (
	lookAgain    = 30 * time.Second // at what was not seen there
	lookReleased = 20 * time.Second // behind the instant at which it lets a story out
)

// carry does what is next for one delivery.
func (r *Room) carry(ctx context.Context, w way) error {
	begun, do, err := r.begin(w)
	if err != nil || !do {
		return err
	}
	target, err := r.Target(w.target)
	if errors.Is(err, ErrNoTarget) {
		return r.stop(begun, "The destination was removed.", "Send the story to another one.")
	}
	if err != nil {
		return err
	}
	t := &trip{room: r, target: target, asked: begun}
	next := t.send
	if begun.State != article.Going {
		next = t.look
	}
	err = next(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return r.stray(begun)
	}
	return err
}

// stray ends a delivery of something that is not in this newsroom. It would hold
// up all that goes to its target for good: nobody can call back what is going.
func (r *Room) stray(asked article.Delivery) error {
	const says = "There is no such story in this newsroom."
	if asked.Held.Has() {
		return r.stop(asked, says, "Look for it there, then call this back.")
	}
	return r.ended(asked, func(d *article.Delivery) error {
		d.State, d.Says, d.Hint, d.Due = article.Cancelled, says, "", time.Time{}
		return nil
	})
}

// begin takes a delivery up, where it is due; one that is there already is only
// looked at.
func (r *Room) begin(w way) (begun article.Delivery, do bool, err error) {
	changed, err := r.changes([]way{w}, func(d *article.Delivery) (bool, error) {
		if !d.State.Runs() || d.Due.After(r.now()) {
			return false, nil
		}
		begun, do = *d, true
		if d.State == article.Unseen || d.State == article.Scheduled {
			return false, nil
		}
		d.BreakOff() // a program ended over it
		d.State = article.Going
		return true, nil
	})
	if len(changed) == 1 {
		begun = changed[0]
	}
	return begun, do, err
}

// trip is one delivery being carried out.
type trip struct {
	room    *Room
	target  article.Target
	asked   article.Delivery // as it was when the trip began
	stories []prepared       // that go; none = word to take one down
	front   *bundle.Front    // that goes with them; nil = none does
	noted   bool             // the target had something of it

	key, unsigned string // of the package: the key that signed it, or why nobody did
}

// stop has a person decide.
func (r *Room) stop(asked article.Delivery, says, hint string) error {
	return r.ended(asked, func(d *article.Delivery) error {
		d.State, d.Says, d.Hint, d.Due = article.Stopped, says, hint, time.Time{}
		return nil
	})
}

// ended says what became of a delivery. Where something else was asked for
// meanwhile only what the target holds is taken over, and that goes next.
func (r *Room) ended(asked article.Delivery, become func(*article.Delivery) error) error {
	_, err := r.changes([]way{wayOf(&asked)}, func(d *article.Delivery) (bool, error) {
		now := *d
		if err := become(&now); err != nil {
			return false, err
		}
		if overtaken(d, &asked) || d.State != asked.State {
			d.Held = now.Held
			return true, nil
		}
		*d = now
		return true, nil
	})
	return err
}

// overtaken reports whether something else was asked for since a trip began.
func overtaken(now, asked *article.Delivery) bool {
	return !now.Asked.Equal(asked.Asked) || now.Act != asked.Act || now.Rev != asked.Rev
}

// send brings the target to the state that is asked for.
func (t *trip) send(ctx context.Context) error {
	if t.asked.Sends() {
		may, err := t.check(ctx)
		if err != nil || !may {
			return err
		}
	}
	parcel, done, err := t.pack(ctx)
	if err != nil {
		return t.unpacked(ctx, err)
	}
	defer done()
	client, err := t.room.connect(&t.target, "")
	if err != nil {
		return t.room.stop(t.asked, err.Error()+".", "Change this destination, then test the connection.")
	}
	outcome, err := client.Send(ctx, parcel, t.note)
	if err != nil {
		return t.failed(ctx, err)
	}
	return t.arrived(outcome, parcel)
}

// look asks the target what it holds by now.
func (t *trip) look(ctx context.Context) error {
	parcel, done, err := t.pack(ctx)
	if err != nil {
		return t.unpacked(ctx, err)
	}
	defer done()
	client, err := t.room.connect(&t.target, "")
	if err != nil {
		return t.room.stop(t.asked, err.Error()+".", "Change this destination, then test the connection.")
	}
	outcome, err := client.Read(ctx, parcel)
	if err != nil {
		return t.unseen(ctx, err)
	}
	return t.arrived(outcome, parcel)
}

// unseen is a look that failed: what was sent stays sent.
func (t *trip) unseen(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f := explainFailure(t.target.Name, err)
	return t.room.ended(t.asked, func(d *article.Delivery) error {
		d.Tries++
		d.Says, d.Hint, d.Offline = f.says, "It was sent, and is looked at again by itself.", f.reason == deliver.Offline
		d.Due = t.room.now().Add(pause(d, &f))
		return nil
	})
}

// failed is a sending that did not come to its end.
func (t *trip) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err() // it stays going: nobody knows how far it came
	}
	return t.room.ended(t.asked, func(d *article.Delivery) error {
		t.failedWith(d, err)
		return nil
	})
}

// note keeps what a later try should know, while this one is under way. Until it
// arrives the target may have all of it.
func (t *trip) note(remote deliver.Remote) {
	t.noted = true
	_, _ = t.room.changes([]way{wayOf(&t.asked)}, func(d *article.Delivery) (bool, error) {
		perhaps := d.Held.Perhaps || t.asked.Sends()
		d.Held = heldOf(remote, d.Held)
		d.Held.Perhaps = perhaps
		return true, nil
	}) // what cannot be noted is found again by the story's own id
}
