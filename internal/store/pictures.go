package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
)

// PutPicture keeps a picture's bytes as they are and returns its id, their
// lower-case hex SHA-256. The same bytes are kept once.
func (db *DB) PutPicture(data []byte) (id string, err error) {
	ids, err := db.PutPictures([][]byte{data})
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// PutPictures is [DB.PutPicture] for several, which wait for the disk together:
// none is known before all are on it.
func (db *DB) PutPictures(all [][]byte) ([]string, error) {
	if db.readOnly != nil {
		return nil, db.readOnly
	}
	ids := make([]string, len(all))
	if len(all) == 0 {
		return ids, nil
	}
	fresh := map[string][]byte{}
	for i, data := range all {
		ids[i] = hexSum(data)
		fresh[ids[i]] = data
	}
	if err := db.keepPictures(fresh); err != nil {
		return nil, fmt.Errorf("keep picture: %w", err)
	}
	err := db.write(func(b *batch) error {
		for _, id := range slices.Sorted(maps.Keys(fresh)) {
			_, known, err := b.get(pictureKey(id))
			if err == nil && !known {
				err = b.add(&pictureFact{ID: id, Size: int64(len(fresh[id]))})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("keep picture: %w", err)
	}
	return ids, nil
}

// Picture reads a picture's bytes. It wraps ErrNotFound and ErrDamaged.
func (db *DB) Picture(id string) ([]byte, error) {
	want, err := hex.DecodeString(id)
	if err != nil || len(want) != sha256.Size || hex.EncodeToString(want) != id {
		return nil, fmt.Errorf("picture %q: %w", id, ErrNotFound)
	}
	data, err := os.ReadFile(db.picturePath(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("picture %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	if sum := sha256.Sum256(data); sum != [sha256.Size]byte(want) {
		return nil, &DamagedError{File: filepath.ToSlash(filepath.Join(picturesName, id[:2], id)), Offset: -1,
			Why: "it is not what was stored"}
	}
	return data, nil
}

// HasPicture reports whether a picture's file is there; whether it is whole,
// only [DB.Picture] can tell.
func (db *DB) HasPicture(id string) bool {
	if len(id) != 2*sha256.Size {
		return false
	}
	info, err := os.Lstat(db.picturePath(id))
	return err == nil && info.Mode().IsRegular()
}

func (db *DB) picturePath(id string) string { return filepath.Join(db.dir, picturesName, id[:2], id) }

// abreast is how many pictures are written at once: each waits for the disk,
// which does several in the time of one.
const abreast = 16

// keepPictures writes the files that are not there whole: a damaged one is
// replaced when the same picture comes again. Their folders are synced once.
func (db *DB) keepPictures(all map[string][]byte) error {
	dirs := map[string]bool{}
	missing := []string{}
	size := 0
	for id, data := range all {
		if there, err := os.ReadFile(db.picturePath(id)); err == nil && hexSum(there) == id {
			continue
		}
		missing = append(missing, id)
		dirs[filepath.Dir(db.picturePath(id))] = true
		size += len(data)
	}
	if len(missing) == 0 {
		return nil
	}
	if err := db.room(uint64(size)); err != nil {
		return err
	}
	for dir := range dirs {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("make picture folder: %w", fullDisk(err))
		}
	}
	if err := atOnce(missing, func(id string) error { return putFile(db.picturePath(id), all[id], true) }); err != nil {
		return err
	}
	if err := atOnce(slices.Collect(maps.Keys(dirs)), syncDir); err != nil {
		return err
	}
	return errors.Join(syncDir(filepath.Join(db.dir, picturesName)), syncDir(db.dir)) // the names of new folders
}

// atOnce does something to each, several at a time, and no more once one failed.
func atOnce(each []string, do func(string) error) error {
	var next atomic.Int64
	workers := min(abreast, len(each))
	failed := make(chan error, workers)
	for range workers {
		go func() {
			var err error
			for i := next.Add(1); i <= int64(len(each)) && err == nil; i = next.Add(1) {
				err = do(each[i-1])
			}
			if err != nil {
				next.Store(int64(len(each)))
			}
			failed <- err
		}()
	}
	var all error
	for range workers {
		all = errors.Join(all, <-failed)
	}
	return all
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
