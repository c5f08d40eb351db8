package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// replay applies the journal's facts from a sequence on; those up to applied
// may be in Badger already.
func (db *DB) replay(from, applied uint64) error {
	if from > db.journal.last() {
		return nil
	}
	if err := db.fill(from, applied); err != nil {
		return err
	}
	return db.checkpoint()
}

// fill is replay without a note of it.
func (db *DB) fill(from, applied uint64) error {
	if from == 1 && applied == 0 {
		return db.fillAnew()
	}
	last := db.journal.last()
	b := newBatch(db.badger, db.packer, from-1)
	b.first = false // a crash may have left keys of any fact, noted as in or not
	defer func() { b.close() }()
	err := db.eachFact(from, func(r *pastFact) error {
		if b.size >= mostBytes {
			b.finish()
			if err := b.flush(); err != nil {
				return err
			}
			b.close()
			b = newBatch(db.badger, db.packer, r.seq-1)
			b.first = false
			db.options.Progress(fmt.Sprintf("%d of %d changes are back.", r.seq-1, last))
		}
		return b.replay(r.seq, r.fact)
	})
	if err != nil {
		return err
	}
	b.seq = last
	b.finish()
	return b.flush()
}

// pastFact is a fact as it is in the journal.
type pastFact struct {
	seq  uint64
	fact fact
}

// eachFact hands the journal's facts from a sequence on to visit, oldest
// first. Half of the work is in opening them, which is done ahead beside.
func (db *DB) eachFact(from uint64, visit func(*pastFact) error) error {
	return ahead(func(give func(pastFact) error) error {
		return db.journal.each(from, db.state.position(), func(r record) error {
			f, err := factOf(&r, db.packer)
			if err != nil {
				return err
			}
			return give(pastFact{r.seq, f})
		})
	}, visit)
}

// ahead has things made in a goroutine of their own, some ahead of where visit
// is. It returns the first error of either.
func ahead[T any](produce func(give func(T) error) error, visit func(*T) error) error {
	const together = 64
	made, stop, failed := make(chan []T, 4), make(chan struct{}), error(nil)
	go func() {
		defer close(made)
		var some []T
		send := func() error {
			select {
			case made <- some:
				some = nil
				return nil
			case <-stop:
				return errStopped
			}
		}
		failed = produce(func(one T) error {
			if some = append(some, one); len(some) < together {
				return nil
			}
			return send()
		})
		_ = send() // what came before an error comes before it
	}()
	defer func() {
		close(stop)
		for range made { // the maker has ended when this has
		}
	}()
	for some := range made {
		for i := range some {
			if err := visit(&some[i]); err != nil {
				return err
			}
		}
	}
	return failed
}

// errStopped ends a reading that nobody waits for any more.
var errStopped = errors.New("stopped")

// rebuildJournal writes the journal anew from Badger, which knows facts that
// the journal lacks. The old one, whatever is left of it, is kept beside.
func (db *DB) rebuildJournal(known about) error {
	why := fmt.Sprintf("The journal ends at change %d, the database at %d", db.journal.last(), known.applied)
	if db.journal.damage != nil {
		why = db.journal.damage.Error()
	}
	db.options.Progress(why + ". Making the journal anew from the database.")
	const fresh = journalName + ".new"
	if err := os.RemoveAll(filepath.Join(db.dir, fresh)); err != nil {
		return fmt.Errorf("clear an unfinished journal: %w", err)
	}
	j, err := openJournal(filepath.Join(db.dir, fresh), db.options.sizes.segment, position{}, db.options.Progress)
	if err != nil {
		return err
	}
	j.newsroom = known.newsroom
	if err := copyFacts(db.badger, j, known.applied); err != nil {
		j.abandon()
		return fmt.Errorf("make the journal anew: %w", err)
	}
	if err := j.seal(); err != nil {
		return err
	}
	if _, err := moveAside(db.dir, journalName, fmt.Sprintf("%s.damaged-%d", journalName, db.journal.last())); err != nil {
		return err
	}
	if _, err := moveAside(db.dir, fresh, journalName); err != nil {
		return err
	}
	db.journal, err = openJournal(filepath.Join(db.dir, journalName), db.options.sizes.segment, position{}, db.options.Progress)
	if err != nil {
		return err
	}
	return db.checkpoint()
}

// readJSON reads a value that is packed JSON.
func (p *packer) readJSON(key []byte, v value, into any) error {
	text, err := p.unpack(v.data)
	if errors.Is(err, ErrDamaged) {
		return damagedValue(key, err.Error())
	}
	if err != nil {
		return fmt.Errorf("read key %s: %w", keyName(key), err)
	}
	return readJSON(key, value{data: text}, into)
}

func readJSON(key []byte, v value, into any) error {
	if err := json.Unmarshal(v.data, into); err != nil {
		return damagedValue(key, err.Error())
	}
	return nil
}
