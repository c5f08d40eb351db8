package card

import (
	"stet/internal/article"
	"stet/internal/measure"
)

// place is somewhere that readers meet a story before they open it.
type place struct {
	id      string
	width   int // of the whole, in CSS pixels
	picture article.Shape
	slots   []slot
}

// slot is one text of a place. Its box is as wide as the column of text there.
type slot struct {
	part string
	says func(*Input) article.Said
	set  measure.Type
	box  measure.Box
}

// The boxes. A search result is cut behind a word, by the engine; a phone and
// a card cut anywhere.
func inWords(width float64, lines int) measure.Box {
	return measure.Box{Width: width, Lines: lines, More: " …", Words: true}
}

func anywhere(width float64, lines int) measure.Box {
	return measure.Box{Width: width, Lines: lines, More: "…"}
}

// The places, in the order the desk shows them. Nobody publishes these sizes;
// they are what was seen, and decision 132 says where.
var places = []place{
	// A desktop result: a column of 600 px, the title Arial 20 px on one line,
	// the description Arial 14 px on two.
	{"search", 600, "", []slot{
		{"site", siteName, measure.Type{Face: measure.Arial, Size: 14}, anywhere(560, 1)},
		{"address", address, measure.Type{Face: measure.Arial, Size: 12}, anywhere(560, 1)},
		{"title", headline(article.Search), measure.Type{Face: measure.Arial, Size: 20}, inWords(600, 1)},
		{"text", description(article.Search), measure.Type{Face: measure.Arial, Size: 14}, inWords(600, 2)},
	}},
	// A link in a feed: a picture 1.91 times as wide as high (1200 x 630, Open
	// Graph's size), cut from the 16:9 file that ships; the title on two lines.
	{"social", 500, article.Wide, []slot{
		{"site", host, measure.Type{Face: measure.Arial, Size: 13}, anywhere(476, 1)},
		{"title", headline(article.Social), measure.Type{Face: measure.ArialBold, Size: 17}, anywhere(476, 2)},
		{"text", description(article.Social), measure.Type{Face: measure.Arial, Size: 15}, anywhere(476, 1)},
	}},
	// A locked phone of 390 points: beside its margins and the icon 300 of them are for words.
	{"push-ios", 374, "", []slot{
		{"site", siteName, measure.Type{Face: measure.InterSemibold, Size: 15}, anywhere(260, 1)},
		{"title", headline(article.Push), measure.Type{Face: measure.Inter, Size: 15}, anywhere(300, 4)},
	}},
	{"push-android", 390, "", []slot{
		{"site", siteName, measure.Type{Face: measure.RobotoMedium, Size: 14}, anywhere(260, 1)},
		{"title", headline(article.Push), measure.Type{Face: measure.Roboto, Size: 14}, anywhere(310, 2)},
	}},
	// One of four columns of a front 1280 px wide. A front's own design decides;
	// this is one that shows what a house limit is for.
	{"front", 300, article.Wide, []slot{
		{"overline", overline, measure.Type{Face: measure.ArialBold, Size: 13}, anywhere(300, 1)},
		{"title", headline(article.Front), measure.Type{Face: measure.ArialBold, Size: 22}, anywhere(300, 3)},
		{"text", description(article.Front), measure.Type{Face: measure.Arial, Size: 15}, anywhere(300, 3)},
	}},
}

func headline(c article.Channel) func(*Input) article.Said {
	return func(in *Input) article.Said { return in.Article.SaidOn(c) }
}

func description(c article.Channel) func(*Input) article.Said {
	return func(in *Input) article.Said { return in.Article.Describes(c) }
}

func overline(in *Input) article.Said {
	if in.Article.Overline == "" {
		return article.Said{Own: "overline"}
	}
	return article.Said{Text: in.Article.Overline, Field: "overline", Own: "overline"}
}
