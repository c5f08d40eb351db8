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
func openFolder(path string, l Limits) (*Tree, refusals, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, nil, fmt.Errorf("open folder: %w", err)
	}
	t := &Tree{close: root.Close}
	refused, err := t.listFolder(root, l)
	if err != nil {
		root.Close()
		return nil, nil, err
	}
	return t, refused, nil
}

// listFolder takes up the files that may be read and tells the other entries.
func (t *Tree) listFolder(root *os.Root, l Limits) (refusals, error) {
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
			if err := found.addFile(name); err != nil {
				refused.add(name, err)
				return nil
			}
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
		return nil, fmt.Errorf("list folder: %w", err)
	}
	return refused, nil
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
