package store

import (
	"fmt"
	"sync"
	"time"
)

// tellAfter is how long work goes on in silence, and then between two words.
const tellAfter = 500 * time.Millisecond

// teller says how far long work is. Its methods may be called from many
// goroutines, and on nil.
type teller struct {
	say   func(string)
	what  string // with places for how many are done and how many there are
	total int

	mu    sync.Mutex
	steps int       // done, of two for each: it is planned, and Badger has it
	next  time.Time // when something is said again
}

func newTeller(say func(string), what string, total int) *teller {
	return &teller{say: say, what: what, total: total, next: time.Now().Add(tellAfter)}
}

func (t *teller) add(steps int) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.steps += steps
	if now := time.Now(); now.After(t.next) {
		t.next = now.Add(tellAfter)
		t.say(fmt.Sprintf(t.what, t.steps/2, t.total))
	}
}

// wrote adds the steps that a part of all writes is.
func (t *teller) wrote(some, all int) {
	if t != nil {
		t.add(some * t.total / all)
	}
}
