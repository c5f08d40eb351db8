package card

import (
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/measure"
)

// The rooms are those that page/front.css gives: an e2e test holds them against
// the page as it is drawn.
func TestRoomsOfAFront(t *testing.T) {
	m := measure.New()
	for _, c := range []struct {
		weight   desk.Weight
		pictured bool
		rooms    []int
	}{
		{desk.Splash, true, []int{350, 354, 584}},
		{desk.Splash, false, []int{350, 740, 1200}},
		{desk.Lead, true, []int{350, 354, 378}},
		{desk.Standard, true, []int{350, 354, 276}},
		{desk.Brief, false, []int{350, 354, 276}},
	} {
		for i, card := range FrontHeads(article.Said{Text: "Head"}, c.weight, c.pictured, m) {
			if card.Place != Screens[i].Name || card.Texts[0].Room != c.rooms[i] {
				t.Errorf("%s, picture %v: %s has %d, want %d", c.weight, c.pictured, card.Place, card.Texts[0].Room, c.rooms[i])
			}
		}
	}
}

func TestAHeadThatIsTooLong(t *testing.T) {
	m := measure.New()
	long := strings.Repeat("Storm gate at Halvern holds ", 8)
	for _, c := range FrontHeads(article.Said{Text: long}, desk.Standard, true, m) {
		x := c.Texts[0]
		if x.Cut == "" || len(x.Lines) != 4 || strings.Contains(x.Lines[3].Text, "…") {
			t.Errorf("%s: %+v", c.Place, x)
		}
	}
	for _, c := range FrontHeads(article.Said{Text: "שער הסערה 🌊 holds"}, desk.Brief, false, m) {
		if c.Texts[0].Cut != "" || len(c.Texts[0].Lines) != 1 {
			t.Errorf("%s: %+v", c.Place, c.Texts[0])
		}
	}
}
