package check

import (
	"stet/internal/article"
	"stet/internal/markup"
)

// alt looks for pictures that say nothing to someone who cannot see them.
func alt(s Story) []Finding {
	return unsaid(s, Finding{Code: "no-alt", Severity: Warn, Part: "alt"},
		func(p article.Picture) bool { return p.Alt != "" },
		func(i markup.Image) bool { return i.Alt != "" },
		"The picture “", "” has no alt text: say what it shows to someone who cannot see it.")
}

// unsaid is a finding for each picture that does not say something, neither
// in its own record nor where the body shows it. The lead is shown with its
// own words only.
func unsaid(s Story, f Finding, says func(article.Picture) bool, shown func(markup.Image) bool, before, behind string) []Finding {
	var found []Finding
	for _, p := range s.Article.Pictures {
		if says(p) {
			continue
		}
		one := f
		one.Field, one.Picture, one.Message = "pictures", p.ID, before+p.Called()+behind
		inBody := 0
		for _, i := range s.Doc.Images {
			if i.ID != p.ID {
				continue
			}
			if inBody++; !shown(i) {
				at := one
				at.Field, at.Picture, at.Part, at.From, at.To = "body", "", "", i.From, i.To
				found = append(found, at)
			}
		}
		if inBody == 0 || p.ID == s.Article.LeadPicture {
			found = append(found, one)
		}
	}
	return found
}
