package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"
)

// rebuilds opens a newsroom that has only its journal, beside a Badger that is
// handed the keys and values that come of it.
func rebuilds(newsroom, work string, rounds int) error {
	var ours, plain times
	var pairs []pair
	for round := range rounds {
		dir := filepath.Join(work, fmt.Sprint("stet-", round))
		if err := os.CopyFS(filepath.Join(dir, "journal"), os.DirFS(filepath.Join(newsroom, "journal"))); err != nil {
			return err
		}
		if err := syncFiles(dir); err != nil { // what is not on disk yet would be written meanwhile
			return err
		}
		if err := ours.take(func() error { return rebuild(dir) }); err != nil {
			return err
		}
		if pairs == nil {
			var err error
			if pairs, err = pairsOf(filepath.Join(dir, "badger")); err != nil {
				return err
			}
		}
		if err := plain.take(func() error { return write(filepath.Join(work, fmt.Sprint("plain-", round)), pairs) }); err != nil {
			return err
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	fmt.Printf("rebuild   stet %.2f s, WriteBatch of %d keys %.2f s, ratio %.2f (at most 1.5 wanted), median of %d in turns\n",
		ours.at(50).Seconds(), len(pairs), plain.at(50).Seconds(), ratio(ours.at(50), plain.at(50)), rounds)
	return nil
}

func rebuild(dir string) error {
	db, err := openStet(dir)
	if err != nil {
		return err
	}
	return db.Close()
}

type pair struct{ key, value []byte }

func pairsOf(dir string) (pairs []pair, err error) {
	db, err := openBadger(dir)
	if err != nil {
		return nil, err
	}
	err = db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{})
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			value, err := it.Item().ValueCopy(nil)
			if err != nil {
				return err
			}
			pairs = append(pairs, pair{it.Item().KeyCopy(nil), value})
		}
		return nil
	})
	return pairs, errors.Join(err, db.Close())
}

func write(dir string, pairs []pair) error {
	db, err := openBadger(dir)
	if err != nil {
		return err
	}
	batch := db.NewWriteBatch()
	defer batch.Cancel()
	for _, p := range pairs {
		if err := batch.Set(p.key, p.value); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return errors.Join(batch.Flush(), db.Sync(), db.Close())
}
