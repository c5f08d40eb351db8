package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// quarters is a picture of four colours: red, green, blue and white from the
// upper left, row by row.
func quarters(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	colours := []color.NRGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {250, 250, 250, 255}}
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, colours[2*y/h*2+2*x/w])
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	out := append([]byte{}, b.Bytes()[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, b.Bytes()[2:]...)
}

func pngOf(t testing.TB, img image.Image, chunks ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 25
	out := append([]byte{}, b.Bytes()[:header]...)
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(out, b.Bytes()[header:]...)
}

func gifOf(t testing.TB, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		img := image.NewPaletted(image.Rect(0, 0, 20, 10), color.Palette{color.Black, color.White})
		img.SetColorIndex(i, i, 1)
		g.Image, g.Delay = append(g.Image, img), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func segment(marker byte, body string) []byte {
	n := len(body) + 2
	return append([]byte{0xff, marker, byte(n >> 8), byte(n)}, body...)
}

func chunkOf(name, body string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(out, name+body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(name+body)))
}

// entry is one tag of EXIF: type 2 is text, 3 a short, 5 fractions, 4 a place.
type entry struct {
	tag, kind uint16
	text      string
	numbers   []uint32
}

// exif writes a block with IFD0, and a GPS directory if gps has entries.
func exif(ifd0, gps []entry) string {
	if len(gps) > 0 {
		ifd0 = append(ifd0, entry{tag: 0x8825, kind: 4, numbers: []uint32{uint32(8 + 2 + 12*(len(ifd0)+1) + 4 + extra(ifd0))}})
	}
	out := []byte("MM\x00*\x00\x00\x00\x08")
	out = append(out, directory(ifd0, 8)...)
	if len(gps) > 0 {
		out = append(out, directory(gps, len(out))...)
	}
	return string(out)
}

func extra(entries []entry) (n int) {
	for _, e := range entries {
		if size := len(e.data()); size > 4 {
			n += size
		}
	}
	return n
}

func (e entry) data() []byte {
	if e.kind == 2 {
		return append([]byte(e.text), 0)
	}
	var b []byte
	for _, n := range e.numbers {
		if e.kind == 3 {
			b = binary.BigEndian.AppendUint16(b, uint16(n))
		} else {
			b = binary.BigEndian.AppendUint32(b, n)
		}
	}
	return b
}

func directory(entries []entry, at int) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(entries)))
	var behind []byte
	start := at + 2 + 12*len(entries) + 4
	for _, e := range entries {
		data := e.data()
		count := map[uint16]int{2: len(data), 3: len(data) / 2, 4: len(data) / 4, 5: len(data) / 8}[e.kind]
		out = binary.BigEndian.AppendUint16(out, e.tag)
		out = binary.BigEndian.AppendUint16(out, e.kind)
		out = binary.BigEndian.AppendUint32(out, uint32(count))
		if len(data) > 4 {
			out = binary.BigEndian.AppendUint32(out, uint32(start+len(behind)))
			behind = append(behind, data...)
		} else {
			out = append(out, append(data, 0, 0, 0, 0)[:4]...)
		}
	}
	return append(binary.BigEndian.AppendUint32(out, 0), behind...)
}

func exifSegment(ifd0, gps []entry) []byte {
	return segment(0xe1, "Exif\x00\x00"+exif(ifd0, gps))
}

// iptc writes records of the second kind, in UTF-8.
func iptc(values map[byte]string) []byte {
	block := "\x1c\x01\x5a\x00\x03\x1b%G"
	for number, v := range values {
		block += "\x1c\x02" + string([]byte{number, byte(len(v) >> 8), byte(len(v))}) + v
	}
	if len(block)%2 == 1 {
		block += "\x00"
	}
	size := binary.BigEndian.AppendUint32(nil, uint32(len(block)))
	return segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00"+string(size)+block)
}

const packet = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 photoshop:Credit="Halvern Post" photoshop:City="Halvern">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The gate closes &amp; the tide waits.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ines Aalto</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Halvern Post</rdf:li></rdf:Alt></dc:rights>
<photoshop:Source>Quay desk</photoshop:Source>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A steel gate half under water</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><Iptc4xmpCore:CiEmailWork>ines@example.org</Iptc4xmpCore:CiEmailWork></Iptc4xmpCore:CreatorContactInfo>
<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>
</rdf:Description></rdf:RDF></x:xmpmeta>`

func xmpSegment(text string) []byte {
	return segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+text)
}

// place is a GPS directory that says where.
var place = []entry{
	{tag: 1, kind: 2, text: "N"}, {tag: 2, kind: 5, numbers: []uint32{50, 1, 27, 1, 0, 1}},
	{tag: 3, kind: 2, text: "E"}, {tag: 4, kind: 5, numbers: []uint32{30, 1, 31, 1, 0, 1}},
}

func turnEntry(turn uint32) entry { return entry{tag: 0x112, kind: 3, numbers: []uint32{turn}} }
