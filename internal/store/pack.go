package store

import (
	"encoding/binary"
	"errors"
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
	packedFact  = 3 // one zstd frame, its dictionary sampleFact
	packedMoved = 4 // no text but the fields of a movedTo
	packHeader  = 5
	packFrom    = 256 // bytes; below this a frame saves nothing

	keyframeEvery = 16      // revisions
	mostDelta     = 4 << 20 // bytes of keyframe and text together; above this a delta needs too much memory
)

// sampleFact is what save facts have in common, the dictionary of their JSON.
// It is in docs/format.md and must stay as it is for ever.
const sampleFact = `{"article":{"id":"01890000-0000-7000-8000-000000000000","rev":1,"sectionId":"","overline":"",` +
	`"headlines":{"main":"","front":"","search":"","social":"","push":"","print":""},"standfirst":"","bylines":[""],` +
	`"authors":[{"name":"","role":"","url":""}],"dateline":"","trailText":"","searchDescription":"",` +
	`"socialDescription":"","keywords":[""],"slug":"","slugline":"","leadPicture":"","pictures":[{"id":"","name":"",` +
	`"type":"image/jpeg","width":1000,"height":1000,"alt":"","caption":"","credit":"","rights":""}],"body":"",` +
	`"status":"draft","status":"filed","status":"subbing","status":"revise","status":"ready","status":"sent",` +
	`"status":"live","flag":"hold","assignee":"","deadline":"","commissionedLength":800,"budgetLine":"",` +
	`"embargo":{"at":"","zone":"","said":""},"source":{"service":"","key":"","version":""},"credit":"",` +
	`"usageTerms":"","language":"en-GB","direction":"rtl","internalNote":"","queries":[{"text":"","by":""}],` +
	`"firstPublished":"","lastPublished":"","corrections":[{"at":"","text":""}],"created":"2026-01-01T00:00:00Z",` +
	`"updated":"2026-01-01T00:00:00Z","trashed":true},"summary":{"words":800,"tks":1},"revision":{"rev":1,` +
	`"at":"2026-01-01T00:00:00Z","by":"","words":800,"note":"","changed":["body","headlines.main","standfirst",` +
	`"keywords","status"]},"bodyRev":1,"bodySha256":"`

// packer compresses and opens texts. Opening may be done from many
// goroutines, packing from one.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder

	// Setting up an encoder for a dictionary costs ten times what the encoding
	// does, so one is kept and handed each new dictionary.
	delta   *zstd.Encoder
	leant   []byte        // the dictionary that delta has
	undelta *zstd.Decoder // while opening is held
	opening sync.Mutex

	fact   *zstd.Encoder
	unfact *zstd.Decoder

	plain []byte // of bytesOf
}

// window is how far back a frame may point, in bytes: for nearly all stories
// this covers keyframe and text.
const window = 128 << 10

func encoderOptions(window int) []zstd.EOption {
	return []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithAllLitEntropyCompression(true),                                                 // copy with few repeats still takes a quarter less
		zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false)} // we have our own
}

func decoderOptions(most int) []zstd.DOption {
	return []zstd.DOption{zstd.WithDecoderConcurrency(most), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxPayload)}
}

func newPacker() (*packer, error) {
	p, errs := &packer{}, [6]error{}
	p.enc, errs[0] = zstd.NewWriter(nil, encoderOptions(window)...)
	p.delta, errs[1] = zstd.NewWriter(nil, encoderOptions(window)...)
	p.fact, errs[2] = zstd.NewWriter(nil, append(encoderOptions(window), zstd.WithEncoderDictRaw(0, []byte(sampleFact)))...)
	p.dec, errs[3] = zstd.NewReader(nil, decoderOptions(2)...)
	p.undelta, errs[4] = zstd.NewReader(nil, decoderOptions(1)...)
	p.unfact, errs[5] = zstd.NewReader(nil, append(decoderOptions(2), zstd.WithDecoderDictRaw(0, []byte(sampleFact)))...)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("set up compression: %w", err)
	}
	return p, nil
}

func (p *packer) close() {
	for _, enc := range []*zstd.Encoder{p.enc, p.delta, p.fact} {
		enc.Close()
	}
	for _, dec := range []*zstd.Decoder{p.dec, p.undelta, p.unfact} {
		dec.Close()
	}
}

// bytesOf is a text as bytes, good until the next call: pages that nobody has
// used yet cost a save more than hashing its body does.
func (p *packer) bytesOf(text string) []byte {
	if len(text) > window {
		return []byte(text) // rare, and not worth keeping
	}
	p.plain = append(p.plain[:0], text...)
	return p.plain
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

// packedJSON is the packed form of a save fact from its form in the journal;
// sum is the checksum of its plain JSON.
func packedJSON(sum uint32, r *record) []byte {
	head := packedHead(sum, r)
	return append(append(make([]byte, 0, packHeader+len(r.json)), head[:]...), r.json...)
}

// packedHead is what stands before the JSON in its packed form.
func packedHead(sum uint32, r *record) (head [packHeader]byte) {
	switch {
	case r.flags&flagSampleJSON != 0:
		head[0] = packedFact
	case r.flags&flagPackedJSON != 0:
		head[0] = packedZstd
	}
	binary.BigEndian.PutUint32(head[1:], sum)
	return head
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
	if enc != p.delta || !sameMemory(p.leant, key.plain) {
		if err := enc.ResetWithOptions(nil, dictionary); err != nil {
			return nil, fmt.Errorf("set up compression: %w", err)
		}
	}
	if enc == p.delta {
		p.leant = key.plain
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

// sameMemory reports whether two slices are one; a keyframe's text is never
// written to.
func sameMemory(a, b []byte) bool { return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] }

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
	case packedFact:
		var err error
		if plain, err = p.unfact.DecodeAll(plain, nil); err != nil {
			return nil, fmt.Errorf("%w: unpack fact: %v", ErrDamaged, err)
		}
	case packedDelta:
		return nil, fmt.Errorf("%w: a text that should stand alone does not", ErrDamaged)
	case packedMoved:
		return nil, fmt.Errorf("%w: where a text should stand a move does", ErrDamaged)
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
