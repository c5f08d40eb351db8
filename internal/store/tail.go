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
	if end.offset == size || j.looking {
		return nil // sealed when it was closed, or not ours to write
	}
	f, err := os.OpenFile(j.path(s), os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open journal segment: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// readToEnd reads records until none follows. why is nil when the rest of the
// file is empty room, else it says what is wrong at end. A row of tied records
// that is not whole begins at end, too: none of it counts.
func readToEnd(f io.ReaderAt, size int64, start position) (end position, why, err error) {
	rr := newRecordReader(f, start.offset, size)
	end = start
	at := start
	for {
		r, err := readInRow(rr, at.next)
		if errors.Is(err, io.EOF) {
			why, err = onlyZeros(f, rr.offset, size)
			if why == nil && err == nil && at != end {
				why = errTied
			}
			return end, why, err
		}
		if errors.Is(err, errBad) {
			return end, err, nil
		}
		if err != nil {
			return end, nil, err
		}
		if at.next, err = after(&r); err != nil {
			return end, nil, err
		}
		if at.offset = rr.offset; r.flags&flagTied == 0 {
			end = at
		}
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
	if j.looking {
		return nil
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
	found := false
	eachWhole(tail, func(r *record) { found = found || r.seq > seq && r.settled() >= seq })
	return found
}

// eachWhole hands every whole record in data to visit, wherever it begins.
func eachWhole(data []byte, visit func(*record)) {
	mark := binary.BigEndian.AppendUint32(nil, recordMark)
	for {
		at := bytes.Index(data, mark)
		if at < 0 || len(data)-at < recordHeader {
			return
		}
		data = data[at:]
		h := header(data[:recordHeader])
		if length := int64(h.length()); length <= int64(len(data)-recordHeader) {
			if r, err := parseRecord(&h, data[recordHeader:recordHeader+length]); err == nil {
				visit(&r)
				data = data[r.size():]
				continue
			}
		}
		data = data[1:]
	}
}

// nextAfterDamage is the sequence after the newest whole record of a damaged
// journal. Its newest segment has it, unless it has no whole record at all.
func nextAfterDamage(dir string) (uint64, error) {
	names, err := segmentNumbers(dir)
	if err != nil {
		return 0, err
	}
	next := uint64(1)
	for i := len(names) - 1; i >= 0 && next == 1; i-- {
		data, err := os.ReadFile(filepath.Join(dir, segment{number: names[i]}.name()))
		if err != nil {
			return 0, fmt.Errorf("read journal: %w", err)
		}
		eachWhole(data, func(r *record) {
			if following, err := after(r); err == nil {
				next = max(next, following)
			}
		})
	}
	return next, nil
}

// keepTail writes cut-off bytes, less the zeros they end in, beside the journal
// and returns the file's name.
func keepTail(dir, name string, tail []byte) (string, error) {
	free := name
	for n := 2; ; n++ {
		f, err := os.OpenFile(filepath.Join(dir, free), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			free = fmt.Sprintf("%s-%d", name, n)
			continue
		}
		if err != nil {
			return "", fmt.Errorf("keep torn journal bytes: %w", err)
		}
		_, err = f.Write(bytes.TrimRight(tail, "\x00"))
		if err = errors.Join(err, f.Sync(), f.Close(), syncDir(dir)); err != nil {
			return "", fmt.Errorf("keep torn journal bytes: %w", err)
		}
		return free, nil
	}
}
