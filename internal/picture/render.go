package picture

import (
	"bytes"
	"context"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime"

	"golang.org/x/image/webp"

	"stet/internal/article"
)

// quality of the JPEG files that go out.
const quality = 82

// File is a rendition as bytes.
type File struct {
	Rendition
	Kind Kind
	Data []byte
}

// Darkroom makes renditions: of small pictures as many at a time as there are
// processors, and of large ones as many as do not have more pixels together than
// the largest that is taken, so that memory stays bounded however many are asked
// for at once (decision 249); use NewDarkroom.
type Darkroom struct {
	places chan struct{} // of small pictures
	large  chan struct{} // one for each largePixels of a large picture
	door   chan struct{} // whoever needs several of those takes them one after another
	shelf  Shelf
}

// NewDarkroom makes a darkroom; one is enough for a program. What it makes it
// leaves on the shelf, and takes from there; nil = it has none.
func NewDarkroom(shelf Shelf) *Darkroom {
	places := runtime.GOMAXPROCS(0)
	large := min(MaxPixels/largePixels, 2*places) // a picture of a camera has two
	return &Darkroom{make(chan struct{}, places), make(chan struct{}, large), make(chan struct{}, 1), shelf}
}

// largePixels is from how many pixels on a picture is a large one.
const largePixels = 8_000_000

// enter waits until a picture may be worked on; leave lets the next one in.
func (d *Darkroom) enter(ctx context.Context, h Header) (leave func(), err error) {
	if pixels := h.Width * h.Height; pixels >= largePixels {
		if err := take(ctx, d.door, 1); err != nil {
			return nil, err
		}
		defer giveBack(d.door, 1) // else two could each wait for what the other has
		needs := min((pixels+largePixels-1)/largePixels, cap(d.large))
		return func() { giveBack(d.large, needs) }, take(ctx, d.large, needs)
	}
	return func() { giveBack(d.places, 1) }, take(ctx, d.places, 1)
}

// take takes n places of a room, or none.
func take(ctx context.Context, room chan struct{}, n int) error {
	for has := range n {
		if ctx.Err() == nil { // else it could be let in, and nobody would leave for it
			select {
			case room <- struct{}{}:
				continue
			case <-ctx.Done():
			}
		}
		giveBack(room, has)
		return ctx.Err()
	}
	return nil
}

func giveBack(room chan struct{}, n int) {
	for range n {
		<-room
	}
}

// Develop makes renditions of a picture around a focus in per mille: upright,
// in JPEG, with nothing in them but the picture and, where its colours are
// not sRGB, their profile. It decodes once for all of them, or not at all if
// they lie on the shelf. Each is the same whatever else is asked for.
func (d *Darkroom) Develop(ctx context.Context, data []byte, focusX, focusY int, want []Rendition) ([]File, error) {
	h, err := ReadHeader(data)
	if err != nil || len(want) == 0 {
		return nil, err
	}
	names := recipes(d.shelf, data, focusX, focusY, want)
	files := make([]File, len(want))
	if d.fetch(names, want, files) {
		return files, ctx.Err()
	}
	leave, err := d.enter(ctx, h)
	if err != nil {
		return nil, err
	}
	defer leave()
	if d.fetch(names, want, files) { // somebody made them meanwhile
		return files, ctx.Err()
	}
	img, err := decode(ctx, h.Kind, data)
	if err != nil {
		return nil, err
	}
	e := enlarger{turn: turns[h.Turn], focusX: focusX, focusY: focusY}
	if !h.FourInks {
		e.profile = profileOf(h.Kind, data)
	}
	missing := []Rendition{}
	for i, r := range want {
		if files[i].Data == nil {
			missing = append(missing, r)
		}
	}
	if err := e.prepare(ctx, img, missing); err != nil {
		return nil, err
	}
	for i, r := range want {
		if files[i].Data != nil {
			continue
		}
		if files[i], err = e.enlarge(ctx, r); err != nil {
			return nil, err
		}
		if d.shelf != nil {
			d.shelf.KeepRendition(names[i], files[i].Data)
		}
	}
	return files, nil
}

// enlarger makes one rendition of a picture after another.
type enlarger struct {
	turn           turn
	width, height  int // upright, and of what was decoded: a header can say otherwise
	focusX, focusY int
	profile        []byte // nil = its colours are sRGB

	halves []planes // as it is stored, halved so many times; those that are needed
	scaler scaler
}

// prepare halves a picture as often as renditions need it.
func (e *enlarger) prepare(ctx context.Context, img image.Image, want []Rendition) error {
	e.width, e.height = img.Bounds().Dx(), img.Bounds().Dy()
	if e.turn.swap {
		e.width, e.height = e.height, e.width
	}
	fewest, most := maxHalves, 0
	for _, r := range want {
		times := e.halvesFor(r)
		fewest, most = min(fewest, times), max(most, times)
	}
	p, err := planesOf(ctx, img)
	for times := 0; times <= most && err == nil; times++ {
		if times > 0 {
			p = p.halved()
		}
		if e.halves = append(e.halves, planes{}); times >= fewest {
			e.halves[times] = p // what is larger is let go of
		}
		err = ctx.Err()
	}
	return err
}

const maxHalves = 32

// halvesFor is how often a picture is halved before it is scaled: what is left is
// no smaller than the widest rendition of the shape needs it. Halving costs a
// tenth of scaling all of it.
func (e *enlarger) halvesFor(r Rendition) int {
	crop := cropOf(e.width, e.height, r.Shape, e.focusX, e.focusY)
	top := max(r.Width, widest(crop.Dx(), crop.Dy(), widths[len(widths)-1]))
	for times := range maxHalves {
		if crop.Dx()>>(times+1) < top || crop.Dy()>>(times+1) < heightFor(r.Shape, top, crop.Dx(), crop.Dy()) {
			return times
		}
	}
	return maxHalves
}

func (e *enlarger) enlarge(ctx context.Context, r Rendition) (File, error) {
	crop := cropOf(e.width, e.height, r.Shape, e.focusX, e.focusY)
	x := axis{e.width, crop.Min.X, crop.Max.X, e.turn.mirrorX, r.Width}
	y := axis{e.height, crop.Min.Y, crop.Max.Y, e.turn.mirrorY, r.Height}
	times := e.halvesFor(r)
	out, err := e.scaler.scale(ctx, &e.halves[times], 1<<times, x, y, e.turn.swap)
	if err != nil {
		return File{}, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, out, &jpeg.Options{Quality: quality}); err != nil {
		return File{}, err
	}
	return File{r, JPEG, withProfile(b.Bytes(), e.profile)}, nil
}

// turn is what is done to stored pixels to look at them: columns become rows,
// then each way may run from the other end.
type turn struct{ swap, mirrorX, mirrorY bool }

// turns are by EXIF's numbers.
var turns = [9]turn{
	2: {false, true, false},
	3: {false, true, true},
	4: {false, false, true},
	5: {true, false, false},
	6: {true, true, false},
	7: {true, true, true},
	8: {true, false, true},
}

// Kept is the file of a picture that goes out as it is, less what it says
// about itself.
func Kept(data []byte) (File, error) {
	h, err := ReadHeader(data)
	if err != nil {
		return File{}, err
	}
	return File{Rendition{Width: h.Width, Height: h.Height}, h.Kind, bare(h.Kind, data)}, nil
}

// stopping is a reader that ends with its context: a decoder asks for more
// bytes all the way through a large file.
type stopping struct {
	ctx context.Context
	r   *bytes.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

func decode(ctx context.Context, kind Kind, data []byte) (img image.Image, err error) {
	r := stopping{ctx, bytes.NewReader(data)}
	switch kind {
	case JPEG:
		img, err = jpeg.Decode(r)
	case PNG:
		img, err = png.Decode(r)
	case GIF:
		img, err = gif.Decode(r)
	case WebP:
		img, err = webp.Decode(r)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, broken(err)
	}
	return img, nil
}

// Taken is a picture that was looked at whole, and what is to be said of it.
type Taken struct {
	Picture article.Picture // without an ID
	Remarks []string        // whole sentences
}

// Take looks at a picture that comes in: its header, its words, and, by
// decoding it, that it is whole. name is the file's, "" = it has none.
func (d *Darkroom) Take(ctx context.Context, name string, data []byte) (Taken, error) {
	h, err := ReadHeader(data)
	if err != nil {
		return Taken{}, err
	}
	leave, err := d.enter(ctx, h)
	if err != nil {
		return Taken{}, err
	}
	defer leave()
	asIs, err := keeps(ctx, h, data)
	if err != nil {
		return Taken{}, err
	}
	m := ReadMeta(h.Kind, data)
	t := Taken{Picture: article.Picture{
		Name: article.OneLine(name), Type: string(h.Kind), AsIs: asIs,
		Alt: m.Alt, Caption: m.Caption, Credit: m.Credit, Rights: m.Rights, Source: m.Source, Taken: m.Taken, Private: m.Private,
	}}
	t.Picture.Width, t.Picture.Height = h.Shown()
	t.Remarks = remarks(h, m, asIs)
	return t, nil
}

// keeps decides whether a picture goes out as it is: it moves, can be seen
// through, or is a GIF, which is drawn. A file that moves is not decoded
// whole; a reader's browser does that.
func keeps(ctx context.Context, h Header, data []byte) (bool, error) {
	if h.Kind == WebP && h.Moving {
		return true, nil
	}
	img, err := decode(ctx, h.Kind, data)
	if err != nil || h.Kind == GIF || h.Moving {
		return true, err
	}
	if !h.Clear {
		return false, nil
	}
	o, ok := img.(interface{ Opaque() bool })
	return !ok || !o.Opaque(), nil
}

// AsIs is what keeps says of a picture that lies in the newsroom.
func (d *Darkroom) AsIs(ctx context.Context, data []byte) (bool, error) {
	h, err := ReadHeader(data)
	if err != nil || h.Kind == GIF || h.Moving || !h.Clear {
		return h.Kind == GIF || h.Moving, err
	}
	if asIs, known := d.verdict(data); known {
		return asIs, nil
	}
	leave, err := d.enter(ctx, h)
	if err != nil {
		return false, err
	}
	defer leave()
	asIs, err := keeps(ctx, h, data)
	if err == nil {
		d.keepVerdict(data, asIs)
	}
	return asIs, err
}

func remarks(h Header, m Meta, asIs bool) []string {
	var found []string
	say := func(when bool, sentence string) {
		if when {
			found = append(found, sentence)
		}
	}
	say(asIs && h.Moving, "It moves, so it goes out as it is, in one size.")
	say(asIs && !h.Moving && h.Kind != GIF, "Parts of it can be seen through, so it goes out as it is, in one size.")
	say(asIs && !h.Moving && h.Kind == GIF, "A GIF goes out as it is, in one size.")
	say(h.FourInks, "Its colours are those of print; on screens they can look different.")
	say(m.Made, "The file says that it was made by AI.")
	return found
}
