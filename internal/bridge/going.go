package bridge

import (
	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/newsroom"
	"stet/internal/page"
)

// CopyOut is a field of a story, or with "" the whole of it, for the clipboard.
func (d *Desk) CopyOut(token string, id article.ID, field string) (page.Copied, error) {
	return Call(d, token, func(r *newsroom.Room) (page.Copied, error) { return r.CopyOut(d.Window, id, field) })
}

// ExportPlan says what would go and what stops it.
func (d *Desk) ExportPlan(token string, s newsroom.Selection) (newsroom.Plan, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Plan, error) { return r.PlanExport(d.Window, s) })
}

// ExportWish says what goes and in which form.
type ExportWish struct {
	newsroom.Selection
	Zip         bool `json:"zip"`
	SkipBlocked bool `json:"skipBlocked"`
}

// Export writes a bundle into the export folder. Go names the file: the page
// can choose no path.
func (d *Desk) Export(token string, w ExportWish) (newsroom.Exported, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Exported, error) {
		out, err := r.ExportPath(w.Selection, w.Zip)
		if err != nil {
			return newsroom.Exported{}, err
		}
		return r.Export(d.Window, newsroom.ExportRequest{Selection: w.Selection, Out: out, SkipBlocked: w.SkipBlocked})
	})
}

// Verify proves a bundle that this newsroom wrote.
func (d *Desk) Verify(token, path string) (bundle.Report, error) {
	return Call(d, token, func(r *newsroom.Room) (bundle.Report, error) { return r.VerifyExported(path) })
}

// SaveHandOver puts a story with its history into the export folder, as one file for another desk.
func (d *Desk) SaveHandOver(token string, id article.ID) (newsroom.HandedOver, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.HandedOver, error) { return r.SaveHandOver(d.Window, id) })
}

// SaveProof puts a numbered proof of a story into the export folder, as PDF; its path.
func (d *Desk) SaveProof(token string, id article.ID) (string, error) {
	return Call(d, token, func(r *newsroom.Room) (string, error) { return r.SaveProof(d.Window, id) })
}

// PrintProof is a numbered proof of a story for the page to print, in any writing.
func (d *Desk) PrintProof(token string, id article.ID) (newsroom.PrintedProof, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.PrintedProof, error) { return r.PrintProof(d.Window, id) })
}

// Backups says when the words were last proved restorable.
func (d *Desk) Backups(token string) (newsroom.BackupState, error) {
	return Call(d, token, (*newsroom.Room).BackupState)
}

// BackUpNow makes a backup and proves it by restoring it on trial.
func (d *Desk) BackUpNow(token string) (newsroom.BackupState, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.BackupState, error) { return r.BackUpNow(d.Work) })
}
