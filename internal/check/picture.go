package check

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
	return found
}
