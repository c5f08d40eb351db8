package picture

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Kind is the media type of a picture that Stet uses.
type Kind string

// The kinds.
const (
	JPEG Kind = "image/jpeg"
	PNG  Kind = "image/png"
	GIF  Kind = "image/gif"
	WebP Kind = "image/webp"
)

// Ext is what a file of the kind ends in.
func (k Kind) Ext() string {
	switch k {
	case JPEG:
		return ".jpg"
	case PNG:
		return ".png"
	case GIF:
		return ".gif"
	case WebP:
		return ".webp"
	}
	return ""
}

// refused are kinds that are known and not used. Vector and camera formats are
// programs or need decoders that have been broken into before.
var refused = []struct {
	name, starts, instead string
}{
	{"a TIFF", "II*\x00", "save it as JPEG or PNG"},
	{"a TIFF", "MM\x00*", "save it as JPEG or PNG"},
	{"a BMP", "BM", "save it as PNG"},
	{"a Photoshop file", "8BPS", "export it as JPEG or PNG"},
	{"a PDF", "%PDF-", "export the page as JPEG or PNG"},
	{"an EPS", "%!PS", "export it as PNG"},
	{"a JPEG XL", "\xff\x0a", "save it as JPEG"},
	{"a JPEG XL", "\x00\x00\x00\x0cJXL ", "save it as JPEG"},
	{"a JPEG 2000", "\x00\x00\x00\x0cjP  ", "save it as JPEG"},
	{"an icon", "\x00\x00\x01\x00", "save it as PNG"},
}

// KindOf goes by the bytes; what a file was called says nothing. A kind that
// is not used wraps ErrKind and says what to do.
func KindOf(data []byte) (Kind, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, nil
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return GIF, nil
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP, nil
	case len(data) == 0:
		return "", fmt.Errorf("%w: the file is empty", ErrKind)
	case isSVG(data):
		return "", fmt.Errorf("%w: an SVG is a program as well as a picture, and could run in readers' browsers; export it as PNG", ErrKind)
	}
	if name := brand(data); name != "" {
		return "", fmt.Errorf("%w: this is %s, which most sites cannot show; save it as JPEG", ErrKind, name)
	}
	for _, r := range refused {
		if bytes.HasPrefix(data, []byte(r.starts)) {
			return "", fmt.Errorf("%w: this is %s; %s", ErrKind, r.name, r.instead)
		}
	}
	return "", fmt.Errorf("%w: use JPEG, PNG, GIF or WebP", ErrKind)
}

// brand names the phone formats, which are boxes of an MPEG file.
func brand(data []byte) string {
	if len(data) < 12 || string(data[4:8]) != "ftyp" {
		return ""
	}
	head := string(data[8:min(len(data), 40)])
	switch {
	case strings.Contains(head, "avif"), strings.Contains(head, "avis"):
		return "an AVIF"
	case slices.ContainsFunc([]string{"heic", "heix", "hevc", "heim", "mif1", "msf1"}, func(b string) bool { return strings.Contains(head, b) }):
		return "a HEIC of a phone"
	}
	return "a video"
}

// isSVG looks for the element within what may stand before it.
func isSVG(data []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 4096)], "\xef\xbb\xbf \t\r\n"))
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}
