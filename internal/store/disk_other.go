//go:build !linux

package store

import "os"

// syncData makes written bytes durable: F_FULLFSYNC on macOS, FlushFileBuffers
// on Windows.
func syncData(f *os.File) error { return f.Sync() }
