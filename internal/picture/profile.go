package picture

import (
	"bytes"
	"compress/zlib"
	"io"
)

const (
	iccName    = "ICC_PROFILE\x00"
	maxProfile = 1 << 20 // bytes; profiles of screens and presses have a few thousand
	perSegment = 65519   // what one JPEG segment holds of a profile
)

// profileOf is the colour profile of a picture where it says something that
// sRGB does not: readers' browsers take a picture without one for sRGB. A
// profile of other than red, green and blue does not fit what goes out.
func profileOf(kind Kind, data []byte) []byte {
	var icc []byte
	switch kind {
	case JPEG:
		for s := range jpegSegments(data) {
			if s.name == "\xe2" && bytes.HasPrefix(s.body, []byte(iccName)) && len(s.body) > 14 {
				icc = append(icc, s.body[14:]...)
			}
		}
	case PNG:
		for c := range pngChunks(data) {
			if c.name == "iCCP" {
				icc = inflated(c.body)
			}
		}
	case WebP:
		for c := range webpChunks(data) {
			if c.name == "ICCP" {
				icc = c.body
			}
		}
	}
	if len(icc) < 128 || len(icc) > maxProfile || string(icc[16:20]) != "RGB " || string(icc[36:40]) != "acsp" || saysSRGB(icc) {
		return nil
	}
	return icc
}

// saysSRGB looks for the name in both ways that profiles write it.
func saysSRGB(icc []byte) bool {
	return bytes.Contains(icc, []byte("sRGB")) || bytes.Contains(icc, []byte("s\x00R\x00G\x00B"))
}

// inflated is the profile in an iCCP chunk: a name, a zero, the method, zlib.
func inflated(body []byte) []byte {
	_, packed, ok := bytes.Cut(body, []byte{0})
	if !ok || len(packed) < 2 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	icc, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if err != nil {
		return nil
	}
	return icc
}

// withProfile puts a profile behind the first marker of a JPEG.
func withProfile(jpg, icc []byte) []byte {
	if len(icc) == 0 {
		return jpg
	}
	parts := (len(icc) + perSegment - 1) / perSegment
	out := append(make([]byte, 0, len(jpg)+len(icc)+parts*18), jpg[:2]...)
	for i := range parts {
		part := icc[i*perSegment : min(len(icc), (i+1)*perSegment)]
		size := 2 + len(iccName) + 2 + len(part)
		out = append(out, 0xff, 0xe2, byte(size>>8), byte(size))
		out = append(out, iccName...)
		out = append(out, byte(i+1), byte(parts))
		out = append(out, part...)
	}
	return append(out, jpg[2:]...)
}
