package archive

import (
	"os"
	"sync"
	"sync/atomic"
)

// early has what was written so far brought to the disk beside the writing, so
// that little is left to wait for at the end. One sync runs at a time.
type early struct {
	hold    *os.File
	written atomic.Int64 // bytes since the last one began
	busy    atomic.Bool
	group   sync.WaitGroup
	err     error // of the last one; a system tells one failure once, so it is kept
}

// enough is how many bytes are worth a sync of their own.
const enough = 64 << 20

func (e *early) wrote(size int) {
	if e.written.Add(int64(size)) < enough || !e.busy.CompareAndSwap(false, true) {
		return
	}
	e.written.Store(0)
	e.group.Go(func() {
		defer e.busy.Store(false)
		if e.err == nil {
			e.err = syncSome(e.hold)
		}
	})
}

// wait waits for one that runs.
func (e *early) wait() error {
	e.group.Wait()
	return e.err
}
