package newsroom

import (
	"context"
	"fmt"

	"stet/internal/article"
	"stet/internal/markup"
)

// mostLaid is how many stories of an export stay in memory with their words.
// More are read and laid out again when their turn comes: that takes a tenth
// longer, and ten thousand of them take a gigabyte.
const mostLaid = 1000

// setDown keeps of a story what is asked for before it is written.
func (r *Room) setDown(p *prepared) {
	a := &p.story.Article
	id, rev := a.ID, a.Rev
	p.body = article.Digests(a)["body"]
	a.Body, p.story.Doc = "", markup.Doc{}
	p.story.Words = func(ctx context.Context) (string, markup.Doc, error) {
		again, err := r.db.GetRev(id, rev)
		if err != nil {
			return "", markup.Doc{}, fmt.Errorf("load story %s: %w", id, err)
		}
		doc, _, err := r.layOut(ctx, &again)
		return again.Body, doc, err
	}
}

// digests are those of a story's fields; body is that of a body that was let go.
func digests(a *article.Article, body string) map[string]string {
	fields := article.Digests(a)
	if body != "" {
		fields["body"] = body
	}
	return fields
}
