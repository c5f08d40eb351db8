package proof

import (
	"fmt"
	"math"
	"strings"
)

// Printed is a proof for who has letters for every writing, a web view: the
// same texts, lengths and heads as the PDF, whose lines it breaks and numbers.
type Printed struct {
	Title    string        `json:"title"` // what this is: PROOF
	Newsroom string        `json:"newsroom"`
	Name     string        `json:"name"`
	Pulled   string        `json:"pulled"`
	Stamp    string        `json:"stamp"` // on every page; "" = none
	Language string        `json:"language"`
	Column   int           `json:"column"`  // tenths of mm
	Spacing  int           `json:"spacing"` // lines apart, hundredths of the size of their letters
	Texts    []PrintedText `json:"texts"`
}

// PrintedText begins on a line of its own. Lengths are tenths: of points for
// the size, of mm for the others.
type PrintedText struct {
	Size   int          `json:"size"`
	Indent int          `json:"indent"`
	Above  int          `json:"above"`
	Plain  bool         `json:"plain"` // carries no line numbers
	Runs   []PrintedRun `json:"runs"`
}

// PrintedRun is letters that look alike.
type PrintedRun struct {
	Text      string `json:"text"`
	Bold      bool   `json:"bold"`
	Italic    bool   `json:"italic"`
	Underline bool   `json:"underline"`
	Fresh     bool   `json:"fresh"` // came in since a lawyer read it
	Out       bool   `json:"out"`   // went out since
}

// Print is a proof to print, in whatever letters it is.
func Print(p Proof) Printed {
	printed := Printed{Title: p.Kind.title(), Column: tenths(p.Kind.column()), Spacing: int(p.Kind.spacing() * 100), Newsroom: p.Newsroom, Name: p.name(), Pulled: p.pulled(), Stamp: p.stamp(), Language: p.Story.Language, Texts: []PrintedText{}}
	for _, t := range texts(p) {
		text := PrintedText{Size: tenths(t.size), Indent: tenths(t.indent), Above: tenths(t.above), Plain: t.plain, Runs: []PrintedRun{}}
		for _, r := range t.runs {
			text.Runs = append(text.Runs, PrintedRun{r.text, r.look.bold, r.look.italic, r.look.underline, r.look.fresh, r.look.out})
		}
		printed.Texts = append(printed.Texts, text)
	}
	return printed
}

func tenths(length float64) int { return int(math.Round(length * 10)) }

// name is what the desk calls the story.
func (p Proof) name() string {
	if p.Story.Slugline != "" {
		return p.Story.Slugline
	}
	return p.Story.Headlines.Main
}

// pulled is which state of the story this is.
func (p Proof) pulled() string {
	return fmt.Sprintf("revision %d, %d words, pulled %s", p.Story.Rev, p.Doc.Words, p.At.Format("2 January 2006, 15:04 MST"))
}

// stamp is the line over a story that must not go out yet; "" = there is none.
func (p Proof) stamp() string { return strings.Join(p.Stamps, " · ") }
