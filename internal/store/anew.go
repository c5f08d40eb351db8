package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"sync"

	"stet/internal/article"
)

// recordAt is where a record stands in the journal.
type recordAt struct {
	seq     uint64
	offset  int64
	segment uint32
	size    uint32 // bytes
}

// revisionAt is where a save stands in the journal, and what its place in
// Badger needs: 72 bytes for each revision are held while Badger is made anew.
type revisionAt struct {
	recordAt
	story  storyKey
	rev    int64
	sum    uint32   // CRC-32C of the fact's plain JSON
	bodied bool     // it has a body of its own
	moved  *movedTo // where a move made it, which is all that is to know; else nil
	as     int64    // the save that it then leans on
}

// survey is what the journal holds: its saves, and the facts of other kinds.
type survey struct {
	saves  []revisionAt
	others []recordAt
	plain  []byte // the JSON at hand
}

// fillAnew fills an empty Badger with all facts of the journal. Saves, nearly
// all of it, are sorted by their places in the journal and written to Badger's
// tables in the order of their keys, which spares Badger its own logs and all
// sorting. Only the newest save of a story is read as JSON: what is derived of
// the others is taken back by it anyway. Facts of other kinds follow in batches.
//
// Badger is whole when this returns without an error, and else of no use.
func (db *DB) fillAnew() error {
	last := db.journal.last()
	db.options.Progress(fmt.Sprintf("Bringing the stories back from the journal: %d changes.", last))
	files := &segmentFiles{journal: db.journal, open: map[uint32]*os.File{}}
	defer files.close()
	found, err := db.survey()
	if err != nil {
		return err
	}
	slices.SortFunc(found.saves, func(a, b revisionAt) int {
		return cmp.Or(bytes.Compare(a.story[:], b.story[:]), cmp.Compare(a.rev, b.rev), cmp.Compare(a.seq, b.seq))
	})
	to, err := newStreams(db.badger)
	if err != nil {
		return err
	}
	w := storyWriter{db: db, files: files, to: to}
	if err := to.end(w.all(found.saves)); err != nil {
		return err
	}
	if err := setUp(db.badger, db.journal.newsroom); err != nil {
		return err
	}
	return db.applyAt(found.others, files, last)
}

// survey reads the journal through. Most of the work is in opening what is
// packed, which is done by two, in no order. Every record is checked here;
// reading the saves in another order later finds them in the system's memory,
// mostly.
func (db *DB) survey() (found survey, err error) {
	const together = 64
	read := make(chan []record, 4)
	var parts [2]survey
	var errs [2]error
	var opening sync.WaitGroup
	for i := range parts {
		opening.Go(func() {
			for some := range read {
				for n := range some {
					if errs[i] == nil {
						errs[i] = parts[i].add(&some[n], db.packer)
					}
				}
			}
		})
	}
	var some []record
	err = db.journal.each(1, position{}, func(r record) error {
		if some = append(some, r); len(some) == together {
			read <- some
			some = nil
		}
		return nil
	})
	read <- some
	close(read)
	opening.Wait()
	if err := errors.Join(err, errs[0], errs[1]); err != nil {
		return found, err
	}
	found.saves = append(parts[0].saves, parts[1].saves...)
	found.others = append(parts[0].others, parts[1].others...)
	slices.SortFunc(found.others, func(a, b recordAt) int { return cmp.Compare(a.seq, b.seq) })
	return found, nil
}

// add notes one record.
func (found *survey) add(r *record, p *packer) (err error) {
	at := recordAt{seq: r.seq, segment: r.at.segment, offset: r.at.offset, size: uint32(r.size())}
	if r.kind == kindMoves {
		return found.addMoves(r, at, p)
	}
	if r.kind != kindSave {
		found.others = append(found.others, at)
		_, err := newFact(r.kind)
		return err
	}
	if found.plain, err = r.text(p, found.plain[:0]); err != nil {
		return err
	}
	s := revisionAt{recordAt: at, sum: checksum(found.plain), bodied: len(r.extra) > 0}
	if s.story, s.rev, err = whose(r, found.plain, p); err != nil {
		return err
	}
	found.saves = append(found.saves, s)
	return nil
}

// addMoves notes each move of a record. What they say alike is held once.
func (found *survey) addMoves(r *record, at recordAt, p *packer) error {
	of, err := factOf(r, p)
	if err != nil {
		return err
	}
	f := of.(*movesFact)
	alike := map[string]*movedTo{}
	for i, m := range f.Moves {
		k, err := keyOf(m.ID)
		if err != nil {
			return err
		}
		if alike[m.Section] == nil {
			alike[m.Section] = f.revision(m.Section)
		}
		found.saves = append(found.saves, revisionAt{
			recordAt: recordAt{seq: f.first(r.seq) + uint64(i)}, story: k, rev: m.Rev, moved: alike[m.Section], as: m.As,
		})
	}
	if f.Sections != nil {
		found.others = append(found.others, at)
	}
	return nil
}

// whose reads story and revision off the beginning of a save's JSON, where this
// program always writes them, else out of the whole.
func whose(r *record, plain []byte, p *packer) (k storyKey, rev int64, err error) {
	if k, rev, ok := whoseAtOnce(plain); ok {
		return k, rev, nil
	}
	f, err := factOf(r, p)
	if err != nil {
		return k, 0, err
	}
	a := &f.(*saveFact).Article
	k, err = keyOf(a.ID)
	return k, a.Rev, err
}

func whoseAtOnce(plain []byte) (k storyKey, rev int64, ok bool) {
	const id = len("01890000-0000-7000-8000-000000000000")
	rest, ok := bytes.CutPrefix(plain, []byte(`{"article":{"id":"`))
	if !ok || len(rest) < id {
		return k, 0, false
	}
	k, err := keyOf(article.ID(rest[:id]))
	if rest, ok = bytes.CutPrefix(rest[id:], []byte(`","rev":`)); !ok || err != nil {
		return k, 0, false
	}
	digits := rest[:max(bytes.IndexByte(rest, ','), 0)]
	rev, err = strconv.ParseInt(string(digits), 10, 64)
	return k, rev, err == nil
}

// applyAt applies facts in batches and notes that every fact up to last is in.
func (db *DB) applyAt(places []recordAt, files *segmentFiles, last uint64) error {
	b := newBatch(db.badger, db.packer, 0)
	defer func() { b.close() }()
	for _, at := range places {
		if b.size >= mostBytes {
			b.finish()
			if err := b.flush(); err != nil {
				return err
			}
			b.close()
			b = newBatch(db.badger, db.packer, at.seq-1)
		}
		r, err := files.read(at, nil)
		if err != nil {
			return err
		}
		f, err := factOf(&r, db.packer)
		if err != nil {
			return err
		}
		if m, ok := f.(*movesFact); ok {
			f = &sectionsFact{Sections: m.Sections} // the moves are in
		}
		if err := b.replay(at.seq, f); err != nil {
			return err
		}
	}
	b.seq = last
	b.finish()
	return b.flush()
}

// segmentFiles are the journal's files, open for reading anywhere.
type segmentFiles struct {
	journal *journal
	open    map[uint32]*os.File
}

func (s *segmentFiles) close() {
	for _, f := range s.open {
		f.Close()
	}
}

// read reads a record again; it may share memory with buf.
func (s *segmentFiles) read(at recordAt, buf []byte) (record, error) {
	f := s.open[at.segment]
	if f == nil {
		var err error
		if f, err = os.Open(s.journal.path(segment{number: at.segment})); err != nil {
			return record{}, fmt.Errorf("open journal segment: %w", err)
		}
		s.open[at.segment] = f
	}
	buf = slices.Grow(buf[:0], int(at.size))[:at.size]
	if _, err := f.ReadAt(buf, at.offset); err != nil && err != io.EOF {
		return record{}, fmt.Errorf("read journal: %w", err)
	}
	h := header(buf)
	r, err := parseRecord(&h, buf[recordHeader:])
	if err == nil && r.seq != at.seq {
		err = errBad
	}
	if err != nil {
		return record{}, &DamagedError{File: journalName + "/" + segment{number: at.segment}.name(), Offset: at.offset, Why: "it reads otherwise than a moment ago"}
	}
	return r, nil
}
