package intake

import (
	"regexp"
	"strings"

	"stet/internal/article"
)

// Kill is an agency's word that an item must not be used.
type Kill struct {
	Story    article.ID       // of a package, which knows it; "" = an agency does not
	Slug     string           // of that story
	Sources  []article.Source // what the item may be called, the likeliest first
	Slugline string
	Reason   string // in the agency's words; "" = none is given
}

// longestReason in characters: a reason stands on one line of the log.
const longestReason = 300

// killLine is how a notice in words begins. "Kill" alone counts in capitals
// only: a headline may begin with it.
var killLine = regexp.MustCompile(`^\W*(?:(?i:(?:bulletin|mandatory|advisory|urgent)\W+)*(?i:kill\W+(?:notice|bulletin|advisory|mandatory|story)|(?:mandatory|bulletin|advisory) kill)\b|KILL(?:\W*$|\W*[:–—-]))`)

// KillWords reads a kill notice that came as words: its first line says so.
func KillWords(read *Result) (Kill, bool) {
	a := &read.Article
	first, rest, _ := strings.Cut(strings.TrimSpace(a.Body), "\n")
	lines := []string{a.Overline, a.Headlines.Main, first}
	for i, line := range lines {
		if !killLine.MatchString(line) {
			continue
		}
		why := a.Body
		if i == 2 && strings.TrimSpace(rest) != "" {
			why = rest
		}
		return Kill{Sources: []article.Source{a.Source}, Slugline: a.Slugline, Reason: reason(why)}, true
	}
	return Kill{}, false
}

func reason(words string) string {
	words = article.OneLine(words)
	if article.Characters(words) <= longestReason {
		return words
	}
	return string([]rune(words)[:longestReason-1]) + "…"
}
