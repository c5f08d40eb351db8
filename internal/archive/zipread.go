package archive

import (
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"sync"
)

// OpenZip reads a zip that is in memory or in a file of the caller's. What
// [Open] refuses is refused here.
func OpenZip(r io.ReaderAt, size int64, l Limits) (*Tree, error) {
	t := &Tree{close: func() error { return nil }}
	if err := t.listZip(r, size, l.orDefault()); err != nil {
		return nil, err
	}
	t.sort()
	return t, nil
}

func openZip(path string, size int64, l Limits) (*Tree, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open zip: %w", err)
	}
	t := &Tree{close: f.Close}
	if err := t.listZip(f, size, l); err != nil {
		f.Close()
		return nil, err
	}
	return t, nil
}

func (t *Tree) listZip(r io.ReaderAt, size int64, l Limits) error {
	entries, err := readDirectory(r, size, l)
	if err != nil {
		return err
	}
	z := &zipReader{r: r, meter: &meter{limits: l, packed: size}}
	found, refused := newNames(), refusals{}
	for _, e := range entries {
		folder, isFolder := strings.CutSuffix(e.name, "/")
		switch err := e.check(isFolder); {
		case err != nil:
			refused.add(e.name, err)
		case isFolder:
			refused.add(e.name, found.addFolder(folder))
		default:
			refused.add(e.name, found.addFile(e.name))
			t.Files = append(t.Files, File{e.name, e.size, func() (io.ReadCloser, error) { return z.open(e) }})
		}
	}
	return refused.err()
}

// check refuses what no bundle or document needs. Names first: an entry that
// leads outside is named for that.
func (e *zipEntry) check(isFolder bool) error {
	if err := CheckName(strings.TrimSuffix(e.name, "/")); err != nil {
		return err
	}
	switch {
	case e.flags&(flagEncrypted|flagStrong|flagMasked) != 0:
		return fmt.Errorf("%w: encrypted", ErrFeature)
	case !e.plain(isFolder):
		return ErrKind
	case e.method != methodStored && e.method != methodDeflate:
		return fmt.Errorf("%w: compression method %d", ErrFeature, e.method)
	case e.method == methodStored && e.packed != e.size:
		return fmt.Errorf("%w: its sizes differ though it is not compressed", ErrDamaged)
	case isFolder && e.size != 0:
		return fmt.Errorf("%w: a folder with contents", ErrKind)
	}
	return nil
}

// plain reports whether the entry is what its name says: a link or a device
// is neither a file nor a folder. Permissions are ignored.
func (e *zipEntry) plain(isFolder bool) bool {
	const kindMask, kindFile, kindFolder = 0o170000, 0o100000, 0o040000
	kind := e.mode & kindMask
	if e.system != 3 && e.system != 19 || kind == 0 { // not from Unix or macOS, or mode not said
		return true
	}
	if isFolder {
		return kind == kindFolder
	}
	return kind == kindFile
}

// zipReader opens entries; safe for concurrent use.
type zipReader struct {
	r     io.ReaderAt
	meter *meter
	pool  sync.Pool // of *inflater
}

// inflater is kept for the next entry: it holds 40 KB of tables.
type inflater struct {
	in  *bufio.Reader
	out io.ReadCloser
}

func (z *zipReader) open(e zipEntry) (io.ReadCloser, error) {
	raw := io.NewSectionReader(z.r, e.dataFrom, e.packed)
	c := &checked{e: e, sum: crc32.NewIEEE(), done: func() {}}
	if e.method == methodStored {
		c.r = &metered{r: raw, meter: z.meter}
		return c, nil
	}
	in, ok := z.pool.Get().(*inflater)
	if !ok {
		in = &inflater{in: bufio.NewReader(nil), out: flate.NewReader(nil)}
	}
	in.in.Reset(raw)
	if err := in.out.(flate.Resetter).Reset(in.in, nil); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	c.r = &metered{r: in.out, meter: z.meter}
	c.done = func() { z.pool.Put(in) }
	return c, nil
}

// checked reads an entry and holds it against what its record promised.
type checked struct {
	e    zipEntry
	r    io.Reader
	sum  hash.Hash32
	read int64
	done func()
	err  error
}

func (c *checked) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.r.Read(p)
	c.read += int64(n)
	c.sum.Write(p[:n])
	c.err = c.judge(err)
	if c.err != nil && c.err != io.EOF {
		n = 0
	}
	return n, c.err
}

func (c *checked) judge(err error) error {
	switch {
	case c.read > c.e.size:
		return fmt.Errorf("%w: longer than its record says", ErrDamaged)
	case err == nil:
		return nil
	case err != io.EOF:
		return asDamage(err)
	case c.read < c.e.size:
		return fmt.Errorf("%w: shorter than its record says", ErrDamaged)
	case c.sum.Sum32() != c.e.crc:
		return fmt.Errorf("%w: its checksum is wrong", ErrDamaged)
	}
	return io.EOF
}

// asDamage tells broken compression from a limit or a disk that fails.
func asDamage(err error) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	return err
}

func (c *checked) Close() error {
	if c.done != nil {
		c.done()
		c.done = nil
	}
	c.err = os.ErrClosed
	return nil
}
