package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A journal record is
//
//	mark "STR1" | payload length 4 | sequence 8 | kind 1 | flags 1 | zero 2 |
//	place 4 | CRC-32C 4 (of the header before it and the payload) | payload
//
// and its payload
//
//	length of the JSON 4 | JSON | attachment (rest)
//
// all numbers big-endian. place is the record's place in the batch that was
// synced at once, its sequence less that of the first: everything up to sequence-1-place was on disk before
// this record was written. That tells a torn tail (never acknowledged) from
// damage to an acknowledged record.
const (
	recordMark   = 0x53545231 // "STR1"
	recordHeader = 28
	maxPayload   = 256 << 20
)

const (
	flagPackedJSON = 1 // the JSON part is a zstd frame
	flagSampleJSON = 2 // the JSON part is a zstd frame, its dictionary sampleFact
	flagTied       = 4 // it does not count without the record behind it
)

type record struct {
	seq   uint64
	kind  kind
	flags byte
	place uint32
	json  []byte
	extra []byte // attachment: a packed body

	at position // where it was read

	base  uint64                 // sequence of the record that extra needs to be opened; 0 = none
	alone func() ([]byte, error) // gives an attachment that needs none; nil where base is 0
}

// standAlone makes the attachment one that needs no record ahead of first.
func (r *record) standAlone(first uint64) error {
	if r.base == 0 || r.base >= first {
		return nil
	}
	extra, err := r.alone()
	if err != nil {
		return fmt.Errorf("pack fact %d anew: %w", r.seq, err)
	}
	r.extra, r.base, r.alone = extra, 0, nil
	return nil
}

// settled is the newest sequence that was on disk before r was written.
func (r *record) settled() uint64 { return r.seq - 1 - uint64(r.place) }

func (r *record) size() int { return recordHeader + 4 + len(r.json) + len(r.extra) }

func (r *record) appendTo(buf []byte) []byte {
	at := len(buf)
	buf = binary.BigEndian.AppendUint32(buf, recordMark)
	buf = binary.BigEndian.AppendUint32(buf, uint32(r.size()-recordHeader))
	buf = binary.BigEndian.AppendUint64(buf, r.seq)
	buf = append(buf, byte(r.kind), r.flags, 0, 0)
	buf = binary.BigEndian.AppendUint32(buf, r.place)
	buf = append(buf, 0, 0, 0, 0)
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(r.json)))
	buf = append(append(buf, r.json...), r.extra...)
	sum := checksum(buf[at:at+recordHeader-4], buf[at+recordHeader:])
	binary.BigEndian.PutUint32(buf[at+recordHeader-4:], sum)
	return buf
}

// header is the fixed part of a record as it stands in a file.
type header [recordHeader]byte

func (h *header) marked() bool   { return binary.BigEndian.Uint32(h[0:]) == recordMark }
func (h *header) length() uint32 { return binary.BigEndian.Uint32(h[4:]) }
func (h *header) seq() uint64    { return binary.BigEndian.Uint64(h[8:]) }

// errBad says that no record stands where one should.
var errBad = errors.New("no whole record")

// parseRecord puts header and payload together; it wraps errBad.
func parseRecord(h *header, payload []byte) (record, error) {
	if checksum(h[:recordHeader-4], payload) != binary.BigEndian.Uint32(h[recordHeader-4:]) {
		return record{}, fmt.Errorf("%w: the checksum does not match", errBad)
	}
	if len(payload) < 4 || binary.BigEndian.Uint32(payload) > uint32(len(payload)-4) {
		return record{}, fmt.Errorf("%w: the payload has no room for its JSON", errBad)
	}
	end := 4 + binary.BigEndian.Uint32(payload)
	r := record{seq: h.seq(), kind: kind(h[16]), flags: h[17], place: binary.BigEndian.Uint32(h[20:])}
	r.json, r.extra = payload[4:end:end], payload[end:]
	if r.seq == 0 || uint64(r.place) >= r.seq {
		return record{}, fmt.Errorf("%w: impossible sequence %d in place %d", errBad, r.seq, r.place)
	}
	return r, nil
}

// recordReader reads records one after the other.
type recordReader struct {
	in     *bufio.Reader
	offset int64 // in the file, of the next record
	end    int64 // of the file
}

func newRecordReader(in io.ReaderAt, from, end int64) *recordReader {
	return &recordReader{in: bufio.NewReaderSize(io.NewSectionReader(in, from, end-from), 256<<10), offset: from, end: end}
}

// read gives the next record. io.EOF means that the file ends here or that
// only the zeros of room laid out beforehand may follow; other errors wrap
// errBad or come from the file. After an error offset is where it happened.
func (rr *recordReader) read() (record, error) {
	if rr.offset == rr.end {
		return record{}, io.EOF
	}
	var h header
	n, err := io.ReadFull(rr.in, h[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return record{}, fmt.Errorf("read journal: %w", err)
	}
	if allZero(h[:n]) {
		return record{}, io.EOF
	}
	if n < recordHeader || !h.marked() {
		return record{}, fmt.Errorf("%w: no record begins here", errBad)
	}
	if int64(h.length()) > rr.end-rr.offset-recordHeader || h.length() > maxPayload {
		return record{}, fmt.Errorf("%w: it is longer than the file", errBad)
	}
	payload := make([]byte, h.length())
	if _, err := io.ReadFull(rr.in, payload); err != nil {
		return record{}, fmt.Errorf("read journal: %w", err)
	}
	r, err := parseRecord(&h, payload)
	if err != nil {
		return record{}, err
	}
	rr.offset += int64(r.size())
	return r, nil
}

// allZero compares b with itself one byte on, which runs at memory speed.
func allZero(b []byte) bool {
	return len(b) == 0 || b[0] == 0 && bytes.Equal(b[1:], b[:len(b)-1])
}
