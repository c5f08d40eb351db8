package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// XML writes a struct as a document of its own, indented by two. Strings that
// go into it must have gone through [XMLText].
func XML(v any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write xml: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// XMLText is a text without the characters that no XML document may hold:
// written raw, one of them makes the whole file unreadable.
func XMLText(text string) string {
	if utf8.ValidString(text) && strings.IndexFunc(text, notXML) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if notXML(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0xFFFE && r <= 0xFFFF
}
