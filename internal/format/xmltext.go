package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// xmlEncoding is what a document says of its encoding.
var xmlEncoding = regexp.MustCompile(`^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// decodeXML is a document as UTF-8, and the encoding that it came in, "" where
// that is UTF-8. Its mark tells before what it says of itself.
func decodeXML(data []byte) (text []byte, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return valid(data[3:])
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00?\x00")):
		return fromUTF16(data, unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<\x00?")):
		return fromUTF16(data, unicode.BigEndian)
	}
	said := xmlEncoding.FindSubmatch(data[:min(len(data), 200)])
	if said == nil || strings.EqualFold(string(said[1]), "utf-8") || strings.EqualFold(string(said[1]), "us-ascii") {
		return valid(data)
	}
	name := string(said[1])
	if strings.HasPrefix(strings.ToLower(name), "utf-16") && utf8.Valid(data) {
		return data, "", nil // turned into UTF-8 by who sent it on, and still says what it was
	}
	page, err := htmlindex.Get(name)
	if err != nil {
		return nil, "", fmt.Errorf("%w: it says that it is in %q, an encoding that there is not", ErrFormat, name)
	}
	text, err = page.NewDecoder().Bytes(data)
	if err != nil || !bytes.Contains(data, []byte("\uFFFD")) && bytes.Contains(text, []byte("\uFFFD")) {
		return nil, "", fmt.Errorf("%w: it says that it is in %s, and is not", ErrFormat, name)
	}
	return text, name, nil
}

func valid(data []byte) ([]byte, string, error) {
	if utf8.Valid(data) {
		return data, "", nil
	}
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return nil, "", fmt.Errorf("%w: line %d: it is not UTF-8, and names no other encoding", ErrFormat, 1+bytes.Count(data[:at], []byte("\n")))
}

func fromUTF16(data []byte, order unicode.Endianness) ([]byte, string, error) {
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil || len(data)%2 != 0 || bytes.Contains(text, []byte("\uFFFD")) {
		return nil, "", fmt.Errorf("%w: it begins in UTF-16, and is not", ErrFormat)
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF")), "UTF-16", nil
}

var reference = regexp.MustCompile(`&#(x[0-9A-Fa-f]+|[0-9]+);`)

// forbiddenReference finds a reference to half a pair or to no character,
// which encoding/xml reads as U+FFFD; -1 = none. In a CDATA section it is text.
func forbiddenReference(text []byte) int {
	for from := 0; from < len(text); {
		end, next := len(text), len(text)
		if i := bytes.Index(text[from:], []byte("<![CDATA[")); i >= 0 {
			end = from + i
			if j := bytes.Index(text[end:], []byte("]]>")); j >= 0 {
				next = end + j
			}
		}
		for _, m := range reference.FindAllSubmatchIndex(text[from:end], -1) {
			if !isCharacter(string(text[from+m[2] : from+m[3]])) {
				return from + m[0]
			}
		}
		from = next
	}
	return -1
}

func isCharacter(digits string) bool {
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	return err == nil && utf8.ValidRune(rune(n))
}

var namedEntity = regexp.MustCompile(`&([A-Za-z][A-Za-z0-9]*);`)

// htmlName is the first character that is written by a name which only HTML
// has; "" = none.
func htmlName(text []byte) string {
	for _, m := range namedEntity.FindAllSubmatch(text, 200) {
		name := string(m[1])
		if _, of := xml.HTMLEntity[name]; of && !strings.Contains(" lt gt amp quot apos ", " "+name+" ") {
			return name
		}
	}
	return ""
}
