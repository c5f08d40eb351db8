package store

import (
	"bytes"
	"slices"

	"github.com/dgraph-io/badger/v4"
)

// getMany finds values of one kind as the batch leaves them, in the order of
// their keys, and hands them to visit with their places in keys. A value is
// good during the call.
func (b *batch) getMany(keys [][]byte, visit func(i int, v value, ok bool) error) error {
	if len(keys) == 0 {
		return nil
	}
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return bytes.Compare(keys[i], keys[j]) })
	w := walk{txn: b.reading(), it: b.reading().NewIterator(badger.IteratorOptions{Prefix: keys[0][:1]})}
	defer w.it.Close()
	w.it.Rewind()
	for _, i := range order {
		v, ok, known, err := b.written(keys[i])
		if !known {
			v, ok, err = w.get(keys[i])
		}
		if err == nil {
			err = visit(i, v, ok)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// walk finds values in the order of their keys. As long as the keys are near
// each other it goes from one to the next, which takes a tenth of looking each
// up; the others it looks up.
type walk struct {
	txn  *badger.Txn
	it   *badger.Iterator
	far  int // keys that were not near
	data []byte
}

const (
	near    = 8  // keys that are stepped over
	mostFar = 16 // after these nothing is near any more
)

func (w *walk) get(key []byte) (v value, ok bool, err error) {
	if w.far >= mostFar || !w.reach(key) {
		return getValue(w.txn, key)
	}
	if !w.it.Valid() || !bytes.Equal(w.it.Item().Key(), key) {
		return value{}, false, nil
	}
	if w.data, err = w.it.Item().ValueCopy(w.data); err != nil {
		return value{}, false, err
	}
	v, err = openValue(key, w.data)
	return v, err == nil, err
}

// reach steps to a key, or to the first behind it, if that is near.
func (w *walk) reach(key []byte) bool {
	for range near {
		if !w.it.Valid() || bytes.Compare(w.it.Item().Key(), key) >= 0 {
			return true
		}
		w.it.Next()
	}
	w.far++
	w.it.Seek(key)
	return false
}
