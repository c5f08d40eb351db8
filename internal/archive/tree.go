package archive

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// Tree is a folder or a zip that was opened for reading. Every name in it has
// passed [CheckName] and clashes with no other.
type Tree struct {
	Files []File // sorted by name

	close func() error
	root  *os.Root // of a folder; nil = a zip
	count *meter   // of a folder
}

// File is one file of a tree.
type File struct {
	Name string // with "/" between its parts
	Size int64  // as the folder or the zip's directory says

	open func() (io.ReadCloser, error)
}

// Open opens a file's contents. Reading to the end proves them as far as the
// tree can: a zip's checksum and size. Errors are [*EntryError]s. Files of one
// tree may be read concurrently.
func (f File) Open() (io.ReadCloser, error) {
	r, err := f.open()
	if err != nil {
		return nil, &EntryError{f.Name, err}
	}
	return &named{r, f.Name}, nil
}

// Find looks a file up by its exact name.
func (t *Tree) Find(name string) (File, bool) {
	i, ok := slices.BinarySearchFunc(t.Files, name, func(f File, name string) int { return cmp.Compare(f.Name, name) })
	if !ok {
		return File{}, false
	}
	return t.Files[i], true
}

// Close lets go of the tree.
func (t *Tree) Close() error { return t.close() }

// Open opens a folder or a zip. It refuses whole what holds an entry that
// must not be, and names up to 100 such entries: the error joins
// [*EntryError]s. A path that leads to no file or folder gives the system's
// error.
func Open(path string, l Limits) (*Tree, error) {
	t, refused, err := Survey(path, l)
	if err != nil {
		return nil, err
	}
	if len(refused) > 0 {
		return nil, errors.Join(errors.Join(refused...), t.Close())
	}
	return t, nil
}

// Survey is [Open] for who judges a tree and must not read past its faults: of
// a folder, the entries that must not be are told beside the files that may
// be read. A zip with such an entry has no directory to be trusted and is
// refused whole all the same.
func Survey(path string, l Limits) (t *Tree, refused []error, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, fmt.Errorf("open: %w", err)
	}
	l = l.orDefault()
	switch {
	case info.IsDir():
		t, refused, err = openFolder(path, l)
	case info.Mode().IsRegular():
		t, err = openZip(path, info.Size(), l)
	default:
		return nil, nil, fmt.Errorf("open %s: %w", path, ErrKind)
	}
	if err != nil {
		return nil, nil, err
	}
	t.sort()
	return t, refused, nil
}

func (t *Tree) sort() {
	slices.SortFunc(t.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
}

// refusals gathers what is wrong with a tree's entries.
type refusals []error

const maxRefusals = 100

func (r *refusals) add(entry string, err error) {
	if err != nil && len(*r) < maxRefusals {
		*r = append(*r, &EntryError{entry, err})
	}
}

func (r refusals) err() error { return errors.Join(r...) }

// named puts the file's name on errors.
type named struct {
	r    io.ReadCloser
	name string
}

func (n *named) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		err = &EntryError{n.name, err}
	}
	return k, err
}

func (n *named) Close() error { return n.r.Close() }
