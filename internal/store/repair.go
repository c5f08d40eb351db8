package store

import "context"

// Repair opens the newsroom in dir so that what one copy lost comes back from
// the other, closes it, and examines it again. What was replaced is kept
// beside and told to Options.Progress. Where both copies lost the same words
// nothing is changed and the error says so; pictures come back from backups
// only.
func Repair(ctx context.Context, dir string, o Options) (Health, error) {
	before, err := Examine(ctx, dir, o)
	if err != nil {
		return before, err
	}
	if before.Unclean {
		// Only in order can Badger be looked into.
		if err := reopen(dir, o); err != nil {
			return before, err
		}
		if before, err = Examine(ctx, dir, o); err != nil {
			return before, err
		}
	}
	for _, f := range before.Faults {
		switch f.Mend {
		case journalName:
			o.mend.badger = f.Why
		case badgerName:
			o.mend.journal = &DamagedError{File: f.File, Offset: -1, Why: f.Why}
		}
	}
	if o.mend != (mend{}) {
		if err := reopen(dir, o); err != nil {
			return before, err
		}
	}
	return Examine(ctx, dir, o)
}

func reopen(dir string, o Options) error {
	db, err := Open(dir, o)
	if err != nil {
		return err
	}
	return db.Close()
}

// mend is what a repair knows to be damaged ahead of opening.
type mend struct {
	badger  string // why it must be made anew from the journal
	journal error  // why it must be made anew from Badger
}
