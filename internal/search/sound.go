package search

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// layout numbers what the index is made of: Bleve's files and our cutting of
// words. An index of another layout is made anew.
const layout = 2

// mostUnclean is how many times in a row an index may have been left open at
// the end of the process. Power cuts and kills do it no harm; but if it is the
// index that ends the process, this ends the row.
const mostUnclean = 3

const (
	noteName = "stet.search"
	rootPath = wordsName + "/store/root.bolt"
)

// note is a small file beside the index: how it was left.
type note struct {
	Layout  int `json:"layout"`
	Unclean int `json:"unclean"` // ends without a Close, in a row
	// As the last Close left them: CRC-32 of root.bolt, and the segments.
	Root     uint32   `json:"root,omitempty"`
	Segments []string `json:"segments,omitempty"`
}

func readNote(dir string) (n note, ok bool) {
	text, err := os.ReadFile(filepath.Join(dir, noteName))
	return n, err == nil && json.Unmarshal(text, &n) == nil
}

func writeNote(dir string, n note) error {
	text, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("note how the search index was left: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, noteName), append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("note how the search index was left: %w", err)
	}
	return nil
}

func noteNew(dir string) error { return writeNote(dir, note{Layout: layout, Unclean: 1}) }

func noteOpen(dir string) error {
	n, _ := readNote(dir)
	return writeNote(dir, note{Layout: layout, Unclean: n.Unclean + 1})
}

func noteClosed(dir string) error {
	sum, _, err := sumOf(filepath.Join(dir, rootPath))
	if err != nil {
		return fmt.Errorf("note how the search index was left: %w", err)
	}
	return writeNote(dir, note{Layout: layout, Root: sum, Segments: segments(dir)})
}

// sound looks at an index before it is opened, since Bleve maps its files into
// memory and believes them. why says why it must be made anew, "" = it need not.
func sound(dir string) (why string, err error) {
	if _, err := os.Stat(filepath.Join(dir, wordsName)); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	n, ok := readNote(dir)
	switch {
	case !ok:
		return "there is no note of how it was left", nil
	case n.Layout != layout:
		return "another version of Stet made it", nil
	case n.Unclean >= mostUnclean:
		return "Stet ended several times without closing it", nil
	}
	root, size, err := sumOf(filepath.Join(dir, rootPath))
	if err != nil || size == 0 || n.Unclean == 0 && (root != n.Root || !slices.Equal(n.Segments, segments(dir))) {
		return "its list of files is damaged", nil
	}
	for _, name := range segments(dir) {
		path := filepath.Join(dir, wordsName, "store", name)
		switch {
		case wholeSegment(path):
		case n.Unclean == 0:
			return "one of its files is damaged", nil
		default:
			// A half-written file of a crash is in no list: without it the index
			// opens, and without one that it needs it does not.
			if err := os.Remove(path); err != nil {
				return "", fmt.Errorf("take a damaged file of the search index away: %w", err)
			}
		}
	}
	return "", nil
}

// segments are the names of Bleve's files of words, sorted.
func segments(dir string) []string {
	var names []string
	entries, _ := os.ReadDir(filepath.Join(dir, wordsName, "store")) // what cannot be listed cannot be opened either
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".zap" {
			names = append(names, e.Name())
		}
	}
	return names
}

// wholeSegment reports whether a segment of Bleve ends in the CRC-32 of the
// bytes before it, as "zap" files do.
func wholeSegment(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	if err != nil || info.Size() < 4 {
		return false
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyBuffer(onlyWriter{sum}, io.LimitReader(f, info.Size()-4), make([]byte, 1<<20)); err != nil {
		return false
	}
	var end [4]byte
	_, err = io.ReadFull(f, end[:])
	return err == nil && binary.BigEndian.Uint32(end[:]) == sum.Sum32()
}

// onlyWriter hides what else a writer can, so that io.CopyBuffer uses its
// buffer.
type onlyWriter struct{ io.Writer }

func sumOf(path string) (sum uint32, size int, err error) {
	bytes, err := os.ReadFile(path)
	return crc32.ChecksumIEEE(bytes), len(bytes), err
}
