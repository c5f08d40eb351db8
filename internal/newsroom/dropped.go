package newsroom

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
)

// DroppedFiles is what came of files that were dropped onto the window.
type DroppedFiles struct {
	Pictures PictureBatch `json:"pictures"`
	Copy     Batch        `json:"copy"`
}

// pictureEnds are the ends of names that say that a file is a picture, of
// kinds that are not used too: those are refused as such, by their bytes.
var pictureEnds = []string{".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".svg", ".psd"}

// ErrNoDrop: the files that were dropped did not come.
var ErrNoDrop = errors.New("what was dropped did not come: the other program does not say where it is")

// TakeDropped takes files that were dropped: copy, each as a story, and
// pictures, which need one that they are for. A bad file stops no other.
// Without any it is an ErrNoDrop.
func (r *Room) TakeDropped(ctx context.Context, paths []string, section string, story bool) (DroppedFiles, error) {
	if len(paths) == 0 {
		return DroppedFiles{}, ErrNoDrop
	}
	var pictures, copies []string
	var refused []RefusedFile
	for _, path := range paths {
		switch {
		case !slices.Contains(pictureEnds, strings.ToLower(filepath.Ext(path))):
			copies = append(copies, path)
		case story:
			pictures = append(pictures, path)
		default:
			refused = append(refused, RefusedFile{Name: filepath.Base(path), Problem: Problem{Code: Usage, Message: "it is a picture. Open the story that it is for, then drop it there."}})
		}
	}
	var done DroppedFiles
	var err error
	if done.Pictures, err = r.TakePictures(ctx, pictures); err != nil {
		return done, err
	}
	done.Copy, err = r.ImportFiles(ctx, copies, section)
	done.Copy.Refused = append(done.Copy.Refused, refused...)
	return done, err
}
