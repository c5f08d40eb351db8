package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSpeech tells dialogue from a list: in Ukrainian and several other
// languages speech begins with a dash, and a hyphen is often typed for it.
// Hyphens make no list where one of the lines must be speech, where a line
// beside them has the dash itself, or where each is one word that answers.
// The lines are run of body, from place k on.
func (s *story) isSpeech(body []int, k, run int) bool {
	oneWord := true
	for _, i := range body[k : k+run] {
		text := s.lines[i].text
		mark, rest := bullet(text)
		if mark != "-" {
			return false
		}
		said := text[rest:]
		if spoken(said) {
			return true
		}
		oneWord = oneWord && cyrillicSentence(said) && weight(said) == 1
	}
	return oneWord || s.dashAt(body, k-1) || s.dashAt(body, k+run)
}

// speechDash leads over from what is said to the speaker.
var speechDash = regexp.MustCompile(`[,.?!…] ?[-–—] `)

// answerWords are whole answers; a list of things holds none.
var answerWords = words("так ні да нет ага угу авжеж звісно звичайно можливо мабуть добре гаразд неправда ніколи конечно возможно наверное хорошо ладно никогда")

// spoken holds for a line that asks, exclaims, trails off, has the dash that
// leads over to the speaker, or is an answer or a whole sentence in a script
// that writes speech with dashes.
func spoken(said string) bool {
	return strings.ContainsRune("?!…", ending(said)) || speechDash.MatchString(said) ||
		(cyrillicSentence(said) && (fullStop(said) || answerWords[strings.ToLower(said)]))
}

// cyrillicSentence holds for text that begins as a sentence does in Cyrillic.
func cyrillicSentence(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Cyrillic, first) && unicode.IsUpper(first)
}

// dashAt reports whether line k of body begins with the dash of speech.
func (s *story) dashAt(body []int, k int) bool {
	if k < 0 || k >= len(body) {
		return false
	}
	text := s.lines[body[k]].text
	first, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	return strings.ContainsRune("—–―", first) && unicode.IsSpace(next)
}
