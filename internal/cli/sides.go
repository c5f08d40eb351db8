package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// showSides prints two revisions field by field, the body change by change:
// their numbers are those that restore --passage takes.
func (c *call) showSides(s newsroom.Sides) error {
	if c.json {
		return c.emit(s)
	}
	c.say("%s  revision %d to %d", s.ID, s.A.Rev, s.B.Rev)
	for _, f := range s.Fields {
		c.say("%s: %s", f.Field, marked(f.Chunks))
	}
	for _, row := range s.Body {
		if row.Change > 0 {
			c.say("body, passage %d: %s", row.Change, passage(row.Chunks))
		}
	}
	return nil
}

// passage marks a paragraph without the blank lines around it.
func passage(chunks []article.Chunk) string {
	trimmed := slices.Clone(chunks)
	first, last := &trimmed[0], &trimmed[len(trimmed)-1]
	first.Text = strings.TrimLeftFunc(first.Text, unicode.IsSpace)
	last.Text = strings.TrimRightFunc(last.Text, unicode.IsSpace)
	return marked(trimmed)
}

// takePassages saves the newest revision with passages, and fields, of an
// earlier one.
func (c *call) takePassages(id article.ID, rev int64, fields, passages []string, settles bool) error {
	sides, err := c.room.SideBySide(id, rev, 0)
	if err != nil {
		return err
	}
	changes := 0
	for _, row := range sides.Body {
		changes = max(changes, row.Change)
	}
	q := newsroom.TakeRequest{ID: id, Base: sides.B.Rev, From: rev, Fields: fields, Body: make([]article.Pick, changes), Settles: settles}
	for _, word := range passages {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > changes {
			return &usageError{
				fmt.Sprintf("there is no passage %q: the body of revision %d differs from the newest in %d", word, rev, changes),
				fmt.Sprintf("See them with: stet diff ID %d now --sides", rev),
			}
		}
		q.Body[n-1] = article.PickBefore
	}
	saved, err := c.room.Take(q)
	if err != nil {
		return err
	}
	return c.showSaved(saved)
}
