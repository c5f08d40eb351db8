//go:build !linux

package window

import "time"

// Elapsed counts time that no clock changes; nil = the program's own count
// serves, which on some systems leaves a machine's sleep out.
func Elapsed() func() time.Duration { return nil }
