package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
)

// Item is one file to write. Stored says that compressing it is useless, as
// for pictures; such Data is kept until the item is added, other Data is the
// caller's again once it is packed.
type Item struct {
	Name   string // passes [CheckName]
	Data   []byte
	Stored bool
}

// Packed is an item ready to be added.
type Packed struct {
	name  string
	entry zipEntry
	data  []byte
}

// medium is how a tree is put down: as a folder or as a zip.
type medium interface {
	pack(Item) (Packed, error) // safe for concurrent use
	add(Packed) error
	finish() error
}

// streamer is a medium to which a file can be written piece by piece.
type streamer interface {
	stream(name string, write func(io.Writer) error) error
}

// Writer writes one tree. After Create, call Commit or Abort; nothing stands
// at the target before Commit, and nothing is left anywhere after Abort.
type Writer struct {
	target  *target
	staging string
	hold    *os.File // the staging place, locked
	medium  medium
	names   *names
	early   *early // nil = the tree is in memory
	done    bool
	passing bool
}

// InPassing says that the tree goes on from here at once and is thrown away:
// Commit need not wait until the disk has it.
func (w *Writer) InPassing() { w.passing = true }

// Whole takes a finished zip as it is, in place of a tree that is written file by
// file. The target must be a zip; what is in it nobody looks at.
func (w *Writer) Whole(zip io.Reader) error {
	if !w.target.zip {
		return fmt.Errorf("copy to %s: it is no zip", w.target.path)
	}
	w.medium = finished{}
	if _, err := io.Copy(w.hold, zip); err != nil {
		return fmt.Errorf("copy to %s: %w", w.target.path, err)
	}
	return nil
}

// finished is a medium to which nothing is added.
type finished struct{}

func (finished) pack(Item) (Packed, error) { return Packed{}, errFinished }
func (finished) add(Packed) error          { return errFinished }
func (finished) finish() error             { return nil }

var errFinished = errors.New("the zip is finished already")

// Create begins a tree at out: a zip where the name ends in .zip, else a
// folder. Missing parent folders are made. The target may be absent or empty;
// mayReplace is asked about anything else and says why not. What must not be
// written over gives a [*TargetError].
func Create(out string, mayReplace func(path string) error) (*Writer, error) {
	t, err := newTarget(out, mayReplace)
	if err != nil {
		return nil, err
	}
	t.sweep()
	there, err := t.check()
	if err != nil {
		return nil, err
	}
	if err := t.makeParents(); err != nil {
		return nil, err
	}
	w := &Writer{target: t, names: newNames()}
	err = w.begin()
	if err == nil && there != nil {
		err = os.Chmod(w.staging, there.Mode().Perm()) // a private folder stays private
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin beside %s: %w", t.path, err), w.Abort())
	}
	return w, nil
}

// begin makes and locks the staging place. Another writer's sweep may take it
// away before the lock is ours; then it is made again.
func (w *Writer) begin() (err error) {
	for {
		w.staging = w.target.beside()
		if w.hold, err = makeStaging(w.staging, w.target.zip); err != nil {
			return err
		}
		lock(w.hold)
		if stands(w.hold, w.staging) {
			break
		}
		w.hold.Close()
	}
	w.early = &early{hold: w.hold}
	w.medium = newFolderMedium(w.staging)
	if w.target.zip {
		w.medium = &zipFile{newZipMedium(w.hold), w.hold}
	}
	return nil
}

func makeStaging(path string, zip bool) (*os.File, error) {
	if zip {
		return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err := os.Mkdir(path, 0o777); err != nil {
		return nil, err
	}
	return os.Open(path)
}

// stands reports whether path still leads to the open file.
func stands(f *os.File, path string) bool {
	held, err := f.Stat()
	if err != nil {
		return false
	}
	found, err := os.Lstat(path)
	return err == nil && os.SameFile(held, found)
}

// Pack does the costly part of writing an item. It is safe for concurrent
// use; every packed item must then be added.
func (w *Writer) Pack(item Item) (Packed, error) {
	if err := CheckName(item.Name); err != nil {
		return Packed{}, &EntryError{item.Name, err}
	}
	p, err := w.medium.pack(item)
	if err != nil {
		return Packed{}, fmt.Errorf("write %s: %w", item.Name, err)
	}
	if w.early != nil && !w.passing {
		w.early.wrote(len(item.Data))
	}
	return p, nil
}

// Add puts a packed item into the tree. A zip's bytes follow the order of the
// calls, so the caller keeps that order the same for the same input; the
// directory at its end is sorted by name.
func (w *Writer) Add(p Packed) error {
	if err := w.names.addChecked(p.name); err != nil {
		return &EntryError{p.name, err}
	}
	if err := w.medium.add(p); err != nil {
		return fmt.Errorf("write %s: %w", p.name, err)
	}
	return nil
}

// Put packs and adds.
func (w *Writer) Put(item Item) error {
	p, err := w.Pack(item)
	if err != nil {
		return err
	}
	return w.Add(p)
}

// Stream adds a file whose bytes are too many to hold at once. What write says
// must be the same each time: it may be asked again. A tree in memory holds
// them all the same.
func (w *Writer) Stream(name string, write func(io.Writer) error) error {
	s, ok := w.medium.(streamer)
	if !ok {
		var whole bytes.Buffer
		if err := write(&whole); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		return w.Put(Item{Name: name, Data: whole.Bytes()})
	}
	if err := w.names.addFile(name); err != nil {
		return &EntryError{name, err}
	}
	if err := s.stream(name, write); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// Commit brings the tree to the disk and renames it into place. On an error
// nothing of it is left and the target is as it was.
func (w *Writer) Commit() error {
	err := errors.Join(w.medium.finish(), w.early.wait())
	if err == nil && !w.passing {
		err = syncAll(w.hold, w.staging)
	}
	if runtime.GOOS == "windows" {
		w.hold.Close() // an open file cannot be renamed there
	}
	if err == nil {
		err = w.target.place(w.staging)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("finish %s: %w", w.target.path, err), w.Abort())
	}
	w.done = true
	w.hold.Close() // lets go of the lock; everything was synced
	if w.passing {
		return nil
	}
	return syncParent(w.target.path)
}

// Path is where the tree stands after Commit.
func (w *Writer) Path() string { return w.target.path }

// Abort takes away what was written so far. After Commit it does nothing, so
// that it can be deferred.
func (w *Writer) Abort() error {
	if w.done {
		return nil
	}
	w.done = true
	if w.hold != nil {
		_ = w.early.wait() // what it says does not matter any more
		w.hold.Close()
	}
	err := os.RemoveAll(w.staging)
	w.target.unmake()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear what was begun: %w", err)
	}
	return nil
}
