package check

import (
	"slices"
	"sort"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// internal fields may hold a TK for ever: no reader sees them.
var internal = []string{
	"body", "slug", "slugline", "status", "flag", "assignee", "deadline", "commissionedLength",
	"noLength", "budgetLine", "urgency", "embargo", "embargo.reason", "legal.state", "internalNote", "queries",
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
			found = append(found, hole(f.Path, text, whole(text), at, nil))
		}
	}
	for _, p := range s.Article.Pictures { // its words, not the name of its file
		for _, f := range article.PictureFields {
			text := f.Get(&p)
			for _, at := range article.TKs(text) {
				one := hole("pictures", text, whole(text), at, nil)
				one.Picture, one.Part = p.ID, f.Name
				found = append(found, one)
			}
		}
	}
	for _, at := range s.Doc.TKs {
		found = append(found, hole("body", s.Article.Body, part(s, at), at, s.Doc.Marks))
	}
	return found
}

// Holes counts what is still to come, in the furniture and the pictures too.
func Holes(a *article.Article, doc markup.Doc) int {
	return len(tk(Story{Article: a, Doc: doc}))
}

// part is the cell of a table that holds a place of the body, else its block.
func part(s Story, at article.Span) article.Span {
	cells, blocks := s.Doc.Cells, s.Doc.Blocks
	if i := sort.Search(len(cells), func(i int) bool { return cells[i].To >= at.To }); i < len(cells) && cells[i].From <= at.From {
		return cells[i]
	}
	if i := sort.Search(len(blocks), func(i int) bool { return blocks[i].To >= at.To }); i < len(blocks) && blocks[i].From <= at.From {
		return blocks[i].Span
	}
	return whole(s.Article.Body)
}

func whole(text string) article.Span { return article.Span{To: len(text)} }

// hole is one hole of a text, told by what stands in the same part of it.
func hole(field, text string, in, at article.Span, marks []markup.Mark) Finding {
	return Finding{
		Code: "tk", Severity: stop("tk"), Field: field, From: at.From, To: at.To,
		Message: "Still to come: “" + around(text, in, at, marks) + "”",
	}
}

// around is the hole with a few words on either side of it, on one line, none
// from outside its part of the text: a cell of a table is read by itself. What
// the desk's marks say is left out: it may hold the place of every word near.
func around(text string, in, at article.Span, marks []markup.Mark) string {
	const reach, far = 24, 512
	before := shown(text, article.Span{From: max(in.From, at.From-far), To: at.From}, marks)
	after := shown(text, article.Span{From: at.To, To: min(in.To, at.To+far)}, marks)
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
