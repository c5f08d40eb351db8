package newsroom

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// Why a merging cannot be taken back.
var (
	ErrNotUnited   = errors.New("the newest revision is not the one of a merging")
	ErrWorkedSince = errors.New("it was worked on since the merging")
)

// UndoUnite takes the merging back that made the newest revision of a story,
// whichever of the two it is: both
// stories are as they were, as new revisions, and so is every lineup. A lineup
// that somebody has worked on since keeps that work: only the other story's
// place is given back to it. It wraps ErrNotUnited or ErrWorkedSince, and then
// nothing has changed.
func (r *Room) UndoUnite(id article.ID) (United, error) {
	r.lineupTurn.Lock()
	defer r.lineupTurn.Unlock()
	_, deed, err := r.mergedAt(id)
	if err != nil {
		return United{}, err
	}
	return r.parted(article.ID(deed.To), article.ID(deed.From))
}

// parted makes two stories of what a merging left of them.
func (r *Room) parted(into, other article.ID) (United, error) {
	merged, deed, err := r.mergedAt(into)
	if errors.Is(err, ErrNotUnited) {
		return United{}, fmt.Errorf("%w: %s", ErrWorkedSince, r.called(into))
	}
	if err != nil {
		return United{}, err
	}
	theirs, theirDeed, err := r.mergedAt(other)
	if errors.Is(err, ErrNotUnited) || err == nil && (theirDeed != deed || !theirs.At.Equal(merged.At)) {
		return United{}, fmt.Errorf("%w: %s", ErrWorkedSince, r.called(other))
	}
	if err != nil {
		return United{}, err
	}
	now := r.now()
	note := "taken back: " + r.called(other) + " is a story of its own again"
	parted := article.Deed{What: article.DeedParted, From: deed.From, To: deed.To}
	entries := make([]store.Entry, 2)
	for i, of := range []struct {
		id  article.ID
		rev int64
	}{{into, merged.Rev}, {other, theirs.Rev}} {
		if entries[i], err = r.before(of.id, of.rev, note, parted, now); err != nil {
			return United{}, err
		}
	}
	u := united{}
	stayed := 0
	if u.lineups, stayed, err = r.pointedBack(into, other, merged.At); err != nil {
		return United{}, err
	}
	done, err := r.keepUnited(u, entries, note, now)
	done.Stayed = stayed
	return done, err
}

// mergedAt is the newest revision of a story, which two became one in.
func (r *Room) mergedAt(id article.ID) (article.Revision, article.Deed, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return article.Revision{}, article.Deed{}, err
	}
	newest := revisions[0]
	if i := slices.IndexFunc(newest.Deeds, func(d article.Deed) bool { return d.What == article.DeedUnited }); i >= 0 {
		return newest, newest.Deeds[i], nil
	}
	return newest, article.Deed{}, fmt.Errorf("%w: %s", ErrNotUnited, r.called(id))
}

// before is a story as it was ahead of a revision, as its next one.
func (r *Room) before(id article.ID, rev int64, note string, deed article.Deed, now time.Time) (store.Entry, error) {
	head, err := r.db.Get(id)
	if err != nil {
		return store.Entry{}, err
	}
	was, err := r.db.GetRev(id, rev-1)
	if err != nil {
		return store.Entry{}, err
	}
	was.Rev = head.Rev
	return r.stood(&head, was, note, deed, now)
}

// pointedBack are the lineups that a merging changed, with the other story where
// it stood; stayed counts those that were worked on since and whose place could
// not be told any more.
func (r *Room) pointedBack(story, other article.ID, at time.Time) (lineups []desk.Lineup, stayed int, err error) {
	all, err := r.storedLineups()
	if err != nil {
		return nil, 0, err
	}
	for _, l := range all {
		past, err := r.db.LineupHistory(l.ID)
		if err != nil {
			return nil, 0, err
		}
		i := repointing(past, other, at)
		if i < 0 {
			continue
		}
		back := l.AsIn(past[i+1])
		if i > 0 {
			back = l.GiveBack(past[i+1], story, other)
		}
		if sameLineup(l, back) {
			stayed++
			continue
		}
		lineups = append(lineups, back)
	}
	return lineups, stayed, nil
}

// repointing is the state of a lineup, of all newest first, that took a story
// out of it at a moment; -1 = none did.
func repointing(past []desk.Lineup, story article.ID, at time.Time) int {
	for i := range len(past) - 1 {
		if past[i].At.Equal(at) && slices.Contains(past[i+1].Stories(), story) && !slices.Contains(past[i].Stories(), story) {
			return i
		}
	}
	return -1
}
