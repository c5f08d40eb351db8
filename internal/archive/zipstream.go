package archive

import (
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// zipFile is a zip that is written to a file, which can be gone back in.
type zipFile struct {
	*zipMedium
	f *os.File
}

// stream packs an entry while it is written. Its header stands before it and
// says what it came to, so it is written again then. What does not become
// smaller is stored, as everywhere in the zip.
func (m *zipFile) stream(name string, write func(io.Writer) error) error {
	entry := zipEntry{name: name, flags: flagUTF8, method: methodDeflate}
	err := m.streamed(&entry, func(out io.Writer) error {
		packer, put := m.packer(out)
		defer put()
		in := meteringWriter{w: packer}
		if err := write(&in); err != nil {
			return err
		}
		entry.size, entry.crc = in.size, in.crc
		return packer.Close()
	})
	if err != nil || entry.packed < entry.size {
		return err
	}
	if err := m.takeBack(&entry); err != nil {
		return err
	}
	entry.method = methodStored
	return m.streamed(&entry, write)
}

// streamed writes an entry's header, its data and the header again.
func (m *zipFile) streamed(entry *zipEntry, write func(io.Writer) error) error {
	entry.at = m.at
	header := entry.appendLocal(nil)
	m.w.Write(header) // bufio keeps the first error for the last write
	out := meteringWriter{w: m.w}
	err := write(&out)
	if err == nil {
		err = m.w.Flush()
	}
	if err != nil {
		return err
	}
	if entry.packed = out.size; max(entry.packed, entry.size) >= full32 {
		return fmt.Errorf("%w: more than 4 GB in one file", ErrLimit)
	}
	if _, err := m.f.WriteAt(entry.appendLocal(nil), m.at); err != nil {
		return err
	}
	m.at += int64(len(header)) + entry.packed
	m.entries = append(m.entries, *entry)
	return nil
}

// takeBack takes the entry that was written last out again.
func (m *zipFile) takeBack(entry *zipEntry) error {
	m.entries = m.entries[:len(m.entries)-1]
	m.at = entry.at
	if err := m.f.Truncate(m.at); err != nil {
		return err
	}
	_, err := m.f.Seek(m.at, io.SeekStart)
	return err
}

// meteringWriter passes on what it is given and says what it was.
type meteringWriter struct {
	w    io.Writer
	size int64
	crc  uint32
}

func (m *meteringWriter) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.size += int64(n)
	m.crc = crc32.Update(m.crc, crc32.IEEETable, p[:n])
	return n, err
}
