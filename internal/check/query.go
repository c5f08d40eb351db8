package check

import (
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// query names the questions that nobody has answered. They warn and do not
// stop: what is missing from the copy is a TK, what must not go is held, and
// at the close an editor may know better than to wait for an answer.
func query(s Story) []Finding {
	var found []Finding
	for _, m := range s.Doc.Marks {
		if !m.Open() {
			continue
		}
		at := m.Words(s.Article.Body)
		found = append(found, Finding{
			Code: "query", Severity: stop("query"), Field: "body", From: at.From, To: at.To, Message: "Open query" + asked(m),
		})
	}
	return found
}

// asked is who asks what, as far as a line has room.
func asked(m markup.Mark) string {
	words := ""
	if m.Who != "" {
		words += " from " + m.Who
	}
	if m.Whom != "" {
		words += " to " + m.Whom
	}
	if note := article.OneLine(m.Note); note != "" {
		words += ": “" + begin(note, 120) + "”"
	}
	if m.Passage != "" {
		words += " (at “" + begin(article.OneLine(m.Passage), 40) + "”)"
	}
	return words
}

// begin is the words of a text that fit into so many characters.
func begin(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	cut := string(letters[:most])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return cut + "…"
}
