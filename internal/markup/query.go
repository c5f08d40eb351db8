package markup

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// ErrPassage: a query cannot stand where it is asked for.
var ErrPassage = errors.New("no query can stand there")

// ErrNoQuery: there is no query at the place that was named.
var ErrNoQuery = errors.New("the query is not there any more")

// ErrSilent: a query or an answer without a word.
var ErrSilent = errors.New("it says nothing")

// Change is a replacement in a body.
type Change struct {
	article.Span
	Text string
}

// Ask is what puts a query at a passage of source: the question is its Note.
// The passage is trimmed to words of one paragraph; where it is marked already,
// the query stands behind that mark. Whatever it says, the page stays as it
// was, which is proved by laying both out: else it is ErrPassage.
func (d *Dialect) Ask(ctx context.Context, source string, at article.Span, q Mark) ([]Change, error) {
	if strings.TrimSpace(q.Note) == "" {
		return nil, ErrSilent
	}
	before, err := d.ParseWithin(ctx, source, nil)
	if err != nil {
		return nil, err
	}
	comment := written(Query, head(q.Who, q.Whom, q.At), q.Note)
	if at = passage(source, at); at.From < at.To && !strings.Contains(source[at.From:at.To], "\n\n") {
		around := []Change{
			{article.Span{From: at.From, To: at.From}, "{=="},
			{article.Span{From: at.To, To: at.To}, "==}" + comment},
		}
		if ok, err := d.keeps(ctx, source, around, before, 1); ok || err != nil {
			return around, err
		}
	}
	for _, m := range before.Marks {
		if m.From < at.To && at.From < m.To {
			behind := []Change{{article.Span{From: m.To, To: m.To}, comment}}
			if ok, err := d.keeps(ctx, source, behind, before, 1); ok || err != nil {
				return behind, err
			}
		}
	}
	return nil, ErrPassage
}

// Reply is what puts an answer behind the query at a place, or opens it again.
func (d *Dialect) Reply(ctx context.Context, source string, at int, r Reply) ([]Change, error) {
	if r.Kind == Answer && strings.TrimSpace(r.Note) == "" {
		return nil, ErrSilent
	}
	doc, m, err := d.queryAt(ctx, source, at)
	if err != nil {
		return nil, err
	}
	change := []Change{{article.Span{From: m.To, To: m.To}, written(r.Kind, head(r.Who, "", r.At), r.Note)}}
	if ok, err := d.keeps(ctx, source, change, doc, 0); !ok {
		return nil, errors.Join(err, ErrPassage)
	}
	return change, nil
}

// Unask is what takes the query at a place away, with its answers; the passage
// stays.
func (d *Dialect) Unask(ctx context.Context, source string, at int) ([]Change, error) {
	doc, m, err := d.queryAt(ctx, source, at)
	if err != nil {
		return nil, err
	}
	words := m.Words(source)
	change := []Change{{Span: article.Span{From: m.From, To: words.From}}, {Span: article.Span{From: words.To, To: m.To}}}
	if words == m.Span {
		change = []Change{{Span: m.Span}}
	}
	if ok, err := d.keeps(ctx, source, change, doc, -1); !ok {
		return nil, errors.Join(err, ErrPassage)
	}
	return change, nil
}

// Words is where the passage of a mark stands in its source; of a comment that
// has none, the whole mark.
func (m Mark) Words(source string) article.Span {
	text := source[m.From:m.To]
	if end := strings.Index(text, "==}{>>"); end >= 3 && strings.HasPrefix(text, "{==") {
		return article.Span{From: m.From + 3, To: m.From + end}
	}
	return m.Span
}

// queryAt is the query whose mark holds a place; of two within each other the
// inner one.
func (d *Dialect) queryAt(ctx context.Context, source string, at int) (doc Doc, found Mark, err error) {
	doc, err = d.ParseWithin(ctx, source, nil)
	if err != nil {
		return doc, found, err
	}
	for _, m := range doc.Marks {
		if m.Kind == Query && m.From <= at && at < m.To && (found.To == 0 || m.To < found.To) {
			found = m
		}
	}
	if found.To == 0 {
		return doc, found, ErrNoQuery
	}
	return doc, found, nil
}

// keeps reports that changes leave every word of the page, and as many marks
// more as they should.
func (d *Dialect) keeps(ctx context.Context, source string, changes []Change, before Doc, more int) (bool, error) {
	after, err := d.ParseWithin(ctx, Changed(source, changes), nil)
	return err == nil && after.HTML == before.HTML && len(after.Marks) == len(before.Marks)+more, err
}

// Changed is source after changes, which ascend.
func Changed(source string, changes []Change) string {
	var b strings.Builder
	at := 0
	for _, c := range changes {
		b.WriteString(source[at:c.From])
		b.WriteString(c.Text)
		at = c.To
	}
	b.WriteString(source[at:])
	return b.String()
}

// blockStart is what stands before the words of a line: no part of a passage.
var blockStart = regexp.MustCompile(`^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*`)

// passage is a span without the white space at its ends and without what makes
// its first line a list item, a quotation or a crosshead.
func passage(source string, s article.Span) article.Span {
	s.From, s.To = max(0, min(s.From, len(source))), max(0, min(s.To, len(source)))
	if s.To < s.From {
		return article.Span{From: s.From, To: s.From}
	}
	line := strings.LastIndexByte(source[:s.From], '\n') + 1
	s.From = max(s.From, line+len(blockStart.FindString(source[line:])))
	if s.To <= s.From {
		return article.Span{From: s.From, To: s.From}
	}
	text := source[s.From:s.To]
	s.From += len(text) - len(strings.TrimLeft(text, " \t\n"))
	s.To -= len(text) - len(strings.TrimRight(text, " \t\n"))
	return article.Span{From: s.From, To: max(s.From, s.To)}
}

// written is a comment that reads back as what it was made of.
func written(kind, head, note string) string {
	comment := "{>>" + kind
	note = inComment(note)
	if head != "" || note != "" {
		comment += ": " + head
	}
	if note != "" {
		comment += ": " + note
	}
	return comment + "<<}"
}

func head(who, whom string, at time.Time) string {
	var parts []string
	if who = name(who); who != "" {
		parts = append(parts, who)
	}
	if whom = name(whom); whom != "" {
		parts = append(parts, "@"+whom)
	}
	if !at.IsZero() {
		parts = append(parts, at.UTC().Format(moment))
	}
	return strings.Join(parts, " ")
}

// name is one line in which nothing parts a comment, and no time is read.
func name(typed string) string {
	typed = inComment(article.OneLine(typed))
	typed = strings.NewReplacer(":", "&#58;", "@", "&#64;").Replace(typed)
	if words := strings.Fields(typed); slices.ContainsFunc(words, func(w string) bool { _, err := time.Parse(moment, w); return err == nil }) {
		typed = strings.ReplaceAll(typed, "-", "&#45;")
	}
	return typed
}

// inComment is a text as a comment holds it: on one line, with no sign in it that
// ends a comment, a cell of a table or code, or is read as something else.
func inComment(typed string) string {
	clean, _ := normalise(typed)
	clean = strings.TrimSpace(clean)
	return strings.NewReplacer(
		"&", "&amp;", `\`, `\\`, "<<}", "&lt;<}", "`", "&#96;", "|", "&#124;", "\n", "&#10;",
	).Replace(clean)
}
