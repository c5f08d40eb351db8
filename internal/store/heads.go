package store

import (
	"errors"
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
func (db *DB) Heads(f Filter) (heads []article.Head, err error) {
	if first := db.soon(); first != nil {
		if heads, ok := first.heads(f); ok {
			return heads, nil
		}
	}
	err = db.view(func(txn *badger.Txn) (err error) {
		heads, err = db.headsIn(txn, f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	return heads, nil
}

func (db *DB) headsIn(txn *badger.Txn, f Filter) ([]article.Head, error) {
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
	if f.SectionID != "" && !f.Trash {
		err := sectionLines(txn, f.SectionID, collect)
		return heads, err
	}
	err := scan(txn, []byte{linePrefix(f.Trash)}, func(key []byte, v value) (bool, error) {
		return collect(key, v.data)
	})
	return heads, err
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

// Line is a line of the story list and the place it has there: the line of
// the greater number was saved later.
type Line struct {
	article.Head
	Seq uint64
}

// Lines hands every line to visit, trashed ones last, each kind the one saved
// last first, all of one moment, until it says false. Section names are not
// filled in.
func (db *DB) Lines(visit func(Line) bool) error {
	more := true
	err := db.view(func(txn *badger.Txn) error {
		for _, trashed := range []bool{false, true} {
			if !more {
				return nil
			}
			err := scan(txn, []byte{linePrefix(trashed)}, func(key []byte, v value) (bool, error) {
				h, err := decodeLine(storyAtEnd(key), v.data, trashed)
				if err != nil {
					return false, damagedValue(key, err.Error())
				}
				more = visit(Line{Head: h, Seq: v.seq})
				return more, nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("list stories: %w", err)
	}
	return nil
}

// HeadsOf is the lines of these stories at one moment, in the order asked
// for, trashed ones too. A story that is not stored has none.
func (db *DB) HeadsOf(ids []article.ID) ([]article.Head, error) {
	heads := make([]article.Head, 0, len(ids))
	err := db.view(func(txn *badger.Txn) error {
		for _, id := range ids {
			k, old, err := findHead(txn, id)
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			key := lineKey(k, old.seq, old.trashed)
			v, ok, err := getValue(txn, key)
			if err != nil || !ok {
				return fmt.Errorf("read key %s: %w", keyName(key), orNotFound(err))
			}
			h, err := decodeLine(k, v.data, old.trashed)
			if err != nil {
				return damagedValue(key, err.Error())
			}
			h.Section = db.sectionName(h.SectionID)
			heads = append(heads, h)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read list lines: %w", err)
	}
	return heads, nil
}
