package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// findEnd reads the last segment and sets where the next record goes. from, if
// it lies in that segment, is where reading may begin.
func (j *journal) findEnd(from position) error {
	s := j.segments[len(j.segments)-1]
	start := position{segment: s.number, offset: segmentHeader, next: s.first}
	f, size, err := openSized(j.path(s))
	if err != nil {
		return err
	}
	defer f.Close()
	if from.segment == s.number && from.offset > segmentHeader && from.offset <= size && from.next >= s.first {
		end, why, err := readToEnd(f, size, from)
		if err != nil {
			return err
		}
		if why == nil {
			j.end, j.next = end.offset, end.next
			return j.settle(s, end, size)
		}
	}
	end, why, err := readToEnd(f, size, start)
	if err != nil {
		return err
	}
	j.end, j.next = end.offset, end.next
	if why == nil {
		return j.settle(s, end, size)
	}
	return j.cutTail(f, s, end, size, why)
}

// settle makes durable what an unclean end may have left only in the system's
// cache: whole records that nobody acknowledged are kept, so they must be as
// safe as the others.
func (j *journal) settle(s segment, end position, size int64) error {
	if end.offset == size {
		return nil // sealed when it was closed
	}
	f, err := os.OpenFile(j.path(s), os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open journal segment: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// readToEnd reads records until none follows. why is nil when the rest of the
// file is empty room, else it says what is wrong at end.
func readToEnd(f io.ReaderAt, size int64, start position) (end position, why, err error) {
	rr := newRecordReader(f, start.offset, size)
	end = start
	for {
		r, err := readInRow(rr, end.next)
		if errors.Is(err, io.EOF) {
			why, err = onlyZeros(f, rr.offset, size)
			return end, why, err
		}
		if errors.Is(err, errBad) {
			return end, err, nil
		}
		if err != nil {
			return end, nil, err
		}
		if end.next, err = after(&r); err != nil {
			return end, nil, err
		}
		end.offset = rr.offset
	}
}

// onlyZeros looks for what a zeroed record could hide.
func onlyZeros(f io.ReaderAt, from, size int64) (why, err error) {
	buf := make([]byte, 256<<10)
	for from < size {
		n, err := f.ReadAt(buf[:min(int64(len(buf)), size-from)], from)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read journal: %w", err)
		}
		if !allZero(buf[:n]) {
			return fmt.Errorf("%w: zeros stand where it should begin", errBad), nil
		}
		from += int64(n)
	}
	return nil, nil
}

// cutTail decides about bytes at end that are no record. When a later record
// was written after the one at end had been synced, an acknowledged record is
// damaged and nothing may be cut. Else the bytes are what an interrupted write
// left: they are kept beside the journal and cut off.
func (j *journal) cutTail(f *os.File, s segment, end position, size int64, why error) error {
	tail := make([]byte, size-end.offset)
	if _, err := f.ReadAt(tail, end.offset); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read journal: %w", err)
	}
	if wasSettled(tail, end.next) {
		return &DamagedError{File: journalName + "/" + s.name(), Offset: end.offset, Why: why.Error()}
	}
	aside, err := keepTail(j.dir, fmt.Sprintf("%s.torn-%d", s.name(), end.offset), tail)
	if err != nil {
		return err
	}
	j.report(fmt.Sprintf("Journal file %s ended in an unfinished write; its bytes are kept in %s.", s.name(), aside))
	w, err := os.OpenFile(j.path(s), os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("cut journal segment: %w", err)
	}
	if err := errors.Join(w.Truncate(end.offset), w.Sync(), w.Close()); err != nil {
		return fmt.Errorf("cut journal segment: %w", err)
	}
	return nil
}

// wasSettled reports whether some whole record in tail proves that sequence
// seq was on disk before it was written.
func wasSettled(tail []byte, seq uint64) bool {
	mark := binary.BigEndian.AppendUint32(nil, recordMark)
	for at := 0; ; at++ {
		skip := bytes.Index(tail[at:], mark)
		if skip < 0 {
			return false
		}
		at += skip
		rest := tail[at:]
		if len(rest) < recordHeader {
			return false
		}
		h := header(rest[:recordHeader])
		if h.seq() <= seq || int64(h.length()) > int64(len(rest)-recordHeader) {
			continue
		}
		r, err := parseRecord(&h, rest[recordHeader:recordHeader+int(h.length())])
		if err == nil && r.settled() >= seq {
			return true
		}
	}
}

// keepTail writes cut-off bytes beside the journal and returns the file's name.
func keepTail(dir, name string, tail []byte) (string, error) {
	for n := 2; ; n++ {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			name = fmt.Sprintf("%s-%d", name, n)
			continue
		}
		if err != nil {
			return "", fmt.Errorf("keep torn journal bytes: %w", err)
		}
		_, err = f.Write(bytes.TrimRight(tail, "\x00"))
		if err = errors.Join(err, f.Sync(), f.Close(), syncDir(dir)); err != nil {
			return "", fmt.Errorf("keep torn journal bytes: %w", err)
		}
		return name, nil
	}
}
