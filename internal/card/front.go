package card

import (
	"math"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/measure"
)

// Screen is a width at which readers see a front.
type Screen struct {
	Name  string `json:"name"`
	Width int    `json:"width"` // in CSS pixels
}

// Screens are those at which a front is looked at.
var Screens = []Screen{{"phone", 390}, {"tablet", 820}, {"desktop", 1280}}

// The measures of a front, in CSS pixels; page/front.css draws by them.
const (
	frontWidest = 1200
	frontGap    = 32
	frontMargin = 20 // at least, 40 at most, and 4.88 % between
)

// frontType is how the heads of a weight are set. Column is the least width of
// a place, 0 = it fills the row; Most how many lines a head may have.
type frontType struct {
	weight desk.Weight
	size   float64
	column float64
	most   int
}

var frontTypes = []frontType{
	{desk.Splash, 32, 0, 4},
	{desk.Lead, 22, 320, 4},
	{desk.Standard, 18, 240, 4},
	{desk.Brief, 16, 240, 3},
}

// besidePicture is the least width of the words of a splash beside its picture.
const besidePicture = 352

// FrontHeads is a head as it stands in a place of a front, one card for each
// screen, in their order. Place is the screen's name. A front cuts nothing: Cut
// is what stands below the lines that there should be.
func FrontHeads(said article.Said, w desk.Weight, pictured bool, m *measure.Measurer) []Card {
	t := frontTypes[2]
	for _, other := range frontTypes {
		if other.weight == w {
			t = other
		}
	}
	cards := make([]Card, len(Screens))
	for i, screen := range Screens {
		room := t.room(screen.Width, pictured)
		s := slot{"title", func(*Input) article.Said { return said }, measure.Type{Face: measure.ArialBold, Size: t.size}, measure.Box{Width: room, Lines: t.most}}
		cards[i] = Card{Place: screen.Name, Width: screen.Width, Texts: []Text{s.text(nil, m)}}
	}
	return cards
}

// room is how wide a head's line is on a screen.
func (t frontType) room(screen int, pictured bool) float64 {
	margin := math.Min(2*frontMargin, math.Max(frontMargin, float64(screen)*.0488))
	width := math.Min(frontWidest, float64(screen)-2*margin)
	least := t.column
	columns := math.Floor((width + frontGap) / (least + frontGap))
	if t.column == 0 {
		if columns = 1; pictured && width >= 2*besidePicture+frontGap {
			columns = 2
		}
	}
	columns = math.Max(1, columns)
	return math.Floor((width - (columns-1)*frontGap) / columns)
}
