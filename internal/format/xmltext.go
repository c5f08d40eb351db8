package format

import (
	"strings"
	"unicode/utf8"
)

// XMLText is a text without what no XML 1.0 file may hold, in no form: control
// characters and noncharacters. encoding/xml writes them as they are within
// CDATA, and a reader then refuses the file, or drops what is around them.
func XMLText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < ' ', r == 0xfffe, r == 0xffff:
			return -1
		case r == utf8.RuneError: // also of bytes that are no UTF-8
			return utf8.RuneError
		}
		return r
	}, text)
}
