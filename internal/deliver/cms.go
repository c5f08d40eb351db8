package deliver

import (
	"context"
	"errors"
	"time"
)

// cmsSession is one visit at a CMS that is signed in. What a sending and a look
// do in which order is the same at all of them and stands here; how each of them
// is asked is theirs.
type cmsSession interface {
	// find looks for the story; nil = it is not there.
	find(ctx context.Context, p Parcel) (members, error)
	// story takes the story out of the bundle.
	story(p Parcel) (*post, error)
	// inPlace is what stands at the address of a story that is not there yet, if
	// somebody chose to write over that; nil = the address is free.
	inPlace(ctx context.Context, p Parcel) (members, error)
	// takeBack hides the story from readers, whatever somebody did to it there.
	takeBack(ctx context.Context, p Parcel, there members) (Outcome, error)
	// put makes the post, or changes it if nobody else did, and reads it back.
	put(ctx context.Context, p Parcel, there members, story *post, note func(Remote)) (Outcome, error)
	// outcome is what a post says of itself.
	outcome(there members, known Remote, found []Difference) Outcome
	// compare holds a post against what the story would be sent as, as far as
	// that is known without asking.
	compare(p Parcel, story *post, there members) []Difference
	// apart is how a post differs from the story for somebody who has to choose
	// between them. It changes nothing there.
	apart(ctx context.Context, p Parcel, story *post, there members) ([]Difference, error)
}

// sendTo brings a CMS to the state that a parcel asks for. now is by this
// machine's clock.
func sendTo(ctx context.Context, s cmsSession, now time.Time, p Parcel, note func(Remote)) (Outcome, error) {
	there, err := s.find(ctx, p)
	if err != nil {
		return Outcome{}, err
	}
	if p.Act == Withdraw || p.Act == HoldBack {
		if there == nil {
			return nothingThere(), nil
		}
		return s.takeBack(ctx, p, there)
	}
	story, err := s.story(p)
	if err == nil {
		err = p.mayGo(now)
	}
	if err == nil && there == nil {
		if err = vanished(p); err == nil {
			there, err = s.inPlace(ctx, p)
		}
	}
	if err != nil {
		return Outcome{}, withTheirs(ctx, s, p, story, err)
	}
	o, err := s.put(ctx, p, there, story, note)
	o.Differences = brief(o.Differences)
	return o, withTheirs(ctx, s, p, story, err)
}

// withTheirs adds to a failure that a person has to decide about how ours and
// theirs differ. Where that cannot be read it is no conflict yet: it is tried
// again.
func withTheirs(ctx context.Context, s cmsSession, p Parcel, story *post, err error) error {
	var f *Failure
	if !errors.As(err, &f) || f.theirs == nil {
		return err
	}
	differs, unread := s.apart(ctx, p, story, f.theirs)
	if unread != nil {
		return unread
	}
	f.Differs = differs
	return err
}

// readFrom looks what a CMS holds of a story.
func readFrom(ctx context.Context, s cmsSession, p Parcel) (Outcome, error) {
	there, err := s.find(ctx, p)
	if err != nil {
		return Outcome{}, err
	}
	if there == nil {
		return nothingThere(), nil
	}
	o := s.outcome(there, p.Known, []Difference{})
	o.since(p.Known.Version)
	if p.Bundle == nil {
		return o, nil
	}
	story, err := s.story(p)
	if err != nil {
		return Outcome{}, err
	}
	o.Differences = brief(s.compare(p, story, there))
	return o, nil
}

func nothingThere() Outcome { return Outcome{State: Absent, Differences: []Difference{}} }
