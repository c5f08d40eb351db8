package check

import (
	"strings"

	"stet/internal/article"
)

func legal(s Story) []Finding {
	if s.Article.Unread() {
		return []Finding{{Code: "legal-unread", Severity: stop("legal-unread"), Field: "legal.state",
			Message: "Words were changed since the lawyer's read" + readBy(s.Article.Legal, s.House) + ". The changed words are unread."}}
	}
	if heads := s.Article.UnreadHeads(s.Heads); len(heads) > 0 {
		return []Finding{{Code: "legal-unread", Severity: stop("legal-unread"), Field: "legal.state",
			Message: "What the story is called on " + heads[0].Where + " is unread: “" + heads[0].Text + "”. It was changed since the lawyer's read" +
				readBy(s.Article.Legal, s.House) + "."}}
	}
	return one(s.Article.Legal.State == article.LegalRequired, Finding{
		Code: "legal", Severity: stop("legal"), Field: "legal.state",
		Message: "A lawyer must read the story first.",
	})
}

// readBy is who noted the read, when and with which words.
func readBy(l article.Legal, house article.House) string {
	said := []string{}
	for _, words := range []string{l.Note, l.By} {
		if words != "" {
			said = append(said, words)
		}
	}
	if !l.At.IsZero() {
		said = append(said, l.At.In(house.Location()).Format("15:04, 2 January"))
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}
