package store

import (
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// nameFact is one naming of a revision. Each has a key of its own, so that
// both copies know every name that a revision ever had.
type nameFact struct {
	article.Naming
}

func (f *nameFact) apply(b *batch) error {
	k, err := keyOf(f.ID)
	if err != nil {
		return err
	}
	return b.putJSON(nameKey(k, b.seq), f)
}

// NameRevision keeps a naming. It wraps ErrNotFound when there is no such
// story or revision, and article.ErrValue for a text that is not UTF-8.
func (db *DB) NameRevision(n article.Naming) error {
	k, err := keyOf(n.ID)
	if err != nil {
		return noStory(n.ID)
	}
	n.At = n.At.Round(0).UTC()
	return db.write(func(b *batch) error {
		h, ok, err := b.head(k)
		if err != nil || !ok {
			return fmt.Errorf("name a revision of %s: %w", n.ID, orNotFound(err))
		}
		if n.Rev < 1 || n.Rev > h.rev {
			return fmt.Errorf("story %s revision %d: %w", n.ID, n.Rev, ErrNotFound)
		}
		return b.add(&nameFact{n})
	})
}

// Namings lists every naming of a story's revisions, newest first, those that
// no longer hold too.
func (db *DB) Namings(id article.ID) ([]article.Naming, error) {
	namings := []article.Naming{}
	k, err := keyOf(id)
	if err != nil {
		return namings, noStory(id)
	}
	err = db.view(func(txn *badger.Txn) error {
		return scan(txn, namePrefix(k), func(key []byte, v value) (bool, error) {
			var f nameFact
			err := readJSON(key, v, &f)
			namings = append(namings, f.Naming)
			return true, err
		})
	})
	return namings, err
}
