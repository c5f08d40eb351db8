package window

import (
	"sync/atomic"
	"time"
)

// Opening is the making of something that takes a moment, or minutes when a
// newsroom must be rebuilt, while the window is up already.
type Opening[T any] struct {
	done  chan struct{}
	value T
	err   error
	word  atomic.Pointer[string]
}

// NewOpening has not begun: its value comes with Run.
func NewOpening[T any]() *Opening[T] { return &Opening[T]{done: make(chan struct{})} }

// Run makes the value. It is called once.
func (o *Opening[T]) Run(open func(progress func(string)) (T, error)) {
	defer close(o.done)
	o.value, o.err = open(func(word string) { o.word.Store(&word) })
}

// Wait gives the value when it is there.
func (o *Opening[T]) Wait() (T, error) {
	<-o.done
	return o.value, o.err
}

// Within is Wait for at most d; false = it is still being made.
func (o *Opening[T]) Within(d time.Duration) bool {
	late := time.NewTimer(d)
	defer late.Stop()
	select {
	case <-o.done:
		return true
	case <-late.C:
	}
	select { // both may hold, and then it is there
	case <-o.done:
		return true
	default:
		return false
	}
}

// Word is what the making last said of itself, "" = nothing yet.
func (o *Opening[T]) Word() string {
	if word := o.word.Load(); word != nil {
		return *word
	}
	return ""
}
