package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"stet/internal/article"
)

// head is what the store must know of a story's newest revision to take the
// next one: its number, where its body is, and which index keys point at it.
type head struct {
	seq     uint64 // of the save; stands in the value's envelope
	rev     int64
	as      int64 // the save that the revision is but for its section, where a move made it; else 0
	bodyRev int64
	keyRev  int64    // of the body's keyframe; bodyRev itself where that stands alone
	bodySum [32]byte // SHA-256 of the plain body
	created time.Time
	section string // id
	slug    string
	old     []string // slugs that lead to the story, too
	source  article.Source
	trashed bool
}

func (h *head) encode() []byte {
	var w fieldWriter
	w.number(uint64(h.rev))
	w.number(uint64(h.bodyRev))
	w.number(uint64(h.keyRev))
	w.buf = append(w.buf, h.bodySum[:]...)
	w.time(h.created)
	w.text(h.section)
	w.text(h.slug)
	w.text(h.source.Service)
	w.text(h.source.Key)
	w.flag(h.trashed)
	// Most heads end here or behind the move, as all did before there was more.
	if h.as != 0 || len(h.old) > 0 {
		w.number(uint64(h.as))
	}
	for _, slug := range h.old {
		w.text(slug)
	}
	return w.buf
}

func decodeHead(v value) (head, error) {
	r := fieldReader{buf: v.data}
	h := head{seq: v.seq, rev: int64(r.number()), bodyRev: int64(r.number()), keyRev: int64(r.number())}
	copy(h.bodySum[:], r.bytes(len(h.bodySum)))
	h.created = r.time()
	h.section, h.slug = r.text(), r.text()
	h.source.Service, h.source.Key = r.text(), r.text()
	h.trashed = r.flag()
	if len(r.buf) > 0 && r.err == nil {
		h.as = int64(r.number())
	}
	for len(r.buf) > 0 && r.err == nil {
		h.old = append(h.old, r.text())
	}
	return h, r.err
}

// encodeLine writes what a story list shows; id and place are in the key.
func encodeLine(h *article.Head) ([]byte, error) {
	var w fieldWriter
	w.number(uint64(h.Rev))
	w.text(h.Headline)
	w.text(h.SectionID)
	w.text(string(h.Status))
	w.text(string(h.Flag))
	w.text(h.Slug)
	w.text(h.Slugline)
	w.number(uint64(h.Words))
	w.time(h.Updated)
	w.number(uint64(h.TKs))
	w.text(h.Assignee)
	w.number(uint64(h.Commission))
	var embargo []byte
	if h.Embargo != nil {
		var err error
		if embargo, err = json.Marshal(h.Embargo); err != nil {
			return nil, fmt.Errorf("write list line: %w", err)
		}
	}
	w.text(string(embargo))
	w.text(string(h.Direction))
	w.number(uint64(h.OpenQueries))
	w.number(uint64(h.Conflicts))
	w.text(h.Others)
	w.text(string(h.Corrected))
	if !h.Deadline.IsZero() {
		w.time(h.Deadline)
	}
	return w.buf, nil
}

func decodeLine(k storyKey, data []byte, trashed bool) (article.Head, error) {
	r := fieldReader{buf: data}
	h := article.Head{
		ID: k.id(), Rev: int64(r.number()), Headline: r.text(), SectionID: r.text(),
		Status: article.Status(r.text()), Flag: article.Flag(r.text()), Slug: r.text(), Slugline: r.text(),
		Words: int(r.number()), Updated: r.time(), TKs: int(r.number()), Assignee: r.text(),
		Commission: int(r.number()), Trashed: trashed,
	}
	if embargo := r.text(); embargo != "" && r.err == nil {
		h.Embargo = &article.Embargo{}
		r.err = json.Unmarshal([]byte(embargo), h.Embargo)
	}
	h.Direction, h.OpenQueries, h.Conflicts, h.Others = article.Direction(r.text()), int(r.number()), int(r.number()), r.text()
	h.Corrected = article.CorrectionKind(r.text())
	if len(r.buf) > 0 && r.err == nil {
		h.Deadline = r.time()
	}
	return h, r.err
}

// fieldWriter lays fields behind each other: numbers as varints, texts with
// their length ahead. Badger is made anew from the journal when the layout
// changes, so fields need no names.
type fieldWriter struct{ buf []byte }

func (w *fieldWriter) number(n uint64) { w.buf = binary.AppendUvarint(w.buf, n) }

func (w *fieldWriter) text(s string) {
	w.number(uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *fieldWriter) flag(f bool) {
	b := byte(0)
	if f {
		b = 1
	}
	w.buf = append(w.buf, b)
}

// time keeps an instant to the nanosecond, in any year; zones are not kept.
func (w *fieldWriter) time(t time.Time) {
	w.buf = binary.AppendVarint(w.buf, t.Unix())
	w.number(uint64(t.Nanosecond()))
}

var errShort = errors.New("fields are cut short")

// fieldReader reads what fieldWriter wrote; after an error it gives zeros.
type fieldReader struct {
	buf []byte
	err error
}

func (r *fieldReader) number() uint64 {
	n, size := binary.Uvarint(r.buf)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.buf = r.buf[size:]
	return n
}

func (r *fieldReader) bytes(n int) []byte {
	if n < 0 || n > len(r.buf) {
		r.fail()
		return nil
	}
	b := r.buf[:n]
	r.buf = r.buf[n:]
	return b
}

func (r *fieldReader) text() string {
	n := r.number()
	if n > math.MaxInt32 {
		r.fail()
		return ""
	}
	return string(r.bytes(int(n)))
}

func (r *fieldReader) flag() bool {
	b := r.bytes(1)
	return len(b) == 1 && b[0] == 1
}

func (r *fieldReader) time() time.Time {
	seconds, size := binary.Varint(r.buf)
	if size <= 0 {
		r.fail()
		return time.Time{}
	}
	r.buf = r.buf[size:]
	return time.Unix(seconds, int64(r.number())).UTC()
}

func (r *fieldReader) fail() {
	r.err = fmt.Errorf("%w: %w", ErrDamaged, errShort)
	r.buf = nil
}
