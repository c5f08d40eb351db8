package store

import (
	"errors"
	"fmt"

	"stet/internal/article"
)

// Errors that callers branch on.
var (
	// ErrInUse: another process, or this one, has the newsroom open.
	ErrInUse = errors.New("the newsroom is in use")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("the store is closed")
	// ErrNotFound: nothing is stored under this name.
	ErrNotFound = errors.New("not found")
	// ErrStale: the change was made on a revision that is no longer the head.
	ErrStale = errors.New("the base revision is stale")
	// ErrExists: a new story has the id of a stored one.
	ErrExists = errors.New("the story exists")
	// ErrNewer: a newer Stet wrote this newsroom.
	ErrNewer = errors.New("the newsroom was written by a newer version of Stet")
	// ErrDamaged: stored bytes are not what was written; see [DamagedError].
	ErrDamaged = errors.New("stored data is damaged")
	// ErrDiskFull: too little room is left to save safely; nothing was saved.
	ErrDiskFull = errors.New("the disk is full")
	// ErrTooLarge: one value is over the size that a journal record may have.
	ErrTooLarge = errors.New("too large to store")
	// ErrReadOnly: the newsroom was opened for reading; see [ReadOnlyError].
	ErrReadOnly = errors.New("the newsroom can only be read")
	// ErrBehind: a save is safe in the journal but could not be applied to
	// Badger; opening the newsroom again brings both together.
	ErrBehind = errors.New("the store must be opened again")
)

// StaleError says which revision a refused change was based on and which one
// is the head. It is [ErrStale].
type StaleError struct {
	ID   string // of a story or a lineup
	Base int64
	Head int64
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("%s: revision %d of %s was changed, revision %d is stored", ErrStale, e.Base, e.ID, e.Head)
}

// Is makes errors.Is(err, ErrStale) hold.
func (e *StaleError) Is(target error) bool { return target == ErrStale }

// DamagedError names the place of damaged bytes. It is [ErrDamaged].
type DamagedError struct {
	File   string // path below the newsroom's folder, or a key's name
	Offset int64  // bytes from the start of File; -1 = the whole of it
	Why    string
}

func (e *DamagedError) Error() string {
	if e.Offset < 0 {
		return fmt.Sprintf("%s: %s: %s", ErrDamaged, e.File, e.Why)
	}
	return fmt.Sprintf("%s: %s at byte %d: %s", ErrDamaged, e.File, e.Offset, e.Why)
}

// Is makes errors.Is(err, ErrDamaged) hold.
func (e *DamagedError) Is(target error) bool { return target == ErrDamaged }

// ReadOnlyError says why a newsroom takes no changes. It is [ErrReadOnly] and
// wraps the reason.
type ReadOnlyError struct{ Why error }

func (e *ReadOnlyError) Error() string { return fmt.Sprintf("%s: %v", ErrReadOnly, e.Why) }

// Is makes errors.Is(err, ErrReadOnly) hold.
func (e *ReadOnlyError) Is(target error) bool { return target == ErrReadOnly }

func (e *ReadOnlyError) Unwrap() error { return e.Why }

func noStory(id article.ID) error { return fmt.Errorf("story %s: %w", id, ErrNotFound) }
