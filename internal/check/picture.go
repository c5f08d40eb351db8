package check

import (
	"slices"

	"stet/internal/article"
)

func pictures(s Story) []Finding {
	var found []Finding
	for _, p := range s.Doc.Images {
		if p.Missing {
			found = append(found, Finding{
				Code: "no-picture", Severity: Warn, Field: "body", From: p.From, To: p.To,
				Message: "A picture is missing; readers see a placeholder.",
			})
		}
	}
	lead := s.Article.LeadPicture
	known := slices.ContainsFunc(s.Article.Pictures, func(p article.Picture) bool { return p.ID == lead })
	return append(found, one(lead != "" && !known, Finding{
		Code: "no-picture", Severity: Warn, Field: "leadPicture",
		Message: "The lead picture is not among the story's pictures; choose another.",
	})...)
}
