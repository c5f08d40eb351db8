package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
	"stet/internal/desk"
)

// Lineups lists all lineups by id.
func (db *DB) Lineups() ([]desk.Lineup, error) {
	lineups := []desk.Lineup{}
	err := db.view(func(txn *badger.Txn) error {
		return scan(txn, []byte{prefixLineup}, func(key []byte, v value) (bool, error) {
			var l desk.Lineup
			err := readJSON(key, v, &l)
			lineups = append(lineups, l)
			return true, err
		})
	})
	return lineups, err
}

// PutLineup stores a lineup and returns it with its revision counted up. l.Rev
// is the revision that the change was made on, 0 for a new lineup and for one
// that was removed; it wraps ErrStale ([StaleError]) when that is not the stored
// one. l.At, l.By and l.Note are what the revision says of itself.
func (db *DB) PutLineup(l desk.Lineup) (desk.Lineup, error) {
	if l.ID == "" {
		return l, fmt.Errorf("%w: a lineup needs an id", article.ErrValue)
	}
	l = l.Stored()
	l.At = l.At.Round(0).UTC()
	err := db.write(func(b *batch) error { return b.putLineup(&l) })
	if err != nil {
		return desk.Lineup{}, fmt.Errorf("store lineup: %w", err)
	}
	return l, nil
}

// lineup is the stored lineup, else the newest revision that one had which was
// removed; neither is all zero.
func (b *batch) lineup(id string) (stored desk.Lineup, removed int64, err error) {
	v, ok, err := b.get(lineupKey(id))
	if err != nil {
		return stored, 0, err
	}
	if ok {
		return stored, 0, readJSON(lineupKey(id), v, &stored)
	}
	var gone noLineupFact
	v, ok, err = b.get(noLineupKey(id))
	if err == nil && ok {
		err = readJSON(noLineupKey(id), v, &gone)
	}
	return stored, gone.Rev, err
}

// RemoveLineup takes a lineup away; its revisions stay. It wraps ErrNotFound,
// and ErrStale when rev, the revision that somebody saw, is not the newest.
func (db *DB) RemoveLineup(id string, rev int64, at time.Time, by string) error {
	err := db.write(func(b *batch) error {
		stored, _, err := b.lineup(id)
		if err != nil {
			return err
		}
		if stored.ID == "" {
			return errors.Join(desk.ErrNoLineup, ErrNotFound)
		}
		if stored.Rev != rev {
			return &StaleError{ID: id, Base: rev, Head: stored.Rev}
		}
		return b.add(&noLineupFact{ID: id, Rev: stored.Rev, At: at.Round(0).UTC(), By: by})
	})
	if err != nil {
		return fmt.Errorf("remove lineup %s: %w", id, err)
	}
	return nil
}

// LineupHistory lists every revision of a lineup whole, newest first, those of a
// removed one too; none for an id that no lineup ever had.
func (db *DB) LineupHistory(id string) ([]desk.Lineup, error) {
	past := []desk.Lineup{}
	err := db.view(func(txn *badger.Txn) error {
		return scan(txn, pastPrefix(id), func(key []byte, v value) (bool, error) {
			var l desk.Lineup
			err := db.packer.readJSON(key, v, &l)
			past = append(past, l)
			return true, err
		})
	})
	slices.Reverse(past)
	return past, err
}

// LineupAt is a lineup as it stood at revision rev. It wraps ErrNotFound.
func (db *DB) LineupAt(id string, rev int64) (l desk.Lineup, err error) {
	err = db.view(func(txn *badger.Txn) error {
		key := pastKey(id, rev)
		v, ok, err := getValue(txn, key)
		if err != nil || !ok {
			return fmt.Errorf("revision %d of lineup %s: %w", rev, id, orNotFound(err))
		}
		return db.packer.readJSON(key, v, &l)
	})
	return l, err
}

// RemovedLineups lists the lineups that were removed and have not come back, as
// they last stood.
func (db *DB) RemovedLineups() ([]desk.Lineup, error) {
	removed := []desk.Lineup{}
	err := db.view(func(txn *badger.Txn) error {
		return scan(txn, []byte{prefixNoLineup}, func(key []byte, v value) (bool, error) {
			var gone noLineupFact
			if err := readJSON(key, v, &gone); err != nil {
				return false, err
			}
			past := pastKey(gone.ID, gone.Rev)
			v, ok, err := getValue(txn, past)
			if err != nil || !ok {
				return true, err // removed by a Stet that did not note the revision
			}
			var l desk.Lineup
			err = db.packer.readJSON(past, v, &l)
			removed = append(removed, l)
			return true, err
		})
	})
	return removed, err
}
