package store

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
)

// A value log of Badger 4 is 20 bytes of its own and then entries
//
//	meta 1 | user meta 1 | key length | value length | expiry | key | value | CRC-32C 4
//
// with lengths and expiry as varints (badger v4.9.6, memtable.go encodeEntry).
// Reading goes by pointers from the tables and passes over damage between
// them; opening for writing reads all entries, and cuts the log at the first
// that is damaged. So who looks without opening must read them too.
const valueLogHeader = 20

// checkValueLog reads a closed value log through and says what is wrong.
func checkValueLog(path string) (why string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("open value log: %w", err)
	}
	defer f.Close()
	in := &countingReader{in: bufio.NewReaderSize(f, 256<<10)}
	if _, err := io.CopyN(io.Discard, in, valueLogHeader); err != nil {
		return "it is cut short", nil
	}
	for {
		at := in.read
		switch ok, err := nextEntry(in); {
		case errors.Is(err, io.EOF) && in.read == at:
			return "", nil
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return fmt.Sprintf("at byte %d: the entry is cut short", at), nil
		case err != nil:
			return "", fmt.Errorf("read value log: %w", err)
		case !ok:
			return fmt.Sprintf("at byte %d: the checksum does not match", at), nil
		}
	}
}

// nextEntry reads one entry and reports whether it is whole.
func nextEntry(in *countingReader) (ok bool, err error) {
	in.sum = crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.CopyN(io.Discard, in, 2); err != nil {
		return false, err
	}
	length := int64(0)
	for field := range 3 {
		n, err := binary.ReadUvarint(in)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, err
		}
		if err != nil || field < 2 && n > maxPayload {
			return false, nil // no number, or no entry is as long: this place itself is damaged
		}
		if field < 2 {
			length += int64(n)
		}
	}
	if _, err := io.CopyN(io.Discard, in, length); err != nil {
		return false, io.ErrUnexpectedEOF
	}
	want := in.sum.Sum32()
	var sum [4]byte
	if _, err := io.ReadFull(in, sum[:]); err != nil {
		return false, io.ErrUnexpectedEOF
	}
	return binary.BigEndian.Uint32(sum[:]) == want, nil
}

// countingReader counts and sums what is read.
type countingReader struct {
	in   *bufio.Reader
	sum  hash.Hash32 // nil = none yet
	read int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.read += int64(n)
	if c.sum != nil {
		c.sum.Write(p[:n])
	}
	return n, err
}

func (c *countingReader) ReadByte() (byte, error) {
	var b [1]byte
	_, err := io.ReadFull(c, b[:])
	return b[0], err
}
