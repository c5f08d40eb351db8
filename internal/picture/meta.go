package picture

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"stet/internal/article"
)

// Meta is what a picture says about itself in words, by IPTC, XMP and EXIF.
type Meta struct {
	Caption string
	Credit  string // photographer/agency
	Rights  string
	Source  string
	Alt     string
	Taken   string   // day, 2006-01-02
	Private []string // what of it is nobody's business, as in the table of private.go
	Made    bool     // says that it was made by AI
}

const (
	maxTags    = 5000
	maxTagSize = 60_000 // below 1<<16: the library counts lengths of IPTC so
	maxText    = 5000   // characters of one field
)

// tags are values by where they come from: "xmp:description", "iptc:Credit",
// "exif:Artist".
type tags map[string][]string

// ReadMeta never fails: what cannot be read is as if it were not there. It
// looks at no more than maxTags values.
func ReadMeta(kind Kind, data []byte) Meta {
	t := tags{}
	t.read(kind, data)
	m := Meta{
		Caption: t.caption(),
		Credit:  t.credit(),
		Rights:  t.first("xmp:rights", "iptc:CopyrightNotice", "exif:Copyright"),
		Source:  t.first("xmp:photoshop:Source", "iptc:Source"),
		Alt:     t.first("xmp:AltTextAccessibility"),
		Taken:   t.taken(),
		Made:    strings.Contains(strings.ToLower(t.first("xmp:DigitalSourceType")), "algorithmicmedia"),
	}
	t.look(kind, data)
	m.Private = t.private()
	return m
}

// read collects what the formats of metadata say. A file that lies about
// itself must not end Stet, whatever the library makes of it.
func (t tags) read(kind Kind, data []byte) {
	defer func() { _ = recover() }()
	format, ok := map[Kind]imagemeta.ImageFormat{JPEG: imagemeta.JPEG, PNG: imagemeta.PNG, WebP: imagemeta.WebP}[kind]
	if !ok {
		return
	}
	if kind == PNG {
		t.pngXMP(data)
	}
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: format,
		LimitNumTags: maxTags, LimitTagSize: maxTagSize,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag:       func(tag imagemeta.TagInfo) error { t.take(tag); return nil },
		HandleXMP:       t.xmp,
	})
}

// take keeps one value of EXIF or IPTC.
func (t tags) take(tag imagemeta.TagInfo) {
	source := "exif:"
	switch {
	case tag.Source == imagemeta.IPTC:
		source = "iptc:"
	case strings.HasPrefix(tag.Namespace, "IFD1"):
		t.add("thumbnail:"+tag.Tag, "")
		return
	case strings.Contains(tag.Namespace, "GPS"):
		source = "gps:"
	}
	t.add(source+tag.Tag, textOf(tag.Value))
}

func (t tags) add(name, value string) {
	if len(t) < maxTags && len(t[name]) < 100 {
		t[name] = append(t[name], value)
	}
}

// textOf is a value of the library as one line.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	case time.Time:
		return v.Format(time.DateOnly)
	case fmt.Stringer:
		return v.String()
	case uint16:
		return strconv.Itoa(int(v))
	case []byte:
		return "" // not words
	}
	return fmt.Sprint(v)
}

// first is the first of the names that says something, as one line.
func (t tags) first(names ...string) string {
	for _, name := range names {
		for _, v := range t[name] {
			if v = line(v); v != "" {
				return v
			}
		}
	}
	return ""
}

func line(v string) string {
	v = article.OneLine(strings.ReplaceAll(v, "\x00", " "))
	if r := []rune(v); len(r) > maxText {
		v = string(r[:maxText])
	}
	return v
}

// cameras write these where a caption belongs.
var cameras = []string{"olympus digital camera", "sony dsc", "samsung", "default", "konica minolta digital camera", "digital camera", "dcim", "oznor", "screenshot"}

func (t tags) caption() string {
	v := t.first("xmp:description", "iptc:Caption-Abstract", "exif:ImageDescription")
	if slices.Contains(cameras, strings.ToLower(v)) {
		return ""
	}
	return v
}

// credit is who took it and for whom, as papers print it.
func (t tags) credit() string {
	who, house := t.first("xmp:creator", "iptc:By-line", "exif:Artist"), t.first("xmp:Credit", "iptc:Credit")
	switch {
	case who == "" || strings.Contains(house, who):
		return house
	case house == "" || strings.Contains(who, house):
		return who
	}
	return who + "/" + house
}

// taken reads the day from any of the ways in which a moment is written.
func (t tags) taken() string {
	v := t.first("exif:DateTimeOriginal", "xmp:photoshop:DateCreated", "xmp:DateCreated", "iptc:DateCreated", "xmp:DateTimeOriginal")
	for _, layout := range []string{"2006:01:02", time.DateOnly, "20060102"} {
		if len(v) < len(layout) {
			continue
		}
		if day, err := time.Parse(layout, v[:len(layout)]); err == nil && day.Year() > 1800 {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}

// turnOf is the EXIF orientation, 1 where none is said.
func turnOf(kind Kind, data []byte) int {
	t := tags{}
	t.read(kind, data)
	if n, err := strconv.Atoi(t.first("exif:Orientation")); err == nil && n >= 1 && n <= 8 {
		return n
	}
	return 1
}
