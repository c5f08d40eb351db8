package bundle

import (
	"context"
	"runtime"
	"sync"
)

// inOrder makes values 0 to n-1 on all processors and takes them in order, one
// at a time. No more than a few values wait to be taken, so that memory does
// not grow with n. It stops at the first error, or when ctx ends, and returns
// only when no goroutine of its own runs any more.
func inOrder[T any](ctx context.Context, n int, work func(i int) (T, error), take func(i int, v T) error) error {
	type outcome struct {
		value T
		err   error
	}
	type job struct {
		i    int
		done chan outcome
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	workers := runtime.GOMAXPROCS(0)
	jobs, waiting := make(chan job), make(chan job, 4*workers)
	var group sync.WaitGroup
	defer group.Wait()
	for range workers {
		group.Go(func() {
			for j := range jobs {
				v, err := work(j.i)
				j.done <- outcome{v, err}
			}
		})
	}
	group.Go(func() {
		defer close(waiting)
		defer close(jobs)
		for i := range n {
			j := job{i, make(chan outcome, 1)}
			for _, queue := range []chan job{jobs, waiting} {
				select {
				case queue <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for j := range waiting {
		o := <-j.done
		if o.err == nil && ctx.Err() == nil {
			o.err = take(j.i, o.value)
		}
		if o.err != nil {
			stop(o.err)
		}
	}
	return context.Cause(ctx)
}
