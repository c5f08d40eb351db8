package window

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	restMakes = 1 << 20  // bytes that a program at rest allocates between two looks, at most
	restWorth = 16 << 20 // bytes that the heap has to have grown by
)

// Rest gives memory back to the system. Opening a newsroom, or a story with
// pictures, takes 50 MB for a moment; Go keeps that for the next such moment,
// as long as nothing else makes it collect.
type Rest struct {
	made uint64 // bytes ever allocated, at the last look
	left uint64 // bytes held since memory was given back last
}

// Watch looks now and then, as long as the program runs.
func (r *Rest) Watch(every time.Duration) {
	for range time.Tick(every) {
		if r.due(heap()) {
			debug.FreeOSMemory()
			_, r.left = heap()
		}
	}
}

// due reports whether the program is at rest and holds much more than when it
// gave back last. made is what it has ever allocated, held what the heap has
// of the system now, both in bytes.
func (r *Rest) due(made, held uint64) bool {
	quiet := made-r.made < restMakes
	r.made = made
	return quiet && held > r.left+restWorth
}

func heap() (made, held uint64) {
	names := [...]string{"/gc/heap/allocs:bytes", "/memory/classes/heap/objects:bytes", "/memory/classes/heap/unused:bytes", "/memory/classes/heap/free:bytes"}
	var found [len(names)]metrics.Sample
	for i, name := range names {
		found[i].Name = name
	}
	metrics.Read(found[:])
	for _, s := range found[1:] {
		held += s.Value.Uint64()
	}
	return found[0].Value.Uint64(), held
}
