package newsroom

import (
	"context"

	"stet/internal/article"
	"stet/internal/page"
)

// CopyOut is a field of a story, or with "" the whole of it, for another
// program's clipboard; see [page.CopyOut].
func (r *Room) CopyOut(ctx context.Context, id article.ID, field string) (page.Copied, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return page.Copied{}, err
	}
	doc, err := r.render(ctx, &a)
	if err != nil {
		return page.Copied{}, err
	}
	in, err := r.pageInput(&a, doc)
	if err != nil {
		return page.Copied{}, err
	}
	return page.CopyOut(in, field)
}
