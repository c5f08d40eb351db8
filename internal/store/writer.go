package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// request is one caller's change. plan checks it and adds its facts to the
// batch; it runs in the writer, so nothing changes between check and save.
type request struct {
	plan func(*batch) error
	done chan error
}

// write queues a change and returns when it is on disk.
func (db *DB) write(plan func(*batch) error) error {
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.closed {
		return ErrClosed
	}
	r := &request{plan: plan, done: make(chan error, 1)}
	db.queue <- r
	return <-r.done
}

const (
	mostTogether    = 512      // requests in one batch
	mostBytes       = 8 << 20  // of writes, after which a batch takes no more
	checkpointEvery = 16 << 20 // bytes of journal
)

// runWriter is the one goroutine that writes. Requests that queue while it
// syncs are taken together next time: one sync for all of them.
func (db *DB) runWriter() {
	defer close(db.stopped)
	written := int64(0)
	for first := range db.queue {
		written += db.commit(first)
		if written >= checkpointEvery {
			written = 0
			if err := db.checkpoint(); err != nil {
				db.options.Progress(fmt.Sprintf("A checkpoint failed (%v); the journal has everything.", err))
			}
		}
	}
}

// commit plans the first request and those that wait behind it, makes them
// durable, applies them and answers. It returns the bytes it wrote.
func (db *DB) commit(first *request) int64 {
	b := newBatch(db.badger, db.packer, db.journal.last())
	defer b.close()
	var stand []*request
	for r := first; r != nil; r = db.waiting(b, len(stand)) {
		if err := db.admit(b, r); err != nil {
			b.forget()
			r.done <- err
			continue
		}
		b.keep()
		stand = append(stand, r)
	}
	size, err := db.store(b)
	for _, r := range stand {
		r.done <- err
	}
	return size
}

// waiting gives the next queued request that the batch still takes.
func (db *DB) waiting(b *batch, stand int) *request {
	if stand >= mostTogether || b.size >= mostBytes {
		return nil
	}
	select {
	case r := <-db.queue: // nil when closed
		return r
	default:
		return nil
	}
}

// admit runs a plan. A panic in it is the caller's bug and must not take the
// writer, and with it every later save, along.
func (db *DB) admit(b *batch, r *request) (err error) {
	if db.behind != nil {
		return db.behind
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("plan a change: panic: %v", p)
		}
	}()
	return r.plan(b)
}

// store makes a batch durable and applies it.
func (db *DB) store(b *batch) (int64, error) {
	if len(b.records) == 0 {
		return 0, nil
	}
	if err := db.room(uint64(b.size)); err != nil {
		return 0, err
	}
	if err := db.journal.append(b.records); err != nil {
		return 0, err
	}
	db.whole.Lock()
	err := b.flush(db.badger)
	db.whole.Unlock()
	if err != nil {
		// The words are safe, so the caller is told yes; whoever comes next
		// would be judged against an old head and is told to open again.
		db.behind = fmt.Errorf("%w: %v", ErrBehind, err)
		db.options.Progress(fmt.Sprintf("Saved, but the store must be opened again: %v.", err))
		return int64(b.size), nil
	}
	if b.touches(kindSections) {
		return int64(b.size), db.loadSections()
	}
	return int64(b.size), nil
}

// room refuses a write that would leave less than Options.MinFree.
func (db *DB) room(size uint64) error {
	free, err := freeBytes(db.dir)
	if err == nil && free < db.options.MinFree+size {
		return fmt.Errorf("%w: %d MB are left", ErrDiskFull, free>>20)
	}
	return nil // where the system cannot say, the write itself will
}

func (b *batch) touches(k kind) bool {
	for i := range b.records {
		if b.records[i].kind == k {
			return true
		}
	}
	return false
}

// checkpoint puts on disk what Badger holds so far, so that a replay after a
// power cut begins here. Badger's own Sync leaves out logs that it has just
// rotated, so the files are synced by name.
func (db *DB) checkpoint() error {
	at := db.journal.position()
	files, err := badgerFiles(db.badgerDir())
	if err != nil {
		return err
	}
	for name := range files {
		if !strings.HasSuffix(name, ".mem") && !strings.HasSuffix(name, ".vlog") {
			continue // tables and the MANIFEST are synced by Badger
		}
		if err := syncFile(filepath.Join(db.badgerDir(), name)); err != nil {
			return err
		}
	}
	return db.note(at, false)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // flushed into a table meanwhile
	}
	if err != nil {
		return fmt.Errorf("sync Badger's log: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync Badger's log: %w", err)
	}
	return nil
}

// note writes the sidecar: every fact ahead of at is on disk in Badger.
func (db *DB) note(at position, clean bool) error {
	files, err := badgerFiles(db.badgerDir())
	if err != nil {
		return err
	}
	db.state = state{
		Newsroom: db.journal.newsroom.String(), Clean: clean, Durable: db.journal.last(),
		Segment: at.segment, Offset: at.offset, Badger: steady(files),
	}
	return writeState(db.dir, db.state, true)
}
