package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"

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

func (b *batch) ranked() (ranks [3][]string) {
	ranks[0] = make([]string, 0, len(b.done))
	for key := range b.done {
		rank := 0
		switch key[0] {
		case prefixHead:
			rank = 1
		case prefixMeta:
			rank = 2
		}
		ranks[rank] = append(ranks[rank], key)
	}
	return ranks
}

func (b *batch) flushAtOnce(ranks [3][]string) error {
	txn := b.badger.NewTransaction(true)
	defer txn.Discard()
	for _, keys := range ranks {
		for _, key := range keys {
			if err := setOrDelete(txn, key, b.done[key]); err != nil {
				return err
			}
		}
	}
	return txn.Commit()
}

// flushInTurn waits for all of one rank before it begins with the next.
func (b *batch) flushInTurn(ranks [3][]string) error {
	for _, keys := range ranks {
		if err := b.flushRank(keys); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) flushRank(keys []string) (err error) {
	slices.Sort(keys) // Badger finds their places sooner
	var on sync.WaitGroup
	errs := make([]error, (len(keys)+together-1)/together)
	for i := range errs {
		w := b.badger.NewWriteBatch()
		some := keys[i*together : min((i+1)*together, len(keys))]
		for _, key := range some {
			if err = setOrDelete(w, key, b.done[key]); err != nil {
				break
			}
		}
		if err != nil {
			w.Cancel()
			break
		}
		on.Go(func() {
			errs[i] = guarded(w.Flush)
			b.tell.wrote(len(some), len(b.done))
		})
	}
	on.Wait()
	return errors.Join(err, errors.Join(errs...))
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
