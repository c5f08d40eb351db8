package newsroom

import (
	"fmt"

	"stet/internal/article"
)

// takeBack makes what one revision changed as it was before it, in a revision
// of its own, if nobody has changed the same things since.
func (r *Room) takeBack(head *article.Article, rev int64) (article.Article, error) {
	e, err := r.takingBack(head, rev)
	if err != nil {
		return *head, err
	}
	return r.Edit(e)
}

// takingBack is the edit that does it; it wraps article.ErrValue when something
// else was done to the same things since.
func (r *Room) takingBack(head *article.Article, rev int64) (article.Edit, error) {
	after, err := r.db.GetRev(head.ID, rev)
	if err != nil {
		return article.Edit{}, err
	}
	before, err := r.db.GetRev(head.ID, rev-1)
	if err != nil {
		return article.Edit{}, err
	}
	var fields []string
	for _, path := range article.Changed(&before, &after) {
		if path == "slug" {
			continue // it follows the headline, or stays
		}
		if fieldText(head, path) != fieldText(&after, path) {
			return article.Edit{}, fmt.Errorf("%w: %s was changed since; nothing was taken back", article.ErrValue, path)
		}
		fields = append(fields, path)
	}
	e, err := restoring(head, &before, fields)
	e.Note = "taken back: " + r.noteOf(head.ID, rev)
	return e, err
}

func (r *Room) noteOf(id article.ID, rev int64) string {
	revisions, err := r.db.History(id)
	if i := len(revisions) - int(rev); err == nil && i >= 0 && i < len(revisions) && revisions[i].Note != "" {
		return revisions[i].Note
	}
	return fmt.Sprintf("revision %d", rev)
}
