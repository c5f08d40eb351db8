package archive

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// directory is where a zip's records lie.
type directory struct {
	entries   int
	from, len int64
}

// readEnd finds the directory. The last end record must reach to the last
// byte, with its comment, and no other may do so: a second one in a comment, or
// bytes after the end, would let two readers see different files. Records
// further in belong to zips that are stored in this one.
func readEnd(r io.ReaderAt, size int64) (directory, error) {
	tail := make([]byte, min(size, lenEnd+full16))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return directory{}, fmt.Errorf("read the end: %w", err)
	}
	at := bytes.LastIndex(tail, le.AppendUint32(nil, sigEnd))
	if at < 0 || at+lenEnd > len(tail) {
		return directory{}, fmt.Errorf("%w: it has no end", ErrFormat)
	}
	if !endFits(tail, at) {
		return directory{}, fmt.Errorf("%w: bytes follow its end", ErrFormat)
	}
	for i := range at {
		if endFits(tail, i) {
			return directory{}, fmt.Errorf("%w: it has two ends", ErrFormat)
		}
	}
	return parseEnd(r, tail[at:], size-int64(len(tail)-at))
}

// endFits reports whether an end record at i reaches, with its comment, to the
// end of tail.
func endFits(tail []byte, i int) bool {
	return i+lenEnd <= len(tail) && le.Uint32(tail[i:]) == sigEnd && i+lenEnd+int(le.Uint16(tail[i+20:])) == len(tail)
}

// parseEnd reads the end record, which lies at endAt, and the 64-bit record
// it may point to.
func parseEnd(r io.ReaderAt, end []byte, endAt int64) (directory, error) {
	d := directory{
		entries: int(le.Uint16(end[10:])),
		len:     int64(le.Uint32(end[12:])),
		from:    int64(le.Uint32(end[16:])),
	}
	if le.Uint32(end[4:]) != 0 || le.Uint16(end[8:]) != le.Uint16(end[10:]) {
		return d, fmt.Errorf("%w: in several volumes", ErrFeature)
	}
	if d.entries == full16 || d.len == full32 || d.from == full32 {
		large, at, err := readEnd64(r, endAt)
		if err != nil {
			return d, err
		}
		d, endAt = large, at
	}
	if d.from < 0 || d.len < 0 || d.from > endAt || d.from+d.len != endAt {
		return d, fmt.Errorf("%w: its directory does not end where its end begins", ErrFormat)
	}
	if int64(d.entries)*lenCentral > d.len {
		return d, fmt.Errorf("%w: its directory is too short for its entries", ErrFormat)
	}
	return d, nil
}

func readEnd64(r io.ReaderAt, endAt int64) (directory, int64, error) {
	var locator [lenLocate64]byte
	var end [lenEnd64]byte
	bad := fmt.Errorf("%w: its 64-bit end is missing", ErrFormat)
	if endAt < lenLocate64+lenEnd64 {
		return directory{}, 0, bad
	}
	if _, err := r.ReadAt(locator[:], endAt-lenLocate64); err != nil || le.Uint32(locator[:]) != sigLocate64 {
		return directory{}, 0, bad
	}
	at := int64(le.Uint64(locator[8:]))
	if at != endAt-lenLocate64-lenEnd64 {
		return directory{}, 0, bad
	}
	if _, err := r.ReadAt(end[:], at); err != nil || le.Uint32(end[:]) != sigEnd64 {
		return directory{}, 0, bad
	}
	entries := le.Uint64(end[32:])
	if le.Uint64(end[16:]) != 0 || le.Uint64(end[24:]) != entries || entries > 1<<40 {
		return directory{}, 0, bad
	}
	return directory{int(entries), int64(le.Uint64(end[48:])), int64(le.Uint64(end[40:]))}, at, nil
}

// readDirectory reads a zip's records and their local headers.
func readDirectory(r io.ReaderAt, size int64, l Limits) ([]zipEntry, error) {
	d, err := readEnd(r, size)
	if err != nil {
		return nil, err
	}
	if d.entries > l.Entries {
		return nil, fmt.Errorf("%w: more than %d entries", ErrLimit, l.Entries)
	}
	if d.len > int64(l.Entries)*(lenCentral+2*maxPath) {
		return nil, fmt.Errorf("%w: a directory of %d bytes", ErrLimit, d.len)
	}
	dir := make([]byte, d.len)
	if _, err := r.ReadAt(dir, d.from); err != nil && err != io.EOF {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	entries := make([]zipEntry, 0, d.entries)
	for len(dir) > 0 {
		e, rest, err := parseCentral(dir)
		if err != nil {
			return nil, err
		}
		entries, dir = append(entries, e), rest
	}
	if len(entries) != d.entries {
		return nil, fmt.Errorf("%w: it has %d entries and says %d", ErrFormat, len(entries), d.entries)
	}
	return entries, checkLayout(r, entries, d.from)
}

func parseCentral(b []byte) (e zipEntry, rest []byte, err error) {
	if len(b) < lenCentral || le.Uint32(b) != sigCentral {
		return e, nil, fmt.Errorf("%w: a record of its directory cannot be read", ErrFormat)
	}
	nameLen, extraLen, noteLen := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	end := lenCentral + nameLen + extraLen + noteLen
	if len(b) < end {
		return e, nil, fmt.Errorf("%w: its directory is cut", ErrFormat)
	}
	e = zipEntry{
		name:  string(b[lenCentral : lenCentral+nameLen]),
		flags: le.Uint16(b[8:]), method: le.Uint16(b[10:]), crc: le.Uint32(b[16:]),
		packed: int64(le.Uint32(b[20:])), size: int64(le.Uint32(b[24:])), at: int64(le.Uint32(b[42:])),
		system: b[5], mode: le.Uint16(b[40:]),
	}
	if !e.parseExtra(b[lenCentral+nameLen : lenCentral+nameLen+extraLen]) {
		return e, nil, &EntryError{e.name, fmt.Errorf("%w: its record is damaged", ErrFormat)}
	}
	return e, b[end:], nil
}

// parseExtra takes the 64-bit sizes from the extra fields, in the fixed order
// of those that did not fit. It reports false where they are cut or absent.
func (e *zipEntry) parseExtra(extra []byte) bool {
	want := []*int64{}
	for _, field := range []*int64{&e.size, &e.packed, &e.at} {
		if *field == full32 {
			want = append(want, field)
		}
	}
	for len(extra) >= 4 {
		tag, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if len(extra) < 4+n {
			break // padding of some writers; nothing we need lies in it
		}
		body := extra[4 : 4+n]
		extra = extra[4+n:]
		if tag != extra64 {
			continue
		}
		for len(want) > 0 && len(body) >= 8 {
			*want[0] = int64(le.Uint64(body))
			if *want[0] < 0 {
				return false
			}
			want, body = want[1:], body[8:]
		}
	}
	return len(want) == 0
}

// checkLayout holds the records against the headers in the data: same names
// and methods, the first at byte 0, none overlapping the next.
func checkLayout(r io.ReaderAt, entries []zipEntry, dirFrom int64) error {
	order := make([]*zipEntry, len(entries))
	for i := range entries {
		order[i] = &entries[i]
	}
	slices.SortFunc(order, func(a, b *zipEntry) int { return int(min(1, max(-1, a.at-b.at))) })
	if first := firstByte(order, dirFrom); first != 0 {
		return fmt.Errorf("%w: bytes stand before its first entry", ErrFormat)
	}
	for i, e := range order {
		next := dirFrom
		if i+1 < len(order) {
			next = order[i+1].at
		}
		if err := e.readLocal(r, next); err != nil {
			return &EntryError{e.name, err}
		}
	}
	return nil
}

func firstByte(order []*zipEntry, dirFrom int64) int64 {
	if len(order) == 0 {
		return dirFrom
	}
	return order[0].at
}

// readLocal reads the header in front of the data; next is where the data
// must have ended.
func (e *zipEntry) readLocal(r io.ReaderAt, next int64) error {
	b := make([]byte, lenLocal+len(e.name))
	if e.at+int64(len(b)) > next {
		return fmt.Errorf("%w: it overlaps another entry", ErrFormat)
	}
	if _, err := r.ReadAt(b, e.at); err != nil || le.Uint32(b) != sigLocal {
		return fmt.Errorf("%w: no data where its record says", ErrFormat)
	}
	if string(b[lenLocal:]) != e.name || int(le.Uint16(b[26:])) != len(e.name) {
		return fmt.Errorf("%w: another name stands at its data", ErrFormat)
	}
	if le.Uint16(b[8:]) != e.method {
		return fmt.Errorf("%w: another method stands at its data", ErrFormat)
	}
	if e.flags&flagDescriptor == 0 && le.Uint32(b[14:]) != e.crc {
		return fmt.Errorf("%w: another checksum stands at its data", ErrFormat)
	}
	e.dataFrom = e.at + int64(len(b)) + int64(le.Uint16(b[28:]))
	if e.packed > next-e.dataFrom {
		return fmt.Errorf("%w: it overlaps another entry", ErrFormat)
	}
	return nil
}
