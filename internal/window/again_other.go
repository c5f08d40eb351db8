//go:build !linux

package window

import (
	"os"
	"os/exec"
)

// again starts the program anew and ends this one; it returns only when that
// failed.
func again() {
	self, err := os.Executable()
	if err != nil {
		return
	}
	next := exec.Command(self, os.Args[1:]...)
	next.Stdout, next.Stderr = os.Stdout, os.Stderr
	if next.Start() == nil {
		os.Exit(0)
	}
}
