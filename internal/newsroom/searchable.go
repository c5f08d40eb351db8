package newsroom

import (
	"strings"

	"stet/internal/article"
	"stet/internal/search"
)

// searchable is what of a story can be found: everything that somebody wrote.
func searchable(a *article.Article) search.Document {
	d := search.Document{ID: string(a.ID)}
	for _, f := range []search.Field{search.Headline, search.Furniture, search.Body, search.Note, search.By, search.Slug} {
		d.Texts[f] = searchText(a, f)
	}
	return d
}

// searchText is the text of one searched field, its parts as paragraphs of
// their own, so that no phrase runs from one into the next.
func searchText(a *article.Article, f search.Field) string {
	var parts []string
	switch f {
	case search.Headline:
		h := a.Headlines
		parts = []string{h.Main, h.Front, h.Search, h.Social, h.Push, h.Print, a.Overline}
	case search.Furniture:
		parts = append([]string{a.Standfirst, a.TrailText, a.Dateline, a.SearchDescription, a.SocialDescription, a.Credit}, a.Keywords...)
		for _, p := range a.Pictures {
			parts = append(parts, p.Caption, p.Alt, p.Credit, p.Name)
		}
		for _, c := range a.Corrections {
			parts = append(parts, c.Text)
		}
	case search.Body:
		return a.Body
	case search.Note:
		parts = []string{a.InternalNote, a.BudgetLine, a.Assignee}
		for _, q := range a.Queries {
			parts = append(parts, q.Text, q.Answer)
		}
		for _, o := range a.Options {
			parts = append(parts, o.Text, o.Note)
		}
		if a.Embargo != nil {
			parts = append(parts, a.Embargo.Said, a.Embargo.Reason)
		}
	case search.By:
		parts = append(parts, a.Bylines...)
		for _, author := range a.Authors {
			parts = append(parts, author.Name, author.Role)
		}
	case search.Slug:
		parts = []string{a.Slug, a.Slugline}
	}
	said := parts[:0]
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, "\n\n")
}
