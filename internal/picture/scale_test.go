package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// noise is a picture in which every value is another than its neighbours.
func noise(w, h int, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	r := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	for _, pix := range [][]byte{img.Y, img.Cb, img.Cr} {
		for i := range pix {
			pix[i] = byte(r.Uint64())
		}
	}
	return img
}

// smooth has no two values beside each other that differ much.
func smooth(w, h int, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	for y := range h {
		for x := range w {
			img.Y[img.YOffset(x, y)] = byte(60 + 100*x/w)
			img.Cb[img.COffset(x, y)] = byte(90 + 60*y/h)
			img.Cr[img.COffset(x, y)] = byte(150 - 50*x/w)
		}
	}
	return img
}

func scaled(t *testing.T, img image.Image, covers int, x, y axis, swapped bool) *image.YCbCr {
	t.Helper()
	p, err := planesOf(t.Context(), img)
	if err != nil {
		t.Fatal(err)
	}
	for range int(math.Log2(float64(covers))) {
		p = p.halved()
	}
	out, err := (&scaler{}).scale(t.Context(), &p, covers, x, y, swapped)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// catmullRom is the spline as books have it.
func catmullRom(t float64) float64 {
	switch t = math.Abs(t); {
	case t < 1:
		return 1.5*t*t*t - 2.5*t*t + 1
	case t < 2:
		return -0.5*t*t*t + 2.5*t*t - 4*t + 2
	}
	return 0
}

// slowly scales a plane one value after another: a value of it covers so many
// pixels, and is made for each step of those that are made.
func slowly(p plane, covers, step int, x, y axis, i, j int) float64 {
	weights := func(a axis, n, at int) []float64 {
		part := float64(a.to-a.from) / float64(a.made)
		wide := math.Max(1, part*float64(step)/float64(covers))
		middle := (float64(a.from)+(float64(at)+0.5)*float64(step)*part)/float64(covers) - 0.5
		list, sum := make([]float64, n), 0.0
		for k := range list {
			list[k] = catmullRom((float64(k) - middle) / wide)
			sum += list[k]
		}
		for k := range list {
			list[k] /= sum
		}
		return list
	}
	across, along, sum := weights(y, p.height, j), weights(x, p.width, i), 0.0
	for row, v := range across {
		for column, w := range along {
			sum += v * w * float64(p.row(row)[column])
		}
	}
	return math.Max(0, math.Min(255, sum))
}

// Whole numbers come to what the spline says.
func TestScalingFollowsTheSpline(t *testing.T) {
	for _, c := range []struct {
		w, h, covers int
		x, y         axis
	}{
		{40, 30, 1, axis{from: 0, to: 40, made: 16}, axis{from: 0, to: 30, made: 12}},
		{41, 31, 1, axis{from: 3, to: 38, made: 17}, axis{from: 1, to: 20, made: 11}},
		{64, 48, 2, axis{from: 0, to: 64, made: 30}, axis{from: 8, to: 44, made: 17}},
		{9, 7, 1, axis{from: 0, to: 9, made: 9}, axis{from: 0, to: 7, made: 7}},
		{3, 1, 1, axis{from: 1, to: 2, made: 1}, axis{from: 0, to: 1, made: 1}},
		{8, 8, 1, axis{from: 0, to: 8, made: 20}, axis{from: 0, to: 8, made: 3}}, // a header that said more than there is
	} {
		c.x.length, c.y.length = c.w, c.h
		img := noise(c.w, c.h, image.YCbCrSubsampleRatio420)
		out := scaled(t, img, c.covers, c.x, c.y, false)
		p, _ := planesOf(t.Context(), img)
		if c.covers == 2 {
			p = p.halved()
		}
		for n, got := range []plane{{out.Y, out.YStride, c.x.made, c.y.made}, {out.Cb, out.CStride, half(c.x.made), half(c.y.made)}, {out.Cr, out.CStride, half(c.x.made), half(c.y.made)}} {
			step := min(n, 1) + 1
			for j := range got.height {
				for i, v := range got.row(j) {
					if want := slowly(p[n], c.covers*step, step, c.x, c.y, i, j); math.Abs(want-float64(v)) > 1 {
						t.Fatalf("%+v: plane %d at %d, %d is %d, want %.2f", c, n, i, j, v, want)
					}
				}
			}
		}
	}
}

// A plain area stays what it is, to the edge.
func TestAPlainAreaStaysPlain(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 1333, 777))
	for i := range img.Pix {
		img.Pix[i] = []byte{200, 30, 90, 255}[i%4]
	}
	light, blue, red := color.RGBToYCbCr(200, 30, 90)
	out := scaled(t, img, 2, axis{1333, 0, 1333, false, 480}, axis{777, 13, 777, true, 271}, false)
	for n, pix := range [][]byte{out.Y, out.Cb, out.Cr} {
		for i, v := range pix {
			if v != []byte{light, blue, red}[n] {
				t.Fatalf("plane %d at %d: %d", n, i, v)
			}
		}
	}
}

// However a picture lies, it is scaled to the same.
func TestATurnedPictureIsScaledAsTheUprightOne(t *testing.T) {
	upright := noise(90, 64, image.YCbCrSubsampleRatio444)
	x, y := axis{90, 7, 81, false, 41}, axis{64, 0, 50, false, 28}
	want := scaled(t, upright, 1, x, y, false)
	for n := 1; n <= 8; n++ {
		w, h := 90, 64
		if turns[n].swap {
			w, h = h, w
		}
		stored := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
		for i := range h {
			for j := range w {
				p := turnedPoint(n, j, i, w, h)
				to, from := stored.YOffset(j, i), upright.YOffset(p.X, p.Y)
				stored.Y[to], stored.Cb[to], stored.Cr[to] = upright.Y[from], upright.Cb[from], upright.Cr[from]
			}
		}
		x.mirrored, y.mirrored = turns[n].mirrorX, turns[n].mirrorY
		got := scaled(t, stored, 1, x, y, turns[n].swap)
		if far := farthest(got, want); got.Rect != want.Rect || far > 1 {
			t.Errorf("turn %d: a value differs by %d", n, far)
		}
	}
}

// farthest is by how much two pictures of one size differ at most.
func farthest(a, b *image.YCbCr) (most int) {
	for n, pix := range [][]byte{a.Y, a.Cb, a.Cr} {
		other := [][]byte{b.Y, b.Cb, b.Cr}[n]
		for i := range pix {
			most = max(most, int(pix[i])-int(other[i]), int(other[i])-int(pix[i]))
		}
	}
	return most
}

// Whichever way a picture has its colours, the same planes come of it.
func TestPlanesOfEveryKind(t *testing.T) {
	ratios := []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	}
	for _, size := range []image.Point{{160, 120}, {161, 121}, {1, 1}} {
		for _, ratio := range ratios {
			img := smooth(size.X, size.Y, ratio)
			pictures := map[string]image.Image{"whole": img, "opaque": &image.NYCbCrA{YCbCr: *img}}
			if size.X > 1 {
				pictures["a part"] = img.SubImage(image.Rect(3, 5, size.X-2, size.Y-7))
			}
			for name, picture := range pictures {
				checkPlanes(t, fmt.Sprintf("%v %v %s", size, ratio, name), picture, 4)
			}
		}
		gray := image.NewGray(image.Rect(0, 0, size.X, size.Y))
		copy(gray.Pix, smooth(size.X, size.Y, image.YCbCrSubsampleRatio444).Y)
		checkPlanes(t, fmt.Sprintf("%v gray", size), gray, 0)
	}
}

// checkPlanes holds the planes of a picture against those that come of its
// pixels one by one.
func checkPlanes(t *testing.T, name string, img image.Image, most int) {
	t.Helper()
	got, err := planesOf(t.Context(), img)
	if err != nil {
		t.Fatal(err)
	}
	plain := image.NewRGBA(img.Bounds())
	for y := plain.Rect.Min.Y; y < plain.Rect.Max.Y; y++ {
		for x := plain.Rect.Min.X; x < plain.Rect.Max.X; x++ {
			pixel := img.At
			if c, ok := img.(*image.NYCbCrA); ok {
				pixel = c.YCbCr.At
			}
			r, g, b, _ := pixel(x, y).RGBA()
			plain.SetRGBA(x, y, color.RGBA{byte(r >> 8), byte(g >> 8), byte(b >> 8), 255})
		}
	}
	want, err := takenApart(t.Context(), plain)
	if err != nil {
		t.Fatal(err)
	}
	for n := range want {
		if got[n].width != want[n].width || got[n].height != want[n].height {
			t.Fatalf("%s: plane %d is %d × %d, want %d × %d", name, n, got[n].width, got[n].height, want[n].width, want[n].height)
		}
		for y := range want[n].height {
			for x, v := range want[n].row(y) {
				if d := int(v) - int(got[n].row(y)[x]); d > most || -d > most {
					t.Fatalf("%s: plane %d at %d, %d is %d, want %d", name, n, x, y, got[n].row(y)[x], v)
				}
			}
		}
	}
}

// The same comes of it on every kind of processor: whole numbers only. Where this
// changes, raise the number of the renderer.
func TestScalingIsTheSameEverywhere(t *testing.T) {
	out := scaled(t, noise(2011, 1507, image.YCbCrSubsampleRatio422), 2, axis{2011, 100, 1999, false, 800}, axis{1507, 0, 1507, true, 635}, false)
	sum := sha256.New()
	for _, pix := range [][]byte{out.Y, out.Cb, out.Cr} {
		sum.Write(pix)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != "b9f53f16192f70100ff2551e69a7da16125ddf67bfb829b05dd3e076715342b1" {
		t.Errorf("other values: %s", got)
	}
}
