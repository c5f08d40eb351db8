package bridge

import (
	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/markup"
	"stet/internal/newsroom"
)

// Open is the newest revision of a story.
func (d *Desk) Open(token string, id article.ID) (article.Article, error) {
	return Call(d, token, func(r *newsroom.Room) (article.Article, error) { return r.Story(id) })
}

// Save makes a new revision on top of e.Base; a stale base is refused.
func (d *Desk) Save(token string, e article.Edit) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.Save(e) })
}

// Preview is the reader's page with fields that need not be saved yet.
func (d *Desk) Preview(token string, q newsroom.PreviewRequest) (newsroom.Preview, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Preview, error) { return r.Preview(d.Window, q) })
}

// Count says how long a piece of a story's body is.
func (d *Desk) Count(token string, id article.ID, source string) (markup.Counts, error) {
	return Call(d, token, func(r *newsroom.Room) (markup.Counts, error) { return r.Count(d.Window, id, source) })
}

// MarkQuery is what a query does to a body as it stands on the screen; places
// are UTF-16 units.
func (d *Desk) MarkQuery(token string, q newsroom.QueryRequest) ([]newsroom.Splice, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Splice, error) { return r.MarkQuery(d.Window, q) })
}

// Link makes a link for a body out of what somebody enters, or says why it cannot be one.
func (d *Desk) Link(token string, q newsroom.LinkRequest) (newsroom.LinkMade, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.LinkMade, error) { return r.Link(d.Window, q) })
}

// Steps is what undo goes back through in a story since before the program started.
func (d *Desk) Steps(token string, id article.ID) (newsroom.Steps, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Steps, error) { return r.Steps(id) })
}

// KeepSteps keeps it for the next start; for another body than the newest it is dropped.
func (d *Desk) KeepSteps(token string, id article.ID, rev int64, text string) error {
	return Act(d, token, func(r *newsroom.Room) error { return r.KeepSteps(id, rev, text) })
}

// Check says what stops a story; places are UTF-16 units.
func (d *Desk) Check(token string, id article.ID) ([]check.Finding, error) {
	return Call(d, token, func(r *newsroom.Room) ([]check.Finding, error) { return r.EditorCheck(d.Window, id) })
}

// History lists a story's revisions, newest first.
func (d *Desk) History(token string, id article.ID) ([]article.Revision, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.Revision, error) { return r.History(id) })
}

// StoryLog is what was done to where a story stands, newest first.
func (d *Desk) StoryLog(token string, id article.ID) ([]article.LogLine, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.LogLine, error) { return r.StoryLog(id) })
}

// Unread is the words of a story, and of it in lineups, that were changed since a lawyer read it.
func (d *Desk) Unread(token string, id article.ID) ([]article.UnreadText, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.UnreadText, error) { return r.Unread(id) })
}

// BreakEmbargo lets a story go before its embargo ends.
func (d *Desk) BreakEmbargo(token string, id article.ID, base int64, why string) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.BreakEmbargoFor(id, base, why) })
}

// Compare says what changed of a story between two revisions; 0 is the newest.
func (d *Desk) Compare(token string, id article.ID, from, to int64) (newsroom.Comparison, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Comparison, error) { return r.Compare(id, from, to) })
}

// Restore saves an earlier revision, or the fields named, on top of base.
func (d *Desk) Restore(token string, id article.ID, base, rev int64, fields []string) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.RestoreFor(id, base, rev, fields) })
}

// NameRevision gives a revision a name, or with "" takes it away.
func (d *Desk) NameRevision(token string, id article.ID, rev int64, name string) ([]article.Revision, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.Revision, error) { return r.NameRevision(id, rev, name) })
}

// SideBySide lays two revisions of a story side by side; 0 is the newest.
func (d *Desk) SideBySide(token string, id article.ID, from, to int64) (newsroom.Sides, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Sides, error) { return r.SideBySide(id, from, to) })
}

// Take saves the newest revision with passages and fields of an earlier one.
func (d *Desk) Take(token string, q newsroom.TakeRequest) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.TakeFor(q) })
}

// Cuts is the paragraphs that were cut from a story, the latest first.
func (d *Desk) Cuts(token string, id article.ID) (newsroom.Drawer, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Drawer, error) { return r.Cuts(id) })
}

// PutCutBack puts one back where it was.
func (d *Desk) PutCutBack(token string, id article.ID, base int64, c article.Cut) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.PutCutBack(id, base, c) })
}

// LetCutGo takes one out of the drawer.
func (d *Desk) LetCutGo(token string, id article.ID, c article.Cut) (newsroom.Drawer, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Drawer, error) { return r.LetCutGo(id, c) })
}

// PasteRequest is the clipboard and the section its story goes to.
type PasteRequest struct {
	newsroom.Paste
	SectionID string `json:"sectionId"`
}

// PasteStory makes a story of the clipboard, or asks where it belongs.
func (d *Desk) PasteStory(token string, p PasteRequest) (newsroom.Batch, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Batch, error) { return r.PasteStory(d.Work, p.Paste, p.SectionID) })
}

// Answer says what becomes of copy that waits.
func (d *Desk) Answer(token string, q newsroom.Answer) (newsroom.Answered, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Answered, error) { return r.Answer(q) })
}

// PasteBody turns the clipboard into body copy.
func (d *Desk) PasteBody(token string, p newsroom.Paste) (newsroom.BodyPaste, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.BodyPaste, error) { return r.PasteBody(p) })
}

// Intake is the receipt of the import that made a story.
func (d *Desk) Intake(token string, id article.ID) (newsroom.IntakeReceipt, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.IntakeReceipt, error) { return r.IntakeReceipt(id) })
}

// PutBack puts words that an import left out back into the body.
func (d *Desk) PutBack(token string, id article.ID, base int64, n article.Note) (newsroom.Saved, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.PutBack(id, base, n) })
}

// Proposals is the tracked changes and comments that a story came with; places
// are UTF-16 units.
func (d *Desk) Proposals(token string, id article.ID) ([]newsroom.Proposal, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Proposal, error) { return r.Proposals(id) })
}

// Decide gives some of them a verdict and makes the body say so.
func (d *Desk) Decide(token string, q newsroom.DecideRequest) (newsroom.DecidedNow, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.DecidedNow, error) { return r.DecideFor(q) })
}

// TakePicture keeps a picture that was pasted or dropped as bytes; data is base64 on
// its way here.
func (d *Desk) TakePicture(token, name string, data []byte) (newsroom.TakenPicture, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.TakenPicture, error) { return r.TakePicture(d.Work, name, data) })
}
