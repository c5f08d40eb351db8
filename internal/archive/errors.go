package archive

import (
	"errors"
	"strconv"
)

// Why a tree is refused. An [*EntryError] around one of them names the entry.
var (
	ErrFormat  = errors.New("not a whole zip archive")
	ErrName    = errors.New("name not allowed")
	ErrClash   = errors.New("name clashes with another")
	ErrKind    = errors.New("neither a file nor a folder")
	ErrFeature = errors.New("zip feature not supported")
	ErrDamaged = errors.New("contents damaged")
	ErrLimit   = errors.New("too large")
)

// ErrTarget: the place named for writing may not be written; the error is a
// [*TargetError].
var ErrTarget = errors.New("target not usable")

// EntryError is what is wrong with one entry.
type EntryError struct {
	Entry string // as found; show it quoted, it may hold anything
	Err   error  // wraps one of the sentinels
}

func (e *EntryError) Error() string { return strconv.QuoteToGraphic(e.Entry) + ": " + e.Err.Error() }
func (e *EntryError) Unwrap() error { return e.Err }

// TargetError says why a target may not be written.
type TargetError struct {
	Path, Why string
}

func (e *TargetError) Error() string { return e.Path + " " + e.Why }

// Is makes errors.Is(err, ErrTarget) hold.
func (e *TargetError) Is(target error) bool { return target == ErrTarget }
