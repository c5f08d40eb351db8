package check

import (
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
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
			found = append(found, hole(f.Path, text, at, nil))
		}
	}
	for _, p := range s.Article.Pictures { // its words, not the name of its file
		for _, f := range article.PictureFields {
			text := f.Get(&p)
			for _, at := range article.TKs(text) {
				one := hole("pictures", text, at, nil)
				one.Picture, one.Part = p.ID, f.Name
				found = append(found, one)
			}
		}
	}
	for _, at := range s.Doc.TKs {
		found = append(found, hole("body", s.Article.Body, at, s.Doc.Marks))
	}
	return found
}

// Holes counts what is still to come, in the furniture and the pictures too.
func Holes(a *article.Article, doc markup.Doc) int {
	return len(tk(Story{Article: a, Doc: doc}))
}

func hole(field, text string, at article.Span, marks []markup.Mark) Finding {
	return Finding{
		Code: "tk", Severity: stop("tk"), Field: field, From: at.From, To: at.To,
		Message: "Still to come: “" + around(text, at, marks) + "”",
	}
}

// around is the hole with a few words on either side of it, on one line. What
// the desk's marks say is left out: it may hold the place of every word near.
func around(text string, at article.Span, marks []markup.Mark) string {
	const reach, far = 24, 512
	before := shown(text, article.Span{From: max(0, at.From-far), To: at.From}, marks)
	after := shown(text, article.Span{From: at.To, To: min(len(text), at.To+far)}, marks)
	if cut := len(before) - reach; cut > 0 {
		before = before[cut:]
		before = before[strings.IndexByte(before, ' ')+1:]
	}
	if len(after) > reach {
		after = after[:reach]
		if i := strings.LastIndexByte(after, ' '); i >= 0 {
			after = after[:i]
		}
	}
	return article.OneLine(strings.ToValidUTF8(before+text[at.From:at.To]+after, ""))
}

// shown is a stretch of the text without what marks have round their passages.
func shown(text string, in article.Span, marks []markup.Mark) string {
	out := []byte(text[in.From:in.To])
	for _, m := range marks {
		passage := m.Words(text)
		if passage == m.Span { // a comment on no passage
			passage.To = passage.From
		}
		blank(out, m.From-in.From, passage.From-in.From)
		blank(out, passage.To-in.From, m.To-in.From)
	}
	return strings.ReplaceAll(string(out), "\x00", "")
}

func blank(text []byte, from, to int) {
	from, to = max(0, from), min(len(text), to)
	if from < to {
		clear(text[from:to])
	}
}
