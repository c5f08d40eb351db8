package newsroom

import (
	"context"
	"fmt"

	"stet/internal/article"
	"stet/internal/card"
)

// BenchRequest is what the window asks of a story's headlines: "bench", all of
// them; "try", how a text would do that is being typed; "cards", the story where
// readers meet it if its channel said that text; "past", what a channel said.
type BenchRequest struct {
	ID      article.ID      `json:"id"`
	What    string          `json:"what"`
	Most    int             `json:"most"` // options of each channel; 0 = the usual number
	Channel article.Channel `json:"channel"`
	Text    string          `json:"text"`
}

// BenchAnswer holds what was asked for; the rest is empty.
type BenchAnswer struct {
	Bench Bench           `json:"bench"`
	Tried Weighed         `json:"tried"`
	Cards []card.Card     `json:"cards"`
	Past  []HeadlineState `json:"past"`
}

// Headlines answers the window; places are UTF-16 units.
func (r *Room) Headlines(ctx context.Context, q BenchRequest) (out BenchAnswer, err error) {
	switch q.What {
	case "bench":
		out.Bench, err = r.Bench(ctx, q.ID, q.Most)
		out.Bench.toUTF16()
	case "try":
		out.Tried, err = r.Weigh(ctx, q.ID, q.Channel, q.Text)
		out.Tried.toUTF16(article.OneLine(q.Text))
	case "cards":
		out.Cards, err = r.cardsSaying(q.ID, q.Channel, q.Text)
	case "past":
		out.Past, err = r.HeadlinePast(q.ID, q.Channel)
	default:
		err = fmt.Errorf("%w: %q is nothing to ask of headlines", article.ErrValue, q.What)
	}
	return out, err
}

// cardsSaying is a story's cards as they would be with another headline.
func (r *Room) cardsSaying(id article.ID, c article.Channel, text string) ([]card.Card, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return nil, err
	}
	f, err := article.FieldAt("headlines." + string(c))
	if err != nil {
		return nil, err
	}
	if err := f.Set(&a, text); err != nil {
		return nil, err
	}
	return r.Cards(&a)
}

func (b *Bench) toUTF16() {
	for i := range b.Channels {
		c := &b.Channels[i]
		c.Now.toUTF16(c.Now.Text)
		for j := range c.Options {
			c.Options[j].toUTF16(c.Options[j].Text)
		}
	}
}

func (w *Weighed) toUTF16(text string) {
	for i, f := range w.Findings {
		at := article.Span{From: f.From, To: f.To}.UTF16(text)
		w.Findings[i].From, w.Findings[i].To = at.From, at.To
	}
}
