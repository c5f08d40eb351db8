package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"
)

// ReadBackup reads a whole backup and proves every record and picture in it.
// It wraps ErrBackup, with the place, where it is not whole.
func ReadBackup(ctx context.Context, path string) (Backup, error) {
	f, err := os.Open(path)
	if err != nil {
		return Backup{}, fmt.Errorf("open backup: %w", err)
	}
	defer f.Close()
	in := backupReader{ctx: ctx}
	b, err := in.read(f)
	if err != nil {
		return b, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// Restore makes a newsroom in dir, which must be absent or empty, from a
// backup, and opens it once, so that both copies stand. The error wraps
// ErrBackup where the backup is damaged, and ErrOccupied where dir holds
// something; what was begun is then removed.
func Restore(ctx context.Context, path, dir string, o Options) (Backup, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return Backup{}, fmt.Errorf("%s: %w", dir, ErrOccupied)
	}
	f, err := os.Open(path)
	if err != nil {
		return Backup{}, fmt.Errorf("open backup: %w", err)
	}
	defer f.Close()
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return Backup{}, fmt.Errorf("make newsroom folder: %w", err)
	}
	// The name is given at the end: half a newsroom must not look like one.
	fresh, err := os.MkdirTemp(filepath.Dir(dir), ".stet-restoring-*")
	if err != nil {
		return Backup{}, fmt.Errorf("make newsroom folder: %w", fullDisk(err))
	}
	defer os.RemoveAll(fresh)
	b, err := unpackBackup(ctx, f, fresh, o.filled())
	if err != nil {
		return Backup{}, fmt.Errorf("restore %s: %w", path, fullDisk(err))
	}
	b.Path = path
	db, err := Open(fresh, o)
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		return Backup{}, fmt.Errorf("open what was restored: %w", err)
	}
	_ = os.Remove(dir) // an empty folder; where it is more, Rename says so
	if err := os.Rename(fresh, dir); err != nil {
		return Backup{}, fmt.Errorf("name the restored newsroom: %w", err)
	}
	return b, syncDir(filepath.Dir(dir))
}

// unpackBackup writes a backup's records as a journal and its pictures as files.
func unpackBackup(ctx context.Context, f *os.File, dir string, o Options) (Backup, error) {
	j, err := openJournal(filepath.Join(dir, journalName), o.sizes.segment, position{}, o.Progress)
	if err != nil {
		return Backup{}, err
	}
	defer j.abandon()
	unpacked := &DB{dir: dir, options: o, journal: j}
	batch, size := []record{}, 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := j.append(batch)
		batch, size = batch[:0], 0
		return err
	}
	j.limit = math.MaxInt64 // segments begin where they began
	in := backupReader{ctx: ctx}
	in.visit = func(r record) error {
		j.newsroom = in.newsroom
		if r.kind == kindSegment {
			return errors.Join(flush(), j.seal())
		}
		if r.kind == kindPicture && len(r.extra) > 0 {
			if err := unpacked.keepPictures(map[string][]byte{hexSum(r.extra): r.extra}); err != nil {
				return err
			}
			r.extra = nil
		}
		batch = append(batch, r)
		if size += r.size(); size < mostBytes {
			return nil
		}
		return flush()
	}
	b, err := in.read(f)
	if err != nil {
		return b, err
	}
	return b, errors.Join(flush(), j.seal())
}

// backupReader reads a backup from its beginning.
type backupReader struct {
	ctx   context.Context
	visit func(record) error // of each record but seals, segment marks too; nil = only look

	newsroom   newsroomID
	lastRecord record // the newest but seals, without attachment
	since      Backup // as of the record read last
}

// read proves a backup up to its last seal. A file that ends in a seal must be
// whole; one that does not holds an unfinished run, which counts for nothing.
func (in *backupReader) read(f *os.File) (Backup, error) {
	info, err := f.Stat()
	if err != nil {
		return Backup{}, fmt.Errorf("read backup: %w", err)
	}
	h := make([]byte, segmentHeader)
	if _, err := f.ReadAt(h, 0); err != nil && !errors.Is(err, io.EOF) {
		return Backup{}, fmt.Errorf("read backup: %w", err)
	}
	s, err := parseHeader(backupMagic, h)
	if errors.Is(err, errBad) {
		return Backup{}, fmt.Errorf("%w: it does not begin like a backup of Stet", ErrBackup)
	}
	if err != nil {
		return Backup{}, err
	}
	in.newsroom = s.newsroom
	in.since = Backup{Path: f.Name(), Missing: []string{}}
	end, err := lastSeal(f, info.Size())
	if err != nil {
		return Backup{}, err
	}
	return in.records(f, end)
}

// records reads up to end, which is behind a seal.
func (in *backupReader) records(f *os.File, end int64) (Backup, error) {
	rr := newRecordReader(f, segmentHeader, end)
	next := uint64(1)
	for rr.offset < end {
		if err := in.ctx.Err(); err != nil {
			return Backup{}, err
		}
		at := rr.offset
		r, err := readInRow(rr, next)
		if err == nil && r.kind < kindSeal {
			next, err = after(&r)
		}
		if err == nil {
			err = in.take(r)
		}
		if errors.Is(err, errBad) || errors.Is(err, ErrDamaged) || errors.Is(err, io.EOF) {
			return Backup{}, fmt.Errorf("%w: it is damaged at byte %d: %v", ErrBackup, at, err)
		}
		if err != nil {
			return Backup{}, err
		}
	}
	in.since.Changes, in.since.Size = int64(next)-1, end
	return in.since, nil
}

func (in *backupReader) take(r record) error {
	switch r.kind {
	case kindSeal:
		var s seal
		if err := json.Unmarshal(r.json, &s); err != nil {
			return fmt.Errorf("%w: %v", errBad, err)
		}
		at, err := time.Parse(time.RFC3339, s.At)
		if err != nil {
			return fmt.Errorf("%w: %v", errBad, err)
		}
		in.since.At = at
		return nil
	case kindPicture:
		if err := in.picture(&r); err != nil {
			return err
		}
	}
	if r.kind < kindSeal {
		in.lastRecord = record{seq: r.seq, kind: r.kind, json: r.json}
	}
	if in.visit == nil {
		return nil
	}
	return in.visit(r)
}

func (in *backupReader) picture(r *record) error {
	var p pictureFact
	if err := json.Unmarshal(r.json, &p); err != nil {
		return fmt.Errorf("%w: %v", errBad, err)
	}
	if len(r.extra) == 0 && p.Size > 0 {
		in.since.Missing = append(in.since.Missing, p.ID)
		return nil
	}
	if sum := sha256.Sum256(r.extra); hex.EncodeToString(sum[:]) != p.ID {
		return fmt.Errorf("%w: picture %s is not what was stored", errBad, p.ID)
	}
	in.since.Pictures++
	return nil
}

// lastSeal finds where the last whole run ends: at the end of the file, or
// where the records of an unfinished run begin.
func lastSeal(f *os.File, size int64) (int64, error) {
	var sealed record
	text, err := encodeJSON(seal{At: "0000-00-00T00:00:00Z", Last: fmt.Sprintf("%020d", 0)})
	if err != nil {
		return 0, err
	}
	sealed.json = text
	length := int64(sealed.size())
	if size >= segmentHeader+length {
		r, err := newRecordReader(f, size-length, size).read()
		if err == nil && r.kind == kindSeal {
			return size, nil
		}
	}
	end := int64(0)
	for rr := newRecordReader(f, segmentHeader, size); ; {
		r, err := rr.read()
		if errors.Is(err, errBad) || errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, err
		}
		if r.kind == kindSeal {
			end = rr.offset
		}
	}
	if end == 0 {
		return 0, errUnfinished
	}
	return end, nil
}
