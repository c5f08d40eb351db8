package archive

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// syncAll brings everything written below path to the disk: one sync of the
// file system that hold lies on. Syncing file by file costs a journal commit
// each, which for thousands of files is most of an export.
func syncAll(hold *os.File, path string) error {
	switch err := unix.Syncfs(int(hold.Fd())); err {
	case nil:
		return nil
	case unix.ENOSYS, unix.EOPNOTSUPP, unix.EINVAL: // some network and user-space file systems
		return syncEach(path)
	default:
		return fmt.Errorf("sync the file system: %w", err)
	}
}

// syncSome is syncAll of what was written so far; where one call cannot do it, it
// is left to the end.
func syncSome(hold *os.File) error {
	switch err := unix.Syncfs(int(hold.Fd())); err {
	case nil, unix.ENOSYS, unix.EOPNOTSUPP, unix.EINVAL:
		return nil
	default:
		return fmt.Errorf("sync the file system: %w", err)
	}
}

// exchange swaps two places in one step, so that at no instant, not even in a
// power cut, the target is missing. It fails where the file system cannot.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
