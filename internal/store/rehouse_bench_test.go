package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// BenchmarkRehouse moves a section of a newsroom of 20,000 stories, another one
// each time, and all of them, in turn with a plain Badger WriteBatch of the same
// keys and values. "x-batch"
// is the ratio of medians until Badger has it and everything can be read,
// "x-answer" until the move is answered; "meanwhile" is a save that comes behind
// a move.
func BenchmarkRehouse(b *testing.B) {
	for _, n := range []int{1000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchRehouse(b, n) })
	}
}

func benchRehouse(b *testing.B, n int) {
	const all = 20_000
	db := filled(b, all)
	if err := db.caughtUp(); err != nil {
		b.Fatal(err)
	}
	peer, err := badger.Open(badgerOptions(b.TempDir(), db.options.sizes))
	if err != nil {
		b.Fatal(err)
	}
	defer peer.Close()
	if err := inBatch(peer, inOrder(allOf(b, db))); err != nil {
		b.Fatal(err)
	}
	took := map[string][]time.Duration{}
	moves := make([]Move, n)
	for round := 0; b.Loop(); round++ {
		for i := range moves {
			moves[i] = Move{Story: storyID((i*(all/n) + round) % all), Section: fmt.Sprint("home-", round%2)}
		}
		start := time.Now()
		if err := db.Rehouse(nil, moves, article.Revision{By: "ab", Note: "section Courts became World"}); err != nil {
			b.Fatal(err)
		}
		took["answer"] = append(took["answer"], time.Since(start))
		if err := db.caughtUp(); err != nil {
			b.Fatal(err)
		}
		took["all"] = append(took["all"], time.Since(start))
		writes := inOrder(db.lately)
		if _, err := db.Save(story(1_000_000+round, "between", ""), article.Summary{}, article.Revision{}); err != nil {
			b.Fatal(err) // the next move finds what Badger has, not what was just written
		}
		start = time.Now()
		if err := inBatch(peer, writes); err != nil {
			b.Fatal(err)
		}
		took["batch"] = append(took["batch"], time.Since(start))
		took["meanwhile"] = append(took["meanwhile"], saveMeanwhile(b, db, moves))
	}
	ms := func(name string) float64 { return float64(median(took[name]).Microseconds()) / 1000 }
	for _, name := range []string{"answer", "all", "batch", "meanwhile"} {
		b.ReportMetric(ms(name), "ms/"+name)
	}
	b.ReportMetric(ms("answer")/ms("batch"), "x-answer")
	b.ReportMetric(ms("all")/ms("batch"), "x-batch")
	b.ReportMetric(0, "ns/op")
}

// saveMeanwhile is how long a save takes that comes right behind a move.
func saveMeanwhile(b *testing.B, db *DB, moves []Move) time.Duration {
	b.Helper()
	moved := make(chan error, 1)
	go func() { moved <- db.Rehouse(nil, moves, article.Revision{}) }()
	for len(db.turn) == 0 && len(moved) == 0 {
		time.Sleep(100 * time.Microsecond)
	}
	start := time.Now()
	a, err := db.Get(storyID(999_999))
	if errors.Is(err, ErrNotFound) {
		a, err = story(999_999, "meanwhile", "words"), nil
	}
	if err == nil {
		_, err = db.Save(a, article.Summary{}, article.Revision{})
	}
	took := time.Since(start)
	if err := errors.Join(err, <-moved, db.caughtUp()); err != nil {
		b.Fatal(err)
	}
	return took
}

func allOf(b *testing.B, db *DB) map[string][]byte {
	b.Helper()
	all := map[string][]byte{}
	err := db.badger.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.DefaultIteratorOptions)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			v, err := it.Item().ValueCopy(nil)
			if err != nil {
				return err
			}
			all[string(it.Item().Key())] = v
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

func inOrder(writes map[string][]byte) []pair {
	sorted := make([]pair, 0, len(writes))
	for _, k := range slices.Sorted(maps.Keys(writes)) {
		sorted = append(sorted, pair{[]byte(k), writes[k]})
	}
	return sorted
}

// inBatch writes as simply as Badger lets one write.
func inBatch(to *badger.DB, writes []pair) error {
	w := to.NewWriteBatch()
	defer w.Cancel()
	for _, p := range writes {
		var err error
		if p.sealed == nil {
			err = w.Delete(p.key)
		} else {
			err = w.Set(p.key, p.sealed)
		}
		if err != nil {
			return err
		}
	}
	return w.Flush()
}
