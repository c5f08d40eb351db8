package check

// body looks at what a reader would see: a body of notes and comments alone
// is none.
func body(s Story) []Finding {
	return one(s.Doc.Words == 0 && s.Unlaid == "", Finding{
		Code: "no-body", Severity: stop("no-body"), Field: "body",
		Message: "The story has no text.",
	})
}
