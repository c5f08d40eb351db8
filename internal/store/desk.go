package store

import (
	"github.com/dgraph-io/badger/v4"

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
