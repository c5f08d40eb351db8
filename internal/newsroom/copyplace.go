package newsroom

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"stet/internal/archive"
	"stet/internal/handover"
	"stet/internal/intake"
)

// Errors of a place that copy lies in.
var (
	ErrNoCopy  = errors.New("there is no copy in it")
	ErrNoFile  = errors.New("not a file")
	ErrLink    = errors.New("a link is not followed")
	ErrUnshown = errors.New("no story shows it")
	ErrPacked  = errors.New("an archive that lies in it is not opened")
)

// place is a folder that copy lies in, or a zip that somebody sent. Names have
// "/" between their parts and lead nowhere else.
type place struct {
	path  string
	names []string // of its files, sorted
	odd   []Came   // what may not be read, and why
	read  func(name string, most int64) ([]byte, error)
	close func() error
	shown map[string]bool // pictures that a story took
	site  site
}

// openFolder lists a folder, and reads it through [os.Root]: whatever happens to
// it meanwhile, nothing outside of it is opened. Hidden files are passed over.
func openFolder(folder string) (*place, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	p := &place{path: folder, shown: map[string]bool{}, close: root.Close}
	p.read = func(name string, most int64) ([]byte, error) { return readIn(root, name, most) }
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch hidden := name != "." && strings.HasPrefix(path.Base(name), "."); {
		case err != nil:
			p.odd = append(p.odd, Came{Name: p.full(name), Err: plainPath(err)})
			return fs.SkipDir
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
		case d.Type().IsRegular():
			p.names = append(p.names, name)
		default:
			p.odd = append(p.odd, Came{Name: p.full(name), Err: ErrLink})
		}
		return nil
	})
	slices.Sort(p.names)
	return p, err
}

// openBeside is the folder that a single file lies in: what lies beside it is
// opened when its copy names it, and nothing is listed.
func openBeside(file string) (*place, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	p := &place{path: filepath.Dir(file), shown: map[string]bool{}, close: root.Close}
	p.read = func(name string, most int64) ([]byte, error) { return readIn(root, name, most) }
	return p, nil
}

func readIn(root *os.Root, name string, most int64) ([]byte, error) {
	info, err := root.Stat(filepath.FromSlash(name))
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNoFile // opening a pipe would wait for ever
	}
	if err != nil {
		return nil, plainPath(err)
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, plainPath(err)
	}
	defer f.Close()
	return readMost(f, most)
}

// readMost reads to the end. Over most bytes is refused, not cut, and so is what
// there is too little memory to read further.
func readMost(f io.Reader, most int64) ([]byte, error) {
	var data bytes.Buffer
	for in := io.LimitReader(f, most+1); ; {
		switch _, err := io.CopyN(&data, in, int64(max(readAtOnce, data.Len()))); {
		case int64(data.Len()) > most:
			return nil, fmt.Errorf("%w: it is over %d MB", intake.ErrTooLarge, most>>20)
		case err == io.EOF:
			return data.Bytes(), nil
		case err != nil:
			return nil, plainPath(err)
		}
		if err := roomToRead(data.Len()); err != nil {
			return nil, err
		}
	}
}

// plainPath is a file error without the path, which the caller names.
func plainPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// zipLimits are for a zip that somebody sent: a site with its pictures fits, an
// archive made to fill the memory does not.
func zipLimits() archive.Limits {
	return archive.Limits{Entries: 10_000, File: 64 << 20, Total: 2 << 30, Ratio: 200}
}

// openCopyZip opens a zip once every entry of it has been read to its end: one
// that is damaged or too large refuses the whole.
func openCopyZip(file string) (*place, error) {
	if err := proveZip(file); err != nil {
		return nil, err
	}
	tree, err := archive.Open(file, zipLimits())
	if err != nil {
		return nil, err
	}
	p := &place{path: file, shown: map[string]bool{}, close: tree.Close}
	for _, f := range tree.Files {
		if !hiddenName(f.Name) {
			p.names = append(p.names, f.Name)
		}
	}
	p.read = func(name string, most int64) ([]byte, error) {
		f, found := tree.Find(name)
		if !found {
			return nil, fs.ErrNotExist
		}
		in, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer in.Close()
		return readMost(in, most)
	}
	return p, nil
}

func proveZip(file string) error {
	tree, err := archive.Open(file, zipLimits())
	if err != nil {
		return err
	}
	defer tree.Close()
	for _, f := range tree.Files {
		in, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, in); err != nil {
			return errors.Join(err, in.Close())
		}
		if err := in.Close(); err != nil {
			return err
		}
	}
	return nil
}

// hiddenName holds for what a system puts into a zip beside what it holds.
func hiddenName(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") || part == "__MACOSX" })
}

func (p *place) full(name string) string { return path.Join(filepath.ToSlash(p.path), name) }

func (p *place) has(name string) bool {
	_, found := slices.BinarySearch(p.names, name)
	return found
}

// beside reads a picture that copy names, and remembers that it was wanted.
func (p *place) beside(name string) ([]byte, bool) {
	data, err := p.read(name, MaxPicture)
	if err != nil {
		return nil, false
	}
	p.shown[name] = true
	return data, true
}

// piecesAt reads what lies at a path.
func (r *Room) piecesAt(file string, q ImportRequest) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		p, err := openPlace(file)
		if err != nil {
			yield(piece{name: file, item: intake.Item{Err: err}, q: q})
			return
		}
		defer p.close()
		if p.names == nil && p.path != file {
			data, err := p.read(filepath.Base(file), sizeOf(file))
			if err != nil {
				yield(piece{name: file, item: intake.Item{Err: err}, q: q})
				return
			}
			q.Name, q.Data, q.Beside = filepath.Base(file), data, p.beside
			r.pieces(file, q)(yield)
			return
		}
		if p.isPackage() {
			r.packagePieces(file, q)(yield)
			return
		}
		r.piecesIn(p, q)(yield)
	}
}

// isPackage tells a package of Stet from copy: its lists and pages are no stories.
func (p *place) isPackage() bool { return p.has("bagit.txt") || p.has("data/stet.json") }

// openPlace opens what a path leads to: a folder, a zip of copy, or the folder
// around a file.
func openPlace(file string) (*place, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, plainPath(err)
	case info.IsDir():
		return openFolder(file)
	case !info.Mode().IsRegular():
		return nil, ErrNoFile
	case !handover.Is(file) && isCopyZip(file):
		return openCopyZip(file)
	}
	return openBeside(file)
}

// isCopyZip tells a zip that files lie in from a document that is one inside.
func isCopyZip(file string) bool {
	if strings.EqualFold(filepath.Ext(file), ".zip") {
		return true
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 64<<10)
	n, _ := io.ReadFull(f, start)
	if !bytes.HasPrefix(start[:n], []byte("PK\x03\x04")) {
		return false
	}
	_, err = intake.Detect(filepath.Base(file), start[:n])
	var kind *intake.KindError
	return errors.As(err, &kind) && kind.Kind == "bundle"
}
