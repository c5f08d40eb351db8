package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// syncEach syncs every file and folder below path, or the file path itself.
func syncEach(path string) error {
	return filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		if err != nil || (d.IsDir() && runtime.GOOS == "windows") {
			return err // Windows has no handle on a folder to sync
		}
		return syncOne(at, d.IsDir())
	})
}

func syncOne(path string, folder bool) error {
	mode := os.O_RDWR
	if folder {
		mode = os.O_RDONLY
	}
	f, err := os.OpenFile(path, mode, 0)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	defer f.Close()
	return f.Sync()
}

// syncParent makes a rename last. The tree itself is safe by now; a folder
// that may be written but not read cannot be synced, and need not fail for it.
func syncParent(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	if err := syncOne(filepath.Dir(path), true); !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
