package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// XMLHead is what every XML file begins with: nothing may stand before it.
const XMLHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// XMLPart writes a value as one element, two spaces to a level, below indent.
// Texts are to be [XMLText].
func XMLPart(v any, indent string) ([]byte, error) {
	var out bytes.Buffer
	err := element(&out, v, indent)
	return out.Bytes(), err
}

// XML writes a value as a document of its own.
func XML(out *bytes.Buffer, v any) error {
	out.Grow(usual)
	out.WriteString(XMLHead)
	return element(out, v, "")
}

func element(out *bytes.Buffer, v any, indent string) error {
	enc := xml.NewEncoder(out)
	enc.Indent(indent, "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write xml: %w", err)
	}
	out.WriteByte('\n')
	return nil
}

// XMLText is a text without the characters that no XML file may hold: a reader
// would refuse all of it for one.
func XMLText(s string) string {
	if mayStand(s) || !strings.ContainsFunc(s, notXML) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if notXML(r) {
			return -1
		}
		return r
	}, s)
}

// mayStand spares most texts the search by character: it holds where no byte is
// one of control, and none begins a character from U+D000 on.
func mayStand(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= 0xED {
			return false
		}
	}
	return true
}

func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0xD800 && r <= 0xDFFF || r&0xFFFE == 0xFFFE || r > 0x10FFFF
}
