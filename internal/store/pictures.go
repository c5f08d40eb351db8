package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// PutPicture keeps a picture's bytes as they are and returns its id, their
// lower-case hex SHA-256. The same bytes are kept once.
func (db *DB) PutPicture(data []byte) (id string, err error) {
	if db.readOnly != nil {
		return "", db.readOnly
	}
	sum := sha256.Sum256(data)
	id = hex.EncodeToString(sum[:])
	if err := db.keepPicture(db.picturePath(id), data, sum); err != nil {
		return "", fmt.Errorf("keep picture: %w", err)
	}
	err = db.write(func(b *batch) error {
		_, known, err := b.get(pictureKey(id))
		if err != nil || known {
			return err
		}
		return b.add(&pictureFact{ID: id, Size: int64(len(data))})
	})
	if err != nil {
		return "", fmt.Errorf("keep picture: %w", err)
	}
	return id, nil
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

// keepPicture writes the file unless it is there whole: a damaged one is
// replaced when the same picture comes again.
func (db *DB) keepPicture(path string, data []byte, sum [sha256.Size]byte) error {
	if there, err := os.ReadFile(path); err == nil && sha256.Sum256(there) == sum {
		return nil
	}
	if err := db.room(uint64(len(data))); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make picture folder: %w", fullDisk(err))
	}
	if err := replaceFile(path, data, true); err != nil {
		return err
	}
	return errors.Join(syncDir(filepath.Dir(dir)), syncDir(db.dir)) // the names of new folders
}
