package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/desk"
)

// Fault is one thing that is not as it was stored.
type Fault struct {
	File string `json:"file"` // below the newsroom's folder, or a key's name
	Why  string `json:"why"`
	// Mend is what brings it back: "journal", "badger" (the copy that has it
	// still), or "" where only a backup has.
	Mend string `json:"mend"`
}

// Health is what [Examine] found.
type Health struct {
	Changes   uint64  `json:"changes"`   // the newest change in the journal
	Revisions int     `json:"revisions"` // held against both copies
	Values    int     `json:"values"`    // of Badger, read and proved
	Pictures  int     `json:"pictures"`  // read and proved
	Faults    []Fault `json:"faults"`
	// Unclean says that the newsroom was not closed in order, so that Badger
	// may lack what the journal has; only the journal and the pictures were
	// read then. Opening it brings both together.
	Unclean bool `json:"unclean"`
}

// Examine reads every record of the journal, every value of Badger and every
// picture of the newsroom in dir and holds them against each other. It changes
// nothing. It wraps ErrInUse, ErrNewer, and fs.ErrNotExist
// where there is no newsroom.
func Examine(ctx context.Context, dir string, o Options) (h Health, err error) {
	if _, err := os.Stat(filepath.Join(dir, journalName)); err != nil {
		return Health{}, fmt.Errorf("look for a newsroom: %w", err)
	}
	f, err := lockToRead(dir)
	if err != nil {
		return Health{}, err
	}
	if f != nil {
		defer func() { err = errors.Join(err, f.Close()) }()
	}
	return examine(ctx, dir, o.filled())
}

func examine(ctx context.Context, dir string, o Options) (Health, error) {
	x := &examiner{ctx: ctx, dir: dir, health: Health{Faults: []Fault{}}}
	var err error
	if x.db.packer, err = newPacker(); err != nil {
		return Health{}, err
	}
	defer x.db.packer.close()
	x.db.dir = dir
	if x.state, err = readState(dir); err != nil {
		return Health{}, err
	}
	x.health.Unclean = !x.state.Clean
	if err := x.openBadger(o.sizes); err != nil {
		return Health{}, err
	}
	defer x.closeBadger()
	if err := x.journal(); err != nil {
		return x.health, err
	}
	return x.health, x.values()
}

// examiner looks through one newsroom.
type examiner struct {
	ctx    context.Context
	dir    string
	state  state
	db     DB // for its readers; Badger is nil where it cannot be looked into
	health Health
}

func (x *examiner) fault(file, why, mend string) {
	x.health.Faults = append(x.health.Faults, Fault{File: file, Why: why, Mend: mend})
}

// openBadger opens it for reading, once its files are seen to be those that
// were closed: on others Badger may end the process.
func (x *examiner) openBadger(s sizes) error {
	if x.state.Unsound != "" {
		x.fault(badgerName, x.state.Unsound, journalName)
		return nil
	}
	if !x.state.Clean {
		return nil
	}
	files, err := badgerFiles(x.db.badgerDir())
	if err == nil {
		err = checkClosed(x.db.badgerDir(), files, &x.state)
	}
	if err == nil {
		x.db.badger, err = badger.Open(badgerOptions(x.db.badgerDir(), s).WithReadOnly(true))
	}
	if err != nil {
		x.fault(badgerName, err.Error(), journalName)
	}
	return x.valueLogs(files)
}

func (x *examiner) valueLogs(files map[string]int64) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".vlog") {
			continue
		}
		why, err := checkValueLog(filepath.Join(x.db.badgerDir(), name))
		if err != nil {
			return err
		}
		if why != "" {
			x.fault(badgerName+"/"+name, why, journalName)
		}
	}
	return nil
}

func (x *examiner) closeBadger() {
	if x.db.badger != nil {
		closeUnsound(x.db.badger) // it was opened for reading
	}
}

// journal reads every segment, past damage too, so that all of it is named.
func (x *examiner) journal() error {
	dir := filepath.Join(x.dir, journalName)
	numbers, err := segmentNumbers(dir)
	if err != nil {
		return err
	}
	next := uint64(1)
	for i, n := range numbers {
		name := journalName + "/" + segment{number: n}.name()
		if i > 0 && n != numbers[i-1]+1 {
			x.fault(journalName+"/"+segment{number: numbers[i-1] + 1}.name(), "the segment is missing", badgerName)
			next = 0
		}
		s, err := readSegmentHeader(dir, n)
		var damaged *DamagedError
		if errors.As(err, &damaged) {
			x.fault(name, damaged.Why, badgerName)
			next = 0
			continue
		}
		if err != nil {
			return err
		}
		if next == 0 {
			next = s.first
		}
		if next, err = x.segment(s, next, i == len(numbers)-1); err != nil {
			return err
		}
	}
	x.health.Changes = max(next, 1) - 1
	if known := x.state.Durable; known > x.health.Changes && next > 0 {
		x.fault(journalName, fmt.Sprintf("it ends at change %d and had %d", x.health.Changes, known), badgerName)
	}
	return nil
}

// segment reads one segment from sequence next on and says what comes after
// it; 0 = nobody knows.
func (x *examiner) segment(s segment, next uint64, last bool) (uint64, error) {
	name := journalName + "/" + s.name()
	f, size, err := openSized(filepath.Join(x.dir, journalName, s.name()))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if s.first > next {
		x.fault(name, fmt.Sprintf("changes %d to %d are missing before it", next, s.first-1), badgerName)
		next = s.first
	}
	rr := newRecordReader(f, segmentHeader, size)
	for {
		if err := x.ctx.Err(); err != nil {
			return 0, err
		}
		at := rr.offset
		r, err := readInRow(rr, next)
		if errors.Is(err, io.EOF) {
			return next, nil
		}
		if err == nil {
			next, err = x.record(&r)
		}
		switch {
		case err == nil:
		case !errors.Is(err, errBad) && !errors.Is(err, ErrDamaged):
			return 0, err
		case last && x.health.Unclean && tornAt(f, at, size, next):
			return next, nil // an unfinished write, which opening sets aside
		default:
			x.fault(name, fmt.Sprintf("at byte %d: %v", at, err), badgerName)
			return 0, nil
		}
	}
}

// tornAt reports whether the bytes at the end of a segment were never
// acknowledged.
func tornAt(f io.ReaderAt, at, size int64, next uint64) bool {
	tail := make([]byte, size-at)
	_, err := f.ReadAt(tail, at)
	return (err == nil || errors.Is(err, io.EOF)) && !wasSettled(tail, next)
}

// record holds one fact against what Badger has of it.
func (x *examiner) record(r *record) (next uint64, err error) {
	if next, err = after(r); err != nil {
		return 0, err
	}
	f, err := factOf(r, x.db.packer)
	if err != nil {
		return 0, err
	}
	switch f := f.(type) {
	case *saveFact:
		x.health.Revisions++
		return next, x.revision(r.seq, f)
	case *movesFact:
		x.health.Revisions += len(f.Moves)
		return next, x.moves(r.seq, f)
	case *lineupFact:
		return next, x.lineup(r.seq, f)
	case *pictureFact:
		x.picture(f.ID)
	}
	return next, nil
}

func (x *examiner) lineup(seq uint64, f *lineupFact) error {
	if x.db.badger == nil {
		return nil
	}
	key := pastKey(f.Lineup.ID, f.Lineup.Rev)
	return x.held(key, seq, func(_ *badger.Txn, v value) (string, error) {
		var kept desk.Lineup
		if err := x.db.packer.readJSON(key, v, &kept); err != nil {
			return "", err
		}
		return "", nil
	})
}

func (x *examiner) revision(seq uint64, f *saveFact) error {
	if x.db.badger == nil {
		return nil
	}
	k, err := keyOf(f.Article.ID)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	return x.held(revisionKey(k, f.Article.Rev), seq, func(txn *badger.Txn, _ value) (string, error) {
		body, err := bodiesIn(txn, x.db.packer).plain(k, f.BodyRev)
		if err != nil {
			return "", err
		}
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != f.BodySHA256 {
			return "its body is not what was saved", nil
		}
		return "", nil
	})
}

func (x *examiner) moves(record uint64, f *movesFact) error {
	if x.db.badger == nil {
		return nil
	}
	for i, m := range f.Moves {
		k, err := keyOf(m.ID)
		if err != nil {
			return fmt.Errorf("%w: %v", ErrDamaged, err)
		}
		err = x.held(revisionKey(k, m.Rev), f.first(record)+uint64(i), func(txn *badger.Txn, v value) (string, error) {
			if !bytes.Equal(v.data, f.revision(m.Section).encode(m.As)) {
				return "it is not the move that was made", nil
			}
			_, err := x.db.revisionsIn(txn).fact(k, m.Rev)
			return "", err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// held reads the value that Badger has of a revision and hands it to look. What
// either finds wrong is a fault.
func (x *examiner) held(key []byte, seq uint64, look func(*badger.Txn, value) (why string, err error)) error {
	why := ""
	err := x.db.badger.View(func(txn *badger.Txn) error {
		return guarded(func() error {
			v, ok, err := getValue(txn, key)
			if err != nil || !ok {
				return orNotFound(err)
			}
			if v.seq != seq {
				why = fmt.Sprintf("it is of change %d and should be of %d", v.seq, seq)
				return nil
			}
			why, err = look(txn, v)
			return err
		})
	})
	if errors.Is(err, ErrNewer) {
		return err
	}
	if err != nil {
		why = err.Error()
	}
	if why != "" {
		x.fault(badgerName+" key "+keyName(key), why, journalName)
	}
	return nil
}

func (x *examiner) picture(id string) {
	_, err := x.db.Picture(id)
	if err == nil {
		x.health.Pictures++
		return
	}
	why := "it is missing"
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		why = damaged.Why
	} else if !errors.Is(err, ErrNotFound) {
		why = err.Error()
	}
	x.fault(picturesName+"/"+id, why, "")
}

// values reads every value of Badger, those that no revision leads to as well.
func (x *examiner) values() error {
	if x.db.badger == nil {
		return nil
	}
	stories, lines := 0, 0
	err := x.db.badger.View(func(txn *badger.Txn) error {
		return guarded(func() error {
			return scanAll(txn, func(key []byte, err error) error {
				switch key[0] {
				case prefixHead:
					stories++
				case prefixUpdated, prefixTrash:
					lines++
				}
				if x.health.Values++; err != nil {
					x.fault(badgerName+" key "+keyName(key), err.Error(), journalName)
				}
				return x.ctx.Err()
			})
		})
	})
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		x.fault(badgerName, damaged.Why, journalName)
		return nil
	}
	if err == nil && stories != lines {
		x.fault(badgerName, fmt.Sprintf("%d stories stand in the list and %d are stored", lines, stories), journalName)
	}
	return err
}

// scanAll hands every key to visit, with what is wrong with its value.
func scanAll(txn *badger.Txn, visit func(key []byte, err error) error) error {
	o := badger.DefaultIteratorOptions
	o.PrefetchValues = false
	it := txn.NewIterator(o)
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		key := it.Item().KeyCopy(nil)
		err := it.Item().Value(func(sealed []byte) error {
			_, err := openValue(key, sealed)
			return err
		})
		if err := visit(key, err); err != nil {
			return err
		}
	}
	return nil
}
