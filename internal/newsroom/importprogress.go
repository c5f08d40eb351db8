package newsroom

import (
	"context"
	"errors"
)

// ErrComing: the window takes in one lot of copy at a time.
var ErrComing = errors.New("copy is coming in already")

// watchImport has copy come in as work of which [Room.ImportProgress] tells and
// which [Room.StopImport] ends; what came in by then stays.
func (r *Room) watchImport(ctx context.Context, take func(context.Context, *Batch)) (Batch, error) {
	watched, stop := context.WithCancel(ctx)
	defer stop()
	batch := newBatch()
	if !r.importing.begin(stop, Taking) {
		return batch, ErrComing
	}
	defer r.importing.end()
	take(watched, &batch)
	batch.Stopped = watched.Err() != nil && ctx.Err() == nil
	batch.lighten()
	return batch, ctx.Err()
}

// lighten leaves the receipts of many stories where they are kept: none of them
// is shown at once.
func (b *Batch) lighten() {
	if len(b.Imported) <= many {
		return
	}
	for i := range b.Imported {
		b.Imported[i].Receipt.Changed, b.Imported[i].Receipt.Dropped, b.Imported[i].Receipt.Moved = nil, nil, nil
		tidyReceipt(&b.Imported[i].Receipt)
	}
}

// ImportProgress is how far the copy is that the window waits for.
func (r *Room) ImportProgress() Progress { return r.importing.told() }

// StopImport ends it behind the story that is coming in.
func (r *Room) StopImport() { r.importing.halt() }
