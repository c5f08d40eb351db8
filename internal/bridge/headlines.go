package bridge

import (
	"stet/internal/newsroom"
)

// Headlines answers what the bench of a story asks; places are UTF-16 units.
func (d *Desk) Headlines(token string, q newsroom.BenchRequest) (newsroom.BenchAnswer, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.BenchAnswer, error) { return r.Headlines(d.Window, q) })
}

// ChangeHeadlines does one thing there, or takes one back.
func (d *Desk) ChangeHeadlines(token string, c newsroom.HeadlineChange) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.ChangeHeadlines(c) })
}
