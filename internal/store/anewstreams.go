package store

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/ristretto/v2/z"
)

// The streams that Badger is filled with, in the order of their keys, which
// are those of a save: b, then g and h, then r, then s to x.
const (
	streamBodies = iota + 1
	streamBetween
	streamRevisions
	streamAfter
)

// streams writes sorted keys to Badger in a goroutine beside its caller's.
type streams struct {
	to     *badger.StreamWriter
	dir    string
	buf    *z.Buffer
	full   chan *z.Buffer
	ended  chan struct{}
	failed atomic.Pointer[error]
}

const streamBytes = 4 << 20

// newStreams empties Badger.
func newStreams(db *badger.DB) (*streams, error) {
	w := &streams{to: db.NewStreamWriter(), dir: db.Opts().Dir, full: make(chan *z.Buffer, 1), ended: make(chan struct{})}
	if err := w.to.Prepare(); err != nil {
		w.to.Cancel()
		return nil, fmt.Errorf("fill Badger: %w", err)
	}
	w.fresh()
	go w.run()
	return w, nil
}

func (w *streams) fresh() { w.buf = z.NewBuffer(streamBytes+streamBytes/8, "stet") }

func (w *streams) run() {
	defer close(w.ended)
	for buf := range w.full {
		if w.failed.Load() == nil {
			if err := w.to.Write(buf); err != nil {
				w.failed.Store(&err)
			}
		}
		buf.Release()
	}
}

// put writes a key, which must come after all others of its stream.
func (w *streams) put(stream uint32, key, sealed []byte) error {
	badger.KVToBuffer(&pb.KV{Key: key, Value: sealed, Version: 1, StreamId: stream}, w.buf)
	if w.buf.LenNoPadding() < streamBytes {
		return nil
	}
	w.full <- w.buf
	w.fresh()
	return w.failure()
}

func (w *streams) failure() error {
	if err := w.failed.Load(); err != nil {
		return fmt.Errorf("fill Badger: %w", *err)
	}
	return nil
}

// end brings all to the tables, or gives up where there is an error already.
func (w *streams) end(err error) error {
	w.full <- w.buf
	close(w.full)
	<-w.ended
	if err == nil {
		err = w.failure()
	}
	if err != nil {
		w.to.Cancel()
		return err
	}
	synced := make(chan error, 1)
	go func() { synced <- syncLogs(w.dir) }() // a checkpoint follows: better beside the last tables than after them
	if err := errors.Join(w.to.Flush(), <-synced); err != nil {
		return fmt.Errorf("fill Badger: %w", err)
	}
	return nil
}
