package newsroom

import (
	"slices"

	"stet/internal/article"
	"stet/internal/card"
	"stet/internal/check"
	"stet/internal/markup"
	"stet/internal/page"
	"stet/internal/picture"
)

// Cards is a story where readers meet it first.
func (r *Room) Cards(a *article.Article) ([]card.Card, error) {
	in, err := r.pageInput(a, markup.Doc{})
	if err != nil {
		return nil, err
	}
	return r.cards(in), nil
}

func (r *Room) cards(in page.Input) []card.Card {
	return card.Of(card.Input{Article: in.Article, House: in.House, Section: in.Section, Picture: pictureIn}, r.measurer)
}

// pictureIn is where the window finds a picture in a shape: the file that
// other sites will get.
func pictureIn(p article.Picture, shape article.Shape) string {
	for _, c := range picture.Crops(p) {
		if c.Shape == shape && !p.AsIs {
			return "/asset/" + picture.Address(p, c)
		}
	}
	return "/asset/" + p.ID
}

// overruns are the story's own headlines that are too long for the places that
// the house or their section names, but for those that were told of.
func (r *Room) overruns(a *article.Article, told []check.Cut, in scene) []check.Cut {
	var cuts []check.Cut
	for _, c := range article.Channels {
		own := a.Headlines.Own(c)
		if own == "" || slices.ContainsFunc(told, func(t check.Cut) bool { return t.Field == "headlines."+string(c) && t.Own == t.Field }) {
			continue
		}
		fits, err := fitOf(in.settings, in.sections, a.SectionID, c)
		if err != nil {
			continue // the headline goes out as it is
		}
		for _, g := range card.Overruns(own, fits, r.measurer) {
			cuts = append(cuts, overrun(c, own, g))
		}
	}
	return cuts
}

// cuts are the headlines of a story that readers do not see all of.
func (r *Room) cuts(a *article.Article) []check.Cut {
	title, cut := card.SearchCut(a, r.measurer)
	if cut == "" {
		return nil
	}
	return []check.Cut{{Where: "A search result", Own: title.Own, Field: title.Field, Text: a.SaidOn(article.Search).Text, Rest: cut}}
}
