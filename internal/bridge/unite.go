package bridge

import (
	"stet/internal/article"
	"stet/internal/newsroom"
)

// PlanUnite lays another story beside the one that it is to be merged into.
func (d *Desk) PlanUnite(token string, into, other article.ID) (newsroom.UnitePlan, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.UnitePlan, error) { return r.PlanUnite(into, other) })
}

// Unite merges a story into another, with what is taken of its words.
func (d *Desk) Unite(token string, q newsroom.UniteRequest) (newsroom.United, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.United, error) { return r.Unite(q) })
}

// UndoUnite makes two stories again of one of which the newest revision is a merging.
func (d *Desk) UndoUnite(token string, id article.ID) (newsroom.United, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.United, error) { return r.UndoUnite(id) })
}
