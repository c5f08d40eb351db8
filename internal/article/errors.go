package article

import "errors"

// Errors that any room may meet and that the desk has words for.
var (
	// ErrValue: a field was given something it cannot hold.
	ErrValue = errors.New("not a usable value")
	// ErrField: no field has this name.
	ErrField = errors.New("no such field")
)
