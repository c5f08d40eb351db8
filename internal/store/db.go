package store

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dgraph-io/badger/v4"
)

// Options of a store. The zero value works.
type Options struct {
	Now      func() time.Time // for revisions that come without a time; nil = time.Now
	Progress func(string)     // told in plain words of repairs and rebuilds, also after Open has returned and from other goroutines; nil = nobody
	// MinFree is the room in bytes that must stay on the disk: Badger's mapped
	// files end the whole process when there is none. Saves are refused below
	// it with ErrDiskFull. 0 = 64 MB.
	MinFree uint64
	// Probe opens and closes the Badger in dir, by [Probe], in another process,
	// and says how that process ended; nil = well, or nobody could be asked. It
	// is called before Badger opens here after an end that was not in order:
	// some damage makes Badger panic in a goroutine of its own, which ends the
	// process that meets it. nil = nobody tries first.
	Probe func(dir string) error
	// Saved is told of every save once it is on disk and can be read, in the
	// order of the journal; nil = nobody listens. The next save waits for it.
	Saved func([]Line)

	sizes      sizes
	mend       mend          // what a repair found
	settle     time.Duration // how long Badger may take to close; 0 = 10 s
	apply      func() error  // called before a batch goes into Badger, which it may hold up or fail; nil = nothing is
	renditions int64         // bytes that are kept of them; 0 = mostRenditions
	unsafe     bool          // saves are not synced: a test shows that its power cut loses them
}

// sizes in bytes at which files are closed and others begun; tests make them
// small.
type sizes struct {
	segment  int64 // of the journal
	memtable int64 // of Badger; one of its transactions holds 15 % of this
	valueLog int64 // of Badger
}

const defaultMinFree = 64 << 20

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if o.MinFree == 0 {
		o.MinFree = defaultMinFree
	}
	if o.renditions == 0 {
		o.renditions = mostRenditions
	}
	if o.settle == 0 {
		o.settle = 10 * time.Second
	}
	if o.sizes == (sizes{}) {
		o.sizes = sizes{segment: 64 << 20, memtable: 16 << 20, valueLog: 64 << 20}
	}
	return o
}

// DB is an open newsroom. Its methods may be called from many goroutines.
type DB struct {
	dir     string
	options Options
	lock    *os.File
	packer  *packer
	journal *journal   // belongs to who has the turn
	badger  *badger.DB // may be read by anyone
	state   state      // as it stands in the sidecar; belongs to who has the turn

	readOnly  error  // an ErrReadOnly, nil = changes are taken
	elsewhere string // a folder outside the newsroom that Close removes; "" = none

	opening chan struct{} // closed when Badger is open, or failed is set; nil = Open waited for it
	failed  error         // why Badger could not be opened; read after opening is closed
	first   *firstScreen  // what is told until then

	sections atomic.Pointer[map[string]string] // id -> name

	// whole is held alone from before a batch is answered until Badger has it:
	// see [DB.follow].
	whole  sync.RWMutex
	behind atomic.Pointer[error] // why Badger lacks facts of the journal for good; nil = it does not

	shelf shelf

	gate   sync.RWMutex // held shared by every call, alone by Close
	closed bool

	queueing  sync.Mutex
	queue     []*request        // changes that wait, oldest first
	turn      chan struct{}     // full while somebody writes
	written   int64             // bytes since the last checkpoint; belongs to who has the turn
	lastKey   keyframe          // that a delta was made with; belongs to who has the turn
	lastStory storyKey          // whose it is
	lately    map[string][]byte // writes of the last batch, which Badger may lack; belongs to who has the turn
}

// view runs a read on one consistent state of the store.
func (db *DB) view(read func(txn *badger.Txn) error) error {
	if err := db.arrived(); err != nil {
		return err
	}
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.closed {
		return ErrClosed
	}
	db.whole.RLock() // until Badger has all that was answered
	txn, err := db.badger.NewTransaction(false), db.lag()
	db.whole.RUnlock()
	defer txn.Discard()
	if err == nil {
		err = guarded(func() error { return read(txn) })
	}
	if errors.Is(err, ErrDamaged) {
		db.turn <- struct{}{}
		db.suspect(err)
		<-db.turn
	}
	return err
}

// guarded makes damage of a panic: Badger's iterators and value log panic on
// some damaged bytes.
func guarded(use func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &DamagedError{File: badgerName, Offset: -1, Why: fmt.Sprintf("it panicked: %v", p)}
		}
	}()
	return use()
}

// suspect notes that Badger gave a damaged value, so that the next opening
// makes it anew from the journal. The caller has the turn.
func (db *DB) suspect(why error) {
	db.lastKey = keyframe{} // what Badger has of it may be what is damaged
	if db.state.Unsound != "" || db.readOnly != nil {
		return
	}
	db.state.Unsound = why.Error()
	if err := writeState(db.dir, db.state, true); err != nil {
		db.options.Progress(fmt.Sprintf("The database is damaged (%v), which could not be noted: %v.", why, err))
		return
	}
	db.options.Progress(fmt.Sprintf("The database is damaged (%v). The journal has the words: open the newsroom again.", why))
}
