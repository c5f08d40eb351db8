package picture

import (
	"bytes"
	"slices"
	"strings"
)

// privates are what pictures tell that readers must not learn from them, in
// the order in which it is named: a source can be found by it. A name that
// ends in * stands for all that begin so.
var privates = []struct {
	words string
	names []string
}{
	{"where it was taken (GPS)", []string{"gps:GPSL*", "gps:GPSD*", "gps:GPSA*", "gps:GPSP*", "xmp-has:GPS*"}},
	{"place names", []string{"iptc:City", "iptc:Sub-location", "iptc:Province-State", "iptc:ContentLocationName", "xmp-has:photoshop:City", "xmp-has:City", "xmp-has:Location*", "xmp-has:photoshop:State", "xmp-has:State"}},
	{"names of people in it", []string{"xmp-has:PersonInImage*", "xmp-has:RegionInfo", "xmp-has:Regions", "xmp-has:RegionList"}},
	{"contact details", []string{"iptc:Contact", "xmp-has:CreatorContactInfo", "xmp-has:Ci*", "xmp-has:LicensorEmail", "xmp-has:LicensorTelephone*"}},
	{"instructions to editors", []string{"iptc:SpecialInstructions", "xmp-has:Instructions", "xmp-has:photoshop:Instructions", "iptc:DocumentNotes", "iptc:Writer-Editor", "xmp-has:CaptionWriter", "xmp-has:photoshop:CaptionWriter"}},
	{"the camera's owner", []string{"exif:OwnerName", "exif:CameraOwnerName", "iptc:OwnerID", "xmp-has:OwnerName", "xmp-has:CameraOwnerName"}},
	{"the camera's serial number", []string{"exif:SerialNumber", "exif:BodySerialNumber", "exif:InternalSerialNumber", "exif:LensSerialNumber", "exif:CameraSerialNumber", "xmp-has:SerialNumber", "xmp-has:BodySerialNumber", "xmp-has:LensSerialNumber", "xmp-has:InternalSerialNumber"}},
	{"the camera's own notes", []string{"exif:MakerNote*"}},
	{"camera and settings", []string{"exif:Make", "exif:Model", "exif:LensModel", "xmp-has:Make", "xmp-has:Model", "xmp-has:Lens*"}},
	{"when it was taken", []string{"exif:DateTimeOriginal", "iptc:DateCreated", "xmp-has:DateTimeOriginal", "xmp-has:DateCreated", "xmp-has:photoshop:DateCreated"}},
	{"how it was edited", []string{"exif:Software", "exif:HostComputer", "xmp-has:History", "xmp-has:DerivedFrom", "xmp-has:CreatorTool", "xmp-has:DocumentAncestors", "iptc:OriginatingProgram"}},
	{"a small copy of it", []string{"thumbnail:*", "xmp-has:Thumbnails"}},
	{"comments", []string{"comment", "exif:UserComment", "exif:XPComment", "exif:XPAuthor"}},
	{"more data behind the picture", []string{"behind"}},
}

// private names what is there.
func (t tags) private() []string {
	var found []string
	for _, p := range privates {
		if slices.ContainsFunc(p.names, t.has) {
			found = append(found, p.words)
		}
	}
	return found
}

func (t tags) has(name string) bool {
	start, open := strings.CutSuffix(name, "*")
	if !open {
		_, ok := t[name]
		return ok
	}
	for known := range t {
		if strings.HasPrefix(known, start) {
			return true
		}
	}
	return false
}

// look finds what lies outside the formats of metadata.
func (t tags) look(kind Kind, data []byte) {
	end := 0
	switch kind {
	case JPEG:
		for s := range jpegSegments(data) {
			if s.name == "\xfe" {
				t.add("comment", "")
			}
		}
		end = jpegEnd(data)
	case PNG:
		end = 8
		for c := range pngChunks(data) {
			end += len(c.bytes)
			if c.name == "tEXt" || c.name == "zTXt" || c.name == "iTXt" && !bytes.HasPrefix(c.body, []byte("XML:com.adobe.xmp")) {
				t.add("comment", "")
			}
		}
	case GIF:
		end = 13 + gifTable(data[10])
		for b := range gifBlocks(data) {
			end += len(b.bytes)
			if b.name == "comment" || b.name == "text" || strings.HasPrefix(b.name, "XMP") {
				t.add("comment", "")
			}
		}
	case WebP:
		end = 12
		for c := range webpChunks(data) {
			end += len(c.bytes)
		}
	}
	if end > 0 && end < len(data) {
		t.add("behind", "")
	}
}

// jpegEnd is where the picture ends: the first end marker behind the first
// scan, for a marker cannot stand in a scan's data; 0 = there is none.
func jpegEnd(data []byte) int {
	at := 2
	for s := range jpegSegments(data) {
		at += len(s.bytes)
	}
	if end := bytes.Index(data[min(at, len(data)):], []byte{0xff, 0xd9}); end >= 0 {
		return at + end + 2
	}
	return 0
}
