package article

import (
	"slices"
	"time"
)

// Act is something that may be done with a story.
type Act string

// The acts.
const (
	ActProof   Act = "proof"      // for a sub, on paper or as PDF
	ActPrint   Act = "print"      // copy for the printed edition
	ActLegal   Act = "legal copy" // for a lawyer
	ActPackage Act = "package"    // a bundle in a file
	ActDeliver Act = "deliver"    // to a target, for readers at once
	ActEarly   Act = "early"      // to a target that keeps embargoes itself
)

// Acts in the order of the table.
var Acts = []Act{ActProof, ActPrint, ActLegal, ActPackage, ActDeliver, ActEarly}

// Cell is what a stop does to an act.
type Cell string

// The cells, the lightest first.
const (
	Free    Cell = "free"    // it stops nothing
	Stamped Cell = "stamped" // every page says it
	Named   Cell = "named"   // a named editor may pass it, with a typed reason that goes along
	Waits   Cell = "waits"   // until its instant, or until a named editor breaks it
	Never   Cell = "never"   // nobody passes it
)

// Stops reports whether the act is not done, by anybody or without a word.
func (c Cell) Stops() bool { return c == Named || c == Waits || c == Never }

// Stop is a row of the table. Codes are those of the findings that say it.
type Stop struct {
	Name  string
	Codes []string
	Cells []Cell // as Acts
	Why   string // why nobody passes it where a cell says never
}

// Stops is the one table that says what stops what and who may pass it. The
// checks take their weight from it, the export obeys it, and docs/format.md
// shows it. What is in no row stops nothing.
var Stops = []Stop{
	{"kill", []string{"killed"}, []Cell{Stamped, Never, Stamped, Never, Never, Never}, "It must not be used. A kill is taken back first, to hold."},
	{"no body", []string{"no-body", "no-layout"}, []Cell{Free, Never, Free, Never, Never, Never}, "There are no words that could go."},
	{"merge conflict", []string{"conflict"}, []Cell{Stamped, Never, Stamped, Never, Never, Never}, "Two versions of it are open, and nobody can say which would go."},
	{"hold", []string{"hold"}, []Cell{Stamped, Named, Stamped, Named, Named, Named}, ""},
	{"spike", []string{"spiked"}, []Cell{Stamped, Named, Stamped, Named, Named, Named}, ""},
	{"trash", []string{"trashed"}, []Cell{Free, Named, Free, Named, Named, Named}, ""},
	{"embargo", []string{"embargo"}, []Cell{Stamped, Stamped, Stamped, Waits, Waits, Named}, ""},
	{"legal read required", []string{"legal"}, []Cell{Free, Named, Free, Named, Named, Named}, ""},
	{"words changed since the legal read", []string{"legal-unread"}, []Cell{Free, Named, Free, Named, Named, Named}, ""},
	{"TK", []string{"tk"}, []Cell{Free, Named, Free, Named, Named, Named}, ""},
	{"no headline", []string{"no-headline"}, []Cell{Free, Named, Free, Named, Named, Named}, ""},
	{"no section", []string{"no-section"}, []Cell{Free, Free, Free, Named, Named, Named}, ""},
	{"not ready, where the house asks for it", []string{"not-ready"}, []Cell{Free, Named, Free, Named, Named, Named}, ""},
	{"no length, where the house asks for it", []string{"no-length"}, []Cell{Free, Free, Free, Named, Named, Named}, ""},
	{"too long for where it goes", []string{"over-limit"}, []Cell{Free, Free, Free, Never, Never, Never}, "What takes the package takes no more. Make it shorter, or choose another format."},
	{"open query", []string{"query"}, []Cell{Free, Free, Free, Free, Free, Free}, ""},
}

// CellOf is what the stop that a finding's code names does to an act.
func CellOf(code string, act Act) Cell {
	row := slices.IndexFunc(Stops, func(s Stop) bool { return slices.Contains(s.Codes, code) })
	column := slices.Index(Acts, act)
	if row < 0 || column < 0 {
		return Free
	}
	return Stops[row].Cells[column]
}

// Passed is a stop that a named editor let a story go past.
type Passed struct {
	Stop string `json:"stop"` // a finding's code
	By   string `json:"by"`
	Why  string `json:"why"`
}

// Stamps are the lines that every page of an act carries, by the table; desk is
// the clock that the newsroom goes by.
func Stamps(a *Article, act Act, now time.Time, desk *time.Location) []string {
	lines := []string{}
	stamp := func(on bool, code, words string) {
		if on && CellOf(code, act) == Stamped {
			lines = append(lines, words)
		}
	}
	stamp(a.Conflicts() > 0, "conflict", "MERGE CONFLICT OPEN")
	stamp(a.Flag == Killed, "killed", "KILLED: MUST NOT BE USED")
	stamp(a.Flag == Spiked, "spiked", "SPIKED")
	stamp(a.Flag == Hold, "hold", "ON HOLD")
	stamp(a.Embargo.InForce(now), "embargo", embargoStamp(a.Embargo, desk))
	return lines
}

func embargoStamp(e *Embargo, desk *time.Location) string {
	if e == nil {
		return ""
	}
	if e.At.IsZero() {
		return "EMBARGOED UNTIL " + e.Said
	}
	return "EMBARGOED UNTIL " + e.Clocks(desk)
}
