package bridge

import (
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/newsroom"
)

// PackageFormats are the profiles there are, and what one may be made of.
type PackageFormats struct {
	Profiles []newsroom.Profile  `json:"profiles"`
	Formats  []bundle.FormatInfo `json:"formats"`
	Fields   []string            `json:"fields"` // that may be limited
}

// Profiles are the formats of packages, Stet's and the newsroom's own.
func (d *Desk) Profiles(token string) (PackageFormats, error) {
	return Call(d, token, func(r *newsroom.Room) (PackageFormats, error) { return packageFormats(r.Profiles()) })
}

// KeepProfile adds one of the newsroom's own, or changes the one that is called
// was; it answers with all.
func (d *Desk) KeepProfile(token, was string, p bundle.Profile) (PackageFormats, error) {
	return Call(d, token, func(r *newsroom.Room) (PackageFormats, error) { return packageFormats(r.KeepProfile(was, p)) })
}

// RemoveProfile takes one of the newsroom's own away.
func (d *Desk) RemoveProfile(token, name string) (PackageFormats, error) {
	return Call(d, token, func(r *newsroom.Room) (PackageFormats, error) { return packageFormats(r.RemoveProfile(name)) })
}

func packageFormats(list []newsroom.Profile, err error) (PackageFormats, error) {
	return PackageFormats{Profiles: list, Formats: bundle.Formats(), Fields: check.Limitable()}, err
}

// ExportProgress is how far the package is that is being saved.
func (d *Desk) ExportProgress(token string) (newsroom.Progress, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Progress, error) { return r.ExportProgress(), nil })
}

// ImportProgress is how far the copy is that is coming in.
func (d *Desk) ImportProgress(token string) (newsroom.Progress, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Progress, error) { return r.ImportProgress(), nil })
}

// StopImport ends it; what came in by then stays.
func (d *Desk) StopImport(token string) error {
	return Act(d, token, func(r *newsroom.Room) error { r.StopImport(); return nil })
}

// StopExport ends it; nothing of it is left behind.
func (d *Desk) StopExport(token string) error {
	return Act(d, token, func(r *newsroom.Room) error { r.StopExport(); return nil })
}
