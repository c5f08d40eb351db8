package table

import (
	"bytes"
	"strings"

	"stet/internal/article"
)

// texts holds the words of all rows behind each other, in lower case: headline,
// slugline, slug and assignee, a line break between them, which no word that is
// looked for contains. Bytes are added, never changed: whoever holds a part of
// it may read on while rows change.
type texts struct {
	all  []byte
	dead int // bytes that no row points to any more
}

// span is where the texts of a row stand: length bytes from at, of which the
// headline is the first and the slugline comes behind it.
type span struct {
	at, length         uint32
	headline, slugline uint32
}

// A field is a text that rows can be sorted by.
type field int

const (
	headline field = iota
	slugline
	ordered // how many there are
)

func (s span) of(f field) (at, length uint32) {
	if f == headline {
		return s.at, s.headline
	}
	return s.at + s.headline + 1, s.slugline
}

func (x *texts) row(s span) []byte { return x.all[s.at : s.at+s.length] }

func (x *texts) field(s span, f field) []byte {
	at, length := s.of(f)
	return x.all[at : at+length]
}

// put gives a row the words of h, and says which fields changed.
func (x *texts) put(s *span, h *article.Head) (moved [ordered]bool) {
	head, slug := strings.ToLower(h.Headline), strings.ToLower(h.Slugline)
	text := head + "\n" + slug + "\n" + h.Slug + "\n" + strings.ToLower(h.Assignee)
	old := *s
	if string(x.row(old)) == text {
		return moved
	}
	*s = span{at: uint32(len(x.all)), length: uint32(len(text)), headline: uint32(len(head)), slugline: uint32(len(slug))}
	x.all = append(x.all, text...)
	x.dead += int(old.length)
	for f := range moved {
		moved[f] = old.length == 0 || !bytes.Equal(x.field(old, field(f)), x.field(*s, field(f)))
	}
	return moved
}

// tidyAt is how many dead bytes are let lie, if they are not the most.
const tidyAt = 1 << 20

// tidy writes the texts anew, without those that rows left behind.
func (t *Table) tidy() {
	if x := &t.texts; x.dead < tidyAt || x.dead < len(x.all)/2 {
		return
	}
	fresh := make([]byte, 0, len(t.texts.all)-t.texts.dead)
	for i := range t.rows {
		s := &t.rows[i].text
		fresh = append(fresh, t.texts.row(*s)...)
		s.at = uint32(len(fresh)) - s.length
	}
	t.texts = texts{all: fresh}
}

// marks are which pairs of neighbouring bytes a text has, folded into 256
// bits: a text that lacks a pair of a word need not be looked through for it.
type marks [4]uint64

func marksOf(text []byte) (m marks) {
	for i := 1; i < len(text); i++ {
		pair := (uint32(text[i-1])<<8 | uint32(text[i])) * 0x9e3779b1 // Knuth's multiplicative hash
		m[pair>>30] |= 1 << (pair >> 24 & 63)
	}
	return m
}

// have reports whether no mark of want is missing.
func (m *marks) have(want *marks) bool {
	return m[0]&want[0] == want[0] && m[1]&want[1] == want[1] && m[2]&want[2] == want[2] && m[3]&want[3] == want[3]
}
