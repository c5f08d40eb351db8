package check

import (
	"slices"
	"strings"
)

// private names what the originals of a story's pictures tell. Nothing of it
// goes out; whoever sends an original by other ways should know.
func private(s Story) []Finding {
	var told []string
	for _, p := range s.Article.Pictures {
		for _, what := range p.Private {
			if !slices.Contains(told, what) {
				told = append(told, what)
			}
		}
	}
	return one(len(told) > 0, Finding{
		Code: "private-data", Severity: Note, Field: "pictures",
		Message: "The picture files hold more than the pictures: " + strings.Join(told, ", ") + ". None of it goes out.",
	})
}
