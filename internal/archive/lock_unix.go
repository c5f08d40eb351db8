//go:build linux || darwin

package archive

import (
	"os"
	"syscall"
)

// lock marks a staging place as being written by a living process. It waits
// for a sweep that is looking at it. Where the file system has no locks a sweep
// takes nothing away either, so a failure does no harm.
func lock(f *os.File) {
	for syscall.Flock(int(f.Fd()), syscall.LOCK_EX) == syscall.EINTR {
	}
}

// reclaim removes a staging place that no living process writes to.
func reclaim(path string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		os.RemoveAll(path)
	}
}
