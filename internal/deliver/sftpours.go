package deliver

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"stet/internal/bundle"
)

// clear looks what lies in a parcel's place, as the folder does: what was not
// sent from here is somebody's, and a person looks at it first. A package has a
// name that others may use too. What a person chose to write over is moved aside.
func (t *sftpTarget) clear(ctx context.Context, s *sftpSession, p Parcel) error {
	const doing = "look what stands in the story's place"
	name := placeOf(p, t.config.Unpacked)
	place := path.Join(s.dir, name)
	info, err := s.Lstat(place)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.failure(ctx, doing, err)
	}
	there := Remote{ID: name, URL: t.config.Address + "/" + name}
	o := occupant{there: there}
	if o.there.Version = strangerVersion(info); p.Over != o.there.Version {
		dir, err := os.MkdirTemp("", "stet-read-")
		if err != nil {
			return failed(Later, doing, err)
		}
		defer os.RemoveAll(dir)
		local := filepath.Join(dir, "back")
		if info.IsDir() || info.Mode().IsRegular() {
			err = s.fetch(ctx, place, local, "", &room{files: 400_000, bytes: 4 << 30})
			if err != nil {
				return s.failure(ctx, doing, err)
			}
		}
		if o, err = occupantOf(there, info, local); err != nil {
			return s.failure(ctx, doing, err)
		}
	}
	aside, err := p.mayTake(&o, doing)
	if err != nil || !aside {
		return err
	}
	if err := s.aside(place); err != nil {
		return s.failure(ctx, "move what stands in the story's place", err)
	}
	return nil
}

// aside moves what stands in a place, with the signature beside it.
func (s *sftpSession) aside(place string) error {
	to := asideOf(place, 0)
	for n := 1; ; n++ {
		_, err := s.Lstat(to)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return err
		}
		to = asideOf(place, n)
	}
	if err := s.Rename(place, to); err != nil {
		return err
	}
	err := s.Rename(bundle.SignaturePath(place), bundle.SignaturePath(to))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
