package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// preflight judges Badger's files before Badger does. It must, because Badger
// opens EMPTY and removes its tables when the MANIFEST is gone or cut, and dies
// in a goroutine of its own, where nobody can recover, when a table is cut.
// fresh means that there is nothing to open; errUnsound names what is wrong.
func preflight(dir string, s *state) (fresh bool, err error) {
	files, err := badgerFiles(dir)
	if err != nil {
		return false, err
	}
	if err := dropEmpty(dir, files); err != nil {
		return false, err
	}
	if holdsNothing(files) {
		return true, nil
	}
	manifest, ok := files[manifestName]
	if !ok {
		return false, fmt.Errorf("%w: the MANIFEST is missing", errUnsound)
	}
	if s.Clean && !maps.Equal(steady(files), s.Badger) {
		return false, fmt.Errorf("%w: its files are not those that were closed", errUnsound)
	}
	if known := s.Badger[manifestName]; manifest < known {
		return false, fmt.Errorf("%w: the MANIFEST has %d bytes and had %d", errUnsound, manifest, known)
	}
	return false, checkTables(dir, files, s)
}

// holdsNothing reports that there is at most what comes before the MANIFEST
// when Badger makes a folder.
func holdsNothing(files map[string]int64) bool {
	for name := range files {
		if name != lockName && name != manifestName+"-REWRITE" && !strings.HasPrefix(name, probeName) {
			return false
		}
	}
	return true
}

const manifestName = "MANIFEST"

// badgerFiles gives Badger's files with their sizes.
func badgerFiles(dir string) (map[string]int64, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list Badger's files: %w", err)
	}
	files := map[string]int64{}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // a compaction has just removed it
		}
		if err != nil {
			return nil, fmt.Errorf("list Badger's files: %w", err)
		}
		files[e.Name()] = info.Size()
	}
	return files, nil
}

// steady are the files that change only when Badger says so in the MANIFEST:
// logs grow and shrink at every opening.
func steady(files map[string]int64) map[string]int64 {
	kept := map[string]int64{}
	for name, size := range files {
		if name == manifestName || strings.HasSuffix(name, ".sst") {
			kept[name] = size
		}
	}
	return kept
}

// dropEmpty removes logs without a byte in them, which a crash between their
// making and their mapping leaves and which stop Badger from opening.
func dropEmpty(dir string, files map[string]int64) error {
	for name, size := range files {
		if size == 0 && (strings.HasSuffix(name, ".mem") || strings.HasSuffix(name, ".vlog")) {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				return fmt.Errorf("remove empty log: %w", err)
			}
			delete(files, name)
		}
	}
	return nil
}

func checkTables(dir string, files map[string]int64, s *state) error {
	for name, size := range files {
		if !strings.HasSuffix(name, ".sst") {
			continue
		}
		if known, ok := s.Badger[name]; ok && known != size {
			return fmt.Errorf("%w: table %s has %d bytes and had %d", errUnsound, name, size, known)
		}
		if err := checkTable(filepath.Join(dir, name), size); err != nil {
			return err
		}
	}
	return nil
}

// checkTable reads a table's footer: index | length 4 | checksum | length 4.
// Reading it here also brings the page that Badger reads first into memory.
func checkTable(path string, size int64) error {
	bad := func(why string) error {
		return fmt.Errorf("%w: table %s: %s", errUnsound, filepath.Base(path), why)
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open table: %w", err)
	}
	defer f.Close()
	end := size
	tail := func(n int64) ([]byte, bool) {
		if end -= n; n < 0 || end < 0 {
			return nil, false
		}
		buf := make([]byte, n)
		_, err := f.ReadAt(buf, end)
		return buf, err == nil
	}
	sumLength, ok := tail(4)
	if !ok || binary.BigEndian.Uint32(sumLength) > 64 {
		return bad("it is cut short")
	}
	sum, ok := tail(int64(binary.BigEndian.Uint32(sumLength)))
	if !ok {
		return bad("it is cut short")
	}
	length, ok := tail(4)
	if !ok || int64(binary.BigEndian.Uint32(length)) > end {
		return bad("it is cut short")
	}
	index, ok := tail(int64(binary.BigEndian.Uint32(length)))
	if !ok || !endsWith(sum, checksum(index)) {
		return bad("its index is damaged")
	}
	return nil
}

// endsWith reports whether Badger's checksum message ends with this CRC-32C: a
// protobuf varint in field 2.
func endsWith(message []byte, sum uint32) bool {
	return bytes.HasSuffix(message, binary.AppendUvarint([]byte{0x10}, uint64(sum)))
}
