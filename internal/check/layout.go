package check

// layout stops a story whose page cannot be made: nobody could read it, and
// one such story must not stop the others.
func layout(s Story) []Finding {
	return one(s.Unlaid != "", Finding{
		Code: "no-layout", Severity: stop("no-layout"), Field: "body", Message: s.Unlaid,
	})
}
