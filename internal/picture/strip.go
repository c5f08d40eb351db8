package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// What of a picture that goes out as it is says how it looks. All else is
// left out, whatever it may be.
var (
	pngLooks  = []string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"}
	gifLooks  = []string{"control", "frame", "NETSCAPE2.0", "ANIMEXTS1.0", "end"}
	webpLooks = []string{"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"}
)

// bare is a picture without anything but what it looks like: no metadata, no
// comment, nothing behind its end.
func bare(kind Kind, data []byte) []byte {
	var out bytes.Buffer
	switch kind {
	case PNG:
		out.Write(data[:8])
		for c := range pngChunks(data) {
			if slices.Contains(pngLooks, c.name) {
				out.Write(c.bytes)
			}
		}
	case GIF:
		out.Write(data[:13+gifTable(data[10])])
		for b := range gifBlocks(data) {
			if slices.Contains(gifLooks, b.name) {
				out.Write(b.bytes)
			}
		}
	case WebP:
		out.Write(data[:12])
		for c := range webpChunks(data) {
			if !slices.Contains(webpLooks, c.name) {
				continue
			}
			at := out.Len()
			out.Write(c.bytes)
			if c.name == "VP8X" && len(c.body) > 0 {
				out.Bytes()[at+8] &^= 0x0c // says no longer that EXIF and XMP follow
			}
		}
		binary.LittleEndian.PutUint32(out.Bytes()[4:], uint32(out.Len()-8))
	}
	return out.Bytes()
}
