//go:build unix

package archive

import "syscall"

// noWait opens a file without waiting for anybody: a pipe that took a file's
// place meanwhile cannot stop a reader for ever. To a file it makes no
// difference but that Go asks the system four things less about it, which of a
// hundred thousand files is a twentieth of the time to write them.
const noWait = syscall.O_NONBLOCK
