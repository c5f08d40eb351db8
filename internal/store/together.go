package store

import (
	"errors"
	"fmt"

	"stet/internal/article"
)

// togetherFact stands ahead of records that hold together: those behind it up
// to sequence UpTo. They are written at once, but a process that is killed, or
// a power cut, may leave the first of them and not the last; then none counts,
// since nobody was told that they are kept. See [readToEnd].
type togetherFact struct {
	UpTo uint64 `json:"upTo"`
}

func (*togetherFact) kind() kind { return kindTogether }

// apply derives nothing: the records behind it do.
func (*togetherFact) apply(*batch) error { return nil }

// SaveTogether is [DB.SaveAll] that also holds through a crash: afterwards each
// of the revisions is there, or none is.
func (db *DB) SaveTogether(entries []Entry) ([]article.Article, error) {
	if len(entries) < 2 {
		return db.SaveAll(entries)
	}
	return db.saveAll(entries, func(b *batch) error { return b.together(len(entries)) })
}

// together makes the next n facts of the request at hand hold together.
func (b *batch) together(n int) error {
	return b.add(&togetherFact{UpTo: b.seq + 1 + uint64(n)})
}

// unfinished follows records that hold together while they are read in a row.
type unfinished struct {
	upTo  uint64   // the last of them; 0 = none are being read
	begin position // of what stands ahead of them
}

// see takes the record that was read at a position.
func (u *unfinished) see(r *record, at position) error {
	switch {
	case u.upTo != 0 && r.seq >= u.upTo:
		u.upTo = 0
	case r.kind == kindTogether:
		f, err := factOf(r, nil) // it is too short to be packed
		if err != nil {
			return err
		}
		u.upTo, u.begin = f.(*togetherFact).UpTo, at
	}
	return nil
}

// orBegin is where the records end that count: at end or, where the last of
// those that hold together are missing there, ahead of all of them.
func (u *unfinished) orBegin(end position, why error) (position, error) {
	if u.upTo == 0 {
		return end, why
	}
	return u.begin, errors.Join(why, fmt.Errorf("%w: changes up to %d were to be kept together and are not all there", errBad, u.upTo))
}
