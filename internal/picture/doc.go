// Package picture knows pictures by their bytes: what kind a file is, how
// large, what it says about itself and what of that is nobody's business, and
// the JPEG files that readers get in place of it. It is the only importer of
// the image libraries.
//
// Nothing is decoded before its header was held against the limits, and an
// original is never changed. The same bytes give the same renditions, with one
// version of Go, on every kind of processor (decision 279).
package picture

import (
	"errors"
	"fmt"
)

// Limits of what is taken in, told from the first bytes.
const (
	MaxSize   = 40 << 20   // bytes
	MaxPixels = 50_000_000 // width by height
)

// Errors of pictures that are not taken. Each wraps one of these and says
// what is wrong with this one and what to do.
var (
	ErrKind   = errors.New("this is no picture that Stet can use")
	ErrLarge  = errors.New("the picture is too large")
	ErrBroken = errors.New("the picture is damaged")
)

func tooLarge(format string, values ...any) error {
	return fmt.Errorf("%w: %s", ErrLarge, fmt.Sprintf(format, values...))
}

func broken(err error) error { return fmt.Errorf("%w or breaks off, get it again: %w", ErrBroken, err) }
