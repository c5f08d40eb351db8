package bundle

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"
)

// TestInOrder: whatever values weigh they are taken in their order, and an error
// of making or taking, or the end of the context, ends it.
func TestInOrder(t *testing.T) {
	boom := errors.New("boom")
	for n := range 600 {
		ctx, stop := context.WithCancel(context.Background())
		at, next := n%300, 0
		err := inOrder(ctx, 300, func(i int) int { return []int{0, 1, 1000, 33, 17}[(i*7+n)%5] },
			func(i int) (int, error) {
				switch {
				case i == at && n%3 == 0:
					return 0, boom
				case i == at && n%3 == 1:
					stop()
				}
				return i, nil
			},
			func(i, v int) error {
				if i != next || v != i {
					t.Errorf("%d was taken as %d, next is %d", v, i, next)
				}
				next++
				if i == at && n%3 == 2 {
					return boom
				}
				return nil
			})
		stop()
		if !errors.Is(err, boom) && !errors.Is(err, context.Canceled) {
			t.Fatalf("run %d: %v", n, err)
		}
	}
}

// TestHeavyOnesAreMadeAtOnce: however heavy, as many are made at once as there
// are processors.
func TestHeavyOnesAreMadeAtOnce(t *testing.T) {
	workers := runtime.GOMAXPROCS(0)
	here := make(chan struct{}, workers)
	err := inOrder(context.Background(), workers, func(int) int { return 1 << 20 },
		func(int) (int, error) {
			here <- struct{}{}
			for len(here) < workers {
				if t.Context().Err() != nil {
					return 0, t.Context().Err()
				}
				time.Sleep(time.Millisecond)
			}
			return 0, nil
		},
		func(int, int) error { return nil })
	if err != nil {
		t.Error(err)
	}
}
