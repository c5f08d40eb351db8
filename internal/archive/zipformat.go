package archive

import "encoding/binary"

// The parts of the zip format (PKWARE APPNOTE 6.3) that Stet reads and writes.
// archive/zip of the standard library is not used: it accepts what must be
// refused (two readings of one file, data before the first entry, names that
// differ between header and directory), and its directory cannot be sorted
// apart from the data.
const (
	sigLocal    = 0x04034b50
	sigCentral  = 0x02014b50
	sigEnd      = 0x06054b50
	sigEnd64    = 0x06064b50
	sigLocate64 = 0x07064b50

	lenLocal    = 30
	lenCentral  = 46
	lenEnd      = 22
	lenEnd64    = 56
	lenLocate64 = 20

	methodStored  = 0
	methodDeflate = 8

	flagEncrypted  = 1 << 0
	flagDescriptor = 1 << 3 // sizes follow the data
	flagStrong     = 1 << 6 // another kind of encryption
	flagUTF8       = 1 << 11
	flagMasked     = 1 << 13

	full16 = 1<<16 - 1 // "see the 64-bit record"
	full32 = 1<<32 - 1

	extra64 = 1 // extra field with 64-bit sizes
)

// zipEntry is one record of a zip's directory.
type zipEntry struct {
	name     string
	flags    uint16
	method   uint16
	crc      uint32
	packed   int64
	size     int64
	at       int64 // of the local header
	system   byte  // 3 = Unix: mode is a file mode
	mode     uint16
	dataFrom int64 // known once the local header was read
}

var le = binary.LittleEndian

// appendLocal encodes the header that stands before an entry's data.
func (e *zipEntry) appendLocal(b []byte) []byte {
	b = le.AppendUint32(b, sigLocal)
	b = le.AppendUint16(b, 20) // version needed: 2.0
	b = e.appendCommon(b)
	b = le.AppendUint16(b, 0) // no extra field
	return append(b, e.name...)
}

// dosDate1980 is the earliest date that the format knows; every entry has it.
const dosDate1980 = 1<<5 | 1

func (e *zipEntry) appendCommon(b []byte) []byte {
	b = le.AppendUint16(b, e.flags)
	b = le.AppendUint16(b, e.method)
	b = le.AppendUint16(b, 0) // time
	b = le.AppendUint16(b, dosDate1980)
	b = le.AppendUint32(b, e.crc)
	b = le.AppendUint32(b, uint32(e.packed))
	b = le.AppendUint32(b, uint32(e.size))
	return le.AppendUint16(b, uint16(len(e.name)))
}

// appendCentral encodes the entry's record in the directory.
func (e *zipEntry) appendCentral(b []byte) []byte {
	var extra []byte
	at := uint32(full32)
	if e.at < full32 {
		at = uint32(e.at)
	} else {
		extra = le.AppendUint16(extra, extra64)
		extra = le.AppendUint16(extra, 8)
		extra = le.AppendUint64(extra, uint64(e.at))
	}
	b = le.AppendUint32(b, sigCentral)
	b = le.AppendUint16(b, 3<<8|45) // made by: Unix, 4.5
	b = le.AppendUint16(b, 20)
	b = e.appendCommon(b)
	b = le.AppendUint16(b, uint16(len(extra)))
	b = le.AppendUint16(b, 0)                       // comment
	b = le.AppendUint16(b, 0)                       // disk
	b = le.AppendUint16(b, 0)                       // internal attributes
	b = le.AppendUint32(b, uint32(fileMode644)<<16) // a plain file, rw-r--r--
	b = le.AppendUint32(b, at)
	b = append(b, e.name...)
	return append(b, extra...)
}

const fileMode644 = 0o100644

// appendEnd encodes what ends a zip; the 64-bit records only where needed.
func appendEnd(b []byte, entries int, dirAt, dirLen int64) []byte {
	small := entries < full16 && dirAt < full32 && dirLen < full32
	if !small {
		endAt := dirAt + dirLen
		b = le.AppendUint32(b, sigEnd64)
		b = le.AppendUint64(b, lenEnd64-12)
		b = le.AppendUint16(b, 3<<8|45)
		b = le.AppendUint16(b, 45)
		b = le.AppendUint64(b, 0) // disks
		b = le.AppendUint64(b, uint64(entries))
		b = le.AppendUint64(b, uint64(entries))
		b = le.AppendUint64(b, uint64(dirLen))
		b = le.AppendUint64(b, uint64(dirAt))
		b = le.AppendUint32(b, sigLocate64)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint64(b, uint64(endAt))
		b = le.AppendUint32(b, 1)
		entries, dirAt, dirLen = full16, full32, full32
	}
	b = le.AppendUint32(b, sigEnd)
	b = le.AppendUint32(b, 0) // disks
	b = le.AppendUint16(b, uint16(entries))
	b = le.AppendUint16(b, uint16(entries))
	b = le.AppendUint32(b, uint32(dirLen))
	b = le.AppendUint32(b, uint32(dirAt))
	return le.AppendUint16(b, 0) // no comment
}
