package store

import "fmt"

// A save is answered as soon as the journal has it on disk: from then on
// nothing can take it away, since an opening applies again what Badger lacks.
// Badger's transaction, which costs as much again as the sync, runs behind the
// answer, while the caller goes on and the next save is planned and synced:
//
//	save 1  plan, journal, sync |answer
//	Badger                      |======= 1 =======|
//	save 2                        plan, journal, sync |answer
//	Badger                                            |======= 2 =======|
//	a read                             ...waits...|read
//
// Nobody can tell, because
//   - a read that begins after the answer waits for Badger (whole);
//   - a plan looks into the batch before its own ahead of Badger (lately);
//   - one batch at most is on its way: the answer to the next one waits for it;
//   - when Badger fails, every later call says so (behind). What was answered
//     stays in the journal, and the next opening applies it.

// follow has Badger apply a batch that the journal has on disk, and returns at
// once unless the batch before it is still on its way. The caller has the turn.
func (db *DB) follow(b *batch) {
	b.finish()
	db.lately = b.done
	db.whole.Lock()
	go func() {
		defer db.whole.Unlock()
		if db.lag() != nil {
			return // as the one before it did, it waits for the next opening
		}
		if err := guarded(func() error { return db.apply(b) }); err != nil {
			db.fallBehind(err)
		}
	}()
}

// fallBehind notes that Badger lacks what was answered. Whoever comes next
// would be judged against an old head and is told to open again.
func (db *DB) fallBehind(why error) {
	err := fmt.Errorf("%w: %w", ErrBehind, why)
	db.behind.Store(&err)
	db.options.Progress(fmt.Sprintf("Saved, but the newsroom must be opened again: %v.", why))
}

// apply brings a batch into Badger and what is kept in memory of it up to date.
func (db *DB) apply(b *batch) error {
	if hook := db.options.apply; hook != nil {
		if err := hook(); err != nil {
			return err
		}
	}
	if err := b.flush(); err != nil {
		return err
	}
	if b.touches(kindSections) || b.touches(kindMoves) {
		return db.loadSections(b.badger)
	}
	return nil
}

// lag is an ErrBehind once Badger has failed to apply a batch, else nil.
func (db *DB) lag() error {
	if err := db.behind.Load(); err != nil {
		return *err
	}
	return nil
}

// caughtUp waits until Badger has every batch that was answered, and is an
// ErrBehind if it never will.
func (db *DB) caughtUp() error {
	db.whole.RLock()
	defer db.whole.RUnlock()
	return db.lag()
}
