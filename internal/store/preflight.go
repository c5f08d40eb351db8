package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
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
	if s.Making > 0 {
		return true, nil // an unfinished making is of no use
	}
	if s.Unsound != "" {
		return false, fmt.Errorf("%w: %s", errUnsound, s.Unsound)
	}
	manifest, ok := files[manifestName]
	if !ok {
		return false, fmt.Errorf("%w: the MANIFEST is missing", errUnsound)
	}
	if known := s.Badger[manifestName]; manifest < known.Size {
		return false, fmt.Errorf("%w: the MANIFEST has %d bytes and had %d", errUnsound, manifest, known.Size)
	}
	if s.Clean {
		return false, checkClosed(dir, files, s)
	}
	return false, checkTables(dir, files, s)
}

// checkClosed holds Badger's files against what they were when they were
// closed. Reading the tables through also brings them into memory, several at a
// time, ahead of Badger's reads all over them.
func checkClosed(dir string, files map[string]int64, s *state) error {
	now, err := fingerprints(dir, files, nil)
	if err != nil {
		return err
	}
	for name, known := range s.Badger {
		if now[name] != known {
			return fmt.Errorf("%w: %s is not what was closed", errUnsound, name)
		}
	}
	if len(now) != len(s.Badger) {
		return fmt.Errorf("%w: tables are there that were not when it was closed", errUnsound)
	}
	return nil
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

// fingerprints are those of the files that change only when Badger says so in
// the MANIFEST: logs grow and shrink at every opening. Tables never change, so
// a known one of the same size is not read again.
func fingerprints(dir string, files map[string]int64, known map[string]fingerprint) (map[string]fingerprint, error) {
	found, failed := map[string]fingerprint{}, []error{}
	var at sync.Mutex // found and failed
	var reading sync.WaitGroup
	few := make(chan struct{}, 4) // files at a time: a disk answers several questions as fast as one
	for name, size := range files {
		table := strings.HasSuffix(name, ".sst")
		if k, ok := known[name]; table && ok && k.Size == size {
			at.Lock()
			found[name] = k
			at.Unlock()
			continue
		}
		if !table && name != manifestName {
			continue
		}
		few <- struct{}{}
		reading.Go(func() {
			defer func() { <-few }()
			sum, err := fileSum(filepath.Join(dir, name))
			at.Lock()
			defer at.Unlock()
			switch {
			case err == nil:
				found[name] = fingerprint{Size: size, Sum: sum}
			case !errors.Is(err, fs.ErrNotExist): // else a compaction has just removed it
				failed = append(failed, err)
			}
		})
	}
	reading.Wait()
	return found, errors.Join(failed...)
}

func fileSum(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("read Badger's file: %w", err)
	}
	defer f.Close()
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	plain := struct{ io.Reader }{f} // a file by itself would copy without the buffer
	if _, err := io.CopyBuffer(sum, plain, make([]byte, 256<<10)); err != nil {
		return 0, fmt.Errorf("read Badger's file: %w", err)
	}
	return sum.Sum32(), nil
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

// checkTables judges tables after an unclean end: those that the last note
// knows by their contents, newer ones by their footer.
func checkTables(dir string, files map[string]int64, s *state) error {
	for name, size := range files {
		if !strings.HasSuffix(name, ".sst") {
			continue
		}
		path := filepath.Join(dir, name)
		known, ok := s.Badger[name]
		if !ok {
			if err := checkFooter(path, size); err != nil {
				return err
			}
			continue
		}
		sum, err := fileSum(path)
		if err != nil {
			return err
		}
		if known != (fingerprint{Size: size, Sum: sum}) {
			return fmt.Errorf("%w: table %s is not what it was", errUnsound, name)
		}
	}
	return nil
}

// checkFooter reads a table's footer: index | length 4 | checksum | length 4.
func checkFooter(path string, size int64) error {
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
