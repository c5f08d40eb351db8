package check

import (
	"strings"
	"time"

	"stet/internal/article"
)

func legal(s Story) []Finding {
	if s.Article.Unread() {
		return []Finding{{Code: "legal-unread", Severity: stop("legal-unread"), Field: "legal.state",
			Message: "Words were changed since the lawyer's read" + said(s.Article.Legal, s.House) + ". The changed words are unread."}}
	}
	if heads := s.Article.UnreadHeads(s.Heads); len(heads) > 0 {
		return []Finding{{Code: "legal-unread", Severity: stop("legal-unread"), Field: "legal.state",
			Message: "What the story is called on " + heads[0].Where + " is unread: “" + heads[0].Text + "”. It was changed since the lawyer's read" +
				said(s.Article.Legal, s.House) + "."}}
	}
	return one(s.Article.Legal.State == article.LegalRequired, Finding{
		Code: "legal", Severity: stop("legal"), Field: "legal.state",
		Message: "A lawyer must read the story first.",
	})
}

func said(l article.Legal, house article.House) string {
	if words := ReadBy(l, house.Location()); words != "" {
		return " (" + words + ")"
	}
	return ""
}

// ReadBy is with which words a legal read was noted, who did it and when.
func ReadBy(l article.Legal, zone *time.Location) string {
	said := []string{}
	for _, words := range []string{l.Note, l.By} {
		if words != "" {
			said = append(said, words)
		}
	}
	if !l.At.IsZero() {
		said = append(said, l.At.In(zone).Format("15:04, 2 January"))
	}
	return strings.Join(said, ", ")
}
