package bundle

import (
	"context"
	"runtime"
	"sync"
)

// mostWaiting is what values may weigh together that are made or wait to be
// taken: enough that making goes on while one that fills a file is taken.
const mostWaiting = 128

// inOrder makes values 0 to n-1 on all processors and takes them in order, one
// at a time. Those that wait to be taken weigh no more than mostWaiting, so that
// memory does not grow with n; but however heavy, there are two for each
// processor. It stops at the first error, or when ctx ends, and returns only when
// no goroutine of its own runs any more.
func inOrder[T any](ctx context.Context, n int, weight func(i int) int, work func(i int) (T, error), take func(i int, v T) error) error {
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
	jobs, waiting := make(chan job), make(chan job, mostWaiting)
	scales, heaviest := make(chan struct{}, mostWaiting), max(1, mostWaiting/(2*workers))
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
			for range min(weight(i), heaviest) {
				select {
				case scales <- struct{}{}:
				case <-ctx.Done():
					return
				}
			}
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
		for range min(weight(j.i), heaviest) {
			<-scales
		}
		if o.err != nil {
			stop(o.err)
		}
	}
	return context.Cause(ctx)
}
