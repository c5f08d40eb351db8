package bridge

import "stet/internal/newsroom"

// ChangeCorrections does one thing to what was corrected in a story, or takes
// one back.
func (d *Desk) ChangeCorrections(token string, c newsroom.CorrectionChange) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.ChangeCorrections(c) })
}

// FindWords says where wrong words stand; places are UTF-16 units.
func (d *Desk) FindWords(token string, q newsroom.WrongWords) (newsroom.Holders, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Holders, error) { return r.EditorFindWords(d.Window, q) })
}

// PutRight puts right words in their place where it is told to.
func (d *Desk) PutRight(token string, q newsroom.RightWords) (newsroom.WordsPut, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.WordsPut, error) { return r.EditorPutRight(q) })
}

// TakeWordsBack takes that back, all of it.
func (d *Desk) TakeWordsBack(token string, made []newsroom.Made) (newsroom.WordsPut, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.WordsPut, error) { return r.TakeWordsBack(made) })
}
