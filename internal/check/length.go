package check

import (
	"fmt"

	"stet/internal/article"
)

// length holds texts against the house limits, in characters.
func length(s Story) []Finding {
	l := s.House.Limits
	limits := []struct {
		field string
		max   int
	}{
		{"overline", l.Overline},
		{"headlines.main", l.Headlines.Main}, {"headlines.front", l.Headlines.Front},
		{"headlines.search", l.Headlines.Search}, {"headlines.social", l.Headlines.Social},
		{"headlines.push", l.Headlines.Push}, {"headlines.print", l.Headlines.Print},
		{"standfirst", l.Standfirst}, {"trailText", l.TrailText},
	}
	var found []Finding
	for _, limit := range limits {
		found = append(found, tooLong(s.Article, limit.field, limit.max)...)
	}
	return found
}

func tooLong(a *article.Article, field string, most int) []Finding {
	f, err := article.FieldAt(field)
	if err != nil || most <= 0 {
		return nil
	}
	text := f.Get(a)
	n := article.Characters(text)
	return one(n > most, Finding{
		Code: "too-long", Severity: Warn, Field: field, To: len(text),
		Message: fmt.Sprintf("%d characters, the house limit is %d.", n, most),
	})
}
