package bundle

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/markup"
	"stet/internal/page"
	"stet/internal/picture"
)

// media is one picture of a story as it lies in the bundle.
type media struct {
	files []file // in the shape that the story shows, the narrowest first
	crops []file // of the lead picture, in the shapes that other sites ask for
}

// file is one rendition.
type file struct {
	path          string // in the story's folder: media/<id>-960.jpg
	name          string // among the picture's renditions, as in ninjs
	kind          string // media type
	shape         article.Shape
	width, height int
	data          []byte
}

// all is every file once: a shape of the lead picture may be asked for twice.
func (m media) all() []file {
	list := slices.Clone(m.files)
	for _, f := range m.crops {
		if !slices.ContainsFunc(list, func(g file) bool { return g.path == f.path }) {
			list = append(list, f)
		}
	}
	return list
}

// shown is the picture as a page shows it.
func (m media) shown() page.Shown {
	if len(m.files) == 0 {
		return page.Shown{}
	}
	files := onPage(m.files)
	return page.Shown{File: files[len(files)-1], Set: files, Crops: onPage(m.crops)}
}

func onPage(files []file) []page.File {
	list := make([]page.File, len(files))
	for i, f := range files {
		list[i] = page.File{URL: f.path, Width: f.width, Height: f.height}
	}
	return list
}

// pictureList is every picture that a story shows or lists, the lead first.
// One that only the body names has no texts of its own but those typed there.
func pictureList(a *article.Article, images []markup.Image) []article.Picture {
	list := []article.Picture{}
	add := func(p article.Picture) {
		known := slices.ContainsFunc(list, func(q article.Picture) bool { return q.ID == p.ID })
		if p.ID != "" && !known {
			list = append(list, p)
		}
	}
	for _, p := range a.Pictures {
		if p.ID == a.LeadPicture {
			add(p)
		}
	}
	add(article.Picture{ID: a.LeadPicture})
	for _, p := range a.Pictures {
		add(p)
	}
	for _, i := range images {
		add(article.Picture{ID: i.ID, Alt: i.Alt, Caption: i.Caption, Credit: i.Credit})
	}
	return list
}

// nowhere is what those pictures are called that a story has, and shows neither
// as its lead nor in its text.
func nowhere(a *article.Article, images []markup.Image) []string {
	called := []string{}
	for _, p := range a.Pictures {
		shown := slices.ContainsFunc(images, func(i markup.Image) bool { return i.ID == p.ID })
		if !shown && p.ID != a.LeadPicture {
			called = append(called, p.Called())
		}
	}
	return called
}

// pictureBudget is how long one picture may take.
const pictureBudget = 30 * time.Second

// collect makes the files of a story's pictures. One that cannot be had is a
// loss: the page shows a placeholder. The error is ctx's.
func (m *maker) collect(ctx context.Context, s *story) (map[string]media, []Loss, error) {
	found, losses := map[string]media{}, []Loss{}
	for _, p := range pictureList(&s.Article, s.Doc.Images) {
		one, err := m.develop(ctx, s, p)
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if err != nil {
			losses = append(losses, Loss{s.Article.ID, "media", "pictures", err.Error()})
			continue
		}
		found[p.ID] = one
	}
	return found, losses, nil
}

func (m *maker) develop(ctx context.Context, s *story, p article.Picture) (media, error) {
	data, err := original(s, p.ID)
	if err != nil {
		return media{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, pictureBudget)
	defer cancel()
	asIs, err := m.darkroom.AsIs(ctx, data)
	if err != nil {
		return media{}, fmt.Errorf("picture %s: %w", p.ID, err)
	}
	if asIs {
		f, err := picture.Kept(data)
		if err != nil {
			return media{}, fmt.Errorf("picture %s: %w", p.ID, err)
		}
		kept := file{"media/" + p.ID + f.Kind.Ext(), "original", string(f.Kind), article.Whole, f.Width, f.Height, f.Data}
		return media{files: []file{kept}}, nil
	}
	h, err := picture.ReadHeader(data)
	if err != nil {
		return media{}, fmt.Errorf("picture %s: %w", p.ID, err)
	}
	p.Width, p.Height = h.Shown() // a record can be wrong, the bytes are what they are
	plan := picture.Plan(p)
	all := plan
	if p.ID == s.Article.LeadPicture {
		all = slices.Concat(plan, picture.Crops(p))
	}
	files, err := m.darkroom.Develop(ctx, data, p.FocusX, p.FocusY, all)
	if err != nil {
		return media{}, fmt.Errorf("picture %s: %w", p.ID, err)
	}
	list := make([]file, len(files))
	for i, f := range files {
		name := f.Name(p.ID)
		list[i] = file{"media/" + name, strings.TrimSuffix(strings.TrimPrefix(name, p.ID+"-"), f.Kind.Ext()), string(f.Kind), f.Shape, f.Width, f.Height, f.Data}
	}
	return media{files: list[:len(plan)], crops: list[len(plan):]}, nil
}

func original(s *story, id string) ([]byte, error) {
	if sum, err := hex.DecodeString(id); err != nil || len(sum) != 32 || hex.EncodeToString(sum) != id {
		return nil, fmt.Errorf("%q is no picture's id", id)
	}
	if s.Picture == nil {
		return nil, fmt.Errorf("picture %s is missing", id)
	}
	data, err := s.Picture(id)
	if err != nil {
		return nil, fmt.Errorf("picture %s is missing: %w", id, err)
	}
	return data, nil
}
