package newsroom

import (
	"bytes"
	"context"
	"errors"

	"stet/internal/article"
	"stet/internal/card"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/page"
)

// PreviewRequest asks for the reader's page of a story as it would be with
// the fields in Set, which need not have been saved. The window asks at every
// key, so it sends what was done to the body and gets what changed on the page.
type PreviewRequest struct {
	ID     article.ID        `json:"id"`
	Set    map[string]string `json:"set"`
	Mobile bool              `json:"mobile"`
	Cards  bool              `json:"cards"` // those too
	Since  int               `json:"since"` // Turn of the page that the window shows; 0 = none
	Body   *Splice           `json:"body"`  // what makes its body this one, an empty one if Since is 0; nil = as in Set, or saved
}

// Splice is one replacement in a text, its place in UTF-16 units.
type Splice struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// Preview is how the page differs from the one of the request's Since: the
// same markup that the bundle ships, in the parts of [page.Parts].
type Preview struct {
	Turn    int            `json:"turn"`   // names this page in the next request; 0 = it cannot be built upon
	Lost    bool           `json:"lost"`   // the page of Since is not at hand: ask once more, for all of it
	Frame   string         `json:"frame"`  // the page around the body's blocks; "" = as it was
	From    int            `json:"from"`   // HTML takes the place of Cut blocks from this one on
	Cut     int            `json:"cut"`    //
	HTML    []string       `json:"html"`   //
	Blocks  []article.Span `json:"blocks"` // where each of HTML stands in the body, in UTF-16 units
	Shift   int            `json:"shift"`  // how far the blocks behind moved in the body
	Counts  markup.Counts  `json:"counts"`
	Ends    int            `json:"ends"`    // where the commissioned length ends in the body, in UTF-16 units; -1 = it does not
	Cards   []card.Card    `json:"cards"`   // as asked for
	Queries []Query        `json:"queries"` // of the body, in its order
	Paused  bool           `json:"paused"`  // the body is too heavy to show while typing
	Reason  string         `json:"reason"`
}

// Preview renders the page for the pane beside the editor. A field that does
// not hold (a half-typed date) shows as it was last saved.
func (r *Room) Preview(ctx context.Context, q PreviewRequest) (Preview, error) {
	before, ok := r.pages.of(q)
	body, fits := q.Body.in(before.body)
	if !ok || !fits {
		return Preview{Lost: true, HTML: []string{}, Blocks: []article.Span{}, Queries: []Query{}}, nil
	}
	a, err := r.db.Get(q.ID)
	if err != nil {
		return Preview{}, err
	}
	for _, f := range article.Fields {
		if v, ok := q.Set[f.Path]; ok {
			_ = f.Set(&a, v) // half-typed: the saved value stands
		}
	}
	if q.Body != nil {
		a.Body = body
	}
	doc, err := r.render(ctx, &a)
	if errors.Is(err, markup.ErrBudget) {
		return Preview{HTML: []string{}, Blocks: []article.Span{}, Queries: []Query{}, Paused: true, Reason: "This text takes too long to show as you type. It is saved all the same."}, nil
	}
	if err != nil {
		return Preview{}, err
	}
	in, err := r.pageInput(&a, doc)
	if err != nil {
		return Preview{}, err
	}
	in.Media = shownPicture
	now := shownPage{id: q.ID, mobile: q.Mobile, body: a.Body, blocks: blockSpans(a.Body, doc.Blocks)}
	now.frame, now.html = page.Parts(in, q.Mobile)
	now.turn = r.pages.keep(now)
	answer := before.to(now)
	answer.Counts, answer.Ends, answer.Queries = doc.Counts, -1, queries(a.Body, doc.Marks)
	if at := doc.WordEnd(a.CommissionedLength); at >= 0 {
		answer.Ends = article.Span{From: at, To: at}.UTF16(a.Body).From
	}
	if q.Cards {
		answer.Cards = r.cards(in)
	}
	return answer, nil
}

func blockSpans(body string, blocks []markup.Block) []article.Span {
	spans := make([]article.Span, len(blocks))
	for i, b := range blocks {
		spans[i] = b.Span
	}
	return article.UTF16Spans(body, spans)
}

// Page is the whole document that the bundle ships for the story, at the
// revision it was read at.
func (r *Room) Page(ctx context.Context, a *article.Article) ([]byte, error) {
	doc, err := r.render(ctx, a)
	if err != nil {
		return nil, err
	}
	in, err := r.pageInput(a, doc)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	page.Full(&out, in)
	return out.Bytes(), nil
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
	in.Section, err = r.settled(a.SectionID)
	return in, err
}

// trendingName is the lineup whose stories every page lists.
const trendingName = "Trending"

// trending is the links of the Trending lineup, in its order, less what must
// not be shown.
func (r *Room) trending(house article.House) ([]page.Link, error) {
	l, err := r.Lineup(trendingName)
	if errors.Is(err, desk.ErrNoLineup) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sure, err := r.sure()
	if err != nil {
		return nil, err
	}
	var links []page.Link
	for _, slot := range l.Slots {
		if slot.Hole != "" {
			continue
		}
		a, err := r.db.Get(slot.Story)
		if err != nil {
			return nil, err
		}
		if a.Flag != article.NoFlag || a.Trashed || a.Embargo.InForce(sure) || a.Slug == "" {
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
