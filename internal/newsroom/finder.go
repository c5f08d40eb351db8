package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"stet/internal/article"
	"stet/internal/search"
	"stet/internal/store"
)

// finder keeps the index of all words beside the store. Who may be found, and
// the headlines while there is no index, it asks of the list's table. One
// goroutine feeds the index after saves; a save does not wait for it. What the
// finder has is derived: when it fails, search says less and nothing else
// notices.
//
//	save -> store.Saved -> list -> came, wake -> follow: queue -> index
type finder struct {
	db       *store.DB
	list     *list
	dir      string
	progress func(string)
	gentle   bool // somebody works meanwhile: a build leaves half of the time to them

	start sync.Once
	leave sync.Once
	begun bool
	wake  chan struct{} // something was saved
	stop  chan struct{}
	ended chan struct{} // run is over
	ready chan struct{} // everything was in the index once, or never will be

	mu     sync.RWMutex
	index  *search.Index
	whole  bool // the index has every story
	titles titles

	news  sync.Mutex // the store waits for it: held for a moment at a time
	came  []change   // saves that are not queued yet
	keep  bool       // somebody will queue them
	busy  bool       // some are queued and not in the index yet
	doubt error      // why an answer of the index was no answer

	// Of run alone.
	seen   uint64   // the newest save that is queued or was
	newer  []change // to be indexed: saved after the index's mark, oldest first
	older  []change // to be indexed: saved before an unfinished build, newest first
	remade bool
}

// errNoRoom keeps the last of the disk for words.
var errNoRoom = errors.New("the disk is nearly full, and what is left is kept for saving")

// change is a story as it was saved at seq. It may have been saved again since.
type change struct {
	seq uint64
	id  article.ID
}

func bySeq(a, b change) int { return cmp.Compare(a.seq, b.seq) }

const (
	searchFolder = "search"
	// gather is how long saves are waited for, so that a burst of them goes into
	// the index at once.
	gather = 100 * time.Millisecond
	// settleIn is how long a window has the machine to itself before the words
	// are looked after; a search begins it at once.
	settleIn  = 500 * time.Millisecond
	leaveFree = 256 << 20 // bytes beside what the store keeps free
	batchSize = 100       // stories that go into the index at once
	tellFrom  = 1000      // stories from which on a build says how far it is
	tellEvery = 5000
)

func newFinder(dir string, list *list, progress func(string)) *finder {
	if progress == nil {
		progress = func(string) {}
	}
	return &finder{
		dir: filepath.Join(dir, searchFolder), list: list, progress: progress,
		wake: make(chan struct{}, 1), stop: make(chan struct{}), ended: make(chan struct{}), ready: make(chan struct{}),
	}
}

// saved notes saves, which the table has by now, and wakes the goroutine; the
// store calls it with the turn in its hand. Before the goroutine keeps up there
// is nothing to note: it will find them in the table.
func (f *finder) saved(lines []store.Line) {
	f.news.Lock()
	defer f.news.Unlock()
	if !f.keep {
		return
	}
	for i := range lines {
		f.came = append(f.came, change{lines[i].Seq, lines[i].ID})
	}
	f.rouse()
}

// unsound notes that the index could not answer, and has it made anew.
func (f *finder) unsound(why error) {
	f.news.Lock()
	defer f.news.Unlock()
	f.doubt = why
	f.rouse()
}

func (f *finder) rouse() {
	select {
	case f.wake <- struct{}{}:
	default: // it is awake
	}
}

// begin starts the goroutine, once.
func (f *finder) begin() {
	f.start.Do(func() {
		f.begun = true
		go f.run()
	})
}

// end stops the goroutine and closes the index. A second end does nothing.
func (f *finder) end() {
	f.start.Do(f.settle) // it never begins now
	if f.begun {
		f.leave.Do(func() { close(f.stop) })
		<-f.ended
	}
}

func (f *finder) run() {
	defer close(f.ended)
	err := f.follow()
	if err != nil && !errors.Is(err, store.ErrClosed) {
		f.progress(fmt.Sprintf("Search is not at hand: %v.", err))
	}
	f.settle()
	f.drop()
}

// settle lets go of who waits for the whole index.
func (f *finder) settle() {
	select {
	case <-f.ready:
	default:
		close(f.ready)
	}
}

// follow fills the index once the list is read, and then keeps up with saves.
func (f *finder) follow() (err error) {
	defer Rescue(&err)
	if err := f.listed(); err != nil || f.stopped(0) {
		return err
	}
	if err := f.open(); err != nil {
		f.giveUp(err)
	}
	for {
		if err := f.mend(); err != nil {
			f.giveUp(err)
		}
		if err := f.catchUp(); err != nil {
			f.giveUp(err)
		}
		if f.stopped(0) {
			return nil
		}
		f.caughtUp()
		select {
		case <-f.stop:
			return nil
		case <-f.wake:
		}
		if f.stopped(gather) {
			return nil
		}
		f.refresh()
	}
}

// listed waits until the table has every story.
func (f *finder) listed() error {
	f.news.Lock()
	f.keep = true
	f.news.Unlock()
	reading := f.list.begin(f.db)
	select {
	case <-reading:
		return f.list.err
	case <-f.stop:
		return nil
	}
}

func (f *finder) caughtUp() {
	f.mu.Lock()
	f.whole = f.index != nil
	if f.whole {
		f.titles.forget()
	}
	f.mu.Unlock()
	f.news.Lock()
	f.busy = false
	f.news.Unlock()
	f.settle()
}

// patience is how long an answer waits for what was saved just before.
const patience = 2 * time.Second

// current waits until what was saved before the call is in the index.
func (f *finder) current(ctx context.Context) {
	for end := time.Now().Add(patience); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(gather / 20) {
		f.news.Lock()
		behind := f.busy || len(f.came) > 0
		f.news.Unlock()
		if !behind {
			return
		}
	}
}

// giveUp does without an index until the newsroom is opened again: headlines
// are still found, and lists filtered.
func (f *finder) giveUp(why error) {
	f.progress(fmt.Sprintf("Search finds headlines only: %v.", why))
	f.drop()
}

// drop closes the index, if there is one.
func (f *finder) drop() {
	f.mu.Lock()
	index := f.index
	f.index, f.whole = nil, false
	f.mu.Unlock()
	if index != nil {
		_ = index.Close() // what it could not write is read again next time
	}
}

// stopped waits for d and reports whether the end came meanwhile.
func (f *finder) stopped(d time.Duration) bool {
	select {
	case <-f.stop:
		return true
	case <-time.After(d):
	}
	select { // both may hold
	case <-f.stop:
		return true
	default:
		return false
	}
}
