package newsroom

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/store"
)

// ErrNeverSent says that a story has not left in a bundle yet.
var ErrNeverSent = errors.New("it was never exported")

// Comparison is what changed of a story between two of its revisions.
type Comparison struct {
	ID     article.ID    `json:"id"`
	A      int64         `json:"a"`
	B      int64         `json:"b"`
	Fields []FieldChange `json:"fields"` // those that differ, in the order of the desk
}

// FieldChange is one field in two states. Chunks read as the earlier text
// without what came in, and as the later one without what went out.
type FieldChange struct {
	Field  string          `json:"field"`
	Chunks []article.Chunk `json:"chunks"`
}

// Compare compares two revisions of a story, word by word in every field; 0 is
// the newest. Sections are compared by name.
func (r *Room) Compare(id article.ID, a, b int64) (Comparison, error) {
	before, err := r.at(id, a)
	if err != nil {
		return Comparison{}, err
	}
	after, err := r.at(id, b)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{ID: id, A: before.Rev, B: after.Rev, Fields: []FieldChange{}}
	for _, path := range article.Changed(&before, &after) {
		c.Fields = append(c.Fields, FieldChange{path, article.DiffWords(shownText(&before, path), shownText(&after, path))})
	}
	return c, nil
}

// shownText is a field as a person reads it: options and corrections not as the
// lists that are stored.
func shownText(a *article.Article, path string) string {
	var lines []string
	switch path {
	case "options":
		for _, o := range a.Options {
			line := string(o.Channel) + ": " + joinedWith(" · ", o.Text, o.By, o.Note)
			if o.Chosen != nil {
				line += because(" · chosen by "+o.Chosen.By, o.Chosen.Why)
			}
			lines = append(lines, line)
		}
	case "corrections":
		for _, c := range a.Corrections {
			lines = append(lines, joinedWith(" · ", string(c.Kind), c.Text, c.By, c.Why))
		}
	default:
		return fieldText(a, path)
	}
	return strings.Join(lines, "\n")
}

// joinedWith leaves out what is empty.
func joinedWith(sep string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), sep)
}

func (r *Room) at(id article.ID, rev int64) (article.Article, error) {
	if rev == 0 {
		return r.db.Get(id)
	}
	return r.db.GetRev(id, rev)
}

func fieldText(a *article.Article, path string) string {
	if f, err := article.FieldAt(path); err == nil {
		return f.Get(a)
	}
	return a.Section
}

// SentRev is the revision that last left in a bundle; it wraps ErrNeverSent.
func (r *Room) SentRev(id article.ID) (int64, error) {
	receipts, err := r.sendings(id)
	if err != nil {
		return 0, err
	}
	if len(receipts) == 0 {
		return 0, fmt.Errorf("%w: %s", ErrNeverSent, id)
	}
	last := receipts[0]
	for _, receipt := range receipts {
		if receipt.Rev > last.Rev {
			last = receipt
		}
	}
	return last.Rev, nil
}

// Restore saves revision rev once more, as the newest: all of it, or the
// fields named. It is refused with store.ErrStale when base, unless 0, is no
// longer the newest.
func (r *Room) Restore(id article.ID, base, rev int64, fields ...string) (article.Article, error) {
	head, err := r.db.Get(id)
	if err != nil {
		return head, err
	}
	if base != 0 && base != head.Rev {
		return head, &store.StaleError{ID: string(id), Base: base, Head: head.Rev}
	}
	old, err := r.db.GetRev(id, rev)
	if err != nil {
		return head, err
	}
	if len(fields) > 0 {
		e, err := restoring(&head, &old, fields)
		if err != nil {
			return head, err
		}
		return r.Edit(e)
	}
	old.Rev, old.Trashed = head.Rev, head.Trashed
	if err := r.keepAddress(&old, &head); err != nil {
		return head, err
	}
	if _, err := r.Section(old.SectionID); old.SectionID != "" && err != nil {
		old.SectionID = head.SectionID // its section is gone
	}
	// Words come back; where the story stands was decided since, and stays.
	old.Status, old.Flag, old.Embargo, old.Legal, old.MergedInto, old.Corrections = head.Status, head.Flag, head.Embargo, head.Legal, head.MergedInto, head.Corrections
	return r.keep(old, fmt.Sprintf("%s%d", restoredNote, rev), article.Changed(&head, &old))
}

// RestoreFor is [Room.Restore] with the list line, for the window.
func (r *Room) RestoreFor(id article.ID, base, rev int64, fields []string) (Saved, error) {
	a, err := r.Restore(id, base, rev, fields...)
	if err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

// restoring is the edit that brings fields of an earlier revision back.
func restoring(head, old *article.Article, fields []string) (article.Edit, error) {
	e := article.Edit{ID: head.ID, Base: head.Rev, Set: map[string]string{}, Note: fmt.Sprintf("%s%d", restoredNote, old.Rev)}
	for _, path := range fields {
		if path == "section" {
			e.Set[path] = old.SectionID
			continue
		}
		f, err := article.FieldAt(path)
		if err != nil {
			return e, err
		}
		e.Set[path] = f.Get(old)
	}
	return e, nil
}
