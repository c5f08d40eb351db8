package newsroom

import (
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

// take gives what was gathered, once.
func (h *heldUp) take() (stories []article.ID, first bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id := range h.stories {
		stories = append(stories, id)
	}
	clear(h.stories)
	first, h.looked = !h.looked, true
	slices.Sort(stories)
	return stories, first
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
	for _, id := range stories {
		if err := r.takeDownIfDead(id); err != nil {
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

func (r *Room) takeDownIfDead(id article.ID) error {
	known, err := r.db.Deliveries(id)
	if err != nil || len(known) == 0 {
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
	_, err = r.changes(ways, func(d *article.Delivery) (bool, error) {
		switch {
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
