package bundle

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	gifs "image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"strings"
	"testing"

	_ "golang.org/x/image/webp"
)

// tellingPictures are originals that tell a secret in every place that their
// kinds have for words, by id: a photograph, a drawing that can be seen through
// (which goes out as it is, cut down), and one that moves.
func tellingPictures(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, data := range [][]byte{tellingJPEG(t), tellingPNG(t), tellingGIF(t)} {
		sum := sha256.Sum256(data)
		found[hex.EncodeToString(sum[:])] = data
	}
	return found
}

func tellingJPEG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 640, 480)), nil); err != nil {
		t.Fatal(err)
	}
	segment := func(marker byte, text string) []byte {
		return append([]byte{0xff, marker, byte((len(text) + 2) >> 8), byte(len(text) + 2)}, text...)
	}
	// An Exif with one entry: ImageDescription, in the little-endian way.
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x0e\x01\x02\x00\x10\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x00\x00CANARYPHOTOexif\x00"
	parts := [][]byte{{0xff, 0xd8},
		segment(0xe1, exif),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'>CANARYPHOTOxmp GPS 1234.5678</x:xmpmeta>"),
		segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x14\x1c\x02\x78\x00\x0fCANARYPHOTOiptc"),
		segment(0xfe, "CANARYPHOTOcomment"),
		b.Bytes()[2:], []byte("CANARYPHOTObehind"),
	}
	return bytes.Join(parts, nil)
}

func tellingPNG(t *testing.T) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	img.Set(3, 3, color.NRGBA{200, 10, 10, 90})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write([]byte("CANARYPHOTOpacked")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 25 // signature and IHDR
	more := [][]byte{
		chunk("tEXt", "Comment\x00CANARYPHOTOtext"),
		chunk("zTXt", "Author\x00\x00"+packed.String()),
		chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00CANARYPHOTOxmp"),
		chunk("eXIf", "II*\x00CANARYPHOTOexif"),
	}
	return bytes.Join([][]byte{b.Bytes()[:head], bytes.Join(more, nil), b.Bytes()[head:]}, nil)
}

func chunk(kind, data string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(out, kind+data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(kind+data)))
}

func tellingGIF(t *testing.T) []byte {
	t.Helper()
	frame := func(shade uint8) *image.Paletted {
		img := image.NewPaletted(image.Rect(0, 0, 20, 20), color.Palette{color.Gray{shade}, color.White})
		return img
	}
	var b bytes.Buffer
	if err := gifs.EncodeAll(&b, &gifs.GIF{Image: []*image.Paletted{frame(0), frame(90)}, Delay: []int{10, 10}}); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	comment := append([]byte{0x21, 0xfe, 18}, "CANARYPHOTOcomment\x00"...)
	end := len(data) - 1
	return bytes.Join([][]byte{data[:end], comment, data[end:]}, nil)
}

// hearPicture adds what somebody reads who takes a picture of a bundle apart:
// its points, and the texts of a PNG that are packed.
func hearPicture(t *testing.T, said *strings.Builder, name, data string) {
	t.Helper()
	switch path.Ext(name) {
	case ".jpg", ".png", ".gif", ".webp":
	default:
		return
	}
	img, _, err := image.Decode(strings.NewReader(data))
	if err != nil {
		t.Errorf("%s is no picture any more: %v", name, err)
		return
	}
	points := image.NewNRGBA(img.Bounds())
	draw.Draw(points, points.Bounds(), img, img.Bounds().Min, draw.Src)
	said.Write(points.Pix)
	if path.Ext(name) == ".png" {
		hearChunks(said, data)
	}
}

func hearChunks(said *strings.Builder, data string) {
	for rest := data[min(8, len(data)):]; len(rest) >= 12; {
		size := int(binary.BigEndian.Uint32([]byte(rest[:4])))
		if size > len(rest)-12 {
			return
		}
		body := rest[8 : 8+size]
		for at := range body {
			if z, err := zlib.NewReader(strings.NewReader(body[at:])); err == nil && rest[4:8] != "IDAT" {
				var text bytes.Buffer
				_, _ = text.ReadFrom(z) // as far as it goes
				said.Write(text.Bytes())
			}
		}
		rest = rest[12+size:]
	}
}

// The secrets are where somebody would find them, or looking proves nothing.
func TestTellingPicturesTell(t *testing.T) {
	for id, data := range tellingPictures(t) {
		var said strings.Builder
		said.Write(data)
		if strings.HasPrefix(string(data), "\x89PNG") {
			hearChunks(&said, string(data))
			if !strings.Contains(said.String(), "CANARYPHOTOpacked") {
				t.Error("what is packed in a PNG is not heard")
			}
		}
		if !strings.Contains(said.String(), "CANARYPHOTO") {
			t.Errorf("%s tells nothing", id)
		}
	}
}
