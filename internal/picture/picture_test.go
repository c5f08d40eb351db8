package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"stet/internal/article"
)

func TestKinds(t *testing.T) {
	heif := "\x00\x00\x00\x20ftyp"
	for _, c := range []struct{ data, says string }{
		{"", "empty"},
		{"<html><body>", "JPEG, PNG, GIF or WebP"},
		{"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><SVG onload='x'>", "SVG is a program"},
		{"<svg xmlns='http://www.w3.org/2000/svg'/>", "export it as PNG"},
		{heif + "heic\x00\x00\x00\x00mif1", "HEIC of a phone, which most sites cannot show; save it as JPEG"},
		{heif + "avif\x00\x00\x00\x00mif1", "AVIF"},
		{heif + "isom\x00\x00\x00\x00mp42", "a video"},
		{"II*\x00\x08\x00", "a TIFF; save it as JPEG or PNG"},
		{"BM\x00\x00", "a BMP"},
		{"8BPS\x00\x01", "a Photoshop file"},
	} {
		_, err := ReadHeader([]byte(c.data))
		if !errors.Is(err, ErrKind) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.20q: %v, want ErrKind with %q", c.data, err, c.says)
		}
	}
}

// A header decides before a pixel is made.
func TestLimitsFromTheHeader(t *testing.T) {
	bomb := pngOf(t, quarters(1, 1))
	binary.BigEndian.PutUint32(bomb[16:], 20_000)
	binary.BigEndian.PutUint32(bomb[20:], 20_000)
	copy(bomb[29:], chunkOf("IHDR", string(bomb[16:29]))[4+4+13:])
	for _, c := range []struct {
		name string
		data []byte
		want error
		says string
	}{
		{"bomb", bomb, ErrLarge, "20000 × 20000 pixels, the most is 50 million"},
		{"heavy", append(jpegOf(t, quarters(4, 4)), make([]byte, MaxSize)...), ErrLarge, "41 MB, the most is 40 MB"},
		{"cut short", []byte("\xff\xd8\xff\xe0\x00"), ErrBroken, "damaged"},
		{"polyglot", []byte("GIF89a=1;alert(1)"), ErrLarge, "12605 × 24891"},
	} {
		_, err := ReadHeader(c.data)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %v with %q", c.name, err, c.want, c.says)
		}
	}
	whole := jpegOf(t, quarters(400, 300))
	if _, err := NewDarkroom(nil).Take(t.Context(), "", whole[:len(whole)/2]); !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), "get it again") {
		t.Errorf("half a picture: %v", err)
	}
}

func TestWordsOfAPicture(t *testing.T) {
	full := jpegOf(t, quarters(8, 8),
		exifSegment([]entry{{tag: 0x10e, kind: 2, text: "OLYMPUS DIGITAL CAMERA"}, turnEntry(6), {tag: 0x13b, kind: 2, text: "Somebody else"}}, place),
		xmpSegment(packet),
		iptc(map[byte]string{25: "keyword", 40: "Not before noon"}))
	m := ReadMeta(JPEG, full)
	want := Meta{
		Caption: "The gate closes & the tide waits.", Credit: "Ines Aalto/Halvern Post", Rights: "© 2026 Halvern Post", Source: "Quay desk",
		Alt: "A steel gate half under water", Made: true,
		Private: []string{"where it was taken (GPS)", "place names", "contact details", "instructions to editors"},
	}
	if fmt.Sprint(m) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", m, want)
	}
	old := ReadMeta(JPEG, jpegOf(t, quarters(8, 8), iptc(map[byte]string{120: "Wärme am Kai", 80: "Jo Berg", 110: "Kai Bild", 116: "© Kai", 115: "Archiv", 55: "20190503"}), segment(0xfe, "shot for X")))
	want = Meta{Caption: "Wärme am Kai", Credit: "Jo Berg/Kai Bild", Rights: "© Kai", Source: "Archiv", Taken: "2019-05-03", Private: []string{"when it was taken", "comments"}}
	if fmt.Sprint(old) != fmt.Sprint(want) {
		t.Errorf("IPTC alone: got  %+v\nwant %+v", old, want)
	}
	drawn := ReadMeta(PNG, append(pngOf(t, quarters(8, 8), chunkOf("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+packet), chunkOf("tEXt", "Author\x00J")), "PK\x03\x04"...))
	if drawn.Alt != want.Alt && drawn.Alt != "A steel gate half under water" || !slices.Contains(drawn.Private, "comments") || !slices.Contains(drawn.Private, "more data behind the picture") {
		t.Errorf("PNG: %+v", drawn)
	}
}

// near reports whether a pixel has about this colour.
func near(img image.Image, x, y int, want color.NRGBA) bool {
	c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
	off := func(a, b uint8) bool { return int(a)-int(b) > 24 || int(b)-int(a) > 24 }
	return !off(c.R, want.R) && !off(c.G, want.G) && !off(c.B, want.B)
}

func develop(t *testing.T, data []byte, p article.Picture, want []Rendition) []image.Image {
	t.Helper()
	files, err := NewDarkroom(nil).Develop(t.Context(), data, p.FocusX, p.FocusY, want)
	if err != nil {
		t.Fatal(err)
	}
	images := make([]image.Image, len(files))
	for i, f := range files {
		img, err := jpeg.Decode(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != f.Width || b.Dy() != f.Height {
			t.Errorf("%s is %d × %d", f.Name("x"), b.Dx(), b.Dy())
		}
		images[i] = img
	}
	return images
}

// Each orientation, drawn as a camera would store it, comes out the same.
func TestTurns(t *testing.T) {
	w, h := 600, 400
	upright := quarters(w, h)
	for turn := 1; turn <= 8; turn++ {
		sw, sh := w, h
		if turn >= 5 {
			sw, sh = h, w
		}
		stored := image.NewNRGBA(image.Rect(0, 0, sw, sh))
		for y := range sh {
			for x := range sw {
				p := turnedPoint(turn, x, y, sw, sh)
				stored.SetNRGBA(x, y, upright.NRGBAAt(p.X, p.Y))
			}
		}
		data := jpegOf(t, stored, exifSegment([]entry{turnEntry(uint32(turn))}, nil))
		taken, err := NewDarkroom(nil).Take(t.Context(), "a.jpg", data)
		if err != nil {
			t.Fatal(err)
		}
		if taken.Picture.Width != w || taken.Picture.Height != h {
			t.Errorf("turn %d: shown as %d × %d", turn, taken.Picture.Width, taken.Picture.Height)
		}
		img := develop(t, data, taken.Picture, Plan(taken.Picture)[:1])[0]
		b := img.Bounds()
		for i, c := range []color.NRGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {250, 250, 250, 255}} {
			if x, y := b.Dx()/4+i%2*b.Dx()/2, b.Dy()/4+i/2*b.Dy()/2; !near(img, x, y, c) {
				t.Errorf("turn %d: quarter %d is %v", turn, i, img.At(x, y))
			}
		}
	}
	if turnedPoint(6, 0, 0, 3, 2) != image.Pt(1, 0) || turnedPoint(8, 0, 0, 3, 2) != image.Pt(0, 2) || turnedPoint(3, 0, 0, 3, 2) != image.Pt(2, 1) {
		t.Error("a quarter clockwise brings the first pixel to the upper right, one the other way to the lower left")
	}
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

func TestPlan(t *testing.T) {
	names := func(list []Rendition) string {
		var s []string
		for _, r := range list {
			s = append(s, fmt.Sprintf("%s %dx%d", r.Name(""), r.Width, r.Height))
		}
		return strings.Join(s, ", ")
	}
	for _, c := range []struct {
		w, h  int
		shape article.Shape
		want  string
	}{
		{6000, 4000, "", "-480.jpg 480x320, -960.jpg 960x640, -1600.jpg 1600x1067"},
		{6000, 4000, "16:9", "-16x9-480.jpg 480x270, -16x9-960.jpg 960x540, -16x9-1600.jpg 1600x900"},
		{1000, 1000, "", "-480.jpg 480x480, -1000.jpg 1000x1000"},
		{300, 200, "", "-300.jpg 300x200"},
		{300, 200, "1:1", "-1x1-200.jpg 200x200"},
		{1, 1, "4:3", "-4x3-1.jpg 1x1"},
		{1000, 40000, "", "-316.jpg 316x12640"},
		{0, 0, "", ""},
	} {
		if got := names(Plan(article.Picture{Width: c.w, Height: c.h, Shape: c.shape})); got != c.want {
			t.Errorf("%d × %d %s: %s\nwant %s", c.w, c.h, c.shape, got, c.want)
		}
	}
	want := "-16x9-1200.jpg 1200x675, -4x3-1200.jpg 1200x900, -1x1-1200.jpg 1200x1200"
	if got := names(Crops(article.Picture{Width: 6000, Height: 4000})); got != want {
		t.Errorf("crops: %s", got)
	}
}

func TestCropsKeepTheFocus(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		shape article.Shape
		x, y  int
		want  image.Rectangle
	}{
		{600, 400, "1:1", 0, 0, image.Rect(100, 0, 500, 400)},
		{600, 400, "1:1", 1000, 500, image.Rect(200, 0, 600, 400)},
		{600, 400, "1:1", 1, 1, image.Rect(0, 0, 400, 400)},
		{600, 400, "1:1", 400, 500, image.Rect(40, 0, 440, 400)},
		{400, 800, "16:9", 500, 900, image.Rect(0, 575, 400, 800)},
		{600, 400, "", 900, 900, image.Rect(0, 0, 600, 400)},
	} {
		if got := cropOf(c.w, c.h, c.shape, c.x, c.y); got != c.want {
			t.Errorf("%d × %d %s at %d, %d: %v, want %v", c.w, c.h, c.shape, c.x, c.y, got, c.want)
		}
	}
	p := article.Picture{Width: 900, Height: 300, FocusX: 900, FocusY: 800, Shape: article.Square}
	img := develop(t, jpegOf(t, quarters(900, 300)), p, Plan(p))[0]
	if b := img.Bounds(); !near(img, 5, 5, color.NRGBA{0, 200, 0, 255}) || !near(img, b.Dx()-5, b.Dy()-5, color.NRGBA{250, 250, 250, 255}) {
		t.Error("the crop does not show the right half")
	}
}

// What goes out tells nothing, and is the same each time.
func TestRenditionsTellNothing(t *testing.T) {
	data := jpegOf(t, quarters(1000, 700),
		exifSegment([]entry{{tag: 0x13b, kind: 2, text: "CANARY"}}, place), xmpSegment(packet+"CANARY"), iptc(map[byte]string{120: "CANARY"}), segment(0xfe, "CANARY"))
	data = append(data, "CANARY"...)
	p := article.Picture{Width: 1000, Height: 700}
	want := append(Plan(p), Crops(p)...)
	var sums [2]string
	for i := range sums {
		files, err := NewDarkroom(nil).Develop(t.Context(), data, 0, 0, want)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if bytes.Contains(f.Data, []byte("CANARY")) || bytes.Contains(f.Data, []byte("Exif")) {
				t.Errorf("%s speaks", f.Name("x"))
			}
			sums[i] += fmt.Sprintf("%x", sha256.Sum256(f.Data))
		}
	}
	if sums[0] != sums[1] {
		t.Error("the same picture gave other bytes")
	}
}

func TestKeptPicturesTellNothing(t *testing.T) {
	clear := quarters(20, 10)
	clear.SetNRGBA(3, 3, color.NRGBA{})
	moving := gifOf(t, 3)
	talking := append(moving[:len(moving)-1:len(moving)-1], "!\xfe\x06CANARY\x00!\xff\x0bXMP DataXMP\x06CANARY\x00;CANARY"...)
	webp := append([]byte{}, "RIFF\x3e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x0e\x00\x00\x00\x13\x00\x00\x09\x00\x00ANIM\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00EXIF\x06\x00\x00\x00CANARYXMP \x06\x00\x00\x00CANARY"...)
	for _, c := range []struct {
		name    string
		data    []byte
		moves   bool
		remarks string
	}{
		{"clear PNG", append(pngOf(t, clear, chunkOf("tEXt", "Comment\x00CANARY"), chunkOf("eXIf", exif([]entry{{tag: 0x13b, kind: 2, text: "CANARY"}}, nil))), "CANARY"...), false, "seen through"},
		{"moving GIF", talking, true, "moves"},
		{"still GIF", gifOf(t, 1), false, "A GIF goes out"},
		{"moving WebP", webp, true, "moves"},
	} {
		h, err := ReadHeader(c.data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if h.Moving != c.moves {
			t.Errorf("%s: moving is %v", c.name, h.Moving)
		}
		taken, err := NewDarkroom(nil).Take(t.Context(), "", c.data)
		if err != nil || !taken.Picture.AsIs || !strings.Contains(strings.Join(taken.Remarks, " "), c.remarks) {
			t.Errorf("%s: %+v, %v", c.name, taken, err)
		}
		f, err := Kept(c.data)
		if err != nil || bytes.Contains(f.Data, []byte("CANARY")) {
			t.Errorf("%s: speaks, or %v", c.name, err)
		}
		again, err := ReadHeader(f.Data)
		if err != nil || again.Moving != h.Moving || again.Width != h.Width {
			t.Errorf("%s: is another picture then: %+v, %v", c.name, again, err)
		}
	}
	// A PNG that has a place for transparency and uses none is a photograph.
	taken, err := NewDarkroom(nil).Take(t.Context(), "", pngOf(t, quarters(20, 10)))
	if err != nil || taken.Picture.AsIs {
		t.Errorf("opaque PNG: %+v, %v", taken, err)
	}
}

func TestAddresses(t *testing.T) {
	id := strings.Repeat("ab", 32)
	p := article.Picture{ID: id, Width: 3000, Height: 2000, FocusX: 250, FocusY: 1000}
	for _, r := range append(Plan(p), Crops(p)...) {
		name := Address(p, r)
		got, ok := ParseAddress(name)
		if !ok || got.ID != id || got.Shape != r.Shape || got.Width != r.Width {
			t.Errorf("%s: %+v, %v", name, got, ok)
		}
	}
	for _, name := range []string{"", id, id + "-0", id + "-1601", id + "-5x5-480", id + "-16x9-480-1001-0", id + "-480/../x", strings.ToUpper(id) + "-480"} {
		if got, ok := ParseAddress(name); ok {
			t.Errorf("%q is taken for %+v", name, got)
		}
	}
}

// Colours that are not sRGB keep the profile that says so.
func TestProfiles(t *testing.T) {
	icc := make([]byte, 70_000)
	copy(icc[16:], "RGB ")
	copy(icc[36:], "acsp")
	copy(icc[200:], "Display P3")
	segments := func(icc []byte) [][]byte {
		return [][]byte{
			segment(0xe2, iccName+"\x01\x02"+string(icc[:65_000])), segment(0xe2, iccName+"\x02\x02"+string(icc[65_000:])),
		}
	}
	p := article.Picture{Width: 40, Height: 30}
	for name, want := range map[string]bool{"Display P3": true, "sRGB IEC61966-2.1": false} {
		copy(icc[200:], name)
		data := jpegOf(t, quarters(40, 30), segments(icc)...)
		files, err := NewDarkroom(nil).Develop(t.Context(), data, 0, 0, Plan(p))
		if err != nil {
			t.Fatal(err)
		}
		if got := profileOf(JPEG, files[0].Data); (got != nil) != want || want && !bytes.Equal(got, icc) {
			t.Errorf("%s: %d bytes of profile go out", name, len(got))
		}
	}
}

func TestDevelopEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := article.Picture{Width: 600, Height: 400}
	if _, err := NewDarkroom(nil).Develop(ctx, jpegOf(t, quarters(600, 400)), 0, 0, Plan(p)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	d := NewDarkroom(nil)
	for range 20 * cap(d.places) { // nor does one that gave up keep its place
		if _, err := d.enter(ctx, Header{}); err == nil {
			t.Fatal("it was let in")
		}
	}
	if len(d.places) > 0 {
		t.Error("it is not empty")
	}
}

// TestDarkroomIsNotCrowded: while there are as many pictures in it as there may
// be, the next one waits, and can give up.
func TestDarkroomIsNotCrowded(t *testing.T) {
	t.Run("large", func(t *testing.T) { crowd(t, Header{Width: 5000, Height: 5000}, 1) })
	t.Run("small", func(t *testing.T) { crowd(t, Header{Width: 500, Height: 500}, runtime.GOMAXPROCS(0)) })
}

func crowd(t *testing.T, picture Header, most int) {
	synctest.Test(t, func(t *testing.T) {
		d := NewDarkroom(nil)
		var leave func()
		for range most {
			var err error
			if leave, err = d.enter(t.Context(), picture); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		second := make(chan error)
		go func() { _, err := d.enter(ctx, picture); second <- err }()
		synctest.Wait()
		cancel()
		if err := <-second; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		leave()
		if _, err := d.enter(t.Context(), picture); err != nil {
			t.Errorf("the next does not come in: %v", err)
		}
	})
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What others collected to upset readers of pictures: each comes in or is
// refused by name.
func TestSharedPictures(t *testing.T) {
	root := "../../../shared/corpora"
	if _, err := os.Stat(root); err != nil {
		t.Skip("no corpora beside the project")
	}
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		kinds := []string{".png", ".jpeg", ".jpg", ".gif", ".webp", ".svg", ".heic", ".avif", ".tif", ".tiff", ".bmp"}
		if err != nil || d.IsDir() || !slices.Contains(kinds, strings.ToLower(filepath.Ext(path))) {
			return err
		}
		seen++
		data := read(t, path)
		taken, err := NewDarkroom(nil).Take(t.Context(), d.Name(), data)
		if err != nil {
			if !errors.Is(err, ErrKind) && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrBroken) {
				t.Errorf("%s: %v", d.Name(), err)
			}
			return nil
		}
		want := Plan(taken.Picture)
		if files, err := NewDarkroom(nil).Develop(t.Context(), data, 0, 0, want); err != nil || len(files) != len(want) {
			t.Errorf("%s: %v", d.Name(), err)
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Errorf("%d pictures read: %v", seen, err)
	}
}
