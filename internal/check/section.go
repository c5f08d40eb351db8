package check

func section(s Story) []Finding {
	return one(s.Article.SectionID == "", Finding{
		Code: "no-section", Severity: stop("no-section"), Field: "section",
		Message: "The story is in no section. Choose one.",
	})
}
