package newsroom

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/markup"
)

// MarkedStory is a story and the desk's marks in its body; their places are
// UTF-8 bytes.
type MarkedStory struct {
	*article.Article
	Marks []markup.Mark     `json:"marks,omitempty"`
	Sent  *article.LastSent `json:"sent,omitempty"` // what left last of it, where somebody asked
}

// Marked reads the marks of a story. A body that is too heavy to lay out is
// shown without.
func (r *Room) Marked(ctx context.Context, a *article.Article) MarkedStory {
	doc, err := r.render(ctx, a)
	if err != nil {
		return MarkedStory{Article: a}
	}
	return MarkedStory{Article: a, Marks: doc.Marks}
}

// Query is a question to the writer as the window shows it. From and To are
// its whole mark in the body, Start and End its passage, all in UTF-16 units.
type Query struct {
	Passage string         `json:"passage"` // as a reader sees it; "" = it stands at no words
	Note    string         `json:"note"`
	Who     string         `json:"who"`
	Whom    string         `json:"whom"` // "" = the story's writer
	At      time.Time      `json:"at,omitzero" ts_type:"string"`
	Replies []markup.Reply `json:"replies"`
	Open    bool           `json:"open"`
	From    int            `json:"from"`
	To      int            `json:"to"`
	Start   int            `json:"start"`
	End     int            `json:"end"`
}

// queries are those of a body in their order.
func queries(body string, marks []markup.Mark) []Query {
	all := []Query{}
	var places []int
	for _, m := range marks {
		if m.Kind != markup.Query {
			continue
		}
		words := m.Words(body)
		q := Query{Passage: m.Passage, Note: m.Note, Who: m.Who, Whom: m.Whom, At: m.At, Replies: m.Replies, Open: m.Open(),
			From: m.From, To: m.To, Start: words.From, End: words.To}
		if q.Replies == nil {
			q.Replies = []markup.Reply{}
		}
		all = append(all, q)
		places = append(places, q.From, q.To, q.Start, q.End)
	}
	units := inUTF16(body, places)
	for i := range all {
		q := &all[i]
		q.From, q.To, q.Start, q.End = units[q.From], units[q.To], units[q.Start], units[q.End]
	}
	return all
}

// inUTF16 converts places of a text in one walk, however they lie within each
// other.
func inUTF16(text string, places []int) map[int]int {
	slices.Sort(places)
	places = slices.Compact(places)
	spans := make([]article.Span, len(places))
	for i, p := range places {
		spans[i] = article.Span{From: p, To: p}
	}
	units := make(map[int]int, len(places))
	for i, s := range article.UTF16Spans(text, spans) {
		units[places[i]] = s.From
	}
	return units
}

// QueryRequest asks how a body, which need not be saved, is changed to hold a
// query at From to To, or, at From, to answer it ("answer"), to open it again
// ("reopen"), to take it away ("remove"). Places are UTF-16 units.
type QueryRequest struct {
	Do   string `json:"do"`
	Body string `json:"body"`
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
	Whom string `json:"whom"` // who is asked; "" = the story's writer
}

// MarkQuery is what makes the body of q do as it says, in the name of who sits
// at the desk: replacements that ascend, in UTF-16 units of that body.
func (r *Room) MarkQuery(ctx context.Context, q QueryRequest) ([]Splice, error) {
	at, ok := article.FromUTF16(q.Body, article.Span{From: q.From, To: q.To})
	if !ok {
		return nil, fmt.Errorf("%w: %d to %d", markup.ErrPassage, q.From, q.To)
	}
	ctx, cancel := context.WithTimeout(ctx, typingBudget)
	defer cancel()
	who, now := r.Person().Sign(), r.now()
	var changes []markup.Change
	var err error
	switch q.Do {
	case "ask":
		changes, err = r.dialect.Ask(ctx, q.Body, at, markup.Mark{Who: who, Whom: q.Whom, At: now, Note: q.Text})
	case markup.Answer, markup.Reopen:
		changes, err = r.dialect.Reply(ctx, q.Body, at.From, markup.Reply{Kind: q.Do, Who: who, At: now, Note: q.Text})
	case "remove":
		changes, err = r.dialect.Unask(ctx, q.Body, at.From)
	default:
		err = fmt.Errorf("%w: %q is nothing that can be done to a query", article.ErrValue, q.Do)
	}
	splices := make([]Splice, len(changes))
	for i, c := range changes {
		s := c.UTF16(q.Body)
		splices[i] = Splice{From: s.From, To: s.To, Text: c.Text}
	}
	return splices, err
}
