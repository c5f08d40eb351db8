package store

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"
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
	sealed := make([]byte, valueHeader, valueHeader+len(data))
	sealed[0] = valueVersion
	binary.BigEndian.PutUint64(sealed[1:], seq)
	binary.BigEndian.PutUint32(sealed[9:], checksum(key, sealed[:9], data))
	return append(sealed, data...)
}

// openValue checks a stored value; its data shares memory with sealed.
func openValue(key, sealed []byte) (value, error) {
	if len(sealed) < valueHeader {
		return value{}, damagedValue(key, "the value is cut short")
	}
	if sealed[0] > valueVersion {
		return value{}, fmt.Errorf("read key %s: %w", keyName(key), ErrNewer)
	}
	data := sealed[valueHeader:]
	if checksum(key, sealed[:9], data) != binary.BigEndian.Uint32(sealed[9:]) {
		return value{}, damagedValue(key, "the checksum does not match")
	}
	return value{seq: binary.BigEndian.Uint64(sealed[1:]), data: data}, nil
}

func damagedValue(key []byte, why string) error {
	return &DamagedError{File: "badger key " + keyName(key), Offset: -1, Why: why}
}

// A packed text is
//
//	encoding 1 byte | CRC-32C of the plain text 4 bytes | data
//
// and is the same bytes in the journal and in Badger, so that a replay copies
// it as it is.
const (
	packedPlain = 0
	packedZstd  = 1 // one zstd frame
	packHeader  = 5
	packFrom    = 256 // bytes; below this a frame saves nothing
)

// packer compresses and opens texts. Unpack may be called from many
// goroutines, pack from one.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(128<<10), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false)) // we have our own
	if err != nil {
		return nil, fmt.Errorf("set up compression: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxPayload))
	if err != nil {
		return nil, fmt.Errorf("set up decompression: %w", err)
	}
	return &packer{enc: enc, dec: dec}, nil
}

func (p *packer) close() {
	p.enc.Close()
	p.dec.Close()
}

func (p *packer) pack(plain []byte) []byte {
	packed := make([]byte, packHeader, packHeader+len(plain))
	binary.BigEndian.PutUint32(packed[1:], checksum(plain))
	if len(plain) >= packFrom {
		if framed := p.enc.EncodeAll(plain, packed); len(framed) < packHeader+len(plain) {
			framed[0] = packedZstd
			return framed
		}
	}
	packed[0] = packedPlain
	return append(packed[:packHeader], plain...)
}

// unpack gives the plain text; it may share memory with packed.
func (p *packer) unpack(packed []byte) ([]byte, error) {
	if len(packed) < packHeader {
		return nil, fmt.Errorf("%w: a packed text is cut short", ErrDamaged)
	}
	plain := packed[packHeader:]
	switch packed[0] {
	case packedPlain:
	case packedZstd:
		var err error
		if plain, err = p.dec.DecodeAll(plain, nil); err != nil {
			return nil, fmt.Errorf("%w: unpack text: %v", ErrDamaged, err)
		}
	default:
		return nil, fmt.Errorf("text packed in way %d: %w", packed[0], ErrNewer)
	}
	if checksum(plain) != binary.BigEndian.Uint32(packed[1:]) {
		return nil, fmt.Errorf("%w: the checksum of a text does not match", ErrDamaged)
	}
	return plain, nil
}
