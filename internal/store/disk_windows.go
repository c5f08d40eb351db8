package store

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// freeBytes is the room that this user may still fill on dir's volume.
func freeBytes(dir string) (uint64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("ask for free space: %w", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("ask for free space: %w", err)
	}
	return free, nil
}

// syncDir does nothing: Windows makes names durable with the file system's own
// log and has no call for a folder.
func syncDir(string) error { return nil }

// probeFolder makes sure that a file can be made in the folder.
func probeFolder(dir string) error { return probeFile(dir) }

// writeProtected tells the system's word for a disk that takes no writes.
func writeProtected(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// fullDisk makes the system's word for a full disk ours.
func fullDisk(err error) error {
	if errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) {
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	return err
}
