package store

import (
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// Filter chooses list lines. Zero values choose all stories that are not
// trashed.
type Filter struct {
	SectionID string
	Status    article.Status
	Flag      article.Flag
	Trash     bool // only trashed stories
	Limit     int  // 0 = all
}

func (f *Filter) takes(h *article.Head) bool {
	return (f.SectionID == "" || h.SectionID == f.SectionID) &&
		(f.Status == "" || h.Status == f.Status) &&
		(f.Flag == "" || h.Flag == f.Flag)
}

// Heads lists stories, the one saved last first.
func (db *DB) Heads(f Filter) ([]article.Head, error) {
	heads := []article.Head{}
	collect := func(key, line []byte) (bool, error) {
		h, err := decodeLine(storyAtEnd(key), line, f.Trash)
		if err != nil {
			return false, damagedValue(key, err.Error())
		}
		if f.takes(&h) {
			h.Section = db.sectionName(h.SectionID)
			heads = append(heads, h)
		}
		return f.Limit == 0 || len(heads) < f.Limit, nil
	}
	err := db.view(func(txn *badger.Txn) error {
		if f.SectionID != "" && !f.Trash {
			return sectionLines(txn, f.SectionID, collect)
		}
		return scan(txn, []byte{linePrefix(f.Trash)}, func(key []byte, v value) (bool, error) {
			return collect(key, v.data)
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	return heads, nil
}

// sectionLines finds the lines of one section through its index, whose keys
// end like theirs.
func sectionLines(txn *badger.Txn, section string, collect func(key, line []byte) (bool, error)) error {
	prefix := sectionPrefix(section)
	return scanKeys(txn, prefix, func(key []byte) (bool, error) {
		line := append([]byte{prefixUpdated}, key[len(prefix):]...)
		v, ok, err := getValue(txn, line)
		if err != nil || !ok {
			return false, fmt.Errorf("read key %s: %w", keyName(line), orNotFound(err))
		}
		return collect(line, v.data)
	})
}
