package newsroom

import (
	"errors"
	"strings"

	"stet/internal/article"
	"stet/internal/store"
)

// mostMerged is how many stories, each merged into the next, are gone through: a
// file from elsewhere may have them lead in a circle.
const mostMerged = 8

// mergedOn is the story that a story has become part of, at last; itself where
// it has not.
func (r *Room) mergedOn(id article.ID) (article.ID, error) {
	for range mostMerged {
		a, err := r.db.Get(id)
		if errors.Is(err, store.ErrNotFound) || err == nil && a.MergedInto == "" {
			return id, nil
		}
		if err != nil {
			return id, err
		}
		id = a.MergedInto
	}
	return id, nil
}

// ofMerged says that copy goes on with a story that was merged into this one:
// what that one had taken in before is no base for it here.
func (l *Likeness) ofMerged() {
	said := []string{"goes on with a story that was merged into it"}
	if l.Why != "" {
		said = append(said, l.Why)
	}
	l.Why, l.Guess = strings.Join(said, "; "), AsTake
}
