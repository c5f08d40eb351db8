// Package format holds the wire formats that stories come in and go out by:
// structs that mirror each standard, and functions that parse and write them,
// one file per format. What of a story goes where in a format is not decided
// here; bundle maps out, intake maps in.
package format

import "errors"

// ErrFormat: bytes are not what they should be; the message says why.
var ErrFormat = errors.New("not in this format")
