package newsroom

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/picture"
)

// pictureBudget is how long one picture may take while somebody waits.
const pictureBudget = 30 * time.Second

// ErrNoPicture: the story has no picture of that id.
var ErrNoPicture = errors.New("the story has no such picture")

// TakenPicture is a picture that the newsroom has taken, with what its file
// says of it. No story has it yet. Remarks are whole sentences.
type TakenPicture struct {
	Picture article.Picture `json:"picture"`
	Remarks []string        `json:"remarks"`
}

// TakePicture keeps a picture as it came and reads what it says of itself.
// One that Stet does not use wraps an error of package picture.
func (r *Room) TakePicture(ctx context.Context, name string, data []byte) (TakenPicture, error) {
	taken, err := r.lookAt(ctx, name, data)
	if err == nil {
		taken.Picture.ID, err = r.db.PutPicture(data)
	}
	if err != nil {
		return TakenPicture{}, err
	}
	return taken, nil
}

// lookAt is [Room.TakePicture] without keeping it: it has no id.
func (r *Room) lookAt(ctx context.Context, name string, data []byte) (TakenPicture, error) {
	ctx, cancel := context.WithTimeout(ctx, pictureBudget)
	defer cancel()
	taken, err := r.darkroom.Take(ctx, name, data)
	if err != nil {
		return TakenPicture{}, err
	}
	return TakenPicture{Picture: taken.Picture, Remarks: append([]string{}, taken.Remarks...)}, nil
}

// PictureBatch is what came of several files: the pictures that were taken,
// and the problem of each file that was not.
type PictureBatch struct {
	Taken   []TakenPicture `json:"taken"`
	Refused []RefusedFile  `json:"refused"`
}

// TakePictures takes files. A bad file stops no other.
func (r *Room) TakePictures(ctx context.Context, paths []string) (PictureBatch, error) {
	batch := PictureBatch{Taken: []TakenPicture{}, Refused: []RefusedFile{}}
	for _, path := range paths {
		data, err := ReadPicture(path)
		var taken TakenPicture
		if err == nil {
			taken, err = r.TakePicture(ctx, filepath.Base(path), data)
		}
		if err != nil {
			batch.Refused = append(batch.Refused, RefusedFile{Name: filepath.Base(path), Problem: Explain(err)})
			continue
		}
		batch.Taken = append(batch.Taken, taken)
	}
	return batch, nil
}

// MaxPicture is how many bytes a picture may have.
const MaxPicture = picture.MaxSize

// PastePicture takes what a clipboard held; nothing = an empty batch.
func (r *Room) PastePicture(ctx context.Context, data []byte) (PictureBatch, error) {
	batch := PictureBatch{Taken: []TakenPicture{}, Refused: []RefusedFile{}}
	if len(data) == 0 {
		return batch, nil
	}
	taken, err := r.TakePicture(ctx, "", data)
	if err == nil {
		batch.Taken = append(batch.Taken, taken)
	}
	return batch, err
}

// ReadPicture reads a picture's file. More than Stet takes is refused unread.
func ReadPicture(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, picture.MaxSize+1))
	if err == nil && len(data) > picture.MaxSize {
		return nil, fmt.Errorf("%w: it has more than %d MB; save it smaller", picture.ErrLarge, picture.MaxSize>>20)
	}
	return data, err
}

// AddPicture puts a picture that was taken among those of a story, on top of
// its newest revision. A picture that the story has already keeps its words.
func (r *Room) AddPicture(id article.ID, p article.Picture, lead bool) (article.Article, error) {
	return r.editPictures(id, "picture added", func(a *article.Article) error {
		if !slices.ContainsFunc(a.Pictures, func(q article.Picture) bool { return q.ID == p.ID }) {
			a.Pictures = append(a.Pictures, p)
		}
		if lead {
			a.LeadPicture = p.ID
		}
		return nil
	})
}

// SetPicture changes the words, focus or shape of a story's picture; set maps
// the names of article.PictureFields to their text forms. word is an id or its
// beginning. It wraps ErrNoPicture, article.ErrField or article.ErrValue.
func (r *Room) SetPicture(id article.ID, word string, set map[string]string) (article.Article, error) {
	return r.editPictures(id, "picture changed", func(a *article.Article) error {
		p, err := findPicture(a, word)
		if err != nil {
			return err
		}
		return p.SetAll(set)
	})
}

// LeadPicture makes a picture of a story its lead, or with "" takes the lead
// away.
func (r *Room) LeadPicture(id article.ID, word string) (article.Article, error) {
	return r.editPictures(id, "lead picture", func(a *article.Article) error {
		if word == "" {
			a.LeadPicture = ""
			return nil
		}
		p, err := findPicture(a, word)
		if err == nil {
			a.LeadPicture = p.ID
		}
		return err
	})
}

// RemovePicture takes a picture off a story. Where the body names it a
// placeholder is left; the original stays in the newsroom.
func (r *Room) RemovePicture(id article.ID, word string) (article.Article, error) {
	return r.editPictures(id, "picture removed", func(a *article.Article) error {
		p, err := findPicture(a, word)
		if err != nil {
			return err
		}
		gone := p.ID
		a.Pictures = slices.DeleteFunc(a.Pictures, func(q article.Picture) bool { return q.ID == gone })
		if a.LeadPicture == gone {
			a.LeadPicture = ""
		}
		return nil
	})
}

func (r *Room) editPictures(id article.ID, note string, change func(*article.Article) error) (article.Article, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return a, err
	}
	after := a
	after.Pictures = slices.Clone(a.Pictures)
	if err := change(&after); err != nil {
		return a, err
	}
	changed := article.Changed(&a, &after)
	if len(changed) == 0 {
		return a, nil
	}
	return r.keep(after, note, changed)
}

// findPicture finds one picture by its id or the beginning of it.
func findPicture(a *article.Article, word string) (*article.Picture, error) {
	var found []*article.Picture
	for i := range a.Pictures {
		if p := &a.Pictures[i]; len(word) >= 4 && len(p.ID) >= len(word) && p.ID[:len(word)] == word {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%w: %q", ErrNoPicture, word)
	}
	return found[0], nil
}
