//go:build !unix

package archive

// noWait: opening waits for nobody here.
const noWait = 0
