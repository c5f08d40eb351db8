package bundle

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapeMark escapes what Markdown, and the things that Hugo and others add to
// it, would read in running text: stars, brackets, tags, entities, links out
// of bare addresses, and braces, which begin shortcodes and attributes.
func escapeMark(text string) string {
	var b strings.Builder
	from := 0
	for i := 0; ; i++ {
		next := strings.IndexAny(text[i:], markSigns)
		if next < 0 {
			break
		}
		i += next
		last := ' '
		if i > 0 {
			last, _ = utf8.DecodeLastRuneInString(text[:i])
		}
		if needsEscape(last, rune(text[i]), text[i+1:]) {
			b.WriteString(text[from:i] + `\`)
			from = i
		}
	}
	if from == 0 && b.Len() == 0 {
		return text
	}
	return b.String() + text[from:]
}

// markSigns are those that needsEscape may find in need of it.
const markSigns = "\\*`[]<{~_&!:@."

func needsEscape(last, r rune, rest string) bool {
	switch r {
	case '\\', '*', '`', '[', ']', '<', '{', '~':
		return true
	case '_': // within a word it is none
		next, _ := utf8.DecodeRuneInString(rest)
		return !isWord(last) || !isWord(next)
	case '&':
		return rest != "" && (rest[0] == '#' || isWord(rune(rest[0])))
	case '!': // Hugo looks for <!--more--> before it reads Markdown
		return last == '<'
	case ':':
		return strings.HasPrefix(rest, "//")
	case '@':
		return isWord(last) && rest != ""
	case '.':
		return (last == 'w' || last == 'W') && rest != "" && isWord(rune(rest[0]))
	}
	return false
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// starts are what makes a line something else than text.
var starts = regexp.MustCompile(`^(?:(#{1,6}|[-+>=:|])|([0-9]{1,9})([.)])(?:\s|$))`)

// escapeStart escapes the start of a line.
func escapeStart(line string) string {
	at := starts.FindStringSubmatchIndex(line)
	switch {
	case at == nil:
		return line
	case at[2] >= 0:
		return `\` + line
	}
	return line[:at[5]] + `\` + line[at[5]:]
}
