package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// OpenToRead opens for reading what Open refused with why, where that is a
// disk that is full or takes no writes, a folder that this person may not
// write to, or a newer Stet's layout; for any other reason, and where nothing
// can be read, it gives why back. All changes are refused with ErrReadOnly,
// which wraps why. Nothing in dir is changed.
//
// Words come from Badger where it was closed in order, else from the journal,
// by way of a Badger in the system's folder for temporary files, which Close
// removes.
func OpenToRead(dir string, o Options, why error) (*DB, error) {
	full := errors.Is(fullDisk(why), ErrDiskFull)
	if !full && !errors.Is(why, fs.ErrPermission) && !errors.Is(why, ErrNewer) && !writeProtected(why) {
		return nil, why
	}
	f, err := lockToRead(dir)
	if err != nil {
		return nil, err
	}
	if full {
		why = fullDisk(why)
	}
	db := &DB{dir: dir, options: o.filled(), lock: f, turn: make(chan struct{}, 1), readOnly: &ReadOnlyError{Why: why}}
	switch err := db.openToRead(); {
	case errors.Is(err, ErrNotFound):
		return nil, errors.Join(why, db.release())
	case err != nil:
		return nil, errors.Join(fmt.Errorf("%w (and for reading: %v)", why, err), db.release())
	}
	return db, nil
}

// ReadOnly is why the newsroom takes no changes: an ErrReadOnly, or nil.
func (db *DB) ReadOnly() error { return db.readOnly }

// lockToRead takes the newsroom where it can be taken. Where no lock can be
// made nobody can write either.
func lockToRead(dir string) (*os.File, error) {
	f, err := os.Open(filepath.Join(dir, lockName))
	if err != nil {
		return nil, nil
	}
	if err := lockFile(f); errors.Is(err, ErrInUse) {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	return f, nil
}

func (db *DB) openToRead() (err error) {
	if db.packer, err = newPacker(); err != nil {
		return err
	}
	if db.state, err = readState(db.dir); err != nil && !errors.Is(err, ErrNewer) {
		return err
	}
	if db.journal, err = lookAtJournal(filepath.Join(db.dir, journalName), db.state.position()); err != nil {
		return err
	}
	known, err := db.openClosed()
	if err != nil || known.applied < db.journal.last() {
		if db.journal.damage != nil {
			return db.journal.damage
		}
		if err := db.fillElsewhere(err); err != nil {
			return err
		}
	}
	db.tellMissing()
	return db.loadSections(db.badger)
}

// openClosed opens Badger as it was closed, without writing to it, which it
// cannot on Windows.
func (db *DB) openClosed() (known about, err error) {
	if !db.state.Clean || db.state.Unsound != "" {
		return known, fmt.Errorf("%w: they were not closed in order", errUnsound)
	}
	dir := db.badgerDir()
	files, err := badgerFiles(dir)
	if err != nil {
		return known, err
	}
	if err := checkClosed(dir, files, &db.state); err != nil {
		return known, err
	}
	o := badgerOptions(dir, db.options.sizes)
	o.ReadOnly = true
	if db.badger, err = tryBadger(o); err != nil {
		return known, err
	}
	if known, err = readAbout(db.badger); err == nil && known.schema != schema {
		err = fmt.Errorf("%w: they have layout %d, this Stet reads %d", errUnsound, known.schema, schema)
	}
	return known, err
}

// fillElsewhere makes a Badger from the journal outside the newsroom; why is
// what speaks against the one inside.
func (db *DB) fillElsewhere(why error) error {
	if db.badger != nil {
		closeUnsound(db.badger)
		db.badger = nil
	}
	if db.journal.last() == 0 {
		return errors.Join(why, fmt.Errorf("the journal is empty: %w", ErrNotFound))
	}
	dir, err := db.makeElsewhere(db.journal.bytes())
	if err != nil {
		return err
	}
	if db.badger, err = openTwice(fillOptions(dir, db.options.sizes)); err != nil {
		return err
	}
	return db.fillAnew()
}

// makeElsewhere makes an empty folder outside the newsroom, with room for size
// bytes and for what Badger lays out beforehand. It wraps ErrDiskFull.
func (db *DB) makeElsewhere(size int64) (string, error) {
	var first error
	for _, parent := range []string{os.TempDir(), "/dev/shm"} { // the second is memory, where there is one
		free, err := freeBytes(parent)
		if err == nil && free < db.options.MinFree+2*uint64(size) {
			err = fmt.Errorf("%w: %d MB are left in %s", ErrDiskFull, free>>20, parent)
		}
		if err == nil {
			db.elsewhere, err = os.MkdirTemp(parent, "stet-reading-")
		}
		if err == nil {
			return db.elsewhere, nil
		}
		first = cmp.Or(first, err)
	}
	return "", fmt.Errorf("make a folder to read from: %w", first)
}
