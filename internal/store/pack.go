package store

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// A packed text is
//
//	encoding 1 byte | CRC-32C of the plain text 4 bytes | data
//
// and is the same bytes in the journal and in Badger, so that a replay copies
// it as it is. A text that stands alone is a keyframe; a delta is opened with
// the plain text of its keyframe at hand, which is never itself a delta, so
// that no revision is more than two reads away.
const (
	packedPlain = 0
	packedZstd  = 1 // one zstd frame
	packedDelta = 2 // revision of the keyframe (varint) | one zstd frame, its dictionary the keyframe's plain text
	packHeader  = 5
	packFrom    = 256 // bytes; below this a frame saves nothing

	keyframeEvery = 16      // revisions
	mostDelta     = 4 << 20 // bytes of keyframe and text together; above this a delta needs too much memory
)

// packer compresses and opens texts. Opening may be done from many
// goroutines, packing from one.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder

	// Setting up an encoder for a dictionary costs ten times what the encoding
	// does, so one is kept and handed each new dictionary.
	delta   *zstd.Encoder
	undelta *zstd.Decoder // while opening is held
	opening sync.Mutex
}

// window is how far back a frame may point, in bytes: for nearly all stories
// this covers keyframe and text.
const window = 128 << 10

func encoderOptions(window int) []zstd.EOption {
	return []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false)} // we have our own
}

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, encoderOptions(window)...)
	if err != nil {
		return nil, fmt.Errorf("set up compression: %w", err)
	}
	delta, err := zstd.NewWriter(nil, encoderOptions(window)...)
	if err != nil {
		return nil, fmt.Errorf("set up compression: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxPayload))
	if err != nil {
		return nil, fmt.Errorf("set up decompression: %w", err)
	}
	undelta, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxPayload))
	if err != nil {
		return nil, fmt.Errorf("set up decompression: %w", err)
	}
	return &packer{enc: enc, dec: dec, delta: delta, undelta: undelta}, nil
}

func (p *packer) close() {
	p.enc.Close()
	p.dec.Close()
	p.delta.Close()
	p.undelta.Close()
}

// pack makes a text that stands alone.
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

// keyframe is an earlier text of a story that stands alone.
type keyframe struct {
	rev   int64
	seq   uint64 // of the fact that has it
	plain []byte
}

// packDelta makes a text that is opened with its keyframe; nil when that is not
// worth it: copy that stands alone takes about half of its plain size, and a
// delta should take half of that.
func (p *packer) packDelta(plain []byte, key *keyframe) ([]byte, error) {
	if len(plain) < packFrom || len(key.plain) == 0 || len(plain)+len(key.plain) > mostDelta {
		return nil, nil
	}
	enc := p.delta
	dictionary := zstd.WithEncoderDictRaw(0, key.plain) // 0: other programs' name for a dictionary without a name
	if size := len(plain) + len(key.plain); size > window {
		wide := window
		for wide < size {
			wide *= 2
		}
		var err error
		if enc, err = zstd.NewWriter(nil, encoderOptions(wide)...); err != nil {
			return nil, fmt.Errorf("set up compression: %w", err)
		}
		defer enc.Close()
	}
	if err := enc.ResetWithOptions(nil, dictionary); err != nil {
		return nil, fmt.Errorf("set up compression: %w", err)
	}
	packed := make([]byte, packHeader, packHeader+len(plain)/4)
	packed[0] = packedDelta
	binary.BigEndian.PutUint32(packed[1:], checksum(plain))
	packed = enc.EncodeAll(plain, binary.AppendUvarint(packed, uint64(key.rev)))
	if len(packed) >= len(plain)/4 {
		return nil, nil
	}
	return packed, nil
}

// keyRev is the revision of the keyframe of a packed text of revision rev, or
// rev when it stands alone.
func keyRev(packed []byte, rev int64) int64 {
	if len(packed) <= packHeader || packed[0] != packedDelta {
		return rev
	}
	key, _ := binary.Uvarint(packed[packHeader:])
	return int64(key)
}

// unpack gives the plain text of one that stands alone; it may share memory
// with packed.
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
	case packedDelta:
		return nil, fmt.Errorf("%w: a text that should stand alone does not", ErrDamaged)
	default:
		return nil, fmt.Errorf("text packed in way %d: %w", packed[0], ErrNewer)
	}
	return plain, sameText(plain, packed)
}

// unpackDelta opens a delta with the plain text of its keyframe.
func (p *packer) unpackDelta(packed, key []byte) ([]byte, error) {
	_, size := binary.Uvarint(packed[packHeader:])
	if size <= 0 {
		return nil, fmt.Errorf("%w: a packed text is cut short", ErrDamaged)
	}
	p.opening.Lock()
	defer p.opening.Unlock()
	if err := p.undelta.ResetWithOptions(nil, zstd.WithDecoderDictRaw(0, key)); err != nil {
		return nil, fmt.Errorf("set up decompression: %w", err)
	}
	plain, err := p.undelta.DecodeAll(packed[packHeader+size:], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: unpack text: %v", ErrDamaged, err)
	}
	return plain, sameText(plain, packed)
}

func sameText(plain, packed []byte) error {
	if checksum(plain) != binary.BigEndian.Uint32(packed[1:]) {
		return fmt.Errorf("%w: the checksum of a text does not match", ErrDamaged)
	}
	return nil
}
