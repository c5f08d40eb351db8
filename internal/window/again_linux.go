package window

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// again puts the program anew in the place of this one: whoever started it,
// a desktop or a shell, goes on waiting for the same process. What the web
// view holds open (the screen, the session bus) must not live on in it. It
// returns only when that failed.
func again() {
	self, err := os.Executable()
	if err != nil {
		return
	}
	const firstOwn, last = 3, ^uint(0) >> 1 & 0x7fffffff
	_ = unix.CloseRange(firstOwn, last, unix.CLOSE_RANGE_CLOEXEC) // kernels before 5.11 cannot, and start without
	_ = syscall.Exec(self, os.Args, os.Environ())
}
