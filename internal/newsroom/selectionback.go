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

// TakeBack undoes what revisions did to where their stories stand, of all of
// them at once: status, flag, section, assignee, deadline, length, urgency and
// trash are as before; words that were written since stay. A story in which any
// of that was changed again since is left as it is, and told with who did it.
// What it does is a revision like any other, so that it can be taken back too.
func (r *Room) TakeBack(did []Did) (SelectionDone, error) {
	if len(did) > mostSelected {
		return SelectionDone{}, fmt.Errorf("%w: %d stories at once; the most is %d", article.ErrValue, len(did), mostSelected)
	}
	ids, revs := make([]article.ID, len(did)), map[article.ID]int64{}
	for i, d := range did {
		ids[i], revs[d.ID] = d.ID, d.Rev
	}
	sections, err := r.db.Sections()
	if err != nil {
		return SelectionDone{}, err
	}
	return r.together(ids, false, func(now article.Article) (*store.Entry, error) {
		return r.takenBack(&now, revs[now.ID], sections)
	})
}

func (r *Room) takenBack(now *article.Article, rev int64, sections []desk.Section) (*store.Entry, error) {
	if rev < 2 || rev > now.Rev {
		return nil, &article.MoveError{Message: "Nothing stood there before.", Hint: "Put it in the trash instead."}
	}
	did, err := r.db.GetRev(now.ID, rev)
	if err != nil {
		return nil, err
	}
	was, err := r.db.GetRev(now.ID, rev-1)
	if err != nil {
		return nil, err
	}
	after, err := article.TakeBack(now, &did, &was)
	var moved *article.MovedOnError
	switch {
	case errors.As(err, &moved):
		return nil, r.movedOn(now, rev, moved.Field)
	case err != nil:
		return nil, err
	}
	gone := func() bool {
		return !slices.ContainsFunc(sections, func(s desk.Section) bool { return s.ID == after.SectionID })
	}
	if after.SectionID != now.SectionID && after.SectionID != "" && gone() {
		return nil, &article.MoveError{Message: "The section that it was in is gone.", Hint: "It stays where it is."}
	}
	changed := article.Changed(now, &after)
	if len(changed) == 0 && after.Trashed == now.Trashed {
		return nil, nil
	}
	return r.counted(after, "taken back", changed, article.Returned(now, &after))
}

// placedWords are what the desk calls the fields that can be taken back.
var placedWords = map[string]string{
	"status": "the status", "flag": "the flag", "assignee": "who has it", "deadline": "the deadline",
	"commissionedLength": "the length", "urgency": "the urgency", "section": "the section", "trash": "the trash",
}

// movedOn says who changed a field after a revision.
func (r *Room) movedOn(now *article.Article, rev int64, field string) error {
	revisions, err := r.db.History(now.ID)
	if err != nil {
		return err
	}
	who := "Somebody"
	for _, later := range revisions { // newest first
		if later.Rev <= rev {
			break
		}
		if changes(&later, field) {
			who = fmt.Sprintf("%s, at %s,", later.By, r.saidAt(later.At))
			break
		}
	}
	return &article.MoveError{
		Message: fmt.Sprintf("%s has changed %s since.", who, placedWords[field]),
		Hint:    "It stays as it is now.",
	}
}

// saidAt is a moment by the newsroom's clock, with the day where it is not today.
func (r *Room) saidAt(at time.Time) string {
	house, err := r.House()
	if err != nil {
		house = article.DefaultHouse()
	}
	zone := house.Location()
	if here, now := at.In(zone), r.now().In(zone); here.YearDay() != now.YearDay() || here.Year() != now.Year() {
		return here.Format("15:04 on 2 January 2006")
	}
	return at.In(zone).Format("15:04")
}

// changes reports whether a revision changed a field, or the trash.
func changes(rev *article.Revision, field string) bool {
	if field == intoTrash {
		return slices.ContainsFunc(rev.Deeds, func(d article.Deed) bool { return d.What == article.DeedTrash })
	}
	return slices.Contains(rev.Changed, field)
}

// LastPlaced is the newest revision of a story that changed where it stands.
// It wraps ErrNotPlaced.
func (r *Room) LastPlaced(id article.ID) (Did, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return Did{}, err
	}
	for _, rev := range revisions {
		for field := range placedWords {
			if rev.Rev > 1 && changes(&rev, field) {
				return Did{id, rev.Rev}, nil
			}
		}
	}
	return Did{}, ErrNotPlaced
}

// ErrNotPlaced says that nothing was done to where a story stands.
var ErrNotPlaced = errors.New("nothing was done to where the story stands")
