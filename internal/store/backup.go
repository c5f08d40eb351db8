package store

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A backup is one file: a header like a journal segment's, under another
// magic, and then the journal's records from the first on, as they stand
// there. The record of a picture carries the picture's bytes as its
// attachment. Each run of [DB.Backup] appends what is new and ends with a
// seal, a record of fixed size, so that a whole backup ends in one; what
// stands behind the last seal is an unfinished run.
const backupMagic = "STETBKUP"

// Marks stand in backups only and have the sequence that the next record will
// have: kindSeal ends a run, kindSegment says that a segment of the journal
// begins, so that a restored one can be read alone as well.
const (
	kindSeal    kind = 200
	kindSegment kind = 201
)

// seal says until when a backup is whole. Its record has the sequence that
// the next record will have.
type seal struct {
	At   string `json:"at"`   // RFC 3339, UTC, seconds
	Last string `json:"last"` // newest sequence before it, 20 digits
}

// ErrBackup: a file is no backup that can be gone on with or restored.
var ErrBackup = errors.New("this backup cannot be used")

// ErrOccupied: a newsroom is to be made where something is.
var ErrOccupied = errors.New("the folder holds something already")

// errUnfinished: not one run of a backup came to its end.
var errUnfinished = fmt.Errorf("%w: it was never finished; choose another file", ErrBackup)

// Backup is what a backup file holds.
type Backup struct {
	Path     string    `json:"path"`
	At       time.Time `json:"at"`       // of its last seal, UTC
	Changes  int64     `json:"changes"`  // the newest change that is in it
	Added    int64     `json:"added"`    // changes that this run brought
	Pictures int       `json:"pictures"` // whose bytes are in it
	Missing  []string  `json:"missing"`  // ids of pictures that are not: they were gone or damaged
	Size     int64     `json:"size"`     // bytes
}

// Backup writes every change to the backup at path, or to one that is there
// already those it lacks, syncs it, and reads the whole file again. Memory is
// bounded by the largest record; saves go on meanwhile. It wraps ErrBackup
// where the file is something else, damaged, of another newsroom or of another
// course of this one: nothing in it is touched then. When a run fails the
// backup stays as the last whole run left it.
func (db *DB) Backup(ctx context.Context, path string) (Backup, error) {
	j, err := db.snapshot()
	if err != nil {
		return Backup{}, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return Backup{}, fmt.Errorf("open backup: %w", err)
	}
	defer f.Close()
	w := backupWriter{db: db, journal: j, file: f, ctx: ctx}
	held, err := w.goOnFrom()
	if err != nil {
		return Backup{}, fmt.Errorf("%s: %w", path, err)
	}
	if err := w.append(held); err != nil {
		w.undo(path, held)
		return Backup{}, fmt.Errorf("write backup %s: %w", path, fullDisk(err))
	}
	done, err := ReadBackup(ctx, path)
	if err != nil {
		return Backup{}, fmt.Errorf("read the backup again: %w", err)
	}
	done.Added = done.Changes - held.Changes
	return done, nil
}

// snapshot is the journal as it stands now, for reading beside the saves:
// what is in it never changes.
func (db *DB) snapshot() (*journal, error) {
	if err := db.arrived(); err != nil {
		return nil, err
	}
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.closed {
		return nil, ErrClosed
	}
	db.turn <- struct{}{}
	defer func() { <-db.turn }()
	j := db.journal
	return &journal{dir: j.dir, newsroom: j.newsroom, segments: slices.Clone(j.segments), next: j.next}, nil
}

// backupWriter appends to one backup.
type backupWriter struct {
	db      *DB
	journal *journal // a snapshot
	file    *os.File
	ctx     context.Context
}

// goOnFrom reads what the file holds and makes sure that this newsroom's
// journal goes on from there.
func (w *backupWriter) goOnFrom() (Backup, error) {
	info, err := w.file.Stat()
	if err != nil || info.Size() == 0 {
		return Backup{}, err
	}
	in := backupReader{ctx: w.ctx}
	held, err := in.read(w.file)
	if errors.Is(err, errUnfinished) && in.newsroom == w.journal.newsroom {
		return Backup{}, nil // begun by a run that was cut off: begin again
	}
	if err != nil {
		return held, err
	}
	switch {
	case in.newsroom != w.journal.newsroom:
		return held, fmt.Errorf("%w: it is of another newsroom; choose another file", ErrBackup)
	case held.Changes > int64(w.journal.last()):
		return held, fmt.Errorf("%w: it holds %d changes and the newsroom %d, so the newsroom is an older copy; restore the backup, or choose another file",
			ErrBackup, held.Changes, w.journal.last())
	case held.Changes == 0:
		return held, nil
	}
	return held, w.sameAt(in.lastRecord)
}

// sameAt compares the newest record of the backup with the journal's. A gap
// there is what a journal made anew has in place of facts that were replaced.
func (w *backupWriter) sameAt(held record) error {
	same := false
	found := errors.New("found")
	err := w.journal.each(held.seq, position{}, func(r record) error {
		same = r.kind == kindGap || held.kind == kindGap || r.kind == held.kind && string(r.json) == string(held.json)
		return found
	})
	if err != nil && !errors.Is(err, found) {
		return err
	}
	if !same {
		return fmt.Errorf("%w: the newsroom went another way after change %d; choose another file", ErrBackup, held.seq-1)
	}
	return nil
}

// append writes what held lacks behind its last seal.
func (w *backupWriter) append(held Backup) error {
	if held.Changes == int64(w.journal.last()) && held.Size > 0 {
		return w.file.Truncate(held.Size)
	}
	if err := w.file.Truncate(held.Size); err != nil {
		return err
	}
	if _, err := w.file.Seek(held.Size, io.SeekStart); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w.file, 1<<20)
	if held.Size == 0 {
		s := segment{number: 1, first: 1, newsroom: w.journal.newsroom}
		out.Write(s.headerUnder(backupMagic)) // Flush tells
	}
	if err := w.records(out, uint64(held.Changes)+1); err != nil {
		return err
	}
	end, err := w.seal()
	if err != nil {
		return err
	}
	out.Write(end)
	if err := out.Flush(); err != nil {
		return err
	}
	return errors.Join(w.file.Sync(), syncDir(filepath.Dir(w.file.Name())))
}

// records copies the journal from a sequence on, with the pictures' bytes.
func (w *backupWriter) records(out io.Writer, from uint64) error {
	begins := map[uint64]bool{}
	for _, s := range w.journal.segments {
		begins[s.first] = s.first > 1
	}
	var buf []byte
	return w.journal.each(from, position{}, func(r record) error {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if begins[r.seq] {
			mark := record{seq: r.seq, kind: kindSegment, json: []byte("{}")}
			if _, err := out.Write(mark.appendTo(nil)); err != nil {
				return err
			}
		}
		if r.kind == kindPicture {
			var p pictureFact
			if err := json.Unmarshal(r.json, &p); err != nil {
				return fmt.Errorf("%w: read fact %d: %v", ErrDamaged, r.seq, err)
			}
			data, err := w.db.Picture(p.ID)
			if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged) {
				return err
			}
			r.extra = data // none: reading the backup names it as missing
		}
		buf = r.appendTo(buf[:0])
		_, err := out.Write(buf)
		return err
	})
}

func (w *backupWriter) seal() ([]byte, error) {
	text, err := encodeJSON(seal{At: w.db.options.Now().UTC().Format(time.RFC3339), Last: fmt.Sprintf("%020d", w.journal.last())})
	r := record{seq: w.journal.next, kind: kindSeal, json: text}
	return r.appendTo(nil), err
}

// undo leaves the file as the last whole run left it; what cannot be cut off
// is an unfinished run, which the next one writes over.
func (w *backupWriter) undo(path string, held Backup) {
	if held.Size == 0 {
		os.Remove(path)
		return
	}
	_ = w.file.Truncate(held.Size)
}
