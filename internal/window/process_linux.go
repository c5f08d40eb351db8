package window

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
)

// WebProcessAlive looks for a WebKitWebProcess that belongs to this program.
// When /proc cannot be read it says yes: nobody is restarted on a guess.
func WebProcessAlive() bool {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		return true
	}
	parents := map[int]int{}
	var web []int
	for _, path := range stats {
		pid, parent, name, state, ok := readStat(path)
		if !ok {
			continue
		}
		parents[pid] = parent
		if name == "WebKitWebProces" && state != 'Z' { // the kernel keeps 15 bytes of a name
			web = append(web, pid)
		}
	}
	for _, pid := range web {
		if descends(parents, pid, os.Getpid()) {
			return true
		}
	}
	return false
}

// readStat reads the fields of proc(5): pid (comm) state ppid.
func readStat(path string) (pid, parent int, name string, state byte, ok bool) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, 0, "", 0, false // it ended while we looked
	}
	open, shut := bytes.IndexByte(data, '('), bytes.LastIndexByte(data, ')')
	if open < 0 || shut < open {
		return 0, 0, "", 0, false
	}
	rest := bytes.Fields(data[shut+1:])
	if len(rest) < 2 {
		return 0, 0, "", 0, false
	}
	pid, err1 := strconv.Atoi(string(bytes.TrimSpace(data[:open])))
	parent, err2 := strconv.Atoi(string(rest[1]))
	return pid, parent, string(data[open+1 : shut]), rest[0][0], err1 == nil && err2 == nil
}

func descends(parents map[int]int, pid, from int) bool {
	for range 64 { // a loop in a snapshot of moving processes must end
		if pid == from {
			return true
		}
		up, known := parents[pid]
		if !known || up == 0 {
			return false
		}
		pid = up
	}
	return false
}
