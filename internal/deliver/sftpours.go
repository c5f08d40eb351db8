package deliver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// ours: what stands in a story's place was sent from here, or is a bundle of
// Stet's, as of a sending whose answer was lost. Anything else is somebody's,
// and a person looks at it first. A package has a name that others may use too.
func (t *sftpTarget) ours(ctx context.Context, s *sftpSession, p Parcel) error {
	const doing = "look what stands in the story's place"
	if p.Known.Version != "" {
		return nil
	}
	name := placeOf(p, t.config.Unpacked)
	info, err := s.Lstat(path.Join(s.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.failure(ctx, doing, err)
	}
	there := Remote{ID: name, URL: t.config.Address + "/" + name, Version: fmt.Sprintf("theirs %d %d", info.Size(), info.ModTime().Unix())}
	if p.Over == there.Version {
		return nil
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return &Failure{Reason: NotOurs, Doing: doing, There: there}
	}
	_, err = t.read(ctx, s, p)
	var f *Failure
	if errors.As(err, &f) && f.Reason == Conflict {
		return &Failure{Reason: NotOurs, Doing: doing, There: there, Err: f.Err}
	}
	return err
}
