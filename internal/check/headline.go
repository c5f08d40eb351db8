package check

func headline(s Story) []Finding {
	return one(s.Article.Headlines.Main == "", Finding{
		Code: "no-headline", Severity: Block, Field: "headlines.main",
		Message: "The story has no headline.",
	})
}
