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
	if p.Bundle == nil {
		if err := t.remove(path); err != nil {
			return Outcome{}, err
		}
		return Outcome{State: Gone, Remote: Remote{ID: name}, Differences: []Difference{}}, nil
	}
	if err := p.mayGoNow(t.options.Now()); err != nil {
		return Outcome{}, err
	}
	if _, err := os.Stat(t.config.Address); err != nil {
		return Outcome{}, t.failure("open the folder", err) // else an unmounted disk's folder would be made anew
	}
	if err := p.Bundle.CopyTo(ctx, path); err != nil {
		if ctx.Err() != nil {
			return Outcome{}, ctx.Err()
		}
		return Outcome{}, t.failure("put the bundle there", err)
	}
	note(Remote{ID: name, URL: path, Version: p.Bundle.Digest, Digest: p.Bundle.Digest})
	return t.Read(ctx, p)
}

// remove takes away what is a bundle of Stet's, and nothing else.
func (t *folder) remove(path string) error {
	const doing = "take the bundle away"
	there, err := bundle.Open(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &Failure{Reason: NotOurs, Doing: doing, There: Remote{ID: filepath.Base(path), URL: path}, Err: err}
	}
	if err == nil {
		there.Close()
		err = os.RemoveAll(path)
	} else {
		err = nil // an earlier try may have left the signature
	}
	if err == nil {
		err = bundle.Unsign(path)
	}
	if err != nil {
		return t.failure(doing, err)
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
