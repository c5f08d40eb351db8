package newsroom

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"stet/internal/search"
	"stet/internal/store"
	"stet/internal/table"
)

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
