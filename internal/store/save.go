package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
	"unicode/utf8"

	"stet/internal/article"
)

// Entry is one story of a batch save.
type Entry struct {
	Article  article.Article
	Summary  article.Summary
	Revision article.Revision
}

// Save stores a new revision of a story and returns it as it will be read
// again: Rev counted up, Updated set to r.At, Section filled. a.Rev is the
// revision that the change was made on, 0 for a new story. When Save returns
// without an error the revision is on disk.
//
// It wraps ErrStale ([StaleError]) when a.Rev is not the head, ErrExists when
// a new story's id is stored already, ErrNotFound when a.Rev names a revision
// of a story that is not stored, and article.ErrValue for texts that are not
// UTF-8 and for a bad id. r.Rev and r.Words are ignored; Words come from s.
func (db *DB) Save(a article.Article, s article.Summary, r article.Revision) (article.Article, error) {
	saved, err := db.SaveAll([]Entry{{Article: a, Summary: s, Revision: r}})
	if err != nil {
		return article.Article{}, err
	}
	return saved[0], nil
}

// SaveAll stores many revisions with one sync. It refuses all of them when it
// refuses one, and its errors name the story; see [DB.Save].
func (db *DB) SaveAll(entries []Entry) ([]article.Article, error) {
	return db.saveAll(entries, func(*batch) error { return nil })
}

// saveAll saves, with what else is to change at once.
func (db *DB) saveAll(entries []Entry, also func(*batch) error) ([]article.Article, error) {
	for i := range entries {
		if err := sound(&entries[i]); err != nil {
			return nil, err
		}
	}
	saved := make([]article.Article, len(entries))
	err := db.write(func(b *batch) error {
		for i := range entries {
			a, err := db.planSave(b, &entries[i])
			if err != nil {
				return fmt.Errorf("save story %s: %w", entries[i].Article.ID, err)
			}
			saved[i] = a
		}
		return also(b)
	})
	if err != nil {
		return nil, err
	}
	for i := range saved {
		saved[i].Section = db.sectionName(saved[i].SectionID)
	}
	return saved, nil
}

// sound refuses what could not be read back as it was given. The other texts
// are judged when they are written as JSON.
func sound(e *Entry) error {
	if _, err := e.Article.ID.Bytes(); err != nil {
		return fmt.Errorf("save: %w: %w", article.ErrValue, err)
	}
	if !utf8.ValidString(e.Article.Body) {
		return fmt.Errorf("save story %s: %w: the body is not UTF-8", e.Article.ID, article.ErrValue)
	}
	return nil
}

// planSave judges one save against the story's head and adds its fact.
func (db *DB) planSave(b *batch, e *Entry) (article.Article, error) {
	a := e.Article
	k, err := keyOf(a.ID)
	if err != nil {
		return a, err
	}
	old, exists, err := b.head(k)
	if err != nil {
		return a, err
	}
	if err := judge(&a, exists, old.rev); err != nil {
		return a, err
	}
	db.canonical(&a, &e.Revision, old.created)
	f := &saveFact{Article: a, Summary: e.Summary, Revision: e.Revision, BodyRev: old.bodyRev}
	f.Revision.Rev, f.Revision.At, f.Revision.Words = a.Rev, a.Updated, e.Summary.Words
	f.Article.Body, f.Article.Section = "", ""
	sum := sha256.Sum256(db.packer.bytesOf(a.Body))
	f.BodySHA256 = hex.EncodeToString(sum[:])
	if !exists || sum != old.bodySum {
		if err := db.packBody(b, f, k, &old, a.Body); err != nil {
			return a, err
		}
	}
	if err := b.add(f); err != nil {
		return a, err
	}
	b.lines = append(b.lines, Line{Head: article.HeadOf(&a, e.Summary), Seq: b.seq})
	return a, nil
}

func judge(a *article.Article, exists bool, head int64) error {
	switch {
	case exists && a.Rev == 0:
		return ErrExists
	case !exists && a.Rev != 0:
		return ErrNotFound
	case a.Rev != head:
		return &StaleError{ID: string(a.ID), Base: a.Rev, Head: head}
	}
	return nil
}

// canonical gives the article the values that a read will show.
func (db *DB) canonical(a *article.Article, r *article.Revision, created time.Time) {
	at := r.At
	if at.IsZero() {
		at = db.options.Now()
	}
	a.Rev++
	a.Updated = at.Round(0).UTC()
	if !created.IsZero() {
		a.Created = created
	}
	if a.Created.IsZero() {
		a.Created = a.Updated
	}
	a.Created = a.Created.Round(0).UTC()
	a.Normalize()
}
