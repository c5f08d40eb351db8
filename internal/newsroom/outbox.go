package newsroom

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"stet/internal/article"
	"stet/internal/store"
)

// A story on its way to a target is one article.Delivery, kept in the store and
// changed by one rule: read, decide and write under outbox.mu. The network is
// spoken to without it.
//
//	Send ──▶ queued ──pick──▶ going ──Send──▶ unseen ──Read──▶ live | left | down
//	          ▲  │              │ │               scheduled ──Read──▶ live
//	          │  └─embargoed ◀──┘ └─failure──▶ queued (later), stopped, conflicting
//	          └──────── a person: again, ours, theirs ◀──────┘
//
// A crash leaves going: it goes again, and the target finds what is there.

// outbox is what a room keeps in memory of what is on its way.
type outbox struct {
	mu      sync.Mutex
	waiting map[way]article.Delivery // those that are not over; nil = not read yet
	asks    int                      // of waiting those that a person has to decide about
	busy    map[string]bool          // targets that are being spoken to
	secrets map[string]string        // of targets, where this machine keeps none
	held    *heldUp
	wake    chan struct{}    // of the loop: something was changed
	tell    func(OutboxNews) // called with mu held

	stop  context.CancelFunc // of the loop; nil = it does not run
	ends  sync.WaitGroup
	ended bool // the room is being closed
}

// way is a story and where it goes.
type way struct {
	story  article.ID
	target string
}

func wayOf(d *article.Delivery) way { return way{d.Story, d.Target} }

// OutboxNews says that the outbox changed.
type OutboxNews struct {
	Waiting int          `json:"waiting"`
	Asks    int          `json:"asks"`    // those that a person has to decide about
	Stories []article.ID `json:"stories"` // whose state changed, at most mostTold; none = look at all
}

const mostTold = 50

// read is what is on its way, in no order.
func (o *outbox) read(db *store.DB) ([]article.Delivery, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.load(db); err != nil {
		return nil, err
	}
	all := make([]article.Delivery, 0, len(o.waiting))
	for _, d := range o.waiting {
		all = append(all, d)
	}
	return all, nil
}

// load reads what the store knows; the caller has the lock.
func (o *outbox) load(db *store.DB) error {
	if o.waiting != nil {
		return nil
	}
	deliveries, err := db.Outbox(true, 0)
	if err != nil {
		return err
	}
	o.waiting = make(map[way]article.Delivery, len(deliveries))
	o.took(deliveries)
	return nil
}

// took notes in memory what the store has; the caller has the lock.
func (o *outbox) took(deliveries []article.Delivery) {
	for _, d := range deliveries {
		w := wayOf(&d)
		if was, ok := o.waiting[w]; ok && was.State.NeedsPerson() {
			o.asks--
		}
		if d.State.NeedsPerson() {
			o.asks++
		}
		if d.State.Waiting() {
			o.waiting[w] = d
		} else {
			delete(o.waiting, w)
		}
	}
}

// changes is how deliveries are changed: plan gets the delivery of a way as it
// is, zero where there is none, and says what it shall be; false leaves it.
func (r *Room) changes(ways []way, plan func(*article.Delivery) (bool, error)) ([]article.Delivery, error) {
	r.outbox.mu.Lock()
	defer r.outbox.mu.Unlock()
	changed, err := r.planned(ways, plan)
	if err != nil || len(changed) == 0 {
		return changed, err
	}
	if err := r.db.PutDeliveries(changed...); err != nil {
		return nil, err
	}
	r.noted(changed)
	return changed, nil
}

// planned is what ways would be; the caller has the lock.
func (r *Room) planned(ways []way, plan func(*article.Delivery) (bool, error)) ([]article.Delivery, error) {
	if err := r.outbox.load(r.db); err != nil {
		return nil, err
	}
	changed := []article.Delivery{}
	for _, w := range ways {
		d, err := r.delivery(w)
		if err != nil {
			return nil, err
		}
		was := d.State
		do, err := plan(&d)
		if err != nil {
			return nil, err
		}
		if !do {
			continue
		}
		if d.State != was {
			d.Changed = r.now()
		}
		changed = append(changed, d)
	}
	return changed, nil
}

// delivery is one as the store has it; zero but for its way where there is none.
func (r *Room) delivery(w way) (article.Delivery, error) {
	if d, ok := r.outbox.waiting[w]; ok {
		return d, nil
	}
	all, err := r.db.Deliveries(w.story)
	if i := slices.IndexFunc(all, func(d article.Delivery) bool { return d.Target == w.target }); i >= 0 {
		return all[i], err
	}
	return article.Delivery{Story: w.story, Target: w.target}, err
}

// noted tells whoever waits for it that deliveries were changed; the caller has
// the lock.
func (r *Room) noted(changed []article.Delivery) {
	o := &r.outbox
	o.took(changed)
	select {
	case o.wake <- struct{}{}:
	default:
	}
	if o.tell == nil {
		return
	}
	news := OutboxNews{Waiting: len(o.waiting), Asks: o.asks, Stories: []article.ID{}}
	if len(changed) <= mostTold {
		for _, d := range changed {
			news.Stories = append(news.Stories, d.Story)
		}
	}
	o.tell(news)
}

func (o *outbox) remember(target, value string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.secrets == nil {
		o.secrets = map[string]string{}
	}
	if o.secrets[target] = value; value == "" {
		delete(o.secrets, target)
	}
}

func (o *outbox) remembered(target string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.secrets[target]
}

// inOrder sorts deliveries as they go.
func inOrder(deliveries []article.Delivery) {
	slices.SortFunc(deliveries, func(a, b article.Delivery) int { return goesBefore(&a, &b) })
}

// goesBefore orders two: kills, what takes a story down, corrections, then by
// when they were asked for; a front behind its stories.
func goesBefore(a, b *article.Delivery) int {
	return cmp.Or(cmp.Compare(a.Rank(), b.Rank()), a.Asked.Compare(b.Asked), cmp.Compare(a.Lineup, b.Lineup), cmp.Compare(a.Story, b.Story), cmp.Compare(a.Target, b.Target))
}

// runs reports whether the loop does: what is asked for goes by itself.
func (o *outbox) runs() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.stop != nil && !o.ended
}

// endOutbox ends the loop and waits for it.
func (r *Room) endOutbox() {
	r.outbox.mu.Lock()
	stop := r.outbox.stop
	r.outbox.ended = true
	r.outbox.mu.Unlock()
	if stop != nil {
		stop()
	}
	r.outbox.ends.Wait()
}

// soonest is how long nothing needs to be done; longest where nothing is on
// its way, or only to targets that are shut.
func soonest(deliveries []article.Delivery, now time.Time, longest time.Duration) time.Duration {
	shut := map[string]bool{}
	for _, d := range deliveries {
		shut[d.Target] = shut[d.Target] || shutBy(&d) != ""
	}
	for _, d := range deliveries {
		if d.State.Runs() && (!shut[d.Target] || d.Rank() < 2) {
			longest = min(longest, max(0, d.Due.Sub(now)))
		}
	}
	return longest
}
