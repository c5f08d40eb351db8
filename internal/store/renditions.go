package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

const (
	renditionMark = "STETRENDITION1"
	// mostRenditions is how many bytes of renditions are kept, and left free:
	// what can be made again takes no room from words.
	mostRenditions = 1 << 30
	maxRendition   = 16 << 20 // bytes of one
	maxRecipe      = 1024
	// usedAgain is how old the note of a rendition's last use may grow.
	usedAgain = time.Hour
)

// shelf is the folder of renditions and how much is in it.
type shelf struct {
	mu      sync.Mutex
	counted bool // size is known; nobody else writes there while the newsroom is open
	size    int64
}

// Rendition gives what was kept under a recipe, whole, or nothing: a file that
// is damaged, cut off or another recipe's counts as none.
func (db *DB) Rendition(recipe string) ([]byte, bool) {
	path := db.renditionPath(recipe)
	if at, err := os.Lstat(path); err != nil || !at.Mode().IsRegular() {
		return nil, false // to open a pipe would wait for whoever writes to it
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	defer file.Close()
	whole, err := io.ReadAll(io.LimitReader(file, maxRendition+maxRecipe))
	line, data, ok := bytes.Cut(whole, []byte("\n"))
	if err != nil || !ok || string(line)+"\n" != renditionLine(recipe, data) {
		return nil, false
	}
	if info, err := file.Stat(); err == nil && time.Since(info.ModTime()) > usedAgain && db.readOnly == nil {
		now := time.Now() // of the machine, as the file system's own
		_ = os.Chtimes(path, now, now)
	}
	return data, true
}

// KeepRendition keeps what can be made again. It is no fact and is not synced;
// nothing is kept, and nobody told, where the newsroom takes no changes or the
// disk has little room.
func (db *DB) KeepRendition(recipe string, data []byte) {
	db.gate.RLock() // no close while it writes
	defer db.gate.RUnlock()
	if db.closed || db.readOnly != nil || len(data) > maxRendition || len(recipe) > maxRecipe/2 || db.room(mostRenditions) != nil {
		return
	}
	path := db.renditionPath(recipe)
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	before := sizeOf(path)
	if replaceFile(path, append([]byte(renditionLine(recipe, data)), data...), false) != nil {
		return
	}
	db.shelf.grow(filepath.Join(db.dir, renditionsName), sizeOf(path)-before, db.options.renditions)
}

// renditionLine stands ahead of a rendition and says whose it is.
func renditionLine(recipe string, data []byte) string {
	return fmt.Sprintf("%s %x %s\n", renditionMark, sha256.Sum256(data), recipe)
}

func (db *DB) renditionPath(recipe string) string {
	sum := sha256.Sum256([]byte(recipe))
	name := hex.EncodeToString(sum[:])
	return filepath.Join(db.dir, renditionsName, name[:2], name)
}

func sizeOf(path string) int64 {
	info, err := os.Lstat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// grow counts what came to the folder, and makes room where it is too much.
func (s *shelf) grow(dir string, by, most int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.size += by
	if !s.counted || s.size > most {
		s.size, s.counted = thinRenditions(dir, most), true
	}
}

// thinRenditions says how many bytes are in the folder. If they are more than
// most, those used longest ago go first, until a tenth is free.
func thinRenditions(dir string, most int64) int64 {
	type kept struct {
		path string
		size int64
		used time.Time
	}
	var files []kept
	var size int64
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // what cannot be read is not counted
		}
		if info, err := d.Info(); err == nil {
			files = append(files, kept{path, info.Size(), info.ModTime()})
			size += info.Size()
		}
		return nil
	})
	if size <= most {
		return size
	}
	slices.SortFunc(files, func(a, b kept) int { return cmp.Or(a.used.Compare(b.used), cmp.Compare(a.path, b.path)) })
	for _, f := range files {
		if size <= most-most/10 {
			break
		}
		if os.Remove(f.path) == nil {
			size -= f.size
		}
	}
	return size
}
