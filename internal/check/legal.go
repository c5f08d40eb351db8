package check

import "stet/internal/article"

func legal(s Story) []Finding {
	return one(s.Article.Legal.State == article.LegalRequired, Finding{
		Code: "legal", Severity: Block, Field: "legal.state",
		Message: "A lawyer must read the story first.",
	})
}
