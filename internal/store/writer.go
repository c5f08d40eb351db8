package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// request is one caller's change. plan checks it and adds its facts to the
// batch; one goroutine plans at a time, so nothing changes between check and
// save.
type request struct {
	plan func(*batch) error
	done chan error
}

const (
	mostTogether    = 512      // requests in one batch
	mostBytes       = 8 << 20  // of writes, after which a batch takes no more
	checkpointEvery = 16 << 20 // bytes of writes
)

// write makes a change and returns when it is on disk. Of the callers that
// wait, one has the turn and writes for all that queued until then, with one
// sync; a change is thus made without waking another goroutine first.
func (db *DB) write(plan func(*batch) error) error {
	if err := db.arrived(); err != nil {
		return err
	}
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.closed {
		return ErrClosed
	}
	if db.readOnly != nil {
		return db.readOnly
	}
	r := &request{plan: plan, done: make(chan error, 1)}
	db.queueing.Lock()
	db.queue = append(db.queue, r)
	db.queueing.Unlock()
	select {
	case err := <-r.done:
		return err
	case db.turn <- struct{}{}:
		db.takeTurn()
		return <-r.done // by this turn, or by the one before it
	}
}

func (db *DB) takeTurn() {
	defer func() { <-db.turn }()
	if db.commit(); db.written < checkpointEvery {
		return
	}
	db.written = 0
	if db.caughtUp() != nil {
		return
	}
	if err := db.checkpoint(); err != nil {
		db.options.Progress(fmt.Sprintf("A checkpoint failed (%v); the journal has everything.", err))
	}
}

// commit plans what is queued, makes it durable and answers. Badger follows:
// see [DB.follow].
func (db *DB) commit() {
	b := newBatch(db.badger, db.packer, db.journal.last())
	b.before = db.lately
	defer b.close()
	var stand []*request
	for r := db.next(); r != nil; r = db.next() {
		if err := db.admit(b, r); err != nil {
			if errors.Is(err, ErrDamaged) {
				db.suspect(err)
			}
			b.forget()
			r.done <- err
		} else {
			b.keep()
			stand = append(stand, r)
		}
		if len(stand) >= mostTogether || b.size >= mostBytes {
			break // the rest takes the next turn
		}
	}
	err := db.store(b)
	for _, r := range stand {
		r.done <- err
	}
}

// next takes the oldest request off the queue, nil = none waits.
func (db *DB) next() *request {
	db.queueing.Lock()
	defer db.queueing.Unlock()
	if len(db.queue) == 0 {
		return nil
	}
	r := db.queue[0]
	db.queue = db.queue[1:]
	return r
}

// admit runs a plan. A panic in it is the caller's bug and must not keep the
// turn, and with it every later save, for ever.
func (db *DB) admit(b *batch, r *request) (err error) {
	if err := db.lag(); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("plan a change: panic: %v", p)
		}
	}()
	return r.plan(b)
}

// store makes a batch durable and sends Badger after it.
func (db *DB) store(b *batch) error {
	if len(b.records) == 0 {
		return nil
	}
	if err := db.room(uint64(b.size)); err != nil {
		return err
	}
	segments := len(db.journal.segments)
	if err := db.journal.append(b.records); err != nil {
		return err
	}
	db.written += int64(b.size)
	if len(db.journal.segments) > segments {
		if err := b.again(); err != nil { // bodies may stand alone now
			db.fallBehind(err)
			return nil // the words are on disk, so the caller is told yes
		}
	}
	db.follow(b)
	if db.options.Saved != nil && len(b.lines) > 0 {
		db.options.Saved(b.lines)
	}
	return nil
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
	if err := syncLogs(db.badgerDir()); err != nil {
		return err
	}
	return db.note(at, nil)
}

// syncLogs puts Badger's logs on disk. Tables and the MANIFEST it syncs itself.
func syncLogs(dir string) error {
	files, err := badgerFiles(dir)
	if err != nil {
		return err
	}
	for name := range files {
		if !strings.HasSuffix(name, ".mem") && !strings.HasSuffix(name, ".vlog") {
			continue
		}
		if err := syncFile(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
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

// note writes the sidecar: every fact ahead of at is on disk in Badger. closed
// is the first screen of a newsroom that was closed in order.
func (db *DB) note(at position, closed *json.RawMessage) error {
	files, err := badgerFiles(db.badgerDir())
	if err != nil {
		return err
	}
	prints, err := fingerprints(db.badgerDir(), files, db.state.Badger)
	if err != nil {
		return err
	}
	db.state = state{Unsound: db.state.Unsound,
		Newsroom: db.journal.newsroom.String(), Durable: db.journal.last(),
		Segment: at.segment, Offset: at.offset, Badger: prints,
	}
	if closed != nil {
		db.state.Clean, db.state.First = true, *closed
	}
	return writeState(db.dir, db.state, true)
}
