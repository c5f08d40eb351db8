package bridge

import (
	"stet/internal/card"
	"stet/internal/desk"
	"stet/internal/newsroom"
	"stet/internal/page"
)

// LineupList is all lineups, and the style sheet of their fronts.
type LineupList struct {
	Lineups []desk.Lineup `json:"lineups"`
	Style   string        `json:"style"`
}

// Lineups lists them with their holes.
func (d *Desk) Lineups(token string) (LineupList, error) {
	return Call(d, token, func(r *newsroom.Room) (LineupList, error) {
		all, err := r.Lineups()
		return LineupList{Lineups: all, Style: page.FrontStyle()}, err
	})
}

// Front is a lineup as its front, by its id or name, or a section's.
func (d *Desk) Front(token, lineup string) (newsroom.FrontView, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.FrontView, error) { return r.Front(lineup) })
}

// ChangeFront does one thing to a lineup; a stale base is refused.
func (d *Desk) ChangeFront(token string, c newsroom.LineupChange) (newsroom.FrontView, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.FrontView, error) { return r.ChangeFront(c) })
}

// HeadAsk is a head that is being typed, and where it will stand.
type HeadAsk struct {
	Text     string      `json:"text"`
	Weight   desk.Weight `json:"weight"`
	Pictured bool        `json:"pictured"`
}

// MeasureHead says how a head fits its place on each screen.
func (d *Desk) MeasureHead(token string, q HeadAsk) ([]card.Card, error) {
	return Call(d, token, func(r *newsroom.Room) ([]card.Card, error) {
		return r.MeasureHead(q.Text, q.Weight, q.Pictured), nil
	})
}

// LineupHistory lists the revisions of a lineup, newest first.
func (d *Desk) LineupHistory(token, lineup string) ([]newsroom.LineupPast, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.LineupPast, error) { return r.LineupHistory(lineup) })
}

// SinceSent says what is new in a lineup since it was sent last.
func (d *Desk) SinceSent(token, lineup string) (newsroom.NewSinceSent, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.NewSinceSent, error) { return r.SinceSent(lineup) })
}

// SinceRevision says what is new in a lineup since a revision of it.
func (d *Desk) SinceRevision(token, lineup string, rev int64) ([]string, error) {
	return Call(d, token, func(r *newsroom.Room) ([]string, error) { return r.SinceRevision(lineup, rev) })
}

// DeleteLineup takes a lineup away; a change "revert" to its revision brings it back.
func (d *Desk) DeleteLineup(token, lineup string, base int64) (newsroom.GoneLineup, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.GoneLineup, error) { return r.DeleteLineup(lineup, base) })
}

// PrintBudget is a lineup's news list for the page to print.
func (d *Desk) PrintBudget(token, lineup string) (newsroom.PrintedBudget, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.PrintedBudget, error) { return r.PrintBudget(lineup) })
}

// SaveBudget puts a lineup's news list into the export folder, to print.
func (d *Desk) SaveBudget(token, lineup string) (string, error) {
	return Call(d, token, func(r *newsroom.Room) (string, error) { return r.SaveBudget(lineup) })
}
