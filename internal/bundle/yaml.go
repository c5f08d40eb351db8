package bundle

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// yamlWriter writes the small part of YAML that front matter needs: maps and
// lists of quoted strings and plain numbers. Strings are always quoted, so
// that no reader takes "no", "1.10" or "12:30" for something else.
type yamlWriter struct{ b []byte }

// text writes key: "v" at an indent in spaces, and nothing where v is empty.
func (y *yamlWriter) text(indent int, key, v string) {
	if v != "" {
		y.key(indent, key)
		y.b = append(y.b, ' ')
		y.quote(v)
		y.b = append(y.b, '\n')
	}
}

func (y *yamlWriter) number(indent int, key string, v int64) {
	if v != 0 {
		y.key(indent, key)
		y.b = append(y.b, ' ')
		y.b = strconv.AppendInt(y.b, v, 10)
		y.b = append(y.b, '\n')
	}
}

func (y *yamlWriter) moment(indent int, key string, t time.Time) {
	if !t.IsZero() {
		y.text(indent, key, t.UTC().Format(time.RFC3339))
	}
}

func (y *yamlWriter) list(key string, items []string) {
	if len(items) == 0 {
		return
	}
	y.open(key)
	for _, item := range items {
		y.b = append(y.b, "  - "...)
		y.quote(item)
		y.b = append(y.b, '\n')
	}
}

// open begins a map or a list at the left edge.
func (y *yamlWriter) open(key string) {
	y.key(0, key)
	y.b = append(y.b, '\n')
}

// entry begins a map that is an entry of a list: its first key is written with
// the dash, the others at an indent of 4.
func (y *yamlWriter) entry(key, v string) {
	y.b = append(y.b, "  - "...)
	y.b = append(y.b, key...)
	y.b = append(y.b, ": "...)
	y.quote(v)
	y.b = append(y.b, '\n')
}

// line begins a map or a list at an indent.
func (y *yamlWriter) line(indent int, key string) {
	y.key(indent, key)
	y.b = append(y.b, '\n')
}

// plain writes a value that needs no quotes: a number, true, false.
func (y *yamlWriter) plain(indent int, key, v string) {
	y.key(indent, key)
	y.b = append(append(append(y.b, ' '), v...), '\n')
}

// entries is a list of maps at an indent, without what is empty.
func (y *yamlWriter) entries(indent int, key string, rows []pairs) {
	begun := false
	for _, r := range rows {
		dash := "- "
		for i := 0; i+1 < len(r); i += 2 {
			if r[i+1] == "" {
				continue
			}
			if !begun {
				y.line(indent, key)
				begun = true
			}
			y.b = append(y.b, strings.Repeat(" ", indent+2)...)
			y.text(0, dash+r[i], r[i+1])
			dash = "  "
		}
	}
}

func (y *yamlWriter) key(indent int, key string) {
	for range indent {
		y.b = append(y.b, ' ')
	}
	y.b = append(y.b, key...)
	y.b = append(y.b, ':')
}

// quote writes a double-quoted scalar on one line. Whatever a YAML reader
// could refuse, fold or strip is escaped; bytes that are not UTF-8 become
// U+FFFD, as YAML has no way to carry them.
func (y *yamlWriter) quote(v string) {
	y.b = append(y.b, '"')
	from := 0
	for i := 0; i < len(v); {
		r, size := utf8.DecodeRuneInString(v[i:])
		if plainYAML(r) && !(r == utf8.RuneError && size == 1) {
			i += size
			continue
		}
		y.b = append(y.b, v[from:i]...)
		y.escape(r)
		i += size
		from = i
	}
	y.b = append(y.b, v[from:]...)
	y.b = append(y.b, '"')
}

func (y *yamlWriter) escape(r rune) {
	switch {
	case r == '"' || r == '\\':
		y.b = append(y.b, '\\', byte(r))
	case r == '\n':
		y.b = append(y.b, `\n`...)
	case r == '\t':
		y.b = append(y.b, `\t`...)
	case r > 0xffff:
		y.b = fmt.Appendf(y.b, `\U%08X`, r)
	default:
		y.b = fmt.Appendf(y.b, `\u%04X`, r)
	}
}

// plainYAML reports whether a character may stand as it is within quotes:
// printable in YAML 1.1 and 1.2, and no line break in either.
func plainYAML(r rune) bool {
	switch {
	case r == '"' || r == '\\':
		return false
	case r >= ' ' && r < 0x7f:
		return true
	case r < 0xa0, r == '\u2028', r == '\u2029', r == '\ufeff':
		return false
	case r >= 0xd800 && r < 0xe000, r >= 0xfdd0 && r < 0xfdf0, r&0xfffe == 0xfffe:
		return false
	}
	return true
}

// frontMatter writes front between its lines, with the body below, which ends in
// one line end.
func frontMatter(out *bytes.Buffer, front []byte, body string) {
	out.Grow(len(front) + len(body) + 16)
	out.WriteString("---\n")
	out.Write(front)
	out.WriteString("---\n\n")
	out.WriteString(body)
	if !strings.HasSuffix(body, "\n") {
		out.WriteByte('\n')
	}
}
