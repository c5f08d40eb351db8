package archive

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// openFolder lists a folder. It is read through os.Root: whatever happens to
// the folder meanwhile, nothing outside of it is opened.
func openFolder(path string, l Limits) (*Tree, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("open folder: %w", err)
	}
	t := &Tree{close: root.Close}
	if err := t.listFolder(root, l); err != nil {
		root.Close()
		return nil, err
	}
	return t, nil
}

func (t *Tree) listFolder(root *os.Root, l Limits) error {
	found, refused := newNames(), refusals{}
	count, entries := &meter{limits: l}, 0
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		if entries++; entries > l.Entries {
			return fmt.Errorf("%w: more than %d entries", ErrLimit, l.Entries)
		}
		switch {
		case d.IsDir():
			refused.add(name, found.addFolder(name))
		case !d.Type().IsRegular():
			refused.add(name, ErrKind)
		default:
			refused.add(name, found.addFile(name))
			info, err := d.Info()
			if err != nil {
				return err
			}
			t.Files = append(t.Files, File{name, info.Size(), func() (io.ReadCloser, error) {
				return openIn(root, name, count)
			}})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("list folder: %w", err)
	}
	return refused.err()
}

func openIn(root *os.Root, name string, count *meter) (io.ReadCloser, error) {
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrKind
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &meteredFile{metered{r: f, meter: count}, f}, nil
}

type meteredFile struct {
	metered
	io.Closer
}
