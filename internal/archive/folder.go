package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// openFolder lists a folder. It is read through os.Root: whatever happens to
// the folder meanwhile, nothing outside of it is opened.
func openFolder(path string, l Limits) (*Tree, refusals, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, nil, fmt.Errorf("open folder: %w", err)
	}
	t := &Tree{close: root.Close, root: root, count: &meter{limits: l}}
	refused, err := t.listFolder(l)
	if err != nil {
		root.Close()
		return nil, nil, err
	}
	return t, refused, nil
}

// listFolder takes up the files that may be read and tells the other entries.
func (t *Tree) listFolder(l Limits) (refusals, error) {
	s := sieve{tree: t, found: newNames(), most: l.Entries}
	if err := s.take(list(t.root, l.Entries)); err != nil {
		return nil, fmt.Errorf("list folder: %w", err)
	}
	return s.refused, nil
}

// sieve goes through what was listed, the way one walks a folder.
type sieve struct {
	tree    *Tree
	found   *names
	refused refusals
	entries int
	most    int
}

func (s *sieve) take(c *contents) error {
	if c.err != nil {
		return c.err
	}
	for _, e := range c.entries {
		if s.entries++; s.entries > s.most {
			return fmt.Errorf("%w: more than %d entries", ErrLimit, s.most)
		}
		name := path.Join(c.path, e.name)
		switch {
		case e.below != nil:
			s.refused.add(name, s.found.addFolder(name))
			if err := s.take(e.below); err != nil {
				return err
			}
		case !e.kind.IsRegular():
			s.refused.add(name, ErrKind)
		default:
			s.takeFile(name, e.size)
		}
	}
	return nil
}

func (s *sieve) takeFile(name string, size int64) {
	if err := s.found.addFile(name); err != nil {
		s.refused.add(name, err)
		return
	}
	t := s.tree
	t.Files = append(t.Files, File{name, size, func() (io.ReadCloser, error) {
		return openIn(t.root, filepath.FromSlash(name), t.count)
	}})
}

func openIn(folder *os.Root, name string, count *meter) (io.ReadCloser, error) {
	f, err := folder.OpenFile(name, os.O_RDONLY|noWait, 0)
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
	return &openFile{metered{r: f, meter: count}, f, info.Size()}, nil
}

// openFile is at its end once it gave as much as it held when it was opened,
// and less than it was asked for: for small files that saves half of the reads.
type openFile struct {
	metered
	io.Closer
	size int64
}

func (f *openFile) Read(p []byte) (int, error) {
	n, err := f.metered.Read(p)
	if err == nil && n < len(p) && f.read == f.size {
		err = io.EOF
	}
	return n, err
}

// Reader opens files of a tree one after another, those that lie in one folder
// for less than the files alone. Not for concurrent use; several may be used at
// once.
type Reader struct {
	tree *Tree
	way  descent
}

// Reader makes one. It must be closed before the tree is.
func (t *Tree) Reader() *Reader { return &Reader{t, descent{root: t.root}} }

// Open is [File.Open].
func (r *Reader) Open(f File) (io.ReadCloser, error) {
	if r.tree.root == nil {
		return f.Open()
	}
	opened, err := r.open(f.Name)
	if err != nil {
		return nil, &EntryError{f.Name, err}
	}
	return &named{opened, f.Name}, nil
}

func (r *Reader) open(name string) (io.ReadCloser, error) {
	above, last := path.Split(name)
	folder, err := r.way.to(strings.TrimSuffix(above, "/"))
	if err != nil {
		return nil, whole(err, name)
	}
	f, err := openIn(folder, last, r.tree.count)
	return f, whole(err, name)
}

// whole says the whole path of what could not be opened, not the last step's.
func whole(err error, name string) error {
	if step := (*fs.PathError)(nil); errors.As(err, &step) {
		return &fs.PathError{Op: step.Op, Path: filepath.FromSlash(name), Err: step.Err}
	}
	return err
}

// Close lets go of the folders that are held open.
func (r *Reader) Close() { r.way.leave(0) }
