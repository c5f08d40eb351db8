package article

import (
	"errors"
	"fmt"
)

// Placed are the fields that say where a story stands and what the desk means
// to do with it: what one action may change of many stories, and what may be
// taken back by itself, whatever was written since. To them belong "section",
// which the newsroom looks up, and whether the story is in the trash.
var Placed = []string{"status", "flag", "assignee", "deadline", "commissionedLength", "urgency"}

// ErrMovedOn: what is to be taken back was changed again since; the error is a
// *MovedOnError.
var ErrMovedOn = errors.New("changed since")

// MovedOnError names the field ("section" and "trash" too) that was changed
// since. Whoever knows the story's revisions says by whom.
type MovedOnError struct{ Field string }

func (e *MovedOnError) Error() string { return e.Field + " was changed since" }

// Is makes errors.Is(err, ErrMovedOn) hold.
func (e *MovedOnError) Is(target error) bool { return target == ErrMovedOn }

// TakeBack is the story of now with what a revision changed of where it stands
// as it was before that revision: did is the story as the revision left it, was
// as the one before did. It wraps ErrMovedOn where now has it otherwise than the
// revision left it, and ErrMove for a kill, which is no slip to be taken back,
// and for stories that became one, which is more than where one stands.
func TakeBack(now, did, was *Article) (Article, error) {
	if did.MergedInto != was.MergedInto {
		return *now, &MoveError{Message: "Two stories became one there, or two again.", Hint: "That is taken back as a whole, where it was done."}
	}
	after := *now
	for _, path := range Placed {
		f, err := FieldAt(path)
		if err != nil {
			return *now, err
		}
		before := f.Get(was)
		if f.Get(did) == before {
			continue
		}
		if f.Get(now) != f.Get(did) {
			return *now, &MovedOnError{path}
		}
		if err := f.Set(&after, before); err != nil {
			return *now, fmt.Errorf("take back %s: %w", path, err)
		}
	}
	if after.Status != now.Status && now.FirstPublished.Equal(did.FirstPublished) {
		after.FirstPublished = was.FirstPublished // it was not seen after all
	}
	switch {
	case did.SectionID != was.SectionID && now.SectionID != did.SectionID:
		return *now, &MovedOnError{"section"}
	case did.SectionID != was.SectionID:
		after.SectionID = was.SectionID
	}
	switch {
	case did.Trashed != was.Trashed && now.Trashed != did.Trashed:
		return *now, &MovedOnError{"trash"}
	case did.Trashed != was.Trashed:
		after.Trashed = was.Trashed
	}
	if after.Flag != now.Flag && (after.Flag == Killed || now.Flag == Killed) {
		return *now, &MoveError{Message: "A kill is not taken back like a slip.", Hint: "It comes back on hold first, by somebody who says why."}
	}
	return after, nil
}

// Returned says what taking something back did to where a story stands. Nobody
// judges it: the story stands where it stood.
func Returned(now, after *Article) []Deed {
	var deeds []Deed
	if now.Status != after.Status {
		deeds = append(deeds, Deed{DeedStatus, string(now.Status), string(after.Status)})
	}
	if now.Flag != after.Flag {
		deeds = append(deeds, Deed{DeedFlag, string(now.Flag), string(after.Flag)})
	}
	if now.Trashed != after.Trashed {
		deeds = append(deeds, Binned(after.Trashed))
	}
	return deeds
}

// Binned is the deed of putting a story in the trash, or of taking it out.
func Binned(trashed bool) Deed {
	if trashed {
		return Deed{What: DeedTrash, To: "moved to the trash"}
	}
	return Deed{What: DeedTrash, To: "taken out of the trash"}
}
