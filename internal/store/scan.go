package store

import (
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// scan hands every value under a prefix to visit, in key order, until it says
// false. Key and data are only good during the call.
func scan(txn *badger.Txn, prefix []byte, visit func(key []byte, v value) (bool, error)) error {
	o := badger.DefaultIteratorOptions
	o.PrefetchValues = false // a goroutine per value costs more than it saves
	o.Prefix = prefix
	it := txn.NewIterator(o)
	defer it.Close()
	more := true
	for it.Rewind(); more && it.Valid(); it.Next() {
		item := it.Item()
		key := item.Key()
		err := item.Value(func(sealed []byte) error {
			v, err := openValue(key, sealed)
			if err == nil {
				more, err = visit(key, v)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("read keys %s: %w", keyName(prefix), err)
		}
	}
	return nil
}

// scanKeys hands every key under a prefix to visit until it says false.
func scanKeys(txn *badger.Txn, prefix []byte, visit func(key []byte) (bool, error)) error {
	o := badger.DefaultIteratorOptions
	o.PrefetchValues = false
	o.Prefix = prefix
	it := txn.NewIterator(o)
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		more, err := visit(it.Item().Key())
		if err != nil || !more {
			return err
		}
	}
	return nil
}
