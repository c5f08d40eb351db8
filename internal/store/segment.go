package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A journal segment begins with
//
//	magic "STETJRNL" | version 4 | number 4 | first sequence 8 | newsroom 16 | zero 20 | CRC-32C 4
//
// and then holds records without a gap in their sequence. A segment ends where
// the next one's first sequence begins: records past that were never
// acknowledged. Zeros after the last record are room laid out beforehand.
const (
	segmentMagic   = "STETJRNL"
	segmentVersion = 1
	segmentHeader  = 64
)

// newsroomID tells one newsroom's files from another's.
type newsroomID [16]byte

type segment struct {
	number   uint32
	first    uint64 // sequence of its first record
	newsroom newsroomID
}

func (s segment) name() string { return fmt.Sprintf("%06d.log", s.number) }

func (s segment) header() []byte { return s.headerUnder(segmentMagic) }

func (s segment) headerUnder(magic string) []byte {
	h := make([]byte, segmentHeader)
	copy(h, magic)
	binary.BigEndian.PutUint32(h[8:], segmentVersion)
	binary.BigEndian.PutUint32(h[12:], s.number)
	binary.BigEndian.PutUint64(h[16:], s.first)
	copy(h[24:], s.newsroom[:])
	binary.BigEndian.PutUint32(h[segmentHeader-4:], checksum(h[:segmentHeader-4]))
	return h
}

// parseSegment reads a segment's header; it wraps errBad or ErrNewer.
func parseSegment(h []byte) (segment, error) { return parseHeader(segmentMagic, h) }

func parseHeader(magic string, h []byte) (segment, error) {
	if len(h) < segmentHeader || string(h[:8]) != magic {
		return segment{}, fmt.Errorf("%w: it does not begin with %s", errBad, magic)
	}
	if checksum(h[:segmentHeader-4]) != binary.BigEndian.Uint32(h[segmentHeader-4:]) {
		return segment{}, fmt.Errorf("%w: the header's checksum does not match", errBad)
	}
	if v := binary.BigEndian.Uint32(h[8:]); v > segmentVersion {
		return segment{}, fmt.Errorf("journal version %d: %w", v, ErrNewer)
	}
	s := segment{number: binary.BigEndian.Uint32(h[12:]), first: binary.BigEndian.Uint64(h[16:])}
	copy(s.newsroom[:], h[24:])
	return s, nil
}

// list reads the headers of all segments, oldest first. A last segment whose
// header never got whole is set aside: nothing in it can have been
// acknowledged, since the header is on disk before the first record.
func (j *journal) list() ([]segment, error) {
	dir := j.dir
	numbers, err := segmentNumbers(dir)
	if err != nil {
		return nil, err
	}
	var segments []segment
	for i, n := range numbers {
		s, err := readSegmentHeader(dir, n)
		if errors.Is(err, ErrDamaged) && i == len(numbers)-1 && headerOnly(dir, n) {
			if j.looking {
				return segments, nil
			}
			name := segment{number: n}.name()
			_, err := moveAside(dir, name, name+".torn-0")
			return segments, err
		}
		if err != nil {
			return segments, err
		}
		segments = append(segments, s)
	}
	return segments, checkRow(segments)
}

// segmentNumbers lists the segments in dir, oldest first.
func segmentNumbers(dir string) ([]uint32, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list journal: %w", err)
	}
	var numbers []uint32
	for _, e := range entries {
		stem, _ := strings.CutSuffix(e.Name(), ".log")
		n, err := strconv.ParseUint(stem, 10, 32)
		if err == nil && e.Name() == (segment{number: uint32(n)}).name() {
			numbers = append(numbers, uint32(n))
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

func readSegmentHeader(dir string, number uint32) (segment, error) {
	name := segment{number: number}.name()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return segment{}, fmt.Errorf("open journal segment: %w", err)
	}
	defer f.Close()
	h := make([]byte, segmentHeader)
	n, err := io.ReadFull(f, h)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return segment{}, fmt.Errorf("read journal segment %s: %w", name, err)
	}
	s, err := parseSegment(h[:n])
	if errors.Is(err, errBad) || (err == nil && s.number != number) {
		return segment{}, &DamagedError{File: journalName + "/" + name, Why: "the segment's header is damaged"}
	}
	return s, err
}

// headerOnly reports whether a segment holds nothing behind its header.
func headerOnly(dir string, number uint32) bool {
	data, err := os.ReadFile(filepath.Join(dir, segment{number: number}.name()))
	return err == nil && (len(data) <= segmentHeader || allZero(data[segmentHeader:]))
}

// checkRow makes sure that the segments follow each other.
func checkRow(segments []segment) error {
	for i := 1; i < len(segments); i++ {
		before, s := segments[i-1], segments[i]
		file := journalName + "/" + s.name()
		switch {
		case s.newsroom != before.newsroom:
			return &DamagedError{File: file, Why: "it belongs to another newsroom"}
		case s.number != before.number+1:
			missing := segment{number: before.number + 1}
			return &DamagedError{File: journalName + "/" + missing.name(), Offset: -1, Why: "the segment is missing"}
		case s.first < before.first:
			return &DamagedError{File: file, Why: "it begins before the segment ahead of it"}
		}
	}
	return nil
}

// moveAside gives name, an entry of dir, a new name that begins with to.
func moveAside(dir, name, to string) (string, error) {
	free := to
	for n := 2; ; n++ {
		if _, err := os.Lstat(filepath.Join(dir, free)); errors.Is(err, os.ErrNotExist) {
			break
		}
		free = fmt.Sprintf("%s-%d", to, n)
	}
	if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, free)); err != nil {
		return "", fmt.Errorf("set %s aside: %w", name, err)
	}
	return free, syncDir(dir)
}
