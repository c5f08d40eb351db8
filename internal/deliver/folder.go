package deliver

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"stet/internal/archive"
	"stet/internal/bundle"
)

// folder puts bundles into a folder, where other software takes them up. A
// story has one place there: what is sent later replaces it.
type folder struct {
	config  Config
	options Options
}

func (t *folder) Test(context.Context) (Tested, error) {
	const doing = "open the folder"
	info, err := os.Stat(t.config.Address)
	if err != nil {
		return Tested{}, t.failure(doing, err)
	}
	if !info.IsDir() {
		return Tested{}, &Failure{Reason: Setup, Doing: doing, Says: "it is a file"}
	}
	f, err := os.CreateTemp(t.config.Address, ".stet-test-*")
	if err != nil {
		return Tested{}, t.failure("write into the folder", err)
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return Tested{}, t.failure("write into the folder", err)
	}
	return Tested{Says: t.config.Address, Warnings: []string{}}, nil
}

// Send puts the bundle in its place, whole or not at all. A story that was
// withdrawn leaves the bundle that says so in its place, or nothing.
func (t *folder) Send(ctx context.Context, p Parcel, note func(Remote)) (Outcome, error) {
	name := placeOf(p, t.config.Unpacked)
	path := filepath.Join(t.config.Address, name)
	if p.Bundle != nil {
		if err := p.mayGoNow(t.options.Now()); err != nil {
			return Outcome{}, err
		}
		if _, err := os.Stat(t.config.Address); err != nil {
			return Outcome{}, t.failure("open the folder", err) // else an unmounted disk's folder would be made anew
		}
	}
	back, err := t.clear(path, &p)
	if err != nil {
		return Outcome{}, err
	}
	if p.Bundle == nil {
		if err := t.remove(path); err != nil {
			return Outcome{}, err
		}
		return Outcome{State: Gone, Remote: Remote{ID: name}, Differences: []Difference{}}, nil
	}
	if err := p.Bundle.CopyTo(ctx, path); err != nil {
		err = errors.Join(err, back())
		if ctx.Err() != nil {
			return Outcome{}, ctx.Err()
		}
		if errors.Is(err, bundle.ErrTarget) { // beside the place, where the signature goes: nobody can choose there
			return Outcome{}, failed(Refused, "put the bundle there", err)
		}
		return Outcome{}, t.failure("put the bundle there", err)
	}
	note(Remote{ID: name, URL: path, Version: p.Bundle.Digest, Digest: p.Bundle.Digest})
	return t.Read(ctx, p)
}

// clear looks what lies in a parcel's place. What a person chose to write over
// is moved aside; back undoes that, as long as the place is free.
func (t *folder) clear(path string, p *Parcel) (back func() error, err error) {
	const doing = "look what stands in the story's place"
	back = func() error { return nil }
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return back, nil
	}
	if err != nil {
		return back, t.failure(doing, err)
	}
	o, err := occupantOf(Remote{ID: filepath.Base(path), URL: path}, info, path)
	if err != nil {
		return back, t.failure(doing, err)
	}
	aside, err := p.mayTake(&o, doing)
	if err != nil || !aside {
		return back, err
	}
	to := asideOf(path, 0)
	for n := 1; taken(to); n++ {
		to = asideOf(path, n)
	}
	if err := moved(path, to); err != nil {
		return back, t.failure("move what stands in the story's place", err)
	}
	return func() error { return moved(to, path) }, nil
}

func taken(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// moved moves a file or a folder, with the signature beside it.
func moved(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	err := os.Rename(bundle.SignaturePath(from), bundle.SignaturePath(to))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// remove takes the bundle away, which was looked at, and its signature, which an
// earlier try may have left.
func (t *folder) remove(path string) error {
	err := os.RemoveAll(path)
	if err == nil {
		err = bundle.Unsign(path)
	}
	if err != nil {
		return t.failure("take the bundle away", err)
	}
	return nil
}

func (t *folder) Read(_ context.Context, p Parcel) (Outcome, error) {
	name := placeOf(p, t.config.Unpacked)
	path := filepath.Join(t.config.Address, name)
	there, err := bundle.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(t.config.Address); err != nil {
			return Outcome{}, t.failure("open the folder", err)
		}
		return Outcome{State: Absent, Differences: []Difference{}}, nil
	}
	if err != nil {
		return Outcome{}, t.failure("read the bundle there", err)
	}
	there.Close()
	o := Outcome{
		Remote: Remote{ID: name, URL: path, Version: there.Digest, Digest: there.Digest},
		State:  Left, Differences: []Difference{},
	}
	if p.Act == Withdraw {
		o.State = Gone // what lies there says so
	}
	o.Differences = append(o.Differences, p.unlike(there)...)
	return o, nil
}

// unlike is what a bundle that lies at a target has otherwise than the one that
// was sent.
func (p Parcel) unlike(there *bundle.Opened) []Difference {
	all := []Difference{}
	if p.Bundle == nil {
		return all
	}
	if there.Digest != p.Bundle.Digest {
		all = append(all, Difference{"bundle", p.Bundle.Digest, there.Digest})
	}
	if p.Bundle.Signed != nil && !bytes.Equal(there.Signed, p.Bundle.Signed) {
		all = append(all, Difference{"signature", p.Bundle.Key, there.Key})
	}
	return all
}

// failure sorts the system's errors. A disk that is not there may be mounted
// again; what Stet must not write over is for a person.
func (t *folder) failure(doing string, err error) *Failure {
	switch {
	case errors.Is(err, bundle.ErrTarget), errors.Is(err, bundle.ErrDamaged), errors.Is(err, bundle.ErrForeign):
		return failed(NotOurs, doing, err)
	case errors.Is(err, archive.ErrName), errors.Is(err, archive.ErrLimit):
		return failed(Refused, doing, err)
	case errors.Is(err, syscall.ENOSPC):
		return failed(Later, doing, errFull)
	case errors.Is(err, fs.ErrPermission):
		return failed(NoAccess, doing, err)
	case errors.Is(err, fs.ErrNotExist):
		return failed(Offline, doing, err)
	}
	return failed(Later, doing, err)
}

var errFull = errors.New("the disk there is full")

// placeOf is the name under which a parcel lies in a folder. It stays the same
// when the slug changes, or a story would lie there twice.
func placeOf(p Parcel, unpacked bool) string {
	if id := p.Known.ID; archive.CheckName(id) == nil && !strings.Contains(id, "/") {
		return id
	}
	ext := ".zip"
	if unpacked {
		ext = ""
	}
	if p.Front != "" {
		return "stet-front-" + p.Name + ext
	}
	if p.Story == "" {
		return strings.TrimSuffix(filepath.Base(p.Bundle.Path), filepath.Ext(p.Bundle.Path)) + ext
	}
	return "stet-" + string(p.Story) + ext
}
