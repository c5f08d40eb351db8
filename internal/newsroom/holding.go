package newsroom

import (
	"context"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/search"
)

// WordSpot is one place at which words stand, exactly enough to change them there:
// in a field of a story, or of a place in a lineup, which then is named.
type WordSpot struct {
	Story   article.ID `json:"story"`
	Rev     int64      `json:"rev"`     // of the story, or of the lineup, that was looked at
	Field   string     `json:"field"`   // "body", "headlines.push", "options", "pictures.caption"; of a lineup "headline", "standfirst"
	Picture string     `json:"picture"` // of pictures.caption and pictures.alt: its id
	Place   int        `json:"place"`   // of an option: among the story's; in a lineup: of the slot, 0 = first
	Lineup  string     `json:"lineup"`  // id; "" = the words are the story's own
	Spare   bool       `json:"spare"`   // in the lineup's other order
	From    int        `json:"from"`    // in the field: UTF-8 bytes, for the window UTF-16 units
	To      int        `json:"to"`
}

// Holding is a place at which wrong words stand, as an editor sees it.
type Holding struct {
	WordSpot
	Name   string         `json:"name"` // of the story
	Where  string         `json:"where"`
	Status article.Status `json:"status"`
	Flag   article.Flag   `json:"flag"`
	Out    bool           `json:"out"` // readers have it: a change there is a correction
	Text   string         `json:"text"`
	Marks  []article.Span `json:"marks"`  // the words in Text
	ByHand bool           `json:"byHand"` // marks stand within the words: nothing but a hand can say where they go
}

// excerptSize is how much of a text stands about the words that were found, in bytes.
const excerptSize = 140

// plainPlaces are the lines of a story in which wrong words are looked for:
// what readers get.
var plainPlaces = []string{
	"headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"overline", "standfirst", "bylines", "dateline", "trailText", "searchDescription", "socialDescription", "keywords", "credit",
}

// holdingsIn is every place of a story at which the words stand.
func (r *Room) holdingsIn(ctx context.Context, w *article.Wording, a *article.Article) []Holding {
	found := []Holding{}
	line := func(h Holding, text string) {
		for _, s := range w.In(text) {
			h.From, h.To = s.From, s.To
			h.Text, h.Marks = excerpt(text, s)
			found = append(found, h)
		}
	}
	base := Holding{WordSpot: WordSpot{Story: a.ID, Rev: a.Rev}, Name: slugOrHead(a), Status: a.Status, Flag: a.Flag}
	for _, path := range plainPlaces {
		h := base
		h.Field, h.Where = path, path
		line(h, fieldText(a, path))
	}
	for i, o := range a.Options {
		if o.Text == a.Headlines.Own(o.Channel) {
			continue // it is the headline, and goes with it
		}
		h := base
		h.Field, h.Place, h.Where = "options", i, "options."+string(o.Channel)
		line(h, o.Text)
	}
	for _, p := range a.Pictures {
		h := base
		h.Picture, h.Field, h.Where = p.ID, "pictures.caption", "pictures.caption"
		line(h, p.Caption)
		h.Field, h.Where = "pictures.alt", "pictures.alt"
		line(h, p.Alt)
	}
	return append(found, r.holdingsInBody(ctx, w, a, base)...)
}

// holdingsInBody are those in the body as it is seen: marks that nobody sees may
// stand within the words, which then are changed by hand.
func (r *Room) holdingsInBody(ctx context.Context, w *article.Wording, a *article.Article, base Holding) []Holding {
	found := []Holding{}
	if !mayHold(w, a.Body) {
		return found
	}
	doc, err := r.render(ctx, a)
	if err != nil {
		return found
	}
	base.Field, base.Where = "body", "body"
	for _, s := range w.In(doc.Text) {
		h := base
		h.Text, h.Marks = excerpt(doc.Text, s)
		at, ok := doc.SourceOf(s.From, s.To)
		if !ok || within(doc.Images, at) {
			continue // the words of a picture: below, or in the picture's own record
		}
		h.From, h.To = at.From, at.To
		h.ByHand = article.OneLine(a.Body[at.From:at.To]) != article.OneLine(doc.Text[s.From:s.To])
		found = append(found, h)
	}
	for _, img := range doc.Images {
		for _, s := range w.In(a.Body[img.From:img.To]) {
			h := base
			h.From, h.To, h.Where = img.From+s.From, img.From+s.To, "body.picture"
			h.Text, h.Marks = excerpt(a.Body[img.From:img.To], s)
			found = append(found, h)
		}
	}
	slices.SortStableFunc(found, func(a, b Holding) int { return a.From - b.From })
	return found
}

func within(images []markup.Image, s article.Span) bool {
	return slices.ContainsFunc(images, func(i markup.Image) bool { return i.From <= s.From && s.To <= i.To })
}

// mayHold spares the laying out of a body that cannot have the words.
func mayHold(w *article.Wording, body string) bool {
	if len(w.In(body)) > 0 {
		return true
	}
	words := strings.Fields(w.Words())
	body = strings.ToLower(body)
	return len(words) > 1 && !slices.ContainsFunc(words, func(word string) bool {
		word = strings.Trim(strings.ToLower(word), `'‘’ʼ"“”„«»-‐‑`)
		return !strings.Contains(body, word)
	})
}

// excerpt is the words around a place of a text, within its paragraph.
func excerpt(text string, s article.Span) (string, []article.Span) {
	from, to := strings.LastIndexByte(text[:s.From], '\n')+1, len(text)
	if end := strings.IndexByte(text[s.To:], '\n'); end >= 0 {
		to = s.To + end
	}
	if strings.Contains(text[s.From:s.To], "\n") { // they run over a line
		return article.OneLine(text[s.From:s.To]), []article.Span{}
	}
	marks := []article.Span{{From: s.From - from, To: s.To - from}}
	if to-from <= excerptSize {
		return text[from:to], marks
	}
	f := search.Cut(text[from:to], marks, excerptSize)
	return f.Text, f.Marks
}

func slugOrHead(a *article.Article) string {
	for _, name := range []string{a.Slugline, a.Headlines.Main} {
		if name != "" {
			return name
		}
	}
	return string(a.ID)
}

// holdingsInLineups are the heads of places, in the order and in the spare.
func (r *Room) holdingsInLineups(w *article.Wording) ([]Holding, error) {
	lineups, err := r.storedLineups()
	if err != nil {
		return nil, err
	}
	found := []Holding{}
	for _, l := range lineups {
		for _, spare := range []bool{false, true} {
			slots := l.Slots
			if spare {
				slots = l.Spare
			}
			for i, s := range slots {
				found = append(found, slotHoldings(w, l, s, i, spare)...)
			}
		}
	}
	return found, nil
}

func slotHoldings(w *article.Wording, l desk.Lineup, s desk.Slot, place int, spare bool) []Holding {
	found := []Holding{}
	for _, field := range []string{"headline", "standfirst"} {
		text := *slotText(&s, field)
		for _, at := range w.In(text) {
			h := Holding{WordSpot: WordSpot{Story: s.Story, Rev: l.Rev, Lineup: l.ID, Place: place, Spare: spare, Field: field, From: at.From, To: at.To},
				Name: l.Name, Where: "slot." + field}
			h.Text, h.Marks = excerpt(text, at)
			found = append(found, h)
		}
	}
	return found
}

func slotText(s *desk.Slot, field string) *string {
	if field == "standfirst" {
		return &s.Standfirst
	}
	return &s.Headline
}
