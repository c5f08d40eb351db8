package check

import (
	"strings"
	"unicode"
)

func headline(s Story) []Finding {
	return one(!strings.ContainsFunc(s.Article.Headlines.Main, inked), Finding{
		Code: "no-headline", Severity: stop("no-headline"), Field: "headlines.main",
		Message: "The story has no headline.",
	})
}

// inked holds for what leaves a mark on a page: not for spaces, joiners and
// direction marks.
func inked(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }
