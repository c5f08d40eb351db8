package store

import (
	"errors"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
	"stet/internal/desk"
)

// Sections lists the sections in the order they were put.
func (db *DB) Sections() ([]desk.Section, error) {
	if first := db.soon(); first != nil {
		return first.sections(), nil
	}
	sections := []desk.Section{}
	err := db.view(func(txn *badger.Txn) (err error) {
		sections, err = readSections(txn)
		return err
	})
	return sections, err
}

// PutSections replaces the list of sections.
func (db *DB) PutSections(sections []desk.Section) error {
	sections = append([]desk.Section{}, sections...)
	return db.write(func(b *batch) error { return b.add(&sectionsFact{Sections: sections}) })
}

func readSections(txn *badger.Txn) ([]desk.Section, error) {
	sections := []desk.Section{}
	v, ok, err := getValue(txn, sectionsKey())
	if err != nil || !ok {
		return sections, err
	}
	return sections, readJSON(sectionsKey(), v, &sections)
}

// loadSections keeps the names by hand: every story that is read needs one.
func (db *DB) loadSections(from *badger.DB) error {
	txn := from.NewTransaction(false)
	defer txn.Discard()
	sections, err := readSections(txn)
	if err != nil {
		return err
	}
	names := make(map[string]string, len(sections))
	for _, s := range sections {
		names[s.ID] = s.Name
	}
	db.sections.Store(&names)
	return nil
}

// sectionName is "" for a section that is no more.
func (db *DB) sectionName(id string) string { return (*db.sections.Load())[id] }

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
// is the revision that the change was made on, 0 for a new lineup; it wraps
// ErrStale ([StaleError]) when that is not the stored one.
func (db *DB) PutLineup(l desk.Lineup) (desk.Lineup, error) {
	if l.ID == "" {
		return l, fmt.Errorf("%w: a lineup needs an id", article.ErrValue)
	}
	l.Slots = slices.Clone(l.Slots)
	if l.Slots == nil {
		l.Slots = []desk.Slot{}
	}
	err := db.write(func(b *batch) error {
		var stored desk.Lineup
		v, ok, err := b.get(lineupKey(l.ID))
		if err == nil && ok {
			err = readJSON(lineupKey(l.ID), v, &stored)
		}
		if err != nil {
			return err
		}
		if l.Rev != stored.Rev {
			return &StaleError{ID: l.ID, Base: l.Rev, Head: stored.Rev}
		}
		l.Rev++
		return b.add(&lineupFact{Lineup: l})
	})
	if err != nil {
		return desk.Lineup{}, fmt.Errorf("store lineup: %w", err)
	}
	return l, nil
}

// RemoveLineup takes a lineup away. It wraps ErrNotFound.
func (db *DB) RemoveLineup(id string) error {
	err := db.write(func(b *batch) error {
		_, ok, err := b.get(lineupKey(id))
		if err != nil {
			return err
		}
		if !ok {
			return errors.Join(desk.ErrNoLineup, ErrNotFound)
		}
		return b.add(&noLineupFact{ID: id})
	})
	if err != nil {
		return fmt.Errorf("remove lineup %s: %w", id, err)
	}
	return nil
}
