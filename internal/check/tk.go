package check

import (
	"slices"
	"strings"

	"stet/internal/article"
)

// internal fields may hold a TK for ever: no reader sees them.
var internal = []string{
	"body", "slug", "slugline", "status", "flag", "assignee", "deadline", "commissionedLength",
	"budgetLine", "urgency", "embargo", "embargo.reason", "legal.state", "internalNote", "queries",
	"options", "leadPicture", "pictures", "language", "direction", "firstPublished", "lastPublished",
	"source.key", "source.version",
}

// tk finds a hole in any text that readers get. The body's holes come from
// the rendered text, so that a TK in code or in a note stops nothing.
func tk(s Story) []Finding {
	var found []Finding
	for _, f := range article.Fields {
		if slices.Contains(internal, f.Path) {
			continue
		}
		text := f.Get(s.Article)
		for _, at := range article.TKs(text) {
			found = append(found, hole(f.Path, text, at))
		}
	}
	for _, p := range s.Article.Pictures { // its words, not the name of its file
		for _, f := range article.PictureFields {
			text := f.Get(&p)
			for _, at := range article.TKs(text) {
				one := hole("pictures", text, at)
				one.From, one.To = 0, 0
				found = append(found, one)
			}
		}
	}
	for _, at := range s.Doc.TKs {
		found = append(found, hole("body", s.Article.Body, at))
	}
	return found
}

func hole(field, text string, at article.Span) Finding {
	return Finding{
		Code: "tk", Severity: Block, Field: field, From: at.From, To: at.To,
		Message: "Still to come: “" + around(text, at) + "”",
	}
}

// around is the mark with a few words on either side of it, on one line.
func around(text string, at article.Span) string {
	const reach = 24
	from, to := max(0, at.From-reach), min(len(text), at.To+reach)
	if i := strings.IndexByte(text[from:at.From], ' '); from > 0 && i >= 0 {
		from += i + 1
	}
	if i := strings.LastIndexByte(text[at.To:to], ' '); to < len(text) && i >= 0 {
		to = at.To + i
	}
	return article.OneLine(strings.ToValidUTF8(text[from:to], ""))
}
