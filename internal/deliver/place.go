package deliver

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"stet/internal/article"
	"stet/internal/bundle"
)

// occupant is what lies in a story's place at a target that keeps files.
type occupant struct {
	there   Remote
	digest  string // of a whole bundle of Stet's; "" = it is none
	stories []article.ID
	why     error // it is none
}

// occupantOf is what was found in a place: info of the thing itself, path where
// it can be read.
func occupantOf(there Remote, info fs.FileInfo, path string) (occupant, error) {
	o := occupant{there: there}
	o.there.Version = strangerVersion(info)
	if !info.IsDir() && !info.Mode().IsRegular() {
		return o, nil
	}
	digest, stories, err := bundle.Standing(path)
	switch {
	case err == nil:
		o.there.Version, o.there.Digest, o.digest, o.stories = digest, digest, digest, stories
	case errors.Is(err, bundle.ErrTarget):
		o.why = err
	default:
		return o, err
	}
	return o, nil
}

// strangerVersion tells two states of something that is no bundle apart.
func strangerVersion(info fs.FileInfo) string {
	return fmt.Sprintf("theirs %d %d", info.Size(), info.ModTime().Unix())
}

var errOtherPackage = errors.New("another package lies there than was left")

// mayTake agrees to take the place of what lies there: it is what Stet left, or
// what it brings, as of a sending whose answer was lost. To take a story down
// asks nobody, where nothing but the story lies there. aside says that a person
// looked at it and chose: it is moved and not lost.
func (p *Parcel) mayTake(o *occupant, doing string) (aside bool, err error) {
	down := p.Act == Withdraw || p.Act == HoldBack
	switch {
	case o.digest != "" && (o.digest == p.Known.Digest || p.Bundle != nil && o.digest == p.Bundle.Digest):
		return false, nil
	case o.digest != "" && down && p.Story != "" && slices.Equal(o.stories, []article.ID{p.Story}):
		return false, nil
	case p.Over == o.there.Version:
		return true, nil
	case o.digest != "":
		return false, &Failure{Reason: NotOurs, Doing: doing, There: o.there, Err: errOtherPackage}
	}
	return false, &Failure{Reason: NotOurs, Doing: doing, There: o.there, Err: o.why}
}

// asideOf are the names that something in a story's place may be moved to; no
// receiver takes it for the story there.
func asideOf(place string, n int) string {
	if n == 0 {
		return place + ".theirs"
	}
	return fmt.Sprintf("%s.theirs-%d", place, n+1)
}
