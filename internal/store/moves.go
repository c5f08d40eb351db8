package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
	"stet/internal/desk"
)

// movesFact puts stories into other sections, and the list of sections with
// them, in one record: a crash leaves all of it or nothing. Its moves have
// sequences of their own, the last one that of the record and the others those
// before it, which a gap ahead of it keeps free: order is a sequence.
type movesFact struct {
	Sections []desk.Section `json:"sections,omitzero"` // all of them; nil = they stay as they are
	Moves    []moved        `json:"moves"`
	Revision stamp          `json:"revision"`
}

// moved is one story's new revision: as revision As, which is a save, but in
// another section.
type moved struct {
	ID      article.ID `json:"id"`
	Rev     int64      `json:"rev"`
	As      int64      `json:"as"`
	Section string     `json:"section"`
}

// stamp is what many revisions say of themselves alike.
type stamp struct {
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Note    string    `json:"note"`
	Changed []string  `json:"changed,omitempty"`
}

func (s *stamp) equal(t *stamp) bool {
	return s.At.Equal(t.At) && s.By == t.By && s.Note == t.Note && slices.Equal(s.Changed, t.Changed)
}

func (*movesFact) kind() kind { return kindMoves }

// first is the sequence of the first move of a record.
func (f *movesFact) first(record uint64) uint64 { return record - uint64(len(f.Moves)) + 1 }

func (f *movesFact) apply(b *batch) error {
	record := b.seq
	b.seq = f.first(record)
	for i := range f.Moves {
		if err := f.applyMove(b, &f.Moves[i]); err != nil {
			return err
		}
		b.seq++
	}
	b.seq = record
	return f.applySections(b)
}

func (f *movesFact) applySections(b *batch) error {
	if f.Sections == nil {
		return nil
	}
	return b.putJSON(sectionsKey(), f.Sections)
}

// applyMove puts the revision and moves the head with its index keys, unless a
// newer save of the story has done so already.
func (f *movesFact) applyMove(b *batch, m *moved) error {
	k, err := keyOf(m.ID)
	if err != nil {
		return err
	}
	old, ok, err := b.head(k)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%w: story %s is moved and was never saved", ErrDamaged, m.ID)
	}
	f.putRevision(b, k, m)
	if old.seq > b.seq {
		return nil
	}
	v, there, err := b.get(lineKey(k, old.seq, old.trashed))
	if err != nil {
		return err
	}
	list, err := b.line(k, &old, v, there)
	if err != nil {
		return err
	}
	return f.move(b, k, m, &old, &list)
}

func (f *movesFact) putRevision(b *batch, k storyKey, m *moved) {
	b.put(revisionKey(k, m.Rev), f.revision(m.Section).encode(m.As))
}

// move makes of a story's head and line those that a move leaves.
func (f *movesFact) move(b *batch, k storyKey, m *moved, old *head, list *article.Head) error {
	b.unindex(k, old)
	h := *old
	h.seq, h.rev, h.as, h.section = b.seq, m.Rev, m.As, m.Section
	b.put(headKey(k), h.encode())
	list.Rev, list.SectionID, list.Updated = m.Rev, m.Section, f.Revision.At
	return b.index(k, &h, list)
}

// line is the list line of a story's head: what v holds. It is nearly always
// there; where a crash took it, it comes of the revision.
func (b *batch) line(k storyKey, h *head, v value, there bool) (article.Head, error) {
	if !there {
		f, err := revisions{packer: b.packer, get: b.get}.fact(k, h.rev)
		return article.HeadOf(&f.Article, f.Summary), err
	}
	list, err := decodeLine(k, v.data, h.trashed)
	if err != nil {
		return list, damagedValue(lineKey(k, h.seq, h.trashed), err.Error())
	}
	return list, nil
}

// movedTo is a revision that a move made, as it is kept: a save but for its
// section and what it says of itself.
type movedTo struct {
	section string
	stamp
}

func (f *movesFact) revision(section string) *movedTo {
	return &movedTo{section: section, stamp: f.Revision}
}

// encode lays it out as a packed text that is no text: its way of packing
// tells it from a save's.
func (m *movedTo) encode(as int64) []byte {
	w := fieldWriter{buf: make([]byte, packHeader, 64+len(m.section)+len(m.By)+len(m.Note))}
	w.number(uint64(as))
	w.text(m.section)
	w.time(m.At)
	w.text(m.By)
	w.text(m.Note)
	w.number(uint64(len(m.Changed)))
	for _, field := range m.Changed {
		w.text(field)
	}
	w.buf[0] = packedMoved
	binary.BigEndian.PutUint32(w.buf[1:], checksum(w.buf[packHeader:]))
	return w.buf
}

func isMoved(packed []byte) bool { return len(packed) >= packHeader && packed[0] == packedMoved }

func decodeMoved(packed []byte) (as int64, m movedTo, err error) {
	if err := sameText(packed[packHeader:], packed); err != nil {
		return 0, m, err
	}
	r := fieldReader{buf: packed[packHeader:]}
	as = int64(r.number())
	m.section, m.At, m.By, m.Note = r.text(), r.time(), r.text(), r.text()
	for n := r.number(); n > 0 && r.err == nil; n-- {
		m.Changed = append(m.Changed, r.text())
	}
	if r.err == nil && len(r.buf) > 0 {
		r.err = fmt.Errorf("%w: fields are too long", ErrDamaged)
	}
	return as, m, r.err
}

// onto makes of a save the fact that the moved revision would be as one.
func (m *movedTo) onto(f *saveFact, rev int64) {
	f.Article.Rev, f.Article.SectionID, f.Article.Updated = rev, m.section, m.At
	f.Revision = article.Revision{Rev: rev, At: m.At, By: m.By, Note: m.Note, Changed: m.Changed, Words: f.Summary.Words}
	f.packed, f.json = nil, nil
}

// revisions reads revisions, those that a move made too, from Badger or as a
// batch leaves them.
type revisions struct {
	packer *packer
	get    getter
}

// fact gives a revision as the fact of a save. It wraps ErrNotFound.
func (r revisions) fact(k storyKey, rev int64) (f saveFact, err error) {
	key, v, err := r.value(k, rev)
	if err != nil {
		return f, err
	}
	if !isMoved(v.data) {
		return f, r.packer.readJSON(key, v, &f)
	}
	as, m, err := decodeMoved(v.data)
	if err != nil {
		return f, damagedValue(key, err.Error())
	}
	if f, err = r.save(k, as); err == nil {
		m.onto(&f, rev)
	}
	return f, err
}

// save gives the fact of a revision that a move leans on.
func (r revisions) save(k storyKey, rev int64) (f saveFact, err error) {
	key, v, err := r.value(k, rev)
	switch {
	case errors.Is(err, ErrNotFound):
		return f, damagedValue(key, "the revision is missing")
	case err != nil:
		return f, err
	case isMoved(v.data):
		return f, damagedValue(key, "a revision leans on it that is none itself")
	}
	return f, r.packer.readJSON(key, v, &f)
}

// said gives what a revision says of itself. It wraps ErrNotFound.
func (r revisions) said(k storyKey, rev int64) (article.Revision, error) {
	key, v, err := r.value(k, rev)
	if err != nil {
		return article.Revision{}, err
	}
	if isMoved(v.data) {
		f, err := r.fact(k, rev)
		return f.Revision, err
	}
	var f struct{ Revision article.Revision } // the rest would take longer to read
	err = r.packer.readJSON(key, v, &f)
	return f.Revision, err
}

func (r revisions) value(k storyKey, rev int64) (key []byte, v value, err error) {
	key = revisionKey(k, rev)
	v, ok, err := r.get(key)
	if err == nil && !ok {
		err = fmt.Errorf("story %s revision %d: %w", k.id(), rev, ErrNotFound)
	}
	return key, v, err
}

// gather adds a move to those gathered, with the sections where the record had
// them, and says whether it was one. Moves that follow each other and say the
// same of themselves become one record again.
func (c *factCopier) gather(txn *badger.Txn, places []factPlace) (bool, error) {
	key := []byte(places[0].key)
	v, ok, err := getValue(txn, key)
	if err != nil || !ok {
		return false, fmt.Errorf("read key %s: %w", keyName(key), orNotFound(err))
	}
	if !isMoved(v.data) {
		return false, nil
	}
	as, to, err := decodeMoved(v.data)
	if err != nil {
		return false, damagedValue(key, err.Error())
	}
	if c.moves != nil && (c.moved+1 != v.seq || !c.moves.Revision.equal(&to.stamp)) {
		if err := c.addMoves(); err != nil {
			return false, err
		}
	}
	if c.moves == nil {
		c.moves = &movesFact{Revision: to.stamp}
	}
	k, rev := revisionOf(key)
	c.moves.Moves = append(c.moves.Moves, moved{ID: k.id(), Rev: rev, As: as, Section: to.section})
	c.moved = v.seq
	if len(places) == 1 {
		return true, nil
	}
	f, err := c.factAt(txn, places[1:]) // what else the record had
	if err != nil {
		return false, err
	}
	s, ok := f.(*sectionsFact)
	if !ok {
		return false, damagedValue(key, "another fact has its number")
	}
	c.moves.Sections = s.Sections
	return true, c.addMoves()
}

// addMoves writes the moves that were gathered.
func (c *factCopier) addMoves() error {
	f := c.moves
	if c.moves = nil; f == nil {
		return nil
	}
	return c.add(c.moved, f)
}
