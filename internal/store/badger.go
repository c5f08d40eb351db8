package store

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// schema numbers the layout of keys and values in Badger. Badger is derived
// from the journal, so the way from any older layout to this one is to make it
// anew; the numbers only go up.
const schema = 4

// What Badger says of itself, under metaKey.
const (
	metaSchema   = "schema"
	metaNewsroom = "newsroom"
	metaApplied  = "applied" // the newest fact that is in
)

// badgerOptions are for a desktop: small files (Windows and backup programs
// take sparse ones for real), values that we checksum and compress ourselves,
// and no sync per write, since the journal has the words already.
func badgerOptions(dir string, s sizes) badger.Options {
	o := badger.DefaultOptions(dir)
	o.Logger = nil
	o.MetricsEnabled = false
	o.SyncWrites = false
	o.DetectConflicts = false // one writer
	o.NumVersionsToKeep = 1   // revisions have keys of their own
	o.Compression = options.None
	o.BlockCacheSize = 0
	o.MemTableSize = s.memtable
	o.NumMemtables = 2
	o.BaseTableSize = 8 << 20 // memory of twice that is taken and cleared at each closing that wrote
	o.ValueThreshold = 256    // facts and keyframes beside, indexes and small deltas within the tables
	o.ValueLogFileSize = s.valueLog
	o.NumCompactors = 2
	o.NumGoroutines = 2
	return o
}

// fillOptions are those of a Badger that will be filled anew. Its tables are
// made in memory, and by themselves would grow to a gigabyte.
func fillOptions(dir string, s sizes) badger.Options {
	o := badgerOptions(dir, s)
	o.BaseTableSize = 16 << 20
	o.TableSizeMultiplier = 1
	return o
}

// errUnsound says that Badger's folder cannot be relied on.
var errUnsound = errors.New("the files of the database are unsound")

// olderError says that a folder is sound, and an older Stet's: nothing is amiss,
// and it is made anew as an unsound one is.
type olderError struct{ layout uint64 }

func (e *olderError) Error() string {
	return fmt.Sprintf("the files of the database are an older Stet's: they have layout %d, this Stet writes %d", e.layout, schema)
}

// Unwrap makes errors.Is(err, errUnsound) hold.
func (e *olderError) Unwrap() error { return errUnsound }

// openBadger opens the folder, twice if need be: after some crashes the first
// try only clears away an empty file. It wraps errUnsound.
func openBadger(dir string, s sizes) (*badger.DB, error) { return openTwice(badgerOptions(dir, s)) }

func openTwice(o badger.Options) (*badger.DB, error) {
	db, err := tryBadger(o)
	if err != nil {
		db, err = tryBadger(o)
	}
	return db, err
}

// tryBadger wraps errUnsound, also where Badger panics on what it reads. A
// panic in a goroutine of its own ends the process: see [Options.Probe].
func tryBadger(o badger.Options) (db *badger.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			db, err = nil, fmt.Errorf("%w: opening them panicked: %v", errUnsound, p)
		}
	}()
	if db, err = badger.Open(o); err != nil {
		return nil, fmt.Errorf("%w: %v", errUnsound, err)
	}
	return db, nil
}

// Probe opens and closes the Badger in dir. Damaged files may end the process
// here, which is what it is for: see [Options.Probe].
func Probe(dir string) error {
	db, err := openBadger(dir, Options{}.filled().sizes)
	if err != nil {
		return err
	}
	return db.Close()
}

// giveUpAfter is how long a Badger that is known to be damaged may take to
// close: it can leave its value log locked after a failed read, and closing
// then waits for ever.
const giveUpAfter = 2 * time.Second

// closeUnsound closes a Badger that will be made anew, or leaves it open: its
// folder is then let go when the process ends.
func closeUnsound(db *badger.DB) {
	_ = closeWithin(giveUpAfter, db.Close) // the journal has what it could not write
}

// closeWithin closes Badger, which tries for ever to write what it cannot, as
// when its folder is gone or the disk is full.
func closeWithin(most time.Duration, closing func() error) error {
	done := make(chan error, 1)
	go func() { done <- closing() }()
	select {
	case err := <-done:
		return err
	case <-time.After(most):
		return fmt.Errorf("it could not write its files within %v; the journal has everything", most)
	}
}

// about is what an open Badger says of itself.
type about struct {
	schema   uint64 // 0 = never set up
	newsroom newsroomID
	applied  uint64
}

func readAbout(db *badger.DB) (about, error) {
	var a about
	txn := db.NewTransaction(false)
	defer txn.Discard()
	for name, set := range map[string]func([]byte){
		metaSchema:   func(data []byte) { a.schema = numberOf(data) },
		metaApplied:  func(data []byte) { a.applied = numberOf(data) },
		metaNewsroom: func(data []byte) { copy(a.newsroom[:], data) },
	} {
		v, ok, err := getValue(txn, metaKey(name))
		if err != nil {
			return a, err
		}
		if ok {
			set(v.data)
		}
	}
	if a.schema > schema {
		return a, fmt.Errorf("schema %d: %w", a.schema, ErrNewer)
	}
	return a, nil
}

// isEmpty reports whether no key is stored.
func isEmpty(db *badger.DB) bool {
	txn := db.NewTransaction(false)
	defer txn.Discard()
	empty := true
	err := scanKeys(txn, nil, func([]byte) (bool, error) {
		empty = false
		return false, nil
	})
	return err == nil && empty
}

// setUp marks a fresh Badger as this newsroom's.
func setUp(db *badger.DB, newsroom newsroomID) error {
	err := db.Update(func(txn *badger.Txn) error {
		key := metaKey(metaSchema)
		if err := txn.Set(key, sealValue(key, 0, numberData(schema))); err != nil {
			return err
		}
		key = metaKey(metaNewsroom)
		return txn.Set(key, sealValue(key, 0, newsroom[:]))
	})
	if err != nil {
		return fmt.Errorf("set up Badger: %w", err)
	}
	return nil
}

func numberData(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func numberOf(data []byte) uint64 {
	if len(data) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(data)
}

func (id newsroomID) String() string { return hex.EncodeToString(id[:]) }
