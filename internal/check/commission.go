package check

import "stet/internal/article"

// commission stops nothing unless the house asks for a length
// (export.requireLength): then somebody says how long a story is to be, or why
// that goes without saying.
func commission(s Story) []Finding {
	a := s.Article
	none := a.CommissionedLength == 0 && article.OneLine(a.NoLength) == ""
	return one(s.House.RequireLength && none, Finding{
		Code: "no-length", Severity: stop("no-length"), Field: "commissionedLength",
		Message: "Nobody said how long the story is to be, or why that is not said, and this house wants to know.",
	})
}
