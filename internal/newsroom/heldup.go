package newsroom

import (
	"maps"
	"slices"
	"sync"

	"stet/internal/article"
	"stet/internal/store"
)

// heldUp gathers the stories that were killed, held or spiked since somebody
// looked: what targets have of them may have to come down.
type heldUp struct {
	mu      sync.Mutex
	stories map[article.ID]bool
	looked  bool // for those of before this room was opened
	wake    chan struct{}
}

func newHeldUp() *heldUp {
	return &heldUp{stories: map[article.ID]bool{}, wake: make(chan struct{}, 1)}
}

// saved is told of every save.
func (h *heldUp) saved(lines []store.Line) {
	some := false
	h.mu.Lock()
	for i := range lines {
		if head := &lines[i].Head; head.Flag != article.NoFlag {
			h.stories[head.ID], some = true, true
		}
	}
	h.mu.Unlock()
	if !some {
		return
	}
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// arrived is told of what a package brought to a target as one piece: a story in
// it may have been killed on the way.
func (h *heldUp) arrived(stories []article.CarriedStory) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range stories {
		h.stories[s.ID] = true
	}
}

// take gives what was gathered, once.
func (h *heldUp) take() (stories []article.ID, first bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	first, h.looked = !h.looked, true
	return h.gathered(), first
}

// saves gives what was gathered since this room was opened, once.
func (h *heldUp) saves() []article.ID {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.gathered()
}

// gathered empties what was gathered; the caller has the lock.
func (h *heldUp) gathered() []article.ID {
	stories := slices.Sorted(maps.Keys(h.stories))
	clear(h.stories)
	return stories
}

// takeDownDead has everyone who got a killed story told of it, and takes a story
// that was held or spiked from targets that have it early. It is asked for by
// nobody but the flag, so that a kill cannot be forgotten; a kill that a person
// called back is not asked for again.
func (r *Room) takeDownDead() error {
	stories, first := r.outbox.held.take()
	if first {
		before, err := r.flaggedBefore()
		if err != nil {
			return err
		}
		stories = append(stories, before...)
	}
	return r.takeDownEach(stories)
}

// AskDown puts word of what was killed, held or spiked since this room was
// opened into the outbox, and sends nothing: a command that kills is over before
// any loop would look.
func (r *Room) AskDown() error { return r.takeDownEach(r.outbox.held.saves()) }

func (r *Room) takeDownEach(stories []article.ID) error {
	heads, err := r.db.HeadsOf(stories)
	if err != nil {
		return err
	}
	open := []article.Delivery{}
	if slices.ContainsFunc(heads, func(h article.Head) bool { return h.Flag == article.Killed }) {
		if open, err = r.packagesUnanswered(); err != nil {
			return err
		}
	}
	for _, id := range stories {
		if err := r.takeDownIfDead(id, open); err != nil {
			return err
		}
	}
	return nil
}

// flaggedBefore are the stories that were killed, held or spiked before this
// room was opened; none where nothing was ever delivered, so that a newsroom
// without targets does not read its list for it.
func (r *Room) flaggedBefore() ([]article.ID, error) {
	some := false
	for _, waiting := range []bool{true, false} {
		one, err := r.db.Outbox(waiting, 1)
		if err != nil {
			return nil, err
		}
		some = some || len(one) > 0
	}
	if !some {
		return nil, nil
	}
	stories := []article.ID{}
	err := r.db.Lines(func(l store.Line) bool {
		if l.Flag != article.NoFlag {
			stories = append(stories, l.ID)
		}
		return true
	})
	return stories, err
}

// takeDownIfDead does it for one story; open are the packages whose sending was
// never answered.
func (r *Room) takeDownIfDead(id article.ID, open []article.Delivery) error {
	known, err := r.db.Deliveries(id)
	if err != nil {
		return err
	}
	inPackages, err := r.wentInPackages(id, open)
	if err != nil || len(known)+len(inPackages) == 0 {
		return err
	}
	a, err := r.db.Get(id)
	if err != nil {
		return err
	}
	ways := []way{}
	for _, d := range known {
		ways = append(ways, wayOf(&d))
	}
	for target := range inPackages {
		if w := (way{id, target}); !slices.Contains(ways, w) {
			ways = append(ways, w)
		}
	}
	if a.Flag == article.Killed {
		if err := r.tellFronts(&a, "was killed", func(front *article.Delivery) bool {
			return front.State != article.Cancelled || a.Updated.After(front.Changed) // one that was called back is not asked about again
		}); err != nil {
			return err
		}
	}
	_, err = r.changes(ways, func(d *article.Delivery) (bool, error) {
		went, inPackage := inPackages[d.Target]
		switch {
		case a.Flag == article.Killed && inPackage && (d.Act != article.Withdraw || went.asked.After(d.Asked)):
			r.askDown(d, article.Withdraw, a.Rev, "Killed")
			return true, nil
		case a.Flag == article.Killed && d.Act != article.Withdraw && (d.Keeps() || d.State == article.Going):
			r.askDown(d, article.Withdraw, a.Rev, "Killed")
			return true, nil
		case (a.Flag == article.Hold || a.Flag == article.Spiked) && d.State == article.Scheduled:
			r.askDown(d, article.HoldBack, d.Rev, "Held before its embargo ended")
			return true, nil
		}
		return false, nil
	})
	return err
}
