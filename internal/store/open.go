package store

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Open opens the newsroom in dir, making it if there is none. It wraps
// ErrInUse at once when it is open already, here or in another process,
// ErrNewer when a newer Stet wrote it, and ErrDamaged, with the place, when
// the journal is damaged where it must be read.
//
// Badger is made anew from the journal when it is missing or unsound, and the
// journal from Badger when it is missing or shorter; what is replaced is kept
// beside. Both are told to Options.Progress.
//
// A Badger file that passes the checks made here and still makes Badger panic
// in a goroutine of its own ends the process: issue "Nothing is ever lost"
// puts the first opening after an unclean end into a child process.
func Open(dir string, o Options) (*DB, error) {
	o = o.filled()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make newsroom folder: %w", err)
	}
	f, err := lock(dir)
	if err != nil {
		return nil, err
	}
	db := &DB{dir: dir, options: o, lock: f, queue: make(chan *request), stopped: make(chan struct{})}
	if err := db.open(); err != nil {
		return nil, errors.Join(err, db.release())
	}
	go db.runWriter()
	return db, nil
}

func (db *DB) open() (err error) {
	if db.packer, err = newPacker(); err != nil {
		return err
	}
	if db.state, err = readState(db.dir); err != nil {
		return err
	}
	dir := filepath.Join(db.dir, journalName)
	if db.journal, err = openJournal(dir, db.options.segment, db.state.position(), db.options.Progress); err != nil {
		return err
	}
	known, err := db.openBadger()
	if err != nil {
		return err
	}
	if known.applied > db.journal.last() {
		if err := db.rebuildJournal(known); err != nil {
			return err
		}
	}
	if err := db.replay(min(known.applied, db.state.Durable) + 1); err != nil {
		return err
	}
	db.state.Clean = false
	if err := writeState(db.dir, db.state, false); err != nil {
		return err
	}
	return db.loadSections()
}

// openBadger opens Badger, or a fresh one to be filled from the journal, and
// settles which newsroom this is.
func (db *DB) openBadger() (known about, err error) {
	fresh, err := preflight(db.badgerDir(), &db.state)
	if err == nil && !fresh {
		known, err = db.openSound()
	}
	switch {
	case errors.Is(err, errUnsound):
		if err := db.setBadgerAside(err); err != nil {
			return known, err
		}
		fresh = true
	case err != nil:
		return known, err
	}
	if !fresh {
		return known, nil
	}
	return db.freshBadger()
}

// openSound opens Badger and makes sure that it is this newsroom's, in this
// program's layout, and that its own notes can be read.
func (db *DB) openSound() (known about, err error) {
	if db.badger, err = openBadger(db.badgerDir()); err != nil {
		return known, err
	}
	known, err = readAbout(db.badger)
	unsound := ""
	switch {
	case errors.Is(err, ErrDamaged):
		unsound = err.Error()
	case err != nil:
		return known, err
	case known.schema < schema:
		unsound = fmt.Sprintf("they have layout %d, this Stet writes %d", known.schema, schema)
	case db.journal.last() > 0 && known.newsroom != db.journal.newsroom:
		unsound = "they belong to another newsroom"
	}
	if unsound != "" {
		return about{}, fmt.Errorf("%w: %s", errUnsound, unsound)
	}
	if db.journal.last() == 0 {
		db.journal.newsroom = known.newsroom
	}
	return known, nil
}

// setBadgerAside keeps an unsound folder under another name.
func (db *DB) setBadgerAside(why error) error {
	if db.badger != nil {
		db.badger.Close() // it is given up; what it could not write is in the journal
		db.badger = nil
	}
	if db.journal.last() == 0 {
		return fmt.Errorf("%w; the journal has no records to make it anew from", why)
	}
	to := fmt.Sprintf("%s.damaged-%d", badgerName, db.journal.last())
	aside, err := moveAside(db.dir, badgerName, to)
	if err != nil {
		return err
	}
	db.options.Progress(fmt.Sprintf("%v. They are kept in %s.", why, aside))
	return nil
}

// freshBadger makes an empty Badger. Where words must have been and neither
// copy has any, it refuses: an empty list would look like a new newsroom.
func (db *DB) freshBadger() (about, error) {
	if db.journal.last() == 0 && db.state.Durable > 0 {
		return about{}, &DamagedError{File: journalName, Offset: -1,
			Why: fmt.Sprintf("%d changes were stored here, and both the journal and Badger are gone", db.state.Durable)}
	}
	if db.journal.newsroom == (newsroomID{}) {
		db.journal.newsroom = db.mintNewsroom()
	}
	db.state = state{Newsroom: db.journal.newsroom.String()}
	if err := writeState(db.dir, db.state, true); err != nil {
		return about{}, err
	}
	var err error
	if err = os.MkdirAll(db.badgerDir(), 0o700); err != nil {
		return about{}, fmt.Errorf("make Badger's folder: %w", err)
	}
	if db.badger, err = openBadger(db.badgerDir()); err != nil {
		return about{}, err
	}
	return about{}, setUp(db.badger, db.journal.newsroom)
}

func (db *DB) mintNewsroom() newsroomID {
	var id newsroomID
	if b, err := hex.DecodeString(db.state.Newsroom); err == nil && len(b) == len(id) {
		return newsroomID(b)
	}
	rand.Read(id[:]) // never fails
	return id
}

func (db *DB) badgerDir() string { return filepath.Join(db.dir, badgerName) }

// Close waits for the saves under way, closes both copies in order and gives
// the newsroom free. A second Close does nothing.
func (db *DB) Close() error {
	db.gate.Lock()
	defer db.gate.Unlock()
	if db.closed {
		return nil
	}
	db.closed = true
	close(db.queue)
	<-db.stopped
	return errors.Join(db.settle(), db.release())
}

// settle brings both copies to rest and notes how they were left.
func (db *DB) settle() error {
	at := db.journal.position()
	if err := db.journal.seal(); err != nil {
		return err
	}
	err := db.badger.Close()
	db.badger = nil
	if err != nil {
		return fmt.Errorf("close Badger: %w", err)
	}
	if db.behind != nil {
		return nil // the note of the last checkpoint stands
	}
	return db.note(at, true)
}

// release gives back what an open or half-open store holds.
func (db *DB) release() error {
	var errs []error
	if db.badger != nil {
		errs = append(errs, db.badger.Close())
	}
	if db.journal != nil {
		db.journal.abandon()
	}
	if db.packer != nil {
		db.packer.close()
	}
	return errors.Join(append(errs, db.lock.Close())...)
}
