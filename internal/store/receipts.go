package store

import (
	"encoding/json"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// AddReceipts keeps what an export did, one receipt per story, with one sync.
func (db *DB) AddReceipts(receipts []article.ExportReceipt) error {
	if len(receipts) == 0 {
		return nil
	}
	for _, r := range receipts {
		if _, err := r.ID.Bytes(); err != nil {
			return fmt.Errorf("keep receipt: %w: %w", article.ErrValue, err)
		}
	}
	receipts = append([]article.ExportReceipt{}, receipts...)
	return db.write(func(b *batch) error { return b.add(&receiptsFact{Receipts: receipts}) })
}

// Receipts lists the exports of a story, newest first.
func (db *DB) Receipts(id article.ID) ([]article.ExportReceipt, error) {
	receipts := []article.ExportReceipt{}
	k, err := keyOf(id)
	if err != nil {
		return receipts, noStory(id)
	}
	err = db.view(func(txn *badger.Txn) error {
		return scan(txn, receiptPrefix(k), func(key []byte, v value) (bool, error) {
			r, err := readReceipt(db.packer, key, v)
			receipts = append(receipts, r)
			return true, err
		})
	})
	return receipts, err
}

func readReceipt(p *packer, key []byte, v value) (r article.ExportReceipt, err error) {
	text, err := p.unpack(v.data)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, damagedValue(key, err.Error())
	}
	return r, nil
}

// PutIntake keeps the receipt of the import that made a revision; a later
// import of the same story replaces it.
func (db *DB) PutIntake(id article.ID, rev int64, r article.Receipt) error {
	k, err := keyOf(id)
	if err != nil {
		return noStory(id)
	}
	return db.write(func(b *batch) error {
		if _, ok, err := b.head(k); err != nil || !ok {
			return fmt.Errorf("keep import receipt of %s: %w", id, orNotFound(err))
		}
		return b.add(&intakeFact{ID: id, Rev: rev, Receipt: r})
	})
}

// Intake is the import receipt of a story; false when it was not imported.
func (db *DB) Intake(id article.ID) (r article.Receipt, ok bool, err error) {
	k, err := keyOf(id)
	if err != nil {
		return r, false, noStory(id)
	}
	err = db.view(func(txn *badger.Txn) error {
		v, found, err := getValue(txn, intakeKey(k))
		if err != nil || !found {
			return err
		}
		var f intakeFact
		if err := readJSON(intakeKey(k), v, &f); err != nil {
			return err
		}
		r, ok = f.Receipt, true
		return nil
	})
	return r, ok, err
}
