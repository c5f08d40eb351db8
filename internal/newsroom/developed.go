package newsroom

import (
	"context"
	"slices"
	"sync"

	"stet/internal/article"
	"stet/internal/page"
	"stet/internal/picture"
)

// shownPicture is a picture in the preview: the files that the bundle will
// have, made when they are asked for. One whose size nobody recorded is shown
// as it came.
func shownPicture(p article.Picture) page.Shown {
	plan := picture.Plan(p)
	if p.AsIs || len(plan) == 0 {
		return page.Shown{File: page.File{URL: "/asset/" + p.ID, Width: p.Width, Height: p.Height}}
	}
	files := make([]page.File, len(plan))
	for i, f := range plan {
		files[i] = page.File{URL: "/asset/" + picture.Address(p, f), Width: f.Width, Height: f.Height}
	}
	return page.Shown{File: files[len(files)-1], Set: files}
}

// Asset is a picture for the window: the original by its id, or a rendition
// by its address, in the next width that there is. It wraps store.ErrNotFound.
func (r *Room) Asset(ctx context.Context, name string) ([]byte, error) {
	asked, ok := picture.ParseAddress(name)
	if !ok {
		return r.db.Picture(name)
	}
	return r.developed.get(name, func() ([]byte, error) { return r.develop(ctx, asked) })
}

func (r *Room) develop(ctx context.Context, asked picture.Asked) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, pictureBudget)
	defer cancel()
	data, err := r.db.Picture(asked.ID)
	if err != nil {
		return nil, err
	}
	if asIs, err := r.darkroom.AsIs(ctx, data); err != nil || asIs {
		return data, err
	}
	h, err := picture.ReadHeader(data)
	if err != nil {
		return nil, err
	}
	p := article.Picture{ID: asked.ID, Shape: asked.Shape, FocusX: asked.FocusX, FocusY: asked.FocusY}
	p.Width, p.Height = h.Shown()
	p.Shape = asked.Shape
	plan := picture.Plan(p)
	fits := slices.IndexFunc(plan, func(f picture.Rendition) bool { return f.Width >= asked.Width })
	if fits < 0 {
		fits = len(plan) - 1
	}
	files, err := r.darkroom.Develop(ctx, data, p.FocusX, p.FocusY, plan[fits:fits+1])
	if err != nil {
		return nil, err
	}
	return files[0].Data, nil
}

// developed keeps the renditions that the window showed last, so that a page
// that is shown again is there at once. One that many ask for at once is made
// once. The zero value is ready.
type developed struct {
	mu    sync.Mutex
	made  map[string]*developing
	order []string // the oldest first
	size  int
}

type developing struct {
	done chan struct{}
	data []byte
	err  error
}

// maxDeveloped is how many bytes of renditions are kept.
const maxDeveloped = 32 << 20

func (d *developed) get(name string, develop func() ([]byte, error)) ([]byte, error) {
	d.mu.Lock()
	if one, ok := d.made[name]; ok {
		d.mu.Unlock()
		<-one.done
		return one.data, one.err
	}
	one := &developing{done: make(chan struct{}), err: ErrBug} // what the others get should developing panic
	d.put(name, one)
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		d.settle(name, one)
		d.mu.Unlock()
		close(one.done)
	}()
	one.data, one.err = develop()
	return one.data, one.err
}

func (d *developed) put(name string, one *developing) {
	if d.made == nil {
		d.made = map[string]*developing{}
	}
	d.made[name] = one
	d.order = append(d.order, name)
}

// settle counts a rendition and forgets the oldest; one that failed is
// forgotten itself, for the next try may go well.
func (d *developed) settle(name string, one *developing) {
	d.size += len(one.data)
	if one.err != nil {
		d.forget(name)
	}
	for d.size > maxDeveloped && len(d.order) > 1 {
		d.forget(d.order[0])
	}
}

func (d *developed) forget(name string) {
	d.size -= len(d.made[name].data)
	delete(d.made, name)
	d.order = slices.DeleteFunc(d.order, func(n string) bool { return n == name })
}
