package markup

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"stet/internal/article"
)

// ErrBudget says that a body is too large or too tangled to be rendered within
// the time that was given. The words themselves are fine.
var ErrBudget = errors.New("the body takes too long to render")

const (
	// MaxSource is the largest body that is rendered, in bytes.
	MaxSource = 2 << 20
	// maxRunning bounds the parses that can be stuck at once. A parse stops by
	// itself soon after its deadline; this holds even if one does not.
	maxRunning = 4
	// stopGrace is how long a late parse gets to stop by itself.
	stopGrace = 20 * time.Millisecond
)

// ParseWithin is Parse under a budget: at most MaxSource bytes and the time
// ctx gives. It wraps ErrBudget when either is passed. Hostile Markdown makes
// any parser slower than its length; here it costs one deadline.
func (d *Dialect) ParseWithin(ctx context.Context, source string, pictures []article.Picture) (Doc, error) {
	if len(source) > MaxSource {
		return Doc{}, fmt.Errorf("%w: %d bytes, at most %d", ErrBudget, len(source), MaxSource)
	}
	select {
	case d.slots <- struct{}{}:
	case <-ctx.Done():
		return Doc{}, fmt.Errorf("%w: %w", ErrBudget, ctx.Err())
	}
	var stop atomic.Bool
	done := make(chan outcome, 1)
	go func() {
		defer func() { <-d.slots }()
		done <- d.attempt(source, pictures, &stop)
	}()
	select {
	case o := <-done:
		return o.doc, o.err
	case <-ctx.Done():
		stop.Store(true)
		return late(ctx, done)
	}
}

type outcome struct {
	doc Doc
	err error
}

// attempt turns a panic into an error: nobody above could recover it.
func (d *Dialect) attempt(source string, pictures []article.Picture, stop *atomic.Bool) (o outcome) {
	defer func() {
		if p := recover(); p != nil {
			o = outcome{err: fmt.Errorf("render the body: %v\n%s", p, debug.Stack())}
		}
	}()
	doc, err := d.parse(source, pictures, stop)
	return outcome{doc, err}
}

// late waits a moment for a parse that has been told to stop, so that its
// memory is free when the caller goes on; a finished Doc is still welcome.
func late(ctx context.Context, done <-chan outcome) (Doc, error) {
	select {
	case o := <-done:
		if o.err == nil {
			return o.doc, nil
		}
	case <-time.After(stopGrace):
	}
	return Doc{}, fmt.Errorf("%w: %w", ErrBudget, ctx.Err())
}
