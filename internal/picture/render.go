package picture

import (
	"bytes"
	"context"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime"

	"golang.org/x/image/draw"
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
	e := enlarger{img: img, header: h, focusX: focusX, focusY: focusY}
	if !h.FourInks {
		e.profile = profileOf(h.Kind, data)
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
	img            image.Image
	header         Header
	focusX, focusY int
	profile        []byte // nil = its colours are sRGB

	base    *image.RGBA // upright, and reduced by this much; 0 = not made yet
	reduced int
}

func (e *enlarger) enlarge(ctx context.Context, r Rendition) (File, error) {
	width, height := e.header.Shown()
	if n := reduction(width, height, r); n != e.reduced {
		small, err := average(ctx, e.img, n)
		if err != nil {
			return File{}, err
		}
		e.base, e.reduced = turned(small, e.header.Turn), n
	}
	if err := ctx.Err(); err != nil {
		return File{}, err
	}
	out := image.NewRGBA(image.Rect(0, 0, r.Width, r.Height))
	crop := cropOf(e.base.Rect.Dx(), e.base.Rect.Dy(), r.Shape, e.focusX, e.focusY)
	draw.CatmullRom.Scale(out, out.Bounds(), e.base, crop, draw.Src, nil)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, out, &jpeg.Options{Quality: quality}); err != nil {
		return File{}, err
	}
	return File{r, JPEG, withProfile(b.Bytes(), e.profile)}, nil
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

// reduction is how many pixels become one before a picture is scaled: what is
// left is no smaller than the widest rendition of the shape needs it and less
// than twice as large. Averaging whole pixels first costs a tenth of scaling
// all of them, and bounds the memory.
func reduction(width, height int, r Rendition) int {
	crop := cropOf(width, height, r.Shape, 0, 0)
	top := max(r.Width, widest(crop.Dx(), crop.Dy(), widths[len(widths)-1]))
	return max(1, min(crop.Dx()/top, crop.Dy()/heightFor(r.Shape, top, crop.Dx(), crop.Dy())))
}

// average makes one pixel of n by n; a rest at the right and bottom edges
// that is smaller is averaged too.
func average(ctx context.Context, img image.Image, n int) (*image.RGBA, error) {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, (b.Dx()+n-1)/n, (b.Dy()+n-1)/n))
	if n == 1 {
		draw.Draw(out, out.Rect, img, b.Min, draw.Src)
		return out, ctx.Err()
	}
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), n))
	for y := range out.Rect.Dy() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rows := min(n, b.Dy()-y*n)
		draw.Draw(strip, image.Rect(0, 0, b.Dx(), rows), img, image.Pt(b.Min.X, b.Min.Y+y*n), draw.Src)
		averageRow(out.Pix[y*out.Stride:], strip, n, rows)
	}
	return out, nil
}

func averageRow(out []byte, strip *image.RGBA, n, rows int) {
	width := strip.Rect.Dx()
	for x, at := 0, 0; x < width; x, at = x+n, at+4 {
		columns := min(n, width-x)
		var sum [4]int
		for y := range rows {
			line := strip.Pix[y*strip.Stride+x*4:][:columns*4]
			for i := 0; i < len(line); i += 4 {
				sum[0] += int(line[i])
				sum[1] += int(line[i+1])
				sum[2] += int(line[i+2])
				sum[3] += int(line[i+3])
			}
		}
		count := columns * rows
		for c := range sum {
			out[at+c] = byte((sum[c] + count/2) / count)
		}
	}
}

// turned is a picture the right way up; turn counts as in EXIF.
func turned(img *image.RGBA, turn int) *image.RGBA {
	if turn <= 1 || turn > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if turn >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			to := turnedPoint(turn, x, y, w, h)
			copy(out.Pix[to.Y*out.Stride+to.X*4:][:4], img.Pix[y*img.Stride+x*4:][:4])
		}
	}
	return out
}

// turnedPoint is where a stored pixel is looked at.
func turnedPoint(turn, x, y, w, h int) image.Point {
	switch turn {
	case 1:
		return image.Pt(x, y)
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(h-1-y, x)
	case 7:
		return image.Pt(h-1-y, w-1-x)
	}
	return image.Pt(y, w-1-x) // 8
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
