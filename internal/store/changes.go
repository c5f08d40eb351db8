package store

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// Changes hands each story whose newest save is numbered above after to visit,
// with that number; trashed ones too. The numbers only grow, so whoever keeps
// the highest it saw is told next time of what came since. The order is newest
// first, the trash last. See [Options.Saved].
func (db *DB) Changes(after uint64, visit func(seq uint64, h article.Head)) error {
	err := db.view(func(txn *badger.Txn) error {
		for _, trashed := range []bool{false, true} {
			err := scan(txn, []byte{linePrefix(trashed)}, func(key []byte, v value) (bool, error) {
				seq := seqOfLine(key)
				if seq <= after {
					return false, nil
				}
				h, err := decodeLine(storyAtEnd(key), v.data, trashed)
				if err != nil {
					return false, damagedValue(key, err.Error())
				}
				h.Section = db.sectionName(h.SectionID)
				visit(seq, h)
				return true, nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("list changes: %w", err)
	}
	return nil
}

// seqOfLine is the number of the save that a list line's key stands for.
func seqOfLine(key []byte) uint64 { return math.MaxUint64 - binary.BigEndian.Uint64(key[1:9]) }

// Spare is how many bytes may still be written beside the store before saves
// are refused ([Options.MinFree]). Whatever can do without, such as an index,
// asks first.
func (db *DB) Spare() uint64 {
	free, err := freeBytes(db.dir)
	if err != nil {
		return math.MaxUint64 // where the system cannot say, the write itself will
	}
	return free - min(free, db.options.MinFree)
}
