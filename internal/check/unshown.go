package check

import (
	"slices"

	"stet/internal/article"
	"stet/internal/markup"
)

// unshown looks for pictures that a reader's page has no place for: nobody sees
// them, though the desk may think so.
func unshown(s Story) []Finding {
	if s.Unlaid != "" { // nobody knows what the text shows
		return nil
	}
	var found []Finding
	for _, p := range s.Article.Pictures {
		shown := slices.ContainsFunc(s.Doc.Images, func(i markup.Image) bool { return i.ID == p.ID })
		if !shown && p.ID != s.Article.LeadPicture {
			found = append(found, nowhere(p))
		}
	}
	return found
}

func nowhere(p article.Picture) Finding {
	return Finding{
		Code: "unshown", Severity: Note, Field: "pictures", Picture: p.ID,
		Message: "The picture “" + p.Called() + "” stands nowhere in the story: make it the lead, put it into the text, or take it out.",
	}
}
