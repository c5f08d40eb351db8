package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"stet/internal/article"
	"stet/internal/search"
	"stet/internal/store"
)

// finder keeps what search needs beside the store: a table of all stories in
// memory, from which lists are filtered, and the index of their words. One
// goroutine feeds both after saves; a save waits for neither. What the finder
// has is derived: when it fails, search says less and nothing else notices.
//
//	save -> store.Saved -> wake -> follow: Changes -> table -> queue -> index
type finder struct {
	db       *store.DB
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
	table  map[article.ID]*row
	loaded bool   // the table has every story
	seen   uint64 // the newest save that is in the table
	index  *search.Index
	whole  bool // the index has every story

	// Of run alone.
	newer  []change // to be indexed: saved after the index's mark, oldest first
	older  []change // to be indexed: saved before an unfinished build, newest first
	remade bool
}

// errNoRoom keeps the last of the disk for words.
var errNoRoom = errors.New("the disk is nearly full, and what is left is kept for saving")

// row is what is known of a story without reading it.
type row struct {
	seq     uint64
	updated time.Time
	section string // id
	status  article.Status
	flag    article.Flag
	trashed bool
	key     string // search.Key of headline, slug and slugline
}

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

func newFinder(dir string, progress func(string)) *finder {
	if progress == nil {
		progress = func(string) {}
	}
	return &finder{
		dir: filepath.Join(dir, searchFolder), progress: progress,
		wake: make(chan struct{}, 1), stop: make(chan struct{}), ended: make(chan struct{}), ready: make(chan struct{}),
		table: map[article.ID]*row{},
	}
}

// saved wakes the goroutine; the store calls it with the turn in its hand.
func (f *finder) saved() {
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

// follow fills the table and the index, and then keeps up with saves.
func (f *finder) follow() (err error) {
	defer Rescue(&err)
	if err := f.refresh(); err != nil {
		return err
	}
	if err := f.open(); err != nil {
		f.giveUp(err)
	}
	for {
		if err := f.catchUp(); err != nil {
			f.giveUp(err)
		}
		if f.stopped(0) {
			return nil
		}
		f.mu.Lock()
		f.whole = f.index != nil
		f.mu.Unlock()
		f.settle()
		select {
		case <-f.stop:
			return nil
		case <-f.wake:
		}
		if f.stopped(gather) {
			return nil
		}
		if err := f.refresh(); err != nil {
			return err
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

// refresh takes into the table what was saved since, and queues it.
func (f *finder) refresh() error {
	var changes []change
	f.mu.RLock()
	after := f.seen
	f.mu.RUnlock()
	fresh := map[article.ID]*row{}
	err := f.db.Changes(after, func(seq uint64, h article.Head) {
		fresh[h.ID] = &row{
			seq: seq, updated: h.Updated, section: h.SectionID, status: h.Status, flag: h.Flag, trashed: h.Trashed,
			key: search.Key(h.Headline + "\n" + h.Slug + "\n" + h.Slugline),
		}
		changes = append(changes, change{seq, h.ID})
	})
	if err != nil {
		return err
	}
	slices.SortFunc(changes, bySeq)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.loaded = true
	for _, c := range changes {
		f.table[c.id] = fresh[c.id]
		f.newer = append(f.newer, c)
		f.seen = c.seq
	}
	return nil
}

// open opens the index and sorts out what it lacks.
func (f *finder) open() error {
	index, why, err := search.Open(f.dir)
	if err == nil && index.Mark().High > f.seen {
		why = "it belongs to another state of this newsroom"
		if err = index.Close(); err == nil {
			index, err = f.fresh()
		}
	}
	if err != nil {
		return err
	}
	if why != "" {
		f.progress(fmt.Sprintf("The words of all stories are read again for search: %s.", why))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.index = index
	f.lacking(index.Mark())
	return nil
}

func (f *finder) fresh() (*search.Index, error) {
	if err := os.RemoveAll(f.dir); err != nil {
		return nil, fmt.Errorf("take the search index away: %w", err)
	}
	index, _, err := search.Open(f.dir)
	return index, err
}

// lacking queues the stories that an index with this mark has not got.
func (f *finder) lacking(mark search.Mark) {
	f.newer, f.older = nil, nil
	for id, r := range f.table {
		switch {
		case mark.High == 0 || r.seq <= mark.Low:
			f.older = append(f.older, change{r.seq, id})
		case r.seq > mark.High:
			f.newer = append(f.newer, change{r.seq, id})
		}
	}
	slices.SortFunc(f.newer, bySeq)
	slices.SortFunc(f.older, func(a, b change) int { return bySeq(b, a) })
}

// catchUp indexes what is queued: what was saved last first.
func (f *finder) catchUp() error {
	if f.index == nil {
		f.newer, f.older = nil, nil
		return nil
	}
	for done := 0; len(f.newer)+len(f.older) > 0; done += batchSize {
		if f.stopped(0) {
			return nil
		}
		if total := done + len(f.newer) + len(f.older); total >= tellFrom && done%tellEvery == 0 {
			f.progress(fmt.Sprintf("Reading the stories for search: %d of %d.", done, total))
		}
		if f.db.Spare() < leaveFree {
			return errNoRoom
		}
		begun := time.Now()
		err := f.putSome()
		if errors.Is(err, search.ErrUnsound) && !f.remade {
			err = f.remake(err)
		}
		if err != nil {
			return err
		}
		if f.gentle && f.stopped(time.Since(begun)) {
			return nil
		}
		select {
		case <-f.wake: // what is being written now must not wait for the rest
			if err := f.refresh(); err != nil {
				return err
			}
		default:
		}
	}
	return nil
}

// putSome indexes one batch and moves the index's mark.
func (f *finder) putSome() error {
	f.mu.RLock()
	index, seen := f.index, f.seen
	f.mu.RUnlock()
	mark := index.Mark()
	if mark.High == 0 {
		mark = search.Mark{Low: seen, High: seen}
	}
	queue := &f.newer
	if len(f.newer) == 0 {
		queue = &f.older
	}
	batch := (*queue)[:min(len(*queue), batchSize)]
	switch last := batch[len(batch)-1].seq; {
	case len(batch) == len(f.newer)+len(f.older):
		mark = search.Mark{High: max(mark.High, last)} // these are all
	case len(f.newer) > 0:
		mark.High = max(mark.High, last)
	default:
		mark.Low = min(mark.Low, last-1)
	}
	docs, err := f.documents(batch)
	if err != nil {
		return err
	}
	if err := index.Put(docs, mark); err != nil {
		return err
	}
	*queue = (*queue)[len(batch):]
	return nil
}

// documents reads the words of stories. One that cannot be read costs itself
// alone: its damage is told where it is opened.
func (f *finder) documents(batch []change) ([]search.Document, error) {
	docs := make([]search.Document, 0, len(batch))
	for _, c := range batch {
		a, err := f.db.Get(c.id)
		switch {
		case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		default:
			docs = append(docs, searchable(&a))
		}
	}
	return docs, nil
}

// remake begins the index again, once: what fails twice is not the files.
func (f *finder) remake(why error) error {
	f.remade = true
	f.progress(fmt.Sprintf("The words of all stories are read again for search: %v.", why))
	f.drop()
	index, err := f.fresh()
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.index = index
	f.lacking(index.Mark())
	return nil
}
