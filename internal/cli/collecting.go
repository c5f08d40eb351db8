package cli

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// enough is how many bytes a command that makes much for a moment only has in
// use when it collects what it let go of.
const enough = 340 << 20

// collectLater has memory collected when there is enough of it, instead of
// whenever as much again was made as lives: of an export of ten thousand
// stories that is a tenth of the work. Once half of enough lives, Go's own
// measure is as good. A limit alone would say the same, but as it comes near the
// runtime gives memory back and asks for it again at once, which took a
// twentieth of the time; here it only holds what comes between two looks.
func collectLater() (asBefore func()) {
	percent, limit := debug.SetGCPercent(percentAt(0)), debug.SetMemoryLimit(enough+enough/3)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		look := time.NewTicker(100 * time.Millisecond)
		defer look.Stop()
		known := uint64(0)
		for live := living(); live < enough/2; live = living() {
			if live != known { // setting it stops the world
				debug.SetGCPercent(percentAt(live))
				known = live
			}
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

// leastHeap is where Go collects at 100 percent, however little lives.
const leastHeap = 4 << 20

// percentAt has memory collected at enough while so many bytes live.
func percentAt(live uint64) int {
	live = max(live, leastHeap)
	return int((enough - live) * 100 / live)
}

// living is how many bytes were found in use when memory was collected last.
func living() uint64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return live[0].Value.Uint64()
}
