package newsroom

import (
	"context"
	"runtime/debug"
	"sync"

	"golang.org/x/text/language"

	"stet/internal/store"
	"stet/internal/table"
)

// list is the table of all stories and the reading that fills it. A command
// that asks for no page never reads it.
type list struct {
	table   *table.Table
	mu      sync.Mutex
	reading chan struct{} // closed when all is read; nil = not begun
	err     error         // why it could not be; read after reading is closed
	ended   bool
	warm    sync.Once // sorting its words
}

func newList() *list { return &list{table: table.New()} }

// saved takes what the store tells of saves. Before the reading has begun
// there is nothing to keep up with: it will find them.
func (l *list) saved(lines []store.Line) {
	l.mu.Lock()
	begun := l.reading != nil
	l.mu.Unlock()
	if !begun {
		return
	}
	for i := range lines {
		l.table.Put(lines[i].Seq, &lines[i].Head)
	}
}

// ReadList begins to read the list into memory, unless somebody has, and sorts
// its words then. Whoever will ask for pages calls it as early as can be.
func (r *Room) ReadList() {
	reading := r.list.begin(r.db)
	r.list.warm.Do(func() {
		go func() {
			<-reading
			r.list.sort(r.speech)
			if r.opts.Follow {
				r.lookBehindUnasked()
			}
		}()
	})
}

// begin begins to read the list, unless somebody has; what it gives is closed
// when all is read.
func (l *list) begin(db *store.DB) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.reading == nil {
		l.reading = make(chan struct{})
		go l.read(db)
	}
	return l.reading
}

func (l *list) read(db *store.DB) {
	l.err = db.Lines(func(line store.Line) bool {
		l.table.Put(line.Seq, &line.Head)
		return !l.over()
	})
	l.table.Filled()
	close(l.reading)
}

// sort sorts the words, which takes a while the first time: better now than
// when asked.
func (l *list) sort(speech func() (language.Tag, error)) {
	if tag, err := speech(); err == nil && l.err == nil && !l.over() {
		l.table.Warm(tag)
	}
	debug.FreeOSMemory() // reading and sorting left as much behind as the table holds
}

// begun reports whether somebody has all of it read.
func (l *list) begun() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.reading != nil
}

// ready reports whether all is read.
func (l *list) ready() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.reading: // never, before it is begun
		return true
	default:
		return false
	}
}

// wait returns when all is read, with the error of that.
func (l *list) wait(ctx context.Context) error {
	select {
	case <-l.reading:
		return l.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// end breaks the reading off: a newsroom that closes does not wait for it.
func (l *list) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
}

func (l *list) over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ended
}
