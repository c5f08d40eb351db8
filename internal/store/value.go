package store

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// Every Badger value is
//
//	version 1 byte | sequence 8 bytes | CRC-32C 4 bytes | data
//
// Badger returns wrong or empty values without an error when its value log is
// damaged, so the checksum is ours; it covers the key too, which catches a
// value that stands under another's name.
const (
	valueVersion = 1
	valueHeader  = 13
)

type value struct {
	seq  uint64 // of the fact that wrote it
	data []byte
}

func checksum(parts ...[]byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli) // one table, made once by the library
	sum := uint32(0)
	for _, p := range parts {
		sum = crc32.Update(sum, table, p)
	}
	return sum
}

func sealValue(key []byte, seq uint64, data []byte) []byte {
	return sealInto(make([]byte, 0, valueHeader+len(data)), key, seq, data)
}

// sealInto makes a stored value of data that is in parts, in the memory of buf.
func sealInto(buf, key []byte, seq uint64, data ...[]byte) []byte {
	sealed := append(buf[:0], make([]byte, valueHeader)...)
	for _, part := range data {
		sealed = append(sealed, part...)
	}
	sealed[0] = valueVersion
	binary.BigEndian.PutUint64(sealed[1:], seq)
	binary.BigEndian.PutUint32(sealed[9:], checksum(key, sealed[:9], sealed[valueHeader:]))
	return sealed
}

// openValue checks a stored value; its data shares memory with sealed.
func openValue(key, sealed []byte) (value, error) {
	if len(sealed) < valueHeader {
		return value{}, damagedValue(key, "the value is cut short")
	}
	data := sealed[valueHeader:]
	if checksum(key, sealed[:9], data) != binary.BigEndian.Uint32(sealed[9:]) {
		return value{}, damagedValue(key, "the checksum does not match")
	}
	if sealed[0] > valueVersion { // believed only now: a bent byte is no newer Stet
		return value{}, fmt.Errorf("read key %s: %w", keyName(key), ErrNewer)
	}
	return value{seq: binary.BigEndian.Uint64(sealed[1:]), data: data}, nil
}

func damagedValue(key []byte, why string) error {
	return &DamagedError{File: "badger key " + keyName(key), Offset: -1, Why: why}
}
