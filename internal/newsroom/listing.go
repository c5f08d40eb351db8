package newsroom

import (
	"context"
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

// ReadList begins to read the list into memory, unless somebody has. Whoever
// will ask for pages calls it as early as can be.
func (r *Room) ReadList() {
	l := r.list
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.reading == nil {
		l.reading = make(chan struct{})
		go l.read(r.db, r.speech)
	}
}

func (l *list) read(db *store.DB, speech func() (language.Tag, error)) {
	l.err = db.Lines(func(line store.Line) bool {
		l.table.Put(line.Seq, &line.Head)
		return !l.over()
	})
	l.table.Filled()
	close(l.reading)
	// Sorting words takes a while the first time: better now than when asked.
	if tag, err := speech(); err == nil && l.err == nil && !l.over() {
		l.table.Warm(tag)
	}
}

// ready reports whether all is read.
func (l *list) ready() bool {
	select {
	case <-l.reading:
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
