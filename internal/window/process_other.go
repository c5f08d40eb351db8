//go:build !linux

package window

// WebProcessAlive: elsewhere the web view restarts its own process.
func WebProcessAlive() bool { return true }
