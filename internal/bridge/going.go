package bridge

import (
	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/newsroom"
	"stet/internal/page"
	"stet/internal/secret"
)

// CopyOut is a field of a story, or with "" the whole of it, for the clipboard.
func (d *Desk) CopyOut(token string, id article.ID, field string) (page.Copied, error) {
	return Call(d, token, func(r *newsroom.Room) (page.Copied, error) { return r.CopyOut(d.Window, id, field) })
}

// ExportPlan says what would go and what stops it.
func (d *Desk) ExportPlan(token string, w ExportWish) (newsroom.Plan, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Plan, error) { return r.PlanExport(d.Window, w.request("")) })
}

// ExportWish says what goes and in which form.
type ExportWish struct {
	newsroom.Selection
	Profile     string          `json:"profile"` // "" = the first
	Changed     bool            `json:"changed"` // only what has changed since the last package in it
	Zip         bool            `json:"zip"`
	SkipBlocked bool            `json:"skipBlocked"`
	Kill        bool            `json:"kill"` // notices in the place of killed stories go
	Pass        []newsroom.Pass `json:"pass"`
}

func (w ExportWish) request(out string) newsroom.ExportRequest {
	return newsroom.ExportRequest{Selection: w.Selection, Profile: w.Profile, Changed: w.Changed, Kill: w.Kill, Out: out, SkipBlocked: w.SkipBlocked, Pass: w.Pass}
}

// Export writes a bundle into the export folder. Go names the file: the page
// can choose no path.
func (d *Desk) Export(token string, w ExportWish) (newsroom.Exported, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Exported, error) {
		out, err := r.ExportPath(w.Selection, w.Kill, w.Zip)
		if err != nil {
			return newsroom.Exported{}, err
		}
		return r.ExportWatched(d.Window, w.request(out))
	})
}

// Verify proves a bundle that this newsroom wrote.
func (d *Desk) Verify(token, path string) (bundle.Report, error) {
	return Call(d, token, func(r *newsroom.Room) (bundle.Report, error) { return r.VerifyExported(path) })
}

// SecretState says where passwords and the key that signs lie: in a keyring, in
// a file that is open or locked, or nowhere yet.
func (d *Desk) SecretState(token string) (secret.State, error) {
	return Call(d, token, func(r *newsroom.Room) (secret.State, error) { return r.SecretState(), nil })
}

// SignPackage signs a bundle that this newsroom wrote, and proves it again; the
// passphrase opens the file of secrets, or makes one.
func (d *Desk) SignPackage(token, path, passphrase string) (bundle.Report, error) {
	return Call(d, token, func(r *newsroom.Room) (bundle.Report, error) { return r.SignExported(path, passphrase) })
}

// SaveHandOver puts a story with its history into the export folder, as one file for another desk.
func (d *Desk) SaveHandOver(token string, id article.ID) (newsroom.HandedOver, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.HandedOver, error) { return r.SaveHandOver(d.Window, id) })
}

// PaperStops is what stops a story on its way to paper.
func (d *Desk) PaperStops(token string, id article.ID, kind newsroom.PaperKind) ([]newsroom.PlannedStop, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.PlannedStop, error) { return r.PaperStops(d.Window, id, kind) })
}

// SavePaper puts a story as a proof, for print or for a lawyer into the export folder, as PDF; its path.
func (d *Desk) SavePaper(token string, id article.ID, q newsroom.PaperWish) (string, error) {
	return Call(d, token, func(r *newsroom.Room) (string, error) { return r.SavePaper(d.Window, id, q) })
}

// PrintPaper is the same for the page to print, in any writing.
func (d *Desk) PrintPaper(token string, id article.ID, q newsroom.PaperWish) (newsroom.PrintedProof, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.PrintedProof, error) { return r.PrintPaper(d.Window, id, q) })
}

// Backups says when the words were last proved restorable.
func (d *Desk) Backups(token string) (newsroom.BackupState, error) {
	return Call(d, token, (*newsroom.Room).BackupState)
}

// BackUpNow makes a backup and proves it by restoring it on trial.
func (d *Desk) BackUpNow(token string) (newsroom.BackupState, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.BackupState, error) { return r.BackUpNow(d.Work) })
}
