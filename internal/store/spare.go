package store

import "math"

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
