package cli

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// enough is how many bytes a command that makes much for a moment only takes
// before it collects what it let go of.
const enough = 400 << 20

// collectLater has memory collected when there is enough of it, instead of
// whenever as much again was made as lives: of an export of ten thousand
// stories that is a tenth of the work. Once half of enough lives, Go's own
// measure is as good, and no limit holds any more.
func collectLater() (asBefore func()) {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(enough)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		look := time.NewTicker(100 * time.Millisecond)
		defer look.Stop()
		for living() < enough/2 {
			select {
			case <-done:
				return
			case <-look.C:
			}
		}
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	}()
	return func() {
		close(done)
		<-ended
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// living is how many bytes were found in use when memory was collected last.
func living() uint64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return live[0].Value.Uint64()
}
