package picture

import (
	"context"
	"image"
	"image/color"
	"image/draw"
)

// planes is a picture as JPEG has it: how light each pixel is, and two colours
// of each two by two pixels. Pictures that come so are scaled so; to make reds,
// greens and blues of them and go back takes longer than to scale them.
type planes [3]plane

// plane is one of them, row by row.
type plane struct {
	pix           []byte
	stride        int // from a row to the next
	width, height int
}

func newPlane(width, height int) plane {
	return plane{make([]byte, width*height), width, width, height}
}

func (p *plane) row(y int) []byte { return p.pix[y*p.stride:][:p.width] }

// half is how many squares of two cover so many pixels.
func half(n int) int { return (n + 1) / 2 }

// planesOf takes a decoded picture apart that cannot be seen through. What it
// gives may lie where the picture lies.
func planesOf(ctx context.Context, img image.Image) (planes, error) {
	b := img.Bounds()
	switch img := img.(type) {
	case *image.YCbCr:
		light := plane{img.Y[img.YOffset(b.Min.X, b.Min.Y):], img.YStride, b.Dx(), b.Dy()}
		return planes{light, colourOf(img, img.Cb), colourOf(img, img.Cr)}, ctx.Err()
	case *image.NYCbCrA:
		return planesOf(ctx, &img.YCbCr)
	case *image.Gray:
		light := plane{img.Pix[img.PixOffset(b.Min.X, b.Min.Y):], img.Stride, b.Dx(), b.Dy()}
		none := plane{make([]byte, half(b.Dx())), 0, half(b.Dx()), half(b.Dy())} // one row is all rows
		for i := range none.pix {
			none.pix[i] = neutral
		}
		return planes{light, none, none}, ctx.Err()
	}
	return takenApart(ctx, img)
}

// neutral is a colour that is none.
const neutral = 128

// colourOf is a colour of each two by two pixels, whichever way a picture has it.
func colourOf(img *image.YCbCr, pix []byte) plane {
	b := img.Rect
	if img.SubsampleRatio == image.YCbCrSubsampleRatio420 && b.Min.X%2 == 0 && b.Min.Y%2 == 0 {
		return plane{pix[img.COffset(b.Min.X, b.Min.Y):], img.CStride, half(b.Dx()), half(b.Dy())}
	}
	if img.SubsampleRatio == image.YCbCrSubsampleRatio444 {
		return halved(plane{pix[img.COffset(b.Min.X, b.Min.Y):], img.CStride, b.Dx(), b.Dy()})
	}
	out := newPlane(half(b.Dx()), half(b.Dy()))
	for y := range out.height {
		upper, lower := b.Min.Y+2*y, min(b.Min.Y+2*y+1, b.Max.Y-1)
		for x := range out.width {
			left, right := b.Min.X+2*x, min(b.Min.X+2*x+1, b.Max.X-1)
			sum := int(pix[img.COffset(left, upper)]) + int(pix[img.COffset(right, upper)]) +
				int(pix[img.COffset(left, lower)]) + int(pix[img.COffset(right, lower)])
			out.pix[y*out.stride+x] = byte((sum + 2) / 4)
		}
	}
	return out
}

// takenApart goes through a picture of any other kind, two rows at a time.
func takenApart(ctx context.Context, img image.Image) (planes, error) {
	b := img.Bounds()
	out := planes{newPlane(b.Dx(), b.Dy()), newPlane(half(b.Dx()), half(b.Dy())), newPlane(half(b.Dx()), half(b.Dy()))}
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), 2))
	for y := range out[1].height {
		if err := ctx.Err(); err != nil {
			return planes{}, err
		}
		rows := min(2, b.Dy()-2*y)
		draw.Draw(strip, image.Rect(0, 0, b.Dx(), rows), img, image.Pt(b.Min.X, b.Min.Y+2*y), draw.Src)
		for x := range out[1].width {
			out.takeSquare(strip, x, y, rows)
		}
	}
	return out, nil
}

// takeSquare takes in the pixels, up to two by two, that have a colour together.
func (p *planes) takeSquare(strip *image.RGBA, x, y, rows int) {
	columns := min(2, p[0].width-2*x)
	blue, red, count := 0, 0, columns*rows
	for row := range rows {
		for column := range columns {
			pixel := strip.Pix[row*strip.Stride+(2*x+column)*4:][:3]
			light, cb, cr := color.RGBToYCbCr(pixel[0], pixel[1], pixel[2])
			p[0].pix[(2*y+row)*p[0].stride+2*x+column] = light
			blue, red = blue+int(cb), red+int(cr)
		}
	}
	at := y*p[1].stride + x
	p[1].pix[at], p[2].pix[at] = byte((blue+count/2)/count), byte((red+count/2)/count)
}

func (p *planes) halved() planes { return planes{halved(p[0]), halved(p[1]), halved(p[2])} }

// halved makes one of two by two, and of what is left over at the right and
// bottom edges.
func halved(p plane) plane {
	out := newPlane(half(p.width), half(p.height))
	for y := range out.height {
		upper, lower, to := p.row(2*y), p.row(min(2*y+1, p.height-1)), out.row(y)
		if p.width%2 == 1 {
			last := p.width - 1
			to[out.width-1] = byte((int(upper[last]) + int(lower[last]) + 1) / 2)
			to = to[:out.width-1]
		}
		for x := range to {
			a, b := upper[2*x:2*x+2], lower[2*x:2*x+2]
			to[x] = byte((uint(a[0]) + uint(a[1]) + uint(b[0]) + uint(b[1]) + 2) / 4)
		}
	}
	return out
}
