package card

import (
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/measure"
)

// What a house can name is what there is to measure with.
func TestFacesAreThoseOfTheMeasurer(t *testing.T) {
	var faces []string
	for _, f := range measure.Faces {
		faces = append(faces, string(f))
	}
	if !slices.Equal(faces, article.Faces) {
		t.Errorf("measure has %v, article names %v", faces, article.Faces)
	}
}

func TestGauges(t *testing.T) {
	m := measure.New()
	for _, c := range article.Channels {
		places, err := article.ParseFits(article.DefaultFits[c])
		if err != nil || len(places) == 0 {
			t.Fatalf("%s: %v, %v", c, places, err)
		}
		for _, text := range []string{"", "Ferry crews walk out", strings.Repeat("Ferry crews walk out ", 40), "🚢🚢", "إضراب العبارات", strings.Repeat("x", 5000)} {
			for _, g := range Gauges(text, places, m) {
				joined := ""
				for i, l := range g.Lines {
					if l.Width > g.Room*100 {
						t.Errorf("%s, %s: line %d of %.20q is %d wide, there are %d", c, g.Name, i, text, l.Width, g.Room*100)
					}
					joined += l.Text
				}
				if !strings.HasPrefix(text, joined) || !strings.HasSuffix(text, g.Cut) {
					t.Errorf("%s, %s: %.20q is said as %.40q, cut is %.20q", c, g.Name, text, joined, g.Cut)
				}
				if (g.Cut != "") != (len(g.Lines) > g.Most) {
					t.Errorf("%s, %s: %d lines of %d, cut %.20q", c, g.Name, len(g.Lines), g.Most, g.Cut)
				}
			}
		}
	}
}

// A search result has room for pixels, not for characters.
func TestWidthsNotCharacters(t *testing.T) {
	m := measure.New()
	places, _ := article.ParseFits(article.DefaultFits[article.Search])
	wide, narrow := strings.Repeat("W", 35), strings.Repeat("il", 60)
	if g := Gauges(wide, places, m)[0]; g.Cut == "" || g.Width <= 600_00 {
		t.Errorf("%d characters fit: %+v", len(wide), g)
	}
	if g := Gauges(narrow, places, m)[0]; g.Cut != "" || g.Width > 600_00 {
		t.Errorf("%d characters do not fit: %+v", len(narrow), g)
	}
}
