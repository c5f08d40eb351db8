package window

import "runtime"

const (
	frame  = 96 << 10 // of one call; a variable may take 128 KB of a stack
	frames = 2
)

// WithRoom runs the window's main loop where a goroutine's stack has room
// below: 40 KB at the least, for as long as it runs.
//
// WebKit's JavaScript engine lives in this process too, and stops the thread of
// the main loop with a signal while it collects garbage. Its handler runs on
// whatever stack the thread is on, since it asks for no other; on Linux nobody
// may ask for it (wails#5527). While the page calls the program that is the
// stack of the main goroutine, of 4 KB, with the stack of another goroutine
// right beneath. A signal takes 3.4 KB where a processor has AVX-512.
// Now and then, one in some hours of steady work, it wrote over that other
// stack, and the program died of "traceback did not unwind completely".
//
// Go doubles a stack that is too small, and halves one of which less than a
// quarter is in use. What is held here is more than a quarter of what it has
// to make of it: the room below stays.
func WithRoom(run func() error) error { return hold(frames, run) }

//go:noinline
func hold(more int, run func() error) error {
	var held [frame]byte
	defer runtime.KeepAlive(&held)
	if more > 1 {
		return hold(more-1, run)
	}
	return run()
}
