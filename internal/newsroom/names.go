package newsroom

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// ErrNoName says that no revision of a story has a name.
var ErrNoName = errors.New("no revision has that name")

// takenIn is the note of a revision that an import made.
const takenIn = "taken in"

// asFiled is what the first revision of copy that was taken in is called until
// somebody says otherwise: it is the copy as its writer filed it.
const asFiled = "as filed"

// longestName in characters: a name stands on one line of the history.
const longestName = 60

// NameRevision gives a revision of a story a name, changes it, or with "" takes
// it away; 0 is the newest revision. It wraps article.ErrValue when the name
// could be read as a revision's number, "now" or "sent", when it does not fit a
// line, and when another revision of the story has it.
func (r *Room) NameRevision(id article.ID, rev int64, name string) ([]article.Revision, error) {
	revisions, err := r.History(id)
	if err != nil {
		return nil, err
	}
	if rev == 0 {
		rev = revisions[0].Rev
	}
	if name, err = revisionName(name); err != nil {
		return nil, err
	}
	if name != "" {
		if other, found := called(revisions, name); found && other != rev {
			return nil, fmt.Errorf("%w: revision %d is called %q already; take the name away there first", article.ErrValue, other, name)
		}
	}
	if err := r.db.NameRevision(article.Naming{ID: id, Rev: rev, Name: name, By: r.Person().Sign(), At: r.now()}); err != nil {
		return nil, err
	}
	return r.History(id)
}

func revisionName(word string) (string, error) {
	name := strings.Join(strings.Fields(word), " ")
	_, err := strconv.ParseInt(name, 10, 64)
	switch {
	case err == nil || strings.EqualFold(name, "now") || strings.EqualFold(name, "sent"):
		return "", fmt.Errorf("%w: a revision cannot be called %q, which means another already", article.ErrValue, name)
	case utf8.RuneCountInString(name) > longestName:
		return "", fmt.Errorf("%w: the name of a revision has at most %d characters", article.ErrValue, longestName)
	case strings.ContainsFunc(name, unicode.IsControl):
		return "", fmt.Errorf("%w: the name of a revision is one line of plain words", article.ErrValue)
	}
	return name, nil
}

// NamedRev is the revision of a story that has a name, in capitals or not; it
// wraps ErrNoName.
func (r *Room) NamedRev(id article.ID, name string) (int64, error) {
	revisions, err := r.History(id)
	if err != nil {
		return 0, err
	}
	rev, found := called(revisions, strings.Join(strings.Fields(name), " "))
	if !found {
		return 0, fmt.Errorf("%w: %q", ErrNoName, name)
	}
	return rev, nil
}

func called(revisions []article.Revision, name string) (int64, bool) {
	for _, r := range revisions {
		if r.Name != "" && strings.EqualFold(r.Name, name) {
			return r.Rev, true
		}
	}
	return 0, false
}

// setNames fills the names of a story's revisions, which are newest first and
// none is missing.
func (r *Room) setNames(id article.ID, revisions []article.Revision) error {
	namings, err := r.db.Namings(id)
	if err != nil {
		return err
	}
	first := &revisions[len(revisions)-1]
	said, taken := map[int64]bool{}, false
	for _, n := range namings { // newest first: the first of a revision holds
		i := len(revisions) - int(n.Rev)
		if said[n.Rev] || i < 0 || i >= len(revisions) {
			continue
		}
		said[n.Rev] = true
		revisions[i].Name = n.Name
		taken = taken || strings.EqualFold(n.Name, asFiled)
	}
	if !said[first.Rev] && !taken && first.Note == takenIn {
		first.Name = asFiled
	}
	for i := range revisions {
		if name, came := copyName(revisions[i].Note); came && name != asFiled && !said[revisions[i].Rev] {
			revisions[i].Name = name // a version or a take, as it came
		}
	}
	return nil
}
