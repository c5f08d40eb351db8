package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// Header is what the first bytes of a picture say.
type Header struct {
	Kind          Kind
	Width, Height int // of the stored pixels, before Turn
	// Turn is how the stored pixels lie, as EXIF counts: 1 = upright, 6 = to
	// be turned a quarter clockwise, ...
	Turn     int
	Moving   bool // animated
	Clear    bool // has a place for transparency, used or not
	FourInks bool // CMYK
}

// Shown is the size of the upright picture.
func (h Header) Shown() (width, height int) {
	if h.Turn >= 5 {
		return h.Height, h.Width
	}
	return h.Width, h.Height
}

// ReadHeader looks at a picture without decoding it and refuses what is over
// the limits. It wraps ErrKind, ErrLarge or ErrBroken.
func ReadHeader(data []byte) (Header, error) {
	kind, err := KindOf(data)
	if err != nil {
		return Header{}, err
	}
	if len(data) > MaxSize {
		return Header{}, tooLarge("it has %d MB, the most is %d MB; save it smaller", (len(data)+1<<20-1)>>20, MaxSize>>20)
	}
	config, err := configOf(kind, data)
	if err != nil {
		return Header{}, broken(err)
	}
	h := Header{Kind: kind, Width: config.Width, Height: config.Height, Turn: 1, FourInks: config.ColorModel == color.CMYKModel}
	switch {
	case h.Width <= 0 || h.Height <= 0:
		return Header{}, broken(errors.New("it has no size"))
	case h.Width > MaxPixels/h.Height:
		return Header{}, tooLarge("it has %d × %d pixels, the most is %d million; save it smaller", h.Width, h.Height, MaxPixels/1_000_000)
	}
	h.Moving, h.Clear = special(kind, data)
	h.Turn = turnOf(kind, data)
	return h, nil
}

func configOf(kind Kind, data []byte) (image.Config, error) {
	r := bytes.NewReader(data)
	switch kind {
	case JPEG:
		return jpeg.DecodeConfig(r)
	case PNG:
		return png.DecodeConfig(r)
	case GIF:
		return gif.DecodeConfig(r)
	}
	return webp.DecodeConfig(r)
}

// special tells whether a picture moves and whether it can be seen through.
func special(kind Kind, data []byte) (moving, clear bool) {
	switch kind {
	case PNG:
		clear = len(data) > 25 && (data[25] == 4 || data[25] == 6) // colour type
		for c := range pngChunks(data) {
			moving = moving || c.name == "acTL"
			clear = clear || c.name == "tRNS"
		}
	case GIF:
		frames := 0
		for b := range gifBlocks(data) {
			switch {
			case b.name == "frame":
				frames++
			case b.name == "control" && len(b.bytes) > 3 && b.bytes[3]&1 == 1:
				clear = true
			}
		}
		moving = frames > 1
	case WebP:
		for c := range webpChunks(data) {
			switch {
			case c.name == "VP8X" && len(c.body) > 0:
				moving, clear = c.body[0]&2 != 0, c.body[0]&0x10 != 0
			case c.name == "VP8L" && len(c.body) > 4:
				clear = clear || binary.LittleEndian.Uint32(c.body[1:5])>>28&1 == 1
			}
		}
	}
	return moving, clear
}
