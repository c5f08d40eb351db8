package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// LastReceipts is [DB.LastReceipt] of many stories at once, without the digests
// of their fields, which are most of a receipt; no id = there is none.
func (db *DB) LastReceipts(ids []article.ID, take func(*article.ExportReceipt) bool) ([]article.ExportReceipt, error) {
	found := make([]article.ExportReceipt, len(ids))
	err := db.view(func(txn *badger.Txn) error {
		it := receiptKeys(txn)
		defer it.Close()
		for i, id := range ids {
			k, err := keyOf(id)
			if err != nil {
				continue
			}
			if found[i], err = db.lastBrief(it, receiptPrefix(k), take); err != nil {
				return fmt.Errorf("read the receipts of %s: %w", id, err)
			}
		}
		return nil
	})
	return found, err
}

// lastBrief is the first receipt below a prefix that take agrees to.
func (db *DB) lastBrief(it *badger.Iterator, prefix []byte, take func(*article.ExportReceipt) bool) (article.ExportReceipt, error) {
	for it.Seek(prefix); it.ValidForPrefix(prefix); it.Next() {
		item, last := it.Item(), article.ExportReceipt{}
		err := item.Value(func(sealed []byte) error {
			v, err := openValue(item.Key(), sealed)
			if err == nil {
				last, err = briefReceipt(db.packer, item.Key(), v)
			}
			return err
		})
		if err != nil || take(&last) {
			return last, err
		}
	}
	return article.ExportReceipt{}, nil
}

// digestsOfFields is where they begin in a receipt's JSON. Nothing within a text
// reads so: a quotation mark there stands behind a backslash.
var digestsOfFields = []byte(`,"fields":{`)

// briefReceipt reads a receipt past its digests.
func briefReceipt(p *packer, key []byte, v value) (r article.ExportReceipt, err error) {
	text, err := p.unpack(v.data)
	if err != nil {
		return r, err
	}
	if from := bytes.Index(text, digestsOfFields); from >= 0 {
		if end := bytes.IndexByte(text[from:], '}'); end >= 0 {
			text = append(text[:from:from], text[from+end+1:]...)
		}
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, damagedValue(key, err.Error())
	}
	return r, nil
}
