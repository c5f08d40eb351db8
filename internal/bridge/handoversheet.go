package bridge

import (
	"strings"

	"stet/internal/newsroom"
)

// SheetShown is a hand-over sheet as the screen shows it, and as other programs
// take it from the clipboard.
type SheetShown struct {
	Sheet newsroom.HandOverSheet `json:"sheet"`
	Title string                 `json:"title"`
	Shift string                 `json:"shift"` // how long a time it tells of
	HTML  string                 `json:"html"`
	Text  string                 `json:"text"`
}

// HandOverSheet is what the next shift reads; since "" = as the newsroom does.
func (d *Desk) HandOverSheet(token, since string) (SheetShown, error) {
	return Call(d, token, func(r *newsroom.Room) (SheetShown, error) {
		h, err := r.HandOverSheet(since)
		if err != nil {
			return SheetShown{}, err
		}
		var text strings.Builder
		err = h.Text(&text)
		return SheetShown{Sheet: h, Title: h.Title(), Shift: h.Shift(), HTML: h.Body(), Text: text.String()}, err
	})
}

// KeepOwnLines keeps what the editor adds to it.
func (d *Desk) KeepOwnLines(token, text string) error {
	return Act(d, token, func(r *newsroom.Room) error { return r.KeepOwnLines(text) })
}

// SaveHandOverSheet puts it into the export folder, to print; its path.
func (d *Desk) SaveHandOverSheet(token, since string) (string, error) {
	return Call(d, token, func(r *newsroom.Room) (string, error) { return r.SaveHandOverSheet(since) })
}

// EndShift saves it and makes the next one begin here.
func (d *Desk) EndShift(token, since string) (newsroom.ShiftEnded, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.ShiftEnded, error) { return r.EndShift(since) })
}

// TakeShiftBack takes that back.
func (d *Desk) TakeShiftBack(token string, before newsroom.ShiftEnded) error {
	return Act(d, token, func(r *newsroom.Room) error { return r.TakeShiftBack(before) })
}
