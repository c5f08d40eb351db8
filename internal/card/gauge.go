package card

import (
	"math"
	"slices"

	"stet/internal/article"
	"stet/internal/measure"
)

// Gauge is a headline as it lies in one place of its channel: all of it, also
// the lines that there is no room for. Sizes are in CSS pixels, widths of text
// in hundredths of one.
type Gauge struct {
	Name  string `json:"name"` // of the place
	Face  string `json:"face"`
	Size  int    `json:"size"`
	Room  int    `json:"room"` // width of a line
	Most  int    `json:"most"` // lines that there is room for
	Lines []Line `json:"lines"`
	Width int    `json:"width"` // all of it, where there is room for one line; else 0
	Cut   string `json:"cut"`   // what there is no room for
	Rough bool   `json:"rough"` // some of the widths are guessed
}

// mostShown is how many lines of a headline are broken: what is behind them is
// too long anyway.
const mostShown = 24

// Gauges measures a headline in each place of its channel.
func Gauges(text string, places []article.Fit, m *measure.Measurer) []Gauge {
	gauges := make([]Gauge, 0, len(places))
	for _, p := range places {
		set := measure.Type{Face: measure.Face(p.Face), Size: float64(p.Size)}
		fit := m.Fit(text, set, measure.Box{Width: float64(p.Width), Lines: mostShown})
		g := Gauge{
			Name: p.Name, Face: p.Face, Size: p.Size, Room: p.Width, Most: p.Lines, Lines: []Line{}, Rough: fit.Rough,
		}
		if p.Lines == 1 {
			g.Width = hundredths(m.Width(text, set))
		}
		for i, l := range fit.Lines {
			g.Lines = append(g.Lines, Line{Text: l.Text, Width: hundredths(l.Width)})
			if i >= p.Lines {
				g.Cut += l.Text
			}
		}
		g.Cut += fit.Cut
		gauges = append(gauges, g)
	}
	return gauges
}

// Overruns are the gauges of those places that cut a headline.
func Overruns(text string, places []article.Fit, m *measure.Measurer) []Gauge {
	near := slices.DeleteFunc(slices.Clone(places), func(p article.Fit) bool {
		return m.Surely(text, measure.Type{Face: measure.Face(p.Face), Size: float64(p.Size)}, float64(p.Width))
	})
	return slices.DeleteFunc(Gauges(text, near, m), func(g Gauge) bool { return g.Cut == "" })
}

func hundredths(px float64) int { return int(math.Round(px * 100)) }
