package newsroom

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"runtime"
	"strconv"
	"strings"
)

// ErrMemory says that there is too little memory for what was asked.
var ErrMemory = errors.New("there is too little memory")

// Taking copy in needs this much memory: for every byte, for every line with
// something in it (measured from one letter to a line up to a paragraph), and
// besides. A process that runs out of memory ends, and nothing in it can stop
// that.
const (
	memoryPerByte = 8
	memoryPerLine = 500
	memoryBesides = 16 << 20
)

// readAtOnce is how much is read before anybody asks for memory, in bytes.
const readAtOnce = 1 << 20

// roomToRead refuses to read on behind so many bytes where that could end the
// program: a buffer of up to twice what it holds gives way to one of twice its
// size.
func roomToRead(has int) error {
	need, left := uint64(has*6+memoryBesides), memoryLeft(os.DirFS("/"), heldFree())
	if need <= left {
		return nil
	}
	return fmt.Errorf("%w to read more than %.1f MB of it: that needs %d MB, %d MB are left", ErrMemory, float64(has)/(1<<20), need>>20, left>>20)
}

// roomFor refuses copy whose taking in could end the program.
func roomFor(data []byte) error {
	need := uint64(len(data)*memoryPerByte + linesIn(data)*memoryPerLine + memoryBesides)
	left := memoryLeft(os.DirFS("/"), heldFree())
	if need <= left {
		return nil
	}
	return fmt.Errorf("%w to take in %.1f MB of copy: that needs %d MB, %d MB are left", ErrMemory, float64(len(data))/(1<<20), need>>20, left>>20)
}

// linesIn counts what can become lines: stretches between line ends, or the
// elements of a page that has no line ends.
func linesIn(data []byte) int {
	lines, at := 0, byte('\n')
	for _, c := range data {
		if c != '\n' && c != '\r' && (at == '\n' || at == '\r') {
			lines++
		}
		at = c
	}
	return max(lines, bytes.Count(data, []byte("</")))
}

// heldFree is what the program has from the system and does not use.
func heldFree() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapIdle
}

// memoryLeft is how many bytes more the program can have: the least of what the
// machine, the control groups it is in (both kinds) and its own limits leave.
// held, what it has already and does not use, counts with the last two. Where
// the system has none of these files, all is left.
func memoryLeft(root fs.FS, held uint64) uint64 {
	left := uint64(math.MaxUint64)
	least := func(n uint64, known bool) {
		if known {
			left = min(left, n)
		}
	}
	least(number(root, "proc/meminfo", "MemAvailable:", 1<<10))
	most, limited := number(root, "proc/self/limits", "Max data size", 1)
	has, known := number(root, "proc/self/status", "VmData:", 1<<10)
	least(rest(most, has, held), limited && known)
	for _, group := range groupsOf(root) {
		for limit, used := range map[string]string{"memory.max": "memory.current", "memory.limit_in_bytes": "memory.usage_in_bytes"} {
			most, limited := number(root, path.Join(group, limit), "", 1)
			has, known := number(root, path.Join(group, used), "", 1)
			cached, _ := number(root, path.Join(group, "memory.stat"), "inactive_file ", 1) // given up when memory is short
			least(rest(most, has, held+cached), limited && known)
		}
	}
	return left
}

// rest is most less used, of which free can be used again.
func rest(most, used, free uint64) uint64 {
	used -= min(used, free)
	return most - min(most, used)
}

// groupsOf lists the folders of the control groups that count this program's
// memory, each with those above it.
func groupsOf(root fs.FS) (folders []string) {
	text, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3) // number:controllers:path
		if len(parts) < 3 {
			continue
		}
		tree := "sys/fs/cgroup"
		switch parts[1] {
		case "":
		case "memory":
			tree += "/memory"
		default:
			continue
		}
		for at := path.Join("/", parts[2]); ; at = path.Dir(at) {
			folders = append(folders, path.Join(tree, at))
			if at == "/" {
				break
			}
		}
	}
	return folders
}

// number is the first number behind a word that begins a line of a file, times
// unit; false where there is none, as behind "unlimited" and "max".
func number(root fs.FS, name, word string, unit uint64) (uint64, bool) {
	file, err := root.Open(name)
	if err != nil {
		return 0, false
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		after, found := strings.CutPrefix(lines.Text(), word)
		if !found {
			continue
		}
		fields := strings.Fields(after)
		if len(fields) == 0 {
			return 0, false
		}
		n, err := strconv.ParseUint(fields[0], 10, 64)
		return n * unit, err == nil
	}
	return 0, false
}
