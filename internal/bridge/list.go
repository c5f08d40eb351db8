package bridge

import (
	"stet/internal/article"
	"stet/internal/newsroom"
)

// List is a page of the story list.
func (d *Desk) List(token string, q newsroom.ListRequest) (newsroom.ListPage, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.ListPage, error) { return r.List(d.Window, q) })
}

// ListIDs is the stories of a list by their ids, for a selection.
func (d *Desk) ListIDs(token string, q newsroom.ListRequest) ([]article.ID, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.ID, error) { return r.ListIDs(d.Window, q) })
}

// ChangeSelection does one thing to several stories at once.
func (d *Desk) ChangeSelection(token string, c newsroom.SelectionChange) (newsroom.SelectionDone, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SelectionDone, error) { return r.ChangeSelection(c) })
}

// TakeBack undoes what revisions did to where their stories stand.
func (d *Desk) TakeBack(token string, did []newsroom.Did) (newsroom.SelectionDone, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SelectionDone, error) { return r.TakeBack(did) })
}

// Views is the saved views, with how many stories are in each.
func (d *Desk) Views(token string) ([]newsroom.SavedView, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.SavedView, error) { return r.CountedViews(d.Window) })
}

// KeepViews makes these the saved views and answers with all of them.
func (d *Desk) KeepViews(token string, views []newsroom.SavedView) ([]newsroom.SavedView, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.SavedView, error) { return r.ViewsNow(d.Window, views) })
}

// Calendar is deadlines and embargoes by day.
func (d *Desk) Calendar(token string, q newsroom.CalendarRequest) (newsroom.Calendar, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Calendar, error) { return r.Calendar(d.Window, q) })
}

// ShiftDeadline moves a story's deadline by days of the newsroom's clock, and by minutes.
func (d *Desk) ShiftDeadline(token string, id article.ID, days, minutes int) (newsroom.SelectionDone, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SelectionDone, error) { return r.ShiftDeadline(id, days, minutes) })
}

// Heads is the list lines of stories, wherever they are in the list.
func (d *Desk) Heads(token string, ids []article.ID) ([]article.Head, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.Head, error) { return r.Heads(ids) })
}

// Search finds stories by their words, as they are typed; places are UTF-16
// units.
func (d *Desk) Search(token string, q newsroom.SearchRequest) (newsroom.SearchResult, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SearchResult, error) { return r.EditorSearch(d.Window, q) })
}

// Create makes an empty draft.
func (d *Desk) Create(token, section string) (article.Article, error) {
	return Call(d, token, func(r *newsroom.Room) (article.Article, error) { return r.Create(section) })
}

// Trash hides a story.
func (d *Desk) Trash(token string, id article.ID) error {
	return Act(d, token, func(r *newsroom.Room) error { return r.Trash(id) })
}

// StillOut are those of some stories that the desk dropped and readers may still have.
func (d *Desk) StillOut(token string, ids []article.ID) ([]newsroom.StillOut, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.StillOut, error) { return r.StillOut(ids) })
}

// Untrash brings it back.
func (d *Desk) Untrash(token string, id article.ID) error {
	return Act(d, token, func(r *newsroom.Room) error { return r.Untrash(id) })
}
