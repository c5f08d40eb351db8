package bundle

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// ErrNotes: a body's marks or notes could not be parted from its copy without
// doubt, so the story does not leave.
var ErrNotes = errors.New("cannot part the notes from the copy")

// MayHideWords reports whether a body may hold marks or notes: one that does not
// leaves as it is.
func MayHideWords(source string) bool {
	return strings.Contains(source, "{>>") || fence.MatchString(source)
}

// PublicBody is a story's body as it leaves; doc is what the dialect makes of it
// as it stands.
func PublicBody(ctx context.Context, d *markup.Dialect, a *article.Article, doc markup.Doc) (string, error) {
	return publicBody(ctx, d, a, doc)
}

// publicBody is a body without what never leaves the building: the comments
// and braces of marks, and notes. What is left is proved, by parsing it again:
// it holds no mark and no note, and a reader of it sees every word that a
// reader of the story sees, and no other.
func publicBody(ctx context.Context, d *markup.Dialect, a *article.Article, doc markup.Doc) (string, error) {
	source := a.Body
	if len(doc.Marks) == 0 && !fence.MatchString(source) {
		return source, nil
	}
	body := apply(source, markCuts(source, doc.Marks))
	notes, err := noteCuts(ctx, d, body)
	if err != nil {
		return "", err
	}
	if body = apply(body, notes); body == source {
		return source, nil
	}
	left, err := d.ParseWithin(ctx, body, a.Pictures)
	if err != nil {
		return "", fmt.Errorf("read the copy again: %w", err)
	}
	more, err := noteCuts(ctx, d, body)
	if err != nil {
		return "", err
	}
	if len(left.Marks) > 0 || len(more) > 0 || !sameWords(left.Text, doc.Text) {
		return "", ErrNotes
	}
	return body, nil
}

func sameWords(a, b string) bool {
	return slices.Equal(strings.Fields(a), strings.Fields(b))
}

// cut is a run of bytes and what stands there instead.
type cut struct {
	article.Span
	instead string
}

// markCuts leaves of {==passage==}{>>comment<<} the passage, and of a comment
// on its own nothing.
func markCuts(source string, marks []markup.Mark) []cut {
	cuts := []cut{}
	for _, m := range marks {
		text := source[m.From:m.To]
		from := m.From + max(0, strings.Index(text, "{>>"))
		if end := strings.Index(text, "==}{>>"); end >= 0 && strings.HasPrefix(text, "{==") {
			cuts = append(cuts, cut{Span: article.Span{From: m.From, To: m.From + 3}})
			from = m.From + end
		}
		cuts = append(cuts, cut{Span: article.Span{From: from, To: m.To}})
	}
	return cuts
}

// apply makes the cuts; of those that overlap the one that begins first wins.
func apply(source string, cuts []cut) string {
	if len(cuts) == 0 {
		return source
	}
	slices.SortFunc(cuts, func(a, b cut) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	var out strings.Builder
	at := 0
	for _, c := range cuts {
		if c.From >= at {
			out.WriteString(source[at:c.From])
			out.WriteString(c.instead)
		}
		at = max(at, c.To)
	}
	out.WriteString(source[at:])
	return out.String()
}
