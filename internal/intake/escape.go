package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes one line of plain copy a block of Stet Markdown that reads as
// the same characters. It escapes only what the dialect would take for
// markup where it stands, so that ordinary copy stays as it was typed.
// White space at the ends is taken off.
func Escape(text string) string {
	text = strings.TrimSpace(text)
	at := blockMark(text)
	if at < 0 {
		return escapeInline(text)
	}
	return text[:at] + `\` + text[at:at+1] + escapeInline(text[at+1:])
}

var (
	orderedMark = regexp.MustCompile(`^\d{1,9}[.)](?:[ \t]|$)`)
	ruleMark    = regexp.MustCompile(`^(?:-[ \t]*){3,}$|^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$`)
	headingMark = regexp.MustCompile(`^#{1,6}(?:[ \t]|$)`)
	itemMark    = regexp.MustCompile(`^[-+*](?:[ \t]|$)`)
	entity      = regexp.MustCompile(`^&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,40});`)
)

// blockMark is where a backslash must go so that a line does not begin a
// heading, quotation, list, rule, container, definition or table row; -1 for
// a line that is a paragraph as it is.
func blockMark(text string) int {
	switch {
	case text == "", text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z', text[0] >= utf8.RuneSelf:
		return -1
	case text[0] == '>', strings.HasPrefix(text, ":::"), strings.HasPrefix(text, "~~~"), headingMark.MatchString(text), itemMark.MatchString(text), ruleMark.MatchString(text):
		return 0
	case text[0] == '[' && strings.Contains(text, "]:"):
		return 0
	case orderedMark.MatchString(text):
		return strings.IndexAny(text, ".)")
	}
	return -1
}

// escapeInline escapes what could be markup inside a line.
func escapeInline(text string) string {
	if !strings.ContainsAny(text, "\\`*_~[]<&{") {
		return text
	}
	pairs := map[byte]bool{'*': countRuns(text, '*') > 1, '_': countRuns(text, '_') > 1, '~': strings.Count(text, "~~") > 1}
	lastAt := strings.LastIndexByte(text, '@') // a mail address may follow a "<" before it
	var b strings.Builder
	b.Grow(len(text) + 16)
	for i := 0; i < len(text); {
		size := 1
		switch c := text[i]; c {
		case '*', '_', '~':
			size = runLength(text[i:])
			if pairs[c] && !standsFree(text, i, size) {
				b.WriteString(strings.Repeat(`\`+string(c), size))
			} else {
				b.WriteString(text[i : i+size])
			}
		default:
			if inlineMark(text, i) || (c == '<' && i+1 < lastAt && text[i+1] > ' ') {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
		i += size
	}
	return b.String()
}

// inlineMark reports whether the byte at i would be markup there.
func inlineMark(text string, i int) bool {
	rest := text[i+1:]
	switch text[i] {
	case '`':
		return true
	case '\\':
		return rest == "" || asciiPunct(rest[0])
	case '[':
		return strings.HasPrefix(rest, "^")
	case ']':
		return strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "[")
	case '{':
		return strings.HasPrefix(rest, "==") || strings.HasPrefix(rest, ">>")
	case '<':
		return rest != "" && (rest[0] == '/' || rest[0] == '!' || rest[0] == '?' || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z')
	case '&':
		return rest != "" && (rest[0] == '#' || alnum(rest[0])) && entity.MatchString(text[i:min(len(text), i+48)])
	}
	return false
}

// standsFree reports whether the dialect leaves a run as it is: stars and low
// lines with white space, or with a letter or digit, on both sides, and
// tildes that are not two.
func standsFree(text string, at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	if text[at] == '~' {
		return size != 2
	}
	if wordRune(before) && wordRune(after) {
		return true
	}
	return at > 0 && at+size < len(text) && unicode.IsSpace(before) && unicode.IsSpace(after)
}

// wordRune leaves out scripts that put no spaces between words, as the
// dialect does.
func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !dense(r)
}

func runLength(text string) int {
	n := 1
	for n < len(text) && text[n] == text[0] {
		n++
	}
	return n
}

// countRuns counts runs of c that could open or close something.
func countRuns(text string, c byte) int {
	runs := 0
	for i := 0; i < len(text); i++ {
		if text[i] == c && (i == 0 || text[i-1] != c) {
			runs++
		}
	}
	return runs
}

func asciiPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// closingRun is a run of number signs at the end, with anchors in it.
var closingRun = regexp.MustCompile(`(?:#|` + anchorPattern.String() + `)+$`)

// closeHeading keeps a closing run of number signs, which a heading would
// swallow.
func closeHeading(md string) string {
	if strings.Contains(md, anchorStart) {
		end := closingRun.FindStringIndex(md)
		bare := anchorPattern.ReplaceAllString(md, "")
		if end == nil || closeHeading(bare) == bare {
			return md
		}
		return md[:end[0]] + strings.ReplaceAll(md[end[0]:], "#", `\#`)
	}
	body := strings.TrimRight(md, "#")
	if body == md || (body != "" && !strings.HasSuffix(body, " ") && !strings.HasSuffix(body, "\t")) {
		return md
	}
	return body + strings.Repeat(`\#`, len(md)-len(body))
}
