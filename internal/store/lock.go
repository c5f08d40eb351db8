package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// lock takes the newsroom for this process. It wraps ErrInUse at once when it
// is taken; closing the file gives it back. The file stays: removing it would
// let a third process lock a file that nobody else sees.
func lock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock file: %w", err)
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	return f, nil
}

const probeName = ".probe-"

func probeFile(dir string) error {
	f, err := os.CreateTemp(dir, probeName+"*")
	if err != nil {
		return fullDisk(err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
