package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
)

// pictureKind is the media type of a picture that the page can show, and its
// size in pixels as its header says, 0 where that is not read; "" = none.
func pictureKind(data []byte) (kind string, width, height int) {
	header := func(read func(io.Reader) (image.Config, error)) (int, int) {
		c, err := read(bytes.NewReader(data))
		if err != nil {
			return 0, 0
		}
		return c.Width, c.Height
	}
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		width, height = header(png.DecodeConfig)
		kind = "image/png"
	case bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")):
		width, height = header(jpeg.DecodeConfig)
		kind = "image/jpeg"
	case bytes.HasPrefix(data, []byte("GIF8")):
		width, height = header(gif.DecodeConfig)
		kind = "image/gif"
	case len(data) > 12 && bytes.HasPrefix(data, []byte("RIFF")) && string(data[8:12]) == "WEBP":
		return "image/webp", 0, 0
	}
	if width == 0 || height == 0 {
		return "", 0, 0
	}
	return kind, width, height
}

// digest is the name that the store gives to these bytes.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
