package newsroom

import (
	"fmt"
	"path/filepath"

	"stet/internal/article"
	"stet/internal/bundle"
)

// ExportFolder is where the window's bundles go.
func (r *Room) ExportFolder() (string, error) {
	s, err := r.Settings()
	if err != nil || s["export.folder"] != "" {
		return s["export.folder"], err
	}
	return r.opts.ExportFolder, nil
}

// ExportPath names a bundle of the selection in the export folder, which is
// made when it is not there: what goes, and the moment in the house's zone. One
// of kill notices says so in its name: whoever uploads it must see which it is.
func (r *Room) ExportPath(s Selection, kill, zip bool) (string, error) {
	name, err := r.selectionName(s)
	if err != nil {
		return "", err
	}
	house, err := r.House()
	if err != nil {
		return "", err
	}
	if kill {
		name = "kill-" + name
	}
	name += r.now().In(house.Location()).Format("-20060102-150405")
	if zip {
		name += ".zip"
	}
	return r.exportPath(name)
}

func (r *Room) selectionName(s Selection) (string, error) {
	switch {
	case len(s.IDs) == 1:
		a, err := r.db.Get(s.IDs[0])
		if a.Slug == "" {
			a.Slug = string(a.ID)
		}
		return a.Slug, err
	case s.Section != "":
		section, err := r.Section(s.Section)
		return section.Slug, err
	case s.Lineup != "":
		l, err := r.Lineup(s.Lineup)
		if name := article.Slugify(l.Name); name != "" {
			return name, err
		}
		return "lineup", err
	}
	return "newsroom", nil
}

// VerifyExported proves a bundle that the window wrote.
func (r *Room) VerifyExported(path string) (bundle.Report, error) {
	if err := r.hasExported(path); err != nil {
		return bundle.Report{}, err
	}
	known, err := r.opts.Keys.Known()
	if err != nil {
		return bundle.Report{}, err
	}
	return bundle.Verify(path, known...)
}

// hasExported refuses a path that the window does not write to: the page can
// name no other.
func (r *Room) hasExported(path string) error {
	folder, err := r.ExportFolder()
	if err == nil && filepath.Dir(filepath.Clean(path)) != filepath.Clean(folder) {
		err = fmt.Errorf("%w: %q is not in the export folder", article.ErrValue, path)
	}
	return err
}
