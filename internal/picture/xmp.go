package picture

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

const (
	maxXMP  = 4 << 20
	rdfNS   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xmlNS   = "http://www.w3.org/XML/1998/namespace"
	photoNS = "http://ns.adobe.com/photoshop/1.0/"
)

// xmp reads a packet: every property by its own name, those of photoshop by
// both, and of structures every part. Entities are not expanded, and a packet
// that breaks off says what stood before.
func (t tags) xmp(r io.Reader) error {
	d := xml.NewDecoder(io.LimitReader(r, maxXMP))
	d.Strict = false
	var open []string // properties, the innermost last; "" for RDF's own elements
	for range 50 * maxTags {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch el := token.(type) {
		case xml.StartElement:
			open = append(open, property(el.Name))
			if name := open[len(open)-1]; name != "" {
				t.add("xmp-has:"+name, "")
			}
			for _, a := range el.Attr {
				if a.Name.Space != rdfNS && a.Name.Space != xmlNS && a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					t.property(a.Name.Space, a.Name.Local, a.Value)
				} else if a.Name.Space == rdfNS && a.Name.Local == "resource" && len(open) > 0 && open[len(open)-1] != "" {
					t.property(el.Name.Space, el.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			open = open[:max(0, len(open)-1)]
		case xml.CharData:
			if text := strings.TrimSpace(string(el)); text != "" {
				t.text(open, text)
			}
		}
	}
	_, _ = io.Copy(io.Discard, r) // the library wants it read to its end
	return nil
}

// property is the name of an element that holds a value, "" for RDF's own.
func property(name xml.Name) string {
	switch {
	case name.Space == rdfNS || name.Local == "xmpmeta":
		return ""
	case name.Space == photoNS:
		return "photoshop:" + name.Local
	}
	return name.Local
}

func (t tags) property(space, local, value string) {
	t.add("xmp-has:"+local, "")
	t.add("xmp:"+local, value)
	if space == photoNS {
		t.add("xmp:photoshop:"+local, value)
	}
}

// text belongs to the innermost property around it.
func (t tags) text(open []string, text string) {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] == "" {
			continue
		}
		t.add("xmp:"+open[i], text)
		if short, ok := strings.CutPrefix(open[i], "photoshop:"); ok {
			t.add("xmp:"+short, text)
		}
		return
	}
}

// pngXMP reads the packet that a PNG carries as text; the library does not
// look there.
func (t tags) pngXMP(data []byte) {
	for c := range pngChunks(data) {
		if c.name != "iTXt" {
			continue
		}
		// A keyword, a zero, whether it is packed, how, a language, a zero, the keyword again, a zero.
		if rest, ok := bytes.CutPrefix(c.body, []byte("XML:com.adobe.xmp\x00\x00\x00")); ok {
			if parts := bytes.SplitN(rest, []byte{0}, 3); len(parts) == 3 {
				_ = t.xmp(bytes.NewReader(parts[2]))
			}
		}
	}
}
