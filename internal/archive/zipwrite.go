package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"sync"
)

// zipMedium writes a zip in which nothing hangs on the day, the system or the
// order of work: no times, one mode, UTF-8 names, no extra fields.
type zipMedium struct {
	w       *bufio.Writer
	at      int64
	entries []zipEntry
	pool    sync.Pool // of *flate.Writer
}

// deflateLevel is part of the format: another level gives other bytes. The
// fastest packs pages to a third; the best saves a seventh of that and takes
// twice the time.
const deflateLevel = flate.BestSpeed

func newZipMedium(w io.Writer) *zipMedium {
	return &zipMedium{w: bufio.NewWriterSize(w, 1<<18)}
}

// Zip is a zip within another tree: the same items give the same bytes, in
// whatever order they come.
func Zip(items []Item) ([]byte, error) {
	items = slices.Clone(items)
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := &Writer{medium: newZipMedium(&out), names: newNames()}
	for _, item := range items {
		if err := w.Put(item); err != nil {
			return nil, err
		}
	}
	if err := w.medium.finish(); err != nil {
		return nil, fmt.Errorf("finish zip: %w", err)
	}
	return out.Bytes(), nil
}

func (m *zipMedium) pack(item Item) (Packed, error) {
	if int64(len(item.Data)) >= full32 {
		return Packed{}, fmt.Errorf("%w: more than 4 GB in one file", ErrLimit)
	}
	p := Packed{name: item.Name, data: item.Data, entry: zipEntry{
		name: item.Name, flags: flagUTF8, method: methodStored, crc: crc32.ChecksumIEEE(item.Data),
		size: int64(len(item.Data)),
	}}
	if !item.Stored {
		packed, err := m.deflate(item.Data)
		if err != nil {
			return Packed{}, err
		}
		if len(packed) < len(item.Data) {
			p.data, p.entry.method = packed, methodDeflate
		} else {
			p.data = bytes.Clone(item.Data)
		}
	}
	p.entry.packed = int64(len(p.data))
	return p, nil
}

func (m *zipMedium) deflate(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, put := m.packer(&out)
	defer put()
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// packer lends a packer that writes to out; put gives it back.
func (m *zipMedium) packer(out io.Writer) (w *flate.Writer, put func()) {
	w, ok := m.pool.Get().(*flate.Writer)
	if !ok {
		w, _ = flate.NewWriter(nil, deflateLevel) // the level is a valid one
	}
	w.Reset(out)
	return w, func() { m.pool.Put(w) }
}

func (m *zipMedium) add(p Packed) error {
	p.entry.at = m.at
	header := p.entry.appendLocal(nil)
	m.w.Write(header) // bufio keeps the first error for the last write
	if _, err := m.w.Write(p.data); err != nil {
		return err
	}
	m.at += int64(len(header)) + int64(len(p.data))
	m.entries = append(m.entries, p.entry)
	return nil
}

func (m *zipMedium) finish() error {
	slices.SortFunc(m.entries, func(a, b zipEntry) int { return cmp.Compare(a.name, b.name) })
	var dir []byte
	for i := range m.entries {
		dir = m.entries[i].appendCentral(dir)
	}
	m.w.Write(appendEnd(dir, len(m.entries), m.at, int64(len(dir))))
	return m.w.Flush()
}
