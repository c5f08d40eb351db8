package newsroom

import (
	"context"

	"stet/internal/article"
	"stet/internal/markup"
)

// Count says how long a piece of a story's body is, as [Preview] does of all
// of it.
func (r *Room) Count(ctx context.Context, id article.ID, source string) (markup.Counts, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return markup.Counts{}, err
	}
	a.Body = source
	doc, err := r.render(ctx, &a)
	return doc.Counts, err
}
