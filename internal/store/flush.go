package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/dgraph-io/badger/v4"
)

// together is how many writes go to Badger at once. It is few enough for one
// of its transactions to be written while the next is made.
const together = 2000

// flush writes a finished batch to Badger, in one transaction if that holds it.
// Else heads come after all other keys, and the note after them, so that
// whatever part of the batch a crash leaves, applying its facts again completes
// it.
func (b *batch) flush() error {
	ranks := b.ranked()
	err := error(badger.ErrTxnTooBig)
	if len(b.done) <= together {
		err = b.flushAtOnce(ranks)
	}
	if errors.Is(err, badger.ErrTxnTooBig) {
		err = b.flushInTurn(ranks)
	}
	if err != nil {
		return fmt.Errorf("apply to Badger: %w", err)
	}
	return nil
}

// rank is the keys of a batch that may be written in any order, by their
// prefixes.
type rank map[byte][]string

func (b *batch) ranked() []rank {
	ranks := []rank{{}, {}, {}}
	for key := range b.done {
		r := ranks[0]
		switch key[0] {
		case prefixHead:
			r = ranks[1]
		case prefixMeta:
			r = ranks[2]
		}
		r[key[0]] = append(r[key[0]], key)
	}
	return ranks
}

func (b *batch) flushAtOnce(ranks []rank) error {
	txn := b.badger.NewTransaction(true)
	defer txn.Discard()
	for _, r := range ranks {
		for _, keys := range r {
			for _, key := range keys {
				if err := setOrDelete(txn, key, b.done[key]); err != nil {
					return err
				}
			}
		}
	}
	return txn.Commit()
}

// flushInTurn waits for all of one rank before it begins with the next.
func (b *batch) flushInTurn(ranks []rank) error {
	for _, r := range ranks {
		if err := b.flushRank(r); err != nil {
			return err
		}
	}
	return nil
}

// flushRank has one part written while it makes the next. Badger takes keys
// faster that are near each other.
func (b *batch) flushRank(r rank) (err error) {
	var on sync.WaitGroup
	var failed atomic.Pointer[error]
	for _, keys := range r {
		slices.Sort(keys)
		for some := range slices.Chunk(keys, together) {
			w := b.badger.NewWriteBatch()
			for _, key := range some {
				if err == nil {
					err = setOrDelete(w, key, b.done[key])
				}
			}
			on.Go(func() {
				if err := guarded(w.Flush); err != nil {
					failed.Store(&err)
				}
				b.tell.wrote(len(some), len(b.done))
			})
		}
	}
	on.Wait()
	if why := failed.Load(); why != nil {
		err = errors.Join(err, *why)
	}
	return err
}

// writes is a transaction of Badger or a row of them.
type writes interface {
	Set(key, sealed []byte) error
	Delete(key []byte) error
}

func setOrDelete(to writes, key string, sealed []byte) error {
	if sealed == nil {
		return to.Delete([]byte(key))
	}
	return to.Set([]byte(key), sealed)
}
