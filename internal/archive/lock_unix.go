//go:build linux || darwin

package archive

import (
	"fmt"
	"os"
	"syscall"
)

// lock marks a staging place as being written by a living process. It waits
// for a sweep that is looking at it.
func lock(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil && err != syscall.ENOTSUP {
		return fmt.Errorf("lock: %w", err)
	}
	return nil
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
