package newsroom

import (
	"context"
	"errors"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/page"
)

// PreviewRequest asks for the reader's page of a story as it would be with
// the fields in Set, which need not have been saved.
type PreviewRequest struct {
	ID     article.ID        `json:"id"`
	Set    map[string]string `json:"set"`
	Mobile bool              `json:"mobile"`
}

// Preview is the page's fragment: the same markup that the bundle ships.
// Blocks are the places of the body's blocks in the body, in UTF-16 units,
// one per child of the fragment's story-body element.
type Preview struct {
	HTML   string         `json:"html"`
	Blocks []article.Span `json:"blocks"`
	Words  int            `json:"words"`
	Paused bool           `json:"paused"` // the body is too heavy to show while typing
	Reason string         `json:"reason"`
}

// Preview renders the page for the pane beside the editor. A field that does
// not hold (a half-typed date) shows as it was last saved.
func (r *Room) Preview(ctx context.Context, q PreviewRequest) (Preview, error) {
	a, err := r.db.Get(q.ID)
	if err != nil {
		return Preview{}, err
	}
	for _, f := range article.Fields {
		if v, ok := q.Set[f.Path]; ok {
			_ = f.Set(&a, v) // half-typed: the saved value stands
		}
	}
	doc, err := r.render(ctx, &a)
	if errors.Is(err, markup.ErrBudget) {
		return Preview{Blocks: []article.Span{}, Paused: true, Reason: "This text takes too long to show as you type. It is saved all the same."}, nil
	}
	if err != nil {
		return Preview{}, err
	}
	in, err := r.pageInput(&a, doc)
	if err != nil {
		return Preview{}, err
	}
	in.Media = func(id string) string { return "/asset/" + id }
	shown := Preview{HTML: page.Fragment(in), Blocks: blockSpans(a.Body, doc.Blocks), Words: doc.Words}
	if q.Mobile {
		shown.HTML = page.MobileFragment(in)
	}
	return shown, nil
}

func blockSpans(body string, blocks []markup.Block) []article.Span {
	spans := make([]article.Span, len(blocks))
	for i, b := range blocks {
		spans[i] = b.Span
	}
	return article.UTF16Spans(body, spans)
}

// Page is the whole document that the bundle ships for the story.
func (r *Room) Page(ctx context.Context, id article.ID) (string, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return "", err
	}
	doc, err := r.render(ctx, &a)
	if err != nil {
		return "", err
	}
	in, err := r.pageInput(&a, doc)
	if err != nil {
		return "", err
	}
	return page.Full(in), nil
}

// Doc is the rendered body of a story.
func (r *Room) Doc(ctx context.Context, a *article.Article) (markup.Doc, error) {
	return r.render(ctx, a)
}

// pageInput gathers what a page shows besides its story.
func (r *Room) pageInput(a *article.Article, doc markup.Doc) (page.Input, error) {
	house, err := r.House()
	if err != nil {
		return page.Input{}, err
	}
	trending, err := r.trending(house)
	if err != nil {
		return page.Input{}, err
	}
	in := page.Input{Article: a, Doc: doc, House: house, Trending: trending}
	if a.SectionID != "" {
		if in.Section, err = r.Section(a.SectionID); err != nil && !errors.Is(err, desk.ErrNoSection) {
			return in, err
		}
	}
	return in, nil
}

// trendingName is the lineup whose stories every page lists.
const trendingName = "Trending"

// trending is the links of the Trending lineup, in its order, less what must
// not be shown.
func (r *Room) trending(house article.House) ([]page.Link, error) {
	lineups, err := r.db.Lineups()
	if err != nil {
		return nil, err
	}
	l, err := desk.FindLineup(lineups, trendingName)
	if errors.Is(err, desk.ErrNoLineup) {
		return nil, nil
	}
	var links []page.Link
	for _, slot := range l.Slots {
		a, err := r.db.Get(slot.Story)
		if err != nil {
			return nil, err
		}
		if slot.Hole != "" || a.Flag != article.NoFlag || a.Trashed || a.Embargo.InForce(r.now()) || a.Slug == "" {
			continue
		}
		section, err := r.Section(a.SectionID)
		if err != nil {
			continue // a story in no section has no address yet
		}
		headline := slot.Headline
		if headline == "" {
			headline = a.Headlines.For(article.Front)
		}
		links = append(links, page.Link{Headline: headline, URL: house.BaseURL + "/" + page.Path(&a, section)})
	}
	return links, nil
}
