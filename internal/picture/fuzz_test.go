package picture

import (
	"errors"
	"testing"
	"unicode/utf8"
)

// FuzzTake holds the readers of headers and words against anything: they end,
// they do not panic, and what they say is one line of text.
func FuzzTake(f *testing.F) {
	f.Add([]byte(jpegOf(f, quarters(8, 8), exifSegment([]entry{turnEntry(6)}, place), xmpSegment(packet), iptc(map[byte]string{120: "x"}))))
	f.Add(pngOf(f, quarters(8, 8), chunkOf("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+packet)))
	f.Add(gifOf(f, 2))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x0e\x00\x00\x00\x13\x00\x00\x09\x00\x00EXIF\x06\x00\x00\x00MM\x00*\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ReadHeader(data)
		if err != nil {
			if !errors.Is(err, ErrKind) && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrBroken) {
				t.Fatalf("an error that nobody can explain: %v", err)
			}
			return
		}
		m := ReadMeta(h.Kind, data)
		for _, text := range []string{m.Caption, m.Credit, m.Rights, m.Source, m.Alt, m.Taken} {
			if !utf8.ValidString(text) || len(text) > 2*4*maxText || text != line(text) && len(text) <= maxText {
				t.Fatalf("%q is no line", text)
			}
		}
		if w, h := h.Shown(); w <= 0 || h <= 0 || w*h > MaxPixels {
			t.Fatalf("%d × %d", w, h)
		}
		if len(bare(h.Kind, data)) > len(data) {
			t.Fatal("stripping made it larger")
		}
	})
}
