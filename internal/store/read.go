package store

import (
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// Get reads a story's newest revision. It wraps ErrNotFound; ErrDamaged, when
// what is stored is not what was written.
func (db *DB) Get(id article.ID) (article.Article, error) {
	found, err := db.GetMany([]article.ID{id})
	if err != nil {
		return article.Article{}, err
	}
	return found[0], nil
}

// GetMany reads the newest revisions of many stories at one moment, in the
// order asked for. Errors are those of [DB.Get] for the first that fails.
func (db *DB) GetMany(ids []article.ID) ([]article.Article, error) {
	found := make([]article.Article, 0, len(ids))
	err := db.view(func(txn *badger.Txn) error {
		for _, id := range ids {
			k, h, err := findHead(txn, id)
			if err != nil {
				return err
			}
			a, err := db.readRevision(txn, k, h.rev)
			if err != nil {
				return err
			}
			found = append(found, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// GetRev reads one revision of a story. It wraps ErrNotFound.
func (db *DB) GetRev(id article.ID, rev int64) (a article.Article, err error) {
	err = db.view(func(txn *badger.Txn) error {
		k, err := keyOf(id)
		if err != nil {
			return noStory(id)
		}
		a, err = db.readRevision(txn, k, rev)
		return err
	})
	return a, err
}

// Summary is what the newsroom said of a story's newest revision when it was
// saved. It wraps ErrNotFound.
func (db *DB) Summary(id article.ID) (s article.Summary, err error) {
	err = db.view(func(txn *badger.Txn) error {
		k, h, err := findHead(txn, id)
		if err != nil {
			return err
		}
		f, err := db.revisionsIn(txn).fact(k, h.rev)
		s = f.Summary
		return err
	})
	return s, err
}

// History lists a story's revisions, newest first. It wraps ErrNotFound.
func (db *DB) History(id article.ID) ([]article.Revision, error) {
	history := []article.Revision{}
	err := db.view(func(txn *badger.Txn) error {
		k, h, err := findHead(txn, id)
		if err != nil {
			return err
		}
		for rev := h.rev; rev > 0; rev-- {
			r, err := db.revisionsIn(txn).said(k, rev)
			if err != nil {
				return fmt.Errorf("read revision %d of %s: %w", rev, id, err)
			}
			history = append(history, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return history, nil
}

// FindSlug finds the oldest story that has this slug or had it when it went out,
// trashed ones too.
func (db *DB) FindSlug(slug string) (article.ID, bool, error) {
	return db.findIndexed(slugPrefix(slug), slug == "")
}

// FindSource finds the oldest story that came from this wire item, whatever
// its version, trashed ones too.
func (db *DB) FindSource(s article.Source) (article.ID, bool, error) {
	return db.findIndexed(sourcePrefix(s), s.Key == "")
}

// FromSource is every story that came from this wire item, whatever its
// version, the oldest first, trashed ones too.
func (db *DB) FromSource(s article.Source) (ids []article.ID, err error) {
	if s.Key == "" {
		return nil, nil
	}
	err = db.view(func(txn *badger.Txn) error {
		return scanKeys(txn, sourcePrefix(s), func(key []byte) (bool, error) {
			ids = append(ids, storyAtEnd(key).id())
			return true, nil
		})
	})
	return ids, err
}

func (db *DB) findIndexed(prefix []byte, nothing bool) (id article.ID, ok bool, err error) {
	if nothing {
		return "", false, nil
	}
	err = db.view(func(txn *badger.Txn) error {
		return scanKeys(txn, prefix, func(key []byte) (bool, error) {
			id, ok = storyAtEnd(key).id(), true
			return false, nil
		})
	})
	return id, ok, err
}

func findHead(txn *badger.Txn, id article.ID) (storyKey, head, error) {
	k, err := keyOf(id)
	if err != nil {
		return k, head{}, noStory(id)
	}
	v, ok, err := getValue(txn, headKey(k))
	if err != nil {
		return k, head{}, err
	}
	if !ok {
		return k, head{}, noStory(id)
	}
	h, err := decodeHead(v)
	return k, h, err
}

func (db *DB) revisionsIn(txn *badger.Txn) revisions {
	return revisions{packer: db.packer, get: func(key []byte) (value, bool, error) { return getValue(txn, key) }}
}

func (db *DB) readRevision(txn *badger.Txn, k storyKey, rev int64) (article.Article, error) {
	f, err := db.revisionsIn(txn).fact(k, rev)
	if err != nil {
		return article.Article{}, err
	}
	body, err := bodiesIn(txn, db.packer).plain(k, f.BodyRev)
	if err != nil {
		return article.Article{}, fmt.Errorf("body of story %s revision %d: %w", k.id(), rev, err)
	}
	a := f.Article
	a.Body = string(body)
	a.Section = db.sectionName(a.SectionID)
	a.Normalize()
	return a, nil
}

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return ErrNotFound
}
