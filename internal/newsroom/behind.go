package newsroom

import (
	"context"
	"slices"
	"sync"

	"stet/internal/article"
	"stet/internal/store"
	"stet/internal/table"
)

// behind knows of which stories readers have something else than stands here, for
// the view of those. To find out, each story that ever left is read: so nothing
// is looked at before somebody asks, and then but what was touched since. Where
// it is done in a moment it is done unasked, so that the count is there from the
// start.
type behind struct {
	turn  sync.Mutex // held while stories are looked at
	mu    sync.Mutex
	asked bool
	known bool                // all were looked at
	again map[article.ID]bool // touched since
}

const (
	lookedAtOnce = 512
	fewStories   = 500  // are looked at with the first list: a tenth of a second at most
	fewLeft      = 2000 // are looked at unasked, behind it
)

// saved is told of every save.
func (b *behind) saved(lines []store.Line) {
	ids := make([]article.ID, len(lines))
	for i := range lines {
		ids[i] = lines[i].ID
	}
	b.touched(ids)
}

// touched has stories looked at again: they were saved, or they left.
func (b *behind) touched(ids []article.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.asked {
		return
	}
	for _, id := range ids {
		b.again[id] = true
	}
}

// forget is for what changes stories without a revision, as a section's name.
func (b *behind) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.known = false
}

// ready reports whether all are known, but for those touched since.
func (b *behind) ready() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.known
}

// take is what is to be looked at now: all, or those touched since.
func (b *behind) take() (all bool, ids []article.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id := range b.again {
		ids = append(ids, id)
	}
	b.asked, b.again = true, map[article.ID]bool{}
	return !b.known, ids
}

// lookBehind sees that the table knows what was changed since it went out, for a
// list of that view, where it was known before, and where they are few. The table
// must have been read.
func (r *Room) lookBehind(ctx context.Context, view table.View) error {
	if view != table.Changed && !r.behind.ready() && r.list.table.Len() > fewStories {
		return nil
	}
	r.behind.turn.Lock()
	defer r.behind.turn.Unlock()
	all, ids := r.behind.take()
	if all {
		saves := r.list.table.Saves()
		ids = make([]article.ID, len(saves))
		for i, s := range saves {
			ids[i] = s.ID()
		}
	}
	for some := range slices.Chunk(ids, lookedAtOnce) {
		err := ctx.Err()
		if err == nil {
			err = r.holdAgainst(some)
		}
		if err != nil {
			r.behind.touched(ids)
			return err
		}
	}
	if all {
		r.behind.mu.Lock()
		r.behind.known = true
		r.behind.mu.Unlock()
	}
	return nil
}

// holdAgainst says to the table of some stories whether they were changed.
func (r *Room) holdAgainst(ids []article.ID) error {
	heads, err := r.db.HeadsOf(ids)
	if err != nil {
		return err
	}
	here := make([]article.ID, len(heads))
	for i := range heads {
		here[i] = heads[i].ID
	}
	marks, err := r.db.ReceiptMarks(here)
	if err != nil {
		return err
	}
	changed, errs := make([]bool, len(heads)), make([]error, len(heads))
	each(len(heads), func(i int) {
		if marks[i] == 0 || heads[i].Trashed {
			return
		}
		sent, err := r.readSent(&heads[i])
		changed[i], errs[i] = sent != nil && len(sent.Changed) > 0, err
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	r.list.table.SetChanged(here, changed)
	return nil
}

// lookBehindUnasked looks where few of many stories left.
func (r *Room) lookBehindUnasked() {
	left := 0
	saves := r.list.table.Saves()
	for some := range slices.Chunk(saves, lookedAtOnce) {
		ids := make([]article.ID, len(some))
		for i, s := range some {
			ids[i] = s.ID()
		}
		marks, err := r.db.ReceiptMarks(ids)
		if err != nil {
			return // whoever asks is told
		}
		for _, mark := range marks {
			if mark > 0 {
				left++
			}
		}
		if left > fewLeft {
			return
		}
	}
	_ = r.lookBehind(context.Background(), table.Changed) // whoever asks is told; it ends with the room
}
