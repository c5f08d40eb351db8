package newsroom

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/check"
)

// Pass lets stories go past a stop that the table leaves to a named editor.
type Pass struct {
	Stop string `json:"stop"` // the code of a finding
	Why  string `json:"why"`
}

// PlannedStop is what keeps stories of an export from going, by the one table.
type PlannedStop struct {
	Code    string       `json:"code"` // of its findings
	Name    string       `json:"name"` // in the table
	Cell    article.Cell `json:"cell"` // named, waits or never
	Why     string       `json:"why"`  // why nobody passes it; "" = somebody may
	Stories []article.ID `json:"stories"`
}

// emptyPlace is why a hole is in no row of the table: it stops a front, not a story.
const emptyPlace = "A front does not go with an empty place. Put another story there, or take the place out."

// stopsOf lists what stops an act with the stories, in the table's order; what is
// in no row last.
func stopsOf(ready []prepared, act article.Act) []PlannedStop {
	stops := []PlannedStop{}
	for _, s := range article.Stops {
		for _, code := range s.Codes {
			cell := article.CellOf(code, act)
			if ids := stoppedBy(ready, code); cell.Stops() && len(ids) > 0 {
				stops = append(stops, PlannedStop{code, s.Name, cell, s.Why, ids})
			}
		}
	}
	if ids := stoppedBy(ready, "hole"); act == article.ActPackage && len(ids) > 0 {
		stops = append(stops, PlannedStop{"hole", "an empty place", article.Never, emptyPlace, ids})
	}
	return stops
}

func stoppedBy(ready []prepared, code string) []article.ID {
	var ids []article.ID
	for _, p := range ready {
		if slices.ContainsFunc(p.findings, func(f check.Finding) bool { return f.Code == code && f.Severity == check.Block }) {
			ids = append(ids, p.story.Article.ID)
		}
	}
	return ids
}

// pass takes the weight off the findings that somebody answers for in an act.
func (r *Room) pass(ready []prepared, passes []Pass, act article.Act) error {
	hand := r.hand("")
	for _, p := range passes {
		hand.Why = p.Why
		if err := r.mayPass(p.Stop, hand, act); err != nil {
			return err
		}
		for i := range ready {
			ready[i].pass(article.Passed{Stop: p.Stop, By: hand.By, Why: article.OneLine(p.Why)})
		}
	}
	return nil
}

func (p *prepared) pass(passed article.Passed) {
	for i := range p.findings {
		f := &p.findings[i]
		if f.Severity != check.Block || f.Code != passed.Stop {
			continue
		}
		f.Severity = check.Warn
		if !slices.Contains(p.story.Passed, passed) {
			p.story.Passed = append(p.story.Passed, passed)
		}
	}
}

func (r *Room) mayPass(code string, hand article.Hand, act article.Act) error {
	switch article.CellOf(code, act) {
	case article.Never:
		return &article.MoveError{Message: fmt.Sprintf("Nobody passes %q.", code), Hint: "Mend it, or leave the story out."}
	case article.Waits:
		return &article.MoveError{Message: "An embargo is not passed with a package.", Hint: "Break it for the story first, and say why.", Command: "Break it for the story first: stet embargo ID break --why TEXT"}
	case article.Free, article.Stamped:
		return fmt.Errorf("%w: %q is no stop that can be passed", article.ErrValue, code)
	}
	switch {
	case strings.TrimSpace(hand.Why) == "":
		return &article.MoveError{Message: "A stop is passed with a reason, which goes along.", Hint: "Say why in a few words.", Command: "Say why with --why TEXT."}
	case !hand.Named:
		return &article.MoveError{Message: "A stop is passed by somebody with a name.", Hint: "Say who is at the desk first.",
			Command: "Say who is at the desk first: stet settings set editor.name NAME"}
	case r.db.ReadOnly() != nil:
		return r.db.ReadOnly() // nobody could read later who passed it
	}
	return nil
}
