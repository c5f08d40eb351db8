package store

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/dgraph-io/badger/v4"
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
// After an end that was not in order Badger is first opened by Options.Probe.
// After one that was in order Open returns before Badger has been judged and
// opened: what a desk shows first is told at once, all else waits for that.
func Open(dir string, o Options) (*DB, error) {
	o = o.filled()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make newsroom folder: %w", err)
	}
	f, err := lock(dir)
	if err != nil {
		return nil, err
	}
	db := &DB{dir: dir, options: o, lock: f, turn: make(chan struct{}, 1)}
	if err := db.open(); err != nil {
		return nil, errors.Join(err, db.release())
	}
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
	db.journal, err = openJournal(dir, db.options.sizes.segment, db.state.position(), db.options.Progress)
	if err != nil {
		return err
	}
	db.heed(db.options.mend)
	if db.options.unsafe {
		db.journal.sync = func(*os.File) error { return nil }
	}
	if db.first = db.quick(); db.first != nil {
		db.opening = make(chan struct{})
		go db.openBehind()
		return nil
	}
	return db.openRest()
}

// openRest opens Badger, brings both copies together and notes that they are
// in use.
func (db *DB) openRest() error {
	known, err := db.openBadger()
	if err != nil {
		return err
	}
	if known.applied < db.journal.last() && db.journal.damage != nil {
		return db.journal.damage // Badger lacks some of what lies behind the damage
	}
	if db.journal.damage != nil || known.applied > db.journal.last() {
		if err := db.rebuildJournal(known); err != nil {
			return errors.Join(db.journal.damage, err)
		}
	}
	db.tellMissing()
	if err := db.replay(min(known.applied, db.state.Durable)+1, known.applied); err != nil {
		return err
	}
	db.state.Clean, db.state.First = false, nil
	if err := writeState(db.dir, db.state, false); err != nil {
		return err
	}
	return db.loadSections(db.badger)
}

// heed takes as damaged what a repair found to be, beyond what an opening sees.
func (db *DB) heed(m mend) {
	if m.badger != "" {
		db.state.Unsound = m.badger
	}
	if db.journal.damage == nil {
		db.journal.damage = m.journal
	}
}

// openBadger opens Badger, or a fresh one to be filled from the journal, and
// settles which newsroom this is.
func (db *DB) openBadger() (known about, err error) {
	if err := db.ready(); err != nil {
		return known, err
	}
	aside := ""
	fresh, err := preflight(db.badgerDir(), &db.state)
	if err == nil && !fresh {
		err = db.probe()
	}
	if err == nil && !fresh {
		known, err = db.openSound()
	}
	switch {
	case errors.Is(err, errUnsound):
		if aside, err = db.setBadgerAside(err); err != nil {
			return known, err
		}
		fresh = true
	case err != nil:
		return known, err
	}
	if !fresh {
		return known, nil
	}
	if known, err = db.freshBadger(); err != nil && aside != "" {
		err = errors.Join(err, db.putBadgerBack(aside))
	}
	return known, err
}

// probe has Badger opened where its end ends nothing else: files that were not
// closed in order can pass every check made here and still make it panic where
// nobody can recover.
func (db *DB) probe() error {
	if db.state.Clean || db.options.Probe == nil {
		return nil // the files are, to the byte, what was closed
	}
	if err := db.options.Probe(db.badgerDir()); err != nil {
		return fmt.Errorf("%w: %v", errUnsound, err)
	}
	return nil
}

// ready finds out, ahead of Badger, whether its folder can be worked in, since
// Badger's errors do not tell the system's refusals from damaged files.
func (db *DB) ready() error {
	if err := os.MkdirAll(db.badgerDir(), 0o700); err != nil {
		return fmt.Errorf("make Badger's folder: %w", err)
	}
	if err := db.room(0); err != nil {
		return err
	}
	if db.state.Unsound != "" {
		return nil // it will be set aside, though an unfinished closing may still hold it
	}
	if err := probeFolder(db.badgerDir()); err != nil {
		return fmt.Errorf("try Badger's folder: %w", err)
	}
	return nil
}

// openSound opens Badger and makes sure that it is this newsroom's, in this
// program's layout, and that its own notes can be read.
func (db *DB) openSound() (known about, err error) {
	if db.badger, err = openBadger(db.badgerDir(), db.options.sizes); err != nil {
		return known, err
	}
	known, err = readAbout(db.badger)
	unsound := ""
	switch {
	case errors.Is(err, ErrDamaged):
		unsound = err.Error()
	case err != nil:
		return known, err
	case known.schema == 0 && isEmpty(db.badger):
		// Its making was interrupted before anything was in it.
		return known, setUp(db.badger, db.settleNewsroom())
	case known.schema < schema:
		return about{}, &olderError{known.schema}
	case db.journal.newsroom != (newsroomID{}) && known.newsroom != db.journal.newsroom:
		unsound = "they belong to another newsroom"
	}
	if unsound != "" {
		return about{}, fmt.Errorf("%w: %s", errUnsound, unsound)
	}
	db.journal.newsroom = known.newsroom
	return known, nil
}

// setBadgerAside keeps an unsound folder under another name.
func (db *DB) setBadgerAside(why error) (aside string, err error) {
	if db.badger != nil {
		closeUnsound(db.badger)
		db.badger = nil
	}
	if db.journal.damage != nil {
		return "", errors.Join(db.journal.damage, why)
	}
	if db.journal.last() == 0 {
		return "", &DamagedError{File: badgerName, Offset: -1, Why: why.Error() + ", and the journal is empty"}
	}
	to := fmt.Sprintf("%s.damaged-%d", badgerName, db.journal.last())
	if aside, err = moveAside(db.dir, badgerName, to); err != nil {
		return "", err
	}
	db.options.Progress(fmt.Sprintf("%v. They are kept in %s.", why, aside))
	return aside, nil
}

// putBadgerBack undoes setBadgerAside: when a fresh Badger does not open
// either, it was not the files.
func (db *DB) putBadgerBack(aside string) error {
	if db.badger != nil {
		closeUnsound(db.badger)
		db.badger = nil
	}
	db.state.Making = 0 // else the next opening would remove what is put back
	if err := writeState(db.dir, db.state, true); err != nil {
		return err // it stays where it was set aside
	}
	return errors.Join(os.RemoveAll(db.badgerDir()), os.Rename(filepath.Join(db.dir, aside), db.badgerDir()))
}

// freshBadger makes an empty Badger. Where words must have been and neither
// copy has any, it refuses: an empty list would look like a new newsroom.
func (db *DB) freshBadger() (about, error) {
	if db.journal.damage != nil {
		return about{}, db.journal.damage
	}
	if known := db.state.known(); db.journal.last() == 0 && known > 0 {
		return about{}, &DamagedError{File: journalName, Offset: -1,
			Why: fmt.Sprintf("%d changes were stored here, and both the journal and the database are gone", known)}
	}
	db.tellMissing()
	if db.state.Making > 0 {
		if err := os.RemoveAll(db.badgerDir()); err != nil {
			return about{}, fmt.Errorf("clear an unfinished Badger: %w", err)
		}
	}
	db.state = state{Newsroom: db.settleNewsroom().String(), Making: db.journal.last()}
	if err := writeState(db.dir, db.state, true); err != nil {
		return about{}, err
	}
	var err error
	if err = os.MkdirAll(db.badgerDir(), 0o700); err != nil {
		return about{}, fmt.Errorf("make Badger's folder: %w", err)
	}
	if db.badger, err = openTwice(fillOptions(db.badgerDir(), db.options.sizes)); err != nil {
		return about{}, err
	}
	return about{}, setUp(db.badger, db.journal.newsroom)
}

// settleNewsroom gives the journal's id, minting one for a new newsroom.
func (db *DB) settleNewsroom() newsroomID {
	if db.journal.newsroom == (newsroomID{}) {
		rand.Read(db.journal.newsroom[:]) // never fails
	}
	return db.journal.newsroom
}

// tellMissing says so when the newsroom was known to hold more than both
// copies do now: an older copy of it was put in its place.
func (db *DB) tellMissing() {
	if known, last := db.state.known(), db.journal.last(); known > last {
		db.options.Progress(fmt.Sprintf("This newsroom ends at change %d; it was known to hold %d.", last, known))
	}
}

func (db *DB) badgerDir() string { return filepath.Join(db.dir, badgerName) }

// Close waits for the saves under way, closes both copies in order and gives
// the newsroom free. A second Close does nothing.
func (db *DB) Close() error {
	failed := db.arrived()
	db.gate.Lock()
	defer db.gate.Unlock()
	if db.closed {
		return nil
	}
	db.closed = true
	if failed != nil {
		return errors.Join(failed, db.release())
	}
	return errors.Join(db.settle(), db.release())
}

// settle brings both copies to rest and notes how they were left.
func (db *DB) settle() error {
	if db.readOnly != nil {
		return db.closeBadger(db.options.settle, nil)
	}
	at := db.journal.position()
	if err := db.journal.seal(); err != nil {
		return err
	}
	if db.state.Unsound != "" {
		_ = db.closeBadger(giveUpAfter, nil)
		return nil // the note that says so stands
	}
	var first json.RawMessage
	var damage error
	if err := db.closeBadger(db.options.settle, func(last *badger.DB) { first, damage = db.takeFirst(last) }); err != nil {
		return fmt.Errorf("close Badger: %w", err)
	}
	if err := errors.Join(db.lag(), damage); err != nil {
		if errors.Is(err, ErrDamaged) {
			db.suspect(err)
		}
		return nil // the note of the last checkpoint stands
	}
	return db.note(at, &first)
}

// closeBadger closes Badger once the last batch is in, in so much time at
// most. last, if there is one, looks at it as it is then.
func (db *DB) closeBadger(most time.Duration, last func(*badger.DB)) error {
	bdg := db.badger
	db.badger = nil
	return closeWithin(most, func() error {
		db.whole.Lock()
		defer db.whole.Unlock()
		if last != nil {
			last(bdg)
		}
		return bdg.Close()
	})
}

// release gives back what an open or half-open store holds.
func (db *DB) release() error {
	if db.badger != nil {
		closeUnsound(db.badger) // opening failed, or settling did
	}
	if db.journal != nil {
		db.journal.abandon()
	}
	if db.packer != nil {
		db.packer.close()
	}
	var errs [2]error
	if db.elsewhere != "" {
		errs[0] = os.RemoveAll(db.elsewhere)
	}
	if db.lock != nil {
		errs[1] = db.lock.Close()
	}
	return errors.Join(errs[:]...)
}
