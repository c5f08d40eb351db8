package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// position is where a record begins, or would.
type position struct {
	segment uint32
	offset  int64
	next    uint64 // sequence of the record there
}

// journal is the row of segments; one goroutine appends. All files of it are
// kept for ever.
type journal struct {
	dir      string
	limit    int64 // bytes after which a segment is sealed
	newsroom newsroomID
	report   func(string)
	segments []segment // oldest first; records go into the last
	damage   error     // why the journal cannot be gone on with; nil = it can
	looking  bool      // nothing of it may be changed
	sync     func(*os.File) error

	file *os.File // the last segment, nil until something is appended
	end  int64    // where the next record goes in it
	room int64    // bytes of it that are laid out
	next uint64   // sequence of the next record
	buf  []byte
}

const (
	leastRoom = 256 << 10
	mostRoom  = 4 << 20
)

// openJournal finds the end of the journal; from is a place known to be good
// (zero: none), so that only what follows is read. A torn tail is cut off and
// kept aside; damage is noted in the journal, whose end is then that of the
// last whole record.
func openJournal(dir string, limit int64, from position, report func(string)) (*journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make journal folder: %w", err)
	}
	j := &journal{dir: dir, limit: limit, report: report, sync: syncData, next: 1}
	return j, j.find(from)
}

// lookAtJournal is openJournal where nothing may be written: a torn tail stays
// where it is and is not read. A journal that is missing has no records.
func lookAtJournal(dir string, from position) (*journal, error) {
	j := &journal{dir: dir, next: 1, looking: true}
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return j, nil
	}
	return j, j.find(from)
}

// find lists the segments and finds the end of the last one.
func (j *journal) find(from position) error {
	segments, err := j.list()
	j.segments = segments
	if len(segments) > 0 {
		j.newsroom = segments[len(segments)-1].newsroom
	}
	if err == nil && len(segments) > 0 {
		err = j.findEnd(from)
	}
	if errors.Is(err, ErrDamaged) {
		j.damage = err
		j.next, err = nextAfterDamage(j.dir)
	}
	return err
}

// last is the newest sequence in the journal, 0 = none.
func (j *journal) last() uint64 { return j.next - 1 }

func (j *journal) position() position {
	if len(j.segments) == 0 {
		return position{}
	}
	return position{segment: j.segments[len(j.segments)-1].number, offset: j.end, next: j.next}
}

// first is the first sequence of the segment that the next record goes to, as
// long as that is not full and does not fail.
func (j *journal) first() uint64 {
	if len(j.segments) == 0 || j.end == 0 {
		return j.next
	}
	return j.segments[len(j.segments)-1].first
}

func (j *journal) path(s segment) string { return filepath.Join(j.dir, s.name()) }

// append puts records behind each other, gives them their places and returns
// when they are on disk. When a file fails it is given up at once, since a
// second sync of it may lie; the records go into a new segment, and only if
// that fails too is the error returned and nothing acknowledged.
func (j *journal) append(records []record) error {
	size := int64(0)
	for i := range records {
		records[i].place = uint32(records[i].seq - records[0].seq)
		if records[i].size() > maxPayload {
			return fmt.Errorf("append to journal: %w", ErrTooLarge)
		}
		size += int64(records[i].size())
	}
	next, err := after(&records[len(records)-1])
	if err != nil {
		return err
	}
	if err := j.write(records, size); err != nil {
		j.report(fmt.Sprintf("A journal file failed (%v); going on in a new one.", err))
		j.abandon()
		if err := j.write(records, size); err != nil {
			j.abandon()
			return fmt.Errorf("append to journal: %w", fullDisk(err))
		}
	}
	j.end += int64(len(j.buf))
	j.next = next
	if cap(j.buf) > mostRoom {
		j.buf = nil
	}
	return nil
}

// write puts records of size bytes at the end of the journal, in a new segment
// if the last one is full. In a new segment attachments that lean on records
// of an older one stand alone.
func (j *journal) write(records []record, size int64) error {
	if err := j.ready(size); err != nil {
		return err
	}
	j.buf = j.buf[:0]
	for i := range records {
		if err := records[i].standAlone(j.first()); err != nil {
			return err
		}
		j.buf = records[i].appendTo(j.buf)
	}
	j.layOut(int64(len(j.buf)))
	if _, err := j.file.WriteAt(j.buf, j.end); err != nil {
		return err
	}
	return j.sync(j.file)
}

// ready makes sure that an open segment that takes size bytes more is there.
func (j *journal) ready(size int64) error {
	if j.file == nil && len(j.segments) > 0 && j.end > 0 {
		if err := j.reopen(); err != nil {
			return err
		}
	}
	if j.file != nil && j.end > segmentHeader && j.end+size > j.limit {
		if err := j.seal(); err != nil {
			return err
		}
	}
	if j.file == nil {
		if err := j.begin(); err != nil {
			return err
		}
	}
	return nil
}

func (j *journal) reopen() error {
	f, err := os.OpenFile(j.path(j.segments[len(j.segments)-1]), os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open journal segment: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return fmt.Errorf("open journal segment: %w", err)
	}
	j.file, j.room = f, info.Size()
	return nil
}

// begin starts a segment; its header and its name are on disk afterwards.
func (j *journal) begin() error {
	s := segment{number: 1, first: j.next, newsroom: j.newsroom}
	if n := len(j.segments); n > 0 {
		s.number = j.segments[n-1].number + 1
	}
	f, err := os.OpenFile(j.path(s), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("start journal segment: %w", err)
	}
	_, err = f.Write(s.header())
	if err = errors.Join(err, f.Sync(), syncDir(j.dir)); err != nil {
		f.Close()
		os.Remove(j.path(s))
		return fmt.Errorf("start journal segment: %w", err)
	}
	j.segments = append(j.segments, s)
	j.file, j.end, j.room = f, segmentHeader, segmentHeader
	return nil
}

// layOut writes zeros ahead of the records, so that a save neither grows the
// file nor changes its extents: half the cost of its sync. It is a help only;
// where it fails (a nearly full disk) records simply grow the file.
func (j *journal) layOut(size int64) {
	if j.end+size <= j.room {
		return
	}
	more := min(max(j.end, leastRoom), mostRoom, max(j.limit-j.end, 0))
	room := max(j.end+size, j.room) + more
	if _, err := j.file.WriteAt(make([]byte, room-j.room), j.room); err != nil || j.file.Sync() != nil {
		_ = j.file.Truncate(j.room) // gives the room back; the save itself reports what is wrong
		return
	}
	j.room = room
}

// seal closes the last segment at its true length.
func (j *journal) seal() error {
	if j.file == nil {
		return nil
	}
	err := errors.Join(j.file.Truncate(j.end), j.file.Sync(), j.file.Close())
	j.file, j.end = nil, 0
	if err != nil {
		return fmt.Errorf("seal journal segment: %w", err)
	}
	return nil
}

// abandon gives up the last segment as it is.
func (j *journal) abandon() {
	if j.file != nil {
		j.file.Close() // its error says nothing that the failed write did not
	}
	j.file, j.end = nil, 0
}

// each hands every record from sequence from on to visit, oldest first. Known
// is a place from which reading may begin if it is not past from (zero: none).
// It wraps ErrDamaged, with file and offset, where a record is not what was
// written; errors of visit come back as they are.
func (j *journal) each(from uint64, known position, visit func(record) error) error {
	for i, s := range j.segments {
		end := j.next
		if i+1 < len(j.segments) {
			end = j.segments[i+1].first
		}
		if end <= from || s.first == end {
			continue
		}
		start := position{segment: s.number, offset: segmentHeader, next: s.first}
		if known.segment == s.number && known.offset > segmentHeader && known.next >= s.first && known.next <= from {
			start = known
		}
		if err := j.eachOf(s, start, from, end, visit); err != nil {
			return err
		}
	}
	return nil
}

// eachOf reads one segment from start up to, not including, sequence end.
func (j *journal) eachOf(s segment, start position, from, end uint64, visit func(record) error) error {
	f, size, err := openSized(j.path(s))
	if err != nil {
		return err
	}
	defer f.Close()
	if start.offset > segmentHeader && !standsAt(f, size, start) {
		start = position{segment: s.number, offset: segmentHeader, next: s.first}
	}
	rr := newRecordReader(f, start.offset, size)
	for next := start.next; next < end; {
		at := position{segment: s.number, offset: rr.offset, next: next}
		r, err := readInRow(rr, next)
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("%w: records are missing", errBad)
		}
		if errors.Is(err, errBad) {
			return &DamagedError{File: journalName + "/" + s.name(), Offset: rr.offset, Why: err.Error()}
		}
		if err != nil {
			return err
		}
		if next, err = after(&r); err != nil {
			return err
		}
		if r.at = at; r.seq >= from {
			if err := visit(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// standsAt reports whether the record of a noted position is there: a note may
// be of a journal that has been made anew since.
func standsAt(f io.ReaderAt, size int64, p position) bool {
	_, err := readInRow(newRecordReader(f, p.offset, size), p.next)
	return err == nil
}

// readInRow reads a record that must have sequence next.
func readInRow(rr *recordReader, next uint64) (record, error) {
	at := rr.offset
	r, err := rr.read()
	if err == nil && r.seq != next {
		rr.offset = at
		return record{}, fmt.Errorf("%w: sequence %d stands where %d should", errBad, r.seq, next)
	}
	return r, err
}

func openSized(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("open journal segment: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, fmt.Errorf("open journal segment: %w", err)
	}
	return f, info.Size(), nil
}

// bytes is how much room the segments take.
func (j *journal) bytes() (sum int64) {
	for _, s := range j.segments {
		if info, err := os.Stat(j.path(s)); err == nil {
			sum += info.Size()
		}
	}
	return sum
}
