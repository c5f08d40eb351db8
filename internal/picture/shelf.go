package picture

import (
	"crypto/sha256"
	"fmt"
	"runtime"

	"stet/internal/article"
)

// Shelf keeps what a darkroom made, by recipe: a line of text that names all
// that decides the bytes. What it gives is whole and what was left under that
// very recipe, or it gives nothing; what is left may be gone the next moment.
// It is used from several goroutines.
type Shelf interface {
	Rendition(recipe string) ([]byte, bool)
	KeepRendition(recipe string, data []byte)
}

// renderer stands in every recipe. Raise its number when the bytes of any
// rendition change, and name the version of the library that decodes some of
// them; a test holds it against go.mod.
const renderer = "2 x/image v0.47.0"

// maker is what made a rendition: another version of Go may give other bytes,
// another kind of processor gives the same (decision 279).
func maker() string {
	return fmt.Sprintf("%s %s quality %d", renderer, runtime.Version(), quality)
}

// recipes name the renditions of a picture; without a shelf nobody asks.
func recipes(shelf Shelf, data []byte, focusX, focusY int, want []Rendition) []string {
	if shelf == nil {
		return nil
	}
	sum, names := sha256.Sum256(data), make([]string, len(want))
	for i, r := range want {
		shape, x, y := string(r.Shape), focusX, focusY
		if r.Shape == article.Whole {
			shape, x, y = "whole", 0, 0 // nothing is cut away
		}
		names[i] = fmt.Sprintf("%x %s %dx%d focus %d %d by %s", sum, shape, r.Width, r.Height, x, y, maker())
	}
	return names
}

// fetch takes from the shelf what is not among the files yet, and reports
// whether all are there.
func (d *Darkroom) fetch(names []string, want []Rendition, files []File) bool {
	if d.shelf == nil {
		return false
	}
	all := true
	for i, name := range names {
		if files[i].Data != nil {
			continue
		}
		data, ok := d.shelf.Rendition(name)
		if ok && len(data) > 0 {
			files[i] = File{want[i], JPEG, data}
		} else {
			all = false
		}
	}
	return all
}

// verdict is what was found out before about a picture that has a place for
// transparency: whether it goes out as it is.
func (d *Darkroom) verdict(data []byte) (asIs, known bool) {
	if d.shelf == nil {
		return false, false
	}
	said, _ := d.shelf.Rendition(verdictRecipe(data))
	switch string(said) {
	case goesAsIs:
		return true, true
	case isDeveloped:
		return false, true
	}
	return false, false
}

func (d *Darkroom) keepVerdict(data []byte, asIs bool) {
	if d.shelf == nil {
		return
	}
	said := isDeveloped
	if asIs {
		said = goesAsIs
	}
	d.shelf.KeepRendition(verdictRecipe(data), []byte(said))
}

const (
	goesAsIs    = "as it is"
	isDeveloped = "developed"
)

func verdictRecipe(data []byte) string {
	return fmt.Sprintf("%x as it is? by %s", sha256.Sum256(data), maker())
}
