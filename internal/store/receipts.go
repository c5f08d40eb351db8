package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

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

// LastReceipt is the newest receipt of a story that take agrees to; false = there
// is none.
func (db *DB) LastReceipt(id article.ID, take func(*article.ExportReceipt) bool) (last article.ExportReceipt, found bool, err error) {
	k, err := keyOf(id)
	if err != nil {
		return last, false, noStory(id)
	}
	err = db.view(func(txn *badger.Txn) error {
		return scan(txn, receiptPrefix(k), func(key []byte, v value) (bool, error) {
			r, err := readReceipt(db.packer, key, v)
			if err == nil && take(&r) {
				last, found = r, true
			}
			return !found, err
		})
	})
	return last, found, err
}

// ReceiptMarks is one number for each of these stories, which is another as soon
// as a receipt is added; 0 = it has none. No receipt is read.
func (db *DB) ReceiptMarks(ids []article.ID) ([]uint64, error) {
	marks := make([]uint64, len(ids))
	err := db.view(func(txn *badger.Txn) error {
		it := receiptKeys(txn)
		defer it.Close()
		for i, id := range ids {
			k, err := keyOf(id)
			if err != nil {
				continue
			}
			prefix := receiptPrefix(k)
			if it.Seek(prefix); it.ValidForPrefix(prefix) {
				marks[i] = math.MaxUint64 - binary.BigEndian.Uint64(it.Item().Key()[len(prefix):])
			}
		}
		return nil
	})
	return marks, err
}

// receiptKeys walks the keys of all receipts; a value is read when it is asked
// for. It is to be closed.
func receiptKeys(txn *badger.Txn) *badger.Iterator {
	o := badger.DefaultIteratorOptions
	o.PrefetchValues = false
	o.Prefix = []byte{prefixReceipt}
	return txn.NewIterator(o)
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
