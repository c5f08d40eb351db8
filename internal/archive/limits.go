package archive

import (
	"fmt"
	"io"
	"sync/atomic"
)

// Limits is how much one tree may hold. They are counted while reading: what
// an archive says of itself is not believed. A zero limit is the default.
type Limits struct {
	Entries int   // files and folders; default 10,000
	File    int64 // bytes of one file; default 50 MB
	Total   int64 // bytes of all files; default 200 MB
	Ratio   int64 // bytes out per byte of a zip's file, beyond the first 16 MB out; default 200
}

// The defaults are for a file that somebody sent: a document with its
// pictures fits, an archive made to fill a disk does not.
const (
	defaultEntries = 10_000
	defaultFile    = 50 << 20
	defaultTotal   = 200 << 20
	defaultRatio   = 200
	ratioFree      = 16 << 20 // small highly regular files are no attack
)

func (l Limits) orDefault() Limits {
	if l.Entries == 0 {
		l.Entries = defaultEntries
	}
	if l.File == 0 {
		l.File = defaultFile
	}
	if l.Total == 0 {
		l.Total = defaultTotal
	}
	if l.Ratio == 0 {
		l.Ratio = defaultRatio
	}
	return l
}

// meter counts what is read of one tree; safe for concurrent use.
type meter struct {
	limits Limits
	packed int64 // bytes of the zip's file; 0 = a folder, nothing is packed
	out    atomic.Int64
}

func (m *meter) take(n int) error {
	total := m.out.Add(int64(n))
	if total > m.limits.Total {
		return fmt.Errorf("%w: more than %d bytes in all", ErrLimit, m.limits.Total)
	}
	if m.packed > 0 && total > ratioFree && total/m.limits.Ratio > m.packed {
		return fmt.Errorf("%w: unpacks to more than %d times its size", ErrLimit, m.limits.Ratio)
	}
	return nil
}

// metered is a reader that stops at the limits.
type metered struct {
	r     io.Reader
	meter *meter
	read  int64
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.read += int64(n)
	if m.read > m.meter.limits.File {
		return 0, fmt.Errorf("%w: more than %d bytes", ErrLimit, m.meter.limits.File)
	}
	if over := m.meter.take(n); over != nil {
		return 0, over
	}
	return n, err
}
