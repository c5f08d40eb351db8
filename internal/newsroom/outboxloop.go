package newsroom

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"stet/internal/article"
)

// How long the loop rests.
const (
	longestRest  = time.Minute // a machine that slept is behind with everything
	shortestRest = 100 * time.Millisecond
	troubleRest  = 5 * time.Second // when the store does not answer
)

// KeepDelivering keeps the outbox going until ctx ends or the newsroom is
// closed. tell is told whenever something in it changed, and must not call back
// into the newsroom.
func (r *Room) KeepDelivering(ctx context.Context, tell func(OutboxNews)) {
	if r.db.ReadOnly() != nil {
		return
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.outbox.mu.Lock()
	if r.outbox.ended {
		r.outbox.mu.Unlock()
		return
	}
	r.outbox.stop, r.outbox.tell = stop, tell
	r.outbox.ends.Add(1)
	r.outbox.mu.Unlock()
	defer r.outbox.ends.Done()
	var served sync.WaitGroup
	defer served.Wait()
	for ctx.Err() == nil {
		rest := longestRest
		err := r.takeDownDead()
		if err == nil {
			err = r.startDue(ctx, &served, func(error) { idle(ctx, troubleRest) })
		}
		if waiting, err := r.outbox.read(r.db); err == nil {
			rest = soonest(r.outbox.unserved(waiting), r.now(), rest)
		}
		if err != nil && !errors.Is(err, errIdle) {
			rest = troubleRest
		}
		r.outbox.rest(ctx, rest)
	}
}

func idle(ctx context.Context, most time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(most):
	}
}

// rest waits until something was changed, in so much time at most.
func (o *outbox) rest(ctx context.Context, most time.Duration) {
	alarm := time.NewTimer(max(most, shortestRest))
	defer alarm.Stop()
	select {
	case <-ctx.Done():
	case <-o.wake:
	case <-alarm.C:
	}
}

// RunOutbox does all that is due by now and returns.
func (r *Room) RunOutbox(ctx context.Context) error {
	if err := r.takeDownDead(); err != nil {
		return err
	}
	var mu sync.Mutex
	var failures error
	for failures == nil && ctx.Err() == nil {
		var served sync.WaitGroup
		err := r.startDue(ctx, &served, func(err error) {
			mu.Lock()
			defer mu.Unlock()
			failures = errors.Join(failures, err)
		})
		served.Wait()
		if errors.Is(err, errIdle) {
			return failures
		}
		failures = errors.Join(failures, err)
	}
	return errors.Join(failures, ctx.Err())
}

// errIdle says that nothing is due.
var errIdle = errors.New("nothing is due")

// startDue has every target served for which something is due, each beside the
// others and with one story at a time, so that one that hangs holds up none. It
// is errIdle where there is none.
func (r *Room) startDue(ctx context.Context, served *sync.WaitGroup, failed func(error)) error {
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return err
	}
	begun := false
	for _, d := range waiting {
		if !r.due(&d) || !r.outbox.begin(d.Target) {
			continue
		}
		next, ok, err := r.nextFor(d.Target)
		if err != nil || !ok {
			r.outbox.end(d.Target)
			if err != nil {
				return err
			}
			continue
		}
		begun = true
		served.Go(func() {
			defer r.outbox.end(next.target)
			if err := r.serve(ctx, next); err != nil {
				failed(err)
			}
		})
	}
	if !begun {
		return errIdle
	}
	return nil
}

func (r *Room) due(d *article.Delivery) bool { return d.State.Runs() && !d.Due.After(r.now()) }

// serve carries out what is due for one target, one after the other, looking
// anew for what goes first each time.
func (r *Room) serve(ctx context.Context, next way) error {
	for {
		if err := r.carry(ctx, next); err != nil {
			return err
		}
		again, ok, err := r.nextFor(next.target)
		if err != nil || !ok || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		next = again
	}
}

// nextFor is what goes next to a target. Where it is shut only kills and what
// takes a story down are tried.
func (r *Room) nextFor(target string) (next way, ok bool, err error) {
	o := &r.outbox
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.load(r.db); err != nil {
		return way{}, false, err
	}
	shut := o.shut(target)
	var first article.Delivery
	for w, d := range o.waiting {
		if w.target != target || !r.due(&d) || shut && d.Rank() >= 2 {
			continue
		}
		if !ok || goesBefore(&d, &first) < 0 {
			first, next, ok = d, w, true
		}
	}
	return next, ok, nil
}

// shut reports whether nothing but what takes a story down is tried at a target;
// the caller has the lock.
func (o *outbox) shut(target string) bool {
	for w, d := range o.waiting {
		if w.target == target && shutBy(&d) != "" {
			return true
		}
	}
	return false
}

// begin takes a target for one server; false = another has it.
func (o *outbox) begin(target string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.busy[target] {
		return false
	}
	if o.busy == nil {
		o.busy = map[string]bool{}
	}
	o.busy[target] = true
	return true
}

func (o *outbox) end(target string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.busy, target)
	select {
	case o.wake <- struct{}{}: // what came for it meanwhile
	default:
	}
}

// unserved are the deliveries to targets that nobody serves.
func (o *outbox) unserved(deliveries []article.Delivery) []article.Delivery {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.DeleteFunc(deliveries, func(d article.Delivery) bool { return o.busy[d.Target] })
}
