package check

import (
	"strings"

	"stet/internal/article"
)

// conflict names every place that a merge has left open.
func conflict(s Story) []Finding {
	m := s.Article.Merge
	if m == nil {
		return nil
	}
	found := make([]Finding, 0, len(m.Conflicts))
	for _, c := range m.Conflicts {
		f := Finding{
			Code: "conflict", Severity: stop("conflict"), Field: c.Field,
			Message: "The desk and " + m.Name + " changed this, each in its own way. Settle it side by side.",
		}
		if c.Field == "body" {
			f.From, f.To = placeOf(s.Article.Body, c)
		}
		found = append(found, f)
	}
	return found
}

// placeOf is where the desk's words of a conflict stand, if they still do.
func placeOf(body string, c article.Conflict) (from, to int) {
	if c.Mine == "" {
		return 0, 0
	}
	if from = strings.Index(body, c.Mine); from < 0 {
		return 0, 0
	}
	return from, from + len(c.Mine)
}
