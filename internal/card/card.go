// Package card shows a story where readers meet it before they open it: as a
// search result, a link in a feed, a push notification, a teaser on a front.
// Which words stand there, on which lines, and what is cut is decided here, for
// the window, the command line and the checks alike; the window only draws it.
package card

import (
	"math"
	"net/url"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/measure"
	"stet/internal/page"
)

// Input is all that cards are made of.
type Input struct {
	Article *article.Article
	House   article.House
	Section desk.Section                                            // zero = none
	Picture func(p article.Picture, shape article.Shape) (u string) // where a picture is to be had; nil = none is shown
}

// Card is a story in one place: "search", "social", "push-ios", "push-android"
// or "front". Width is in CSS pixels.
type Card struct {
	Place   string `json:"place"`
	Width   int    `json:"width"`
	Picture string `json:"picture,omitempty"` // URL of the lead picture, "" = none stands there
	Alt     string `json:"alt,omitempty"`     // of that picture
	Texts   []Text `json:"texts"`
}

// Text is one text of a card, as it stands there. Part is "site", "address",
// "overline", "title" or "text". Field is the path of the field it comes from,
// "" where it is nobody's; Own that of the field which is there for this place
// alone. Room and Size are in CSS pixels.
type Text struct {
	Part  string       `json:"part"`
	Field string       `json:"field"`
	Own   string       `json:"own"`
	Face  measure.Face `json:"face"`
	Size  int          `json:"size"`
	Room  int          `json:"room"` // width of a line
	Most  int          `json:"most"` // lines that there is room for
	Lines []Line       `json:"lines"`
	Cut   string       `json:"cut"`   // what readers do not see
	Rough bool         `json:"rough"` // some of the widths are guessed
}

// Line is one line as readers see it, with the dots where it is cut. Width is
// in hundredths of a CSS pixel: nothing with a fraction crosses to the window.
type Line struct {
	Text  string `json:"text"`
	Width int    `json:"width"`
}

// Of is a story's cards, in the order the desk shows them.
func Of(in Input, m *measure.Measurer) []Card {
	cards := make([]Card, len(places))
	for i, p := range places {
		cards[i] = p.card(&in, m)
	}
	return cards
}

// SearchCut is the title of a story's search result, for a check, and what is
// cut of it.
func SearchCut(a *article.Article, m *measure.Measurer) (title article.Said, cut string) {
	in := &Input{Article: a}
	for _, s := range places[0].slots {
		if s.part != "title" {
			continue
		}
		if title = s.says(in); m.Surely(title.Text, s.set, s.box.Width) {
			return title, ""
		}
		return title, s.text(in, m).Cut
	}
	return title, ""
}

func (p place) card(in *Input, m *measure.Measurer) Card {
	c := Card{Place: p.id, Width: p.width}
	for _, s := range p.slots {
		c.Texts = append(c.Texts, s.text(in, m))
	}
	if p.picture == article.Whole || in.Picture == nil {
		return c
	}
	for _, shown := range in.Article.Pictures {
		if shown.ID == in.Article.LeadPicture {
			c.Picture, c.Alt = in.Picture(shown, p.picture), shown.Alt
		}
	}
	return c
}

func (s slot) text(in *Input, m *measure.Measurer) Text {
	said := s.says(in)
	fit := m.Fit(said.Text, s.set, s.box)
	t := Text{
		Part: s.part, Field: said.Field, Own: said.Own, Face: s.set.Face, Size: int(s.set.Size),
		Room: int(s.box.Width), Most: s.box.Lines, Lines: []Line{}, Cut: fit.Cut, Rough: fit.Rough,
	}
	for i, l := range fit.Lines {
		line := Line{Text: strings.TrimRight(l.Text, " "), Width: int(math.Round(l.Width * 100))}
		if fit.Cut != "" && i == len(fit.Lines)-1 {
			line.Text += s.box.More
		}
		t.Lines = append(t.Lines, line)
	}
	return t
}

func siteName(in *Input) article.Said { return article.Said{Text: in.House.Name} }

// host is the site as a link in a feed names it; "" while the house has no
// address.
func host(in *Input) article.Said {
	u, err := url.Parse(in.House.BaseURL)
	if err != nil {
		return article.Said{}
	}
	return article.Said{Text: strings.TrimPrefix(u.Host, "www.")}
}

// address is the story's address as a search result shows it.
func address(in *Input) article.Said {
	base, err := url.Parse(in.House.BaseURL)
	if err != nil || base.Host == "" {
		return article.Said{}
	}
	path := base.Path + "/" + page.Path(in.Article, in.Section)
	steps := append([]string{base.Scheme + "://" + base.Host}, strings.FieldsFunc(path, func(r rune) bool { return r == '/' })...)
	return article.Said{Text: strings.Join(steps, " › "), Field: "slug", Own: "slug"}
}
