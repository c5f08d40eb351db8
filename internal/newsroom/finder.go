package newsroom

import (
	"cmp"
	"context"
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
	"stet/internal/table"
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

// refresh queues what was saved since.
func (f *finder) refresh() {
	f.news.Lock()
	came := f.came
	f.came, f.busy = nil, f.busy || len(came) > 0
	f.news.Unlock()
	for _, c := range came {
		f.seen = max(f.seen, c.seq)
	}
	f.newer = append(f.newer, came...)
	slices.SortFunc(f.newer, bySeq)
}

// open opens the index and sorts out what it lacks.
func (f *finder) open() error {
	f.look()
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
	f.take(index)
	if len(f.newer)+len(f.older) >= tellFrom { // headlines will be asked for a while
		f.list.table.Each(func(r *table.Row) { f.titles.key(r) })
	}
	return nil
}

// take puts an index in its place and queues what it lacks.
func (f *finder) take(index *search.Index) {
	f.lacking(index.Mark())
	f.mu.Lock()
	defer f.mu.Unlock()
	f.index = index
}

func (f *finder) fresh() (*search.Index, error) {
	if err := os.RemoveAll(f.dir); err != nil {
		return nil, fmt.Errorf("take the search index away: %w", err)
	}
	index, _, err := search.Open(f.dir)
	return index, err
}

// look takes from the table which save is the newest of each story.
func (f *finder) look() []table.Save {
	saves := f.list.table.Saves()
	for _, s := range saves {
		f.seen = max(f.seen, s.Seq)
	}
	return saves
}

// lacking queues the stories that an index with this mark has not got. What
// is saved meanwhile is queued by the next refresh.
func (f *finder) lacking(mark search.Mark) {
	f.newer, f.older = nil, nil
	for _, s := range f.look() {
		switch {
		case mark.High == 0 || s.Seq <= mark.Low:
			f.older = append(f.older, change{s.Seq, s.ID()})
		case s.Seq > mark.High:
			f.newer = append(f.newer, change{s.Seq, s.ID()})
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
		f.refresh() // what is being written now must not wait for the rest
	}
	return nil
}

// putSome indexes one batch and moves the index's mark.
func (f *finder) putSome() error {
	mark := f.index.Mark()
	if mark.High == 0 {
		mark = search.Mark{Low: f.seen, High: f.seen}
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
	if err := f.index.Put(docs, mark); err != nil {
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

// mend makes an index anew that could not answer. One that was made anew
// already stays: it may answer other questions.
func (f *finder) mend() error {
	f.news.Lock()
	why := f.doubt
	f.doubt = nil
	f.news.Unlock()
	if why == nil || f.index == nil || f.remade {
		return nil
	}
	return f.remake(why)
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
	f.take(index)
	return nil
}
