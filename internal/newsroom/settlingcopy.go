package newsroom

import (
	"errors"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// identify settles which story a is: the known one it names, or a new one.
// The base revision it carries decides whether it may follow the head. Another
// newsroom counts its own revisions, so the time of that revision must be the
// same too, where the copy says it.
func (r *Room) identify(a *article.Article, receipt *article.Receipt, asNew bool) error {
	if a.ID == "" || asNew {
		a.ID, a.Rev = r.opts.NewID(), 0
		return nil
	}
	head, err := r.db.Get(a.ID)
	if errors.Is(err, store.ErrNotFound) {
		a.Rev = 0
		return nil
	}
	if err != nil {
		return err
	}
	if a.Rev != head.Rev || !a.Updated.IsZero() && !a.Updated.Truncate(time.Second).Equal(head.Updated.Truncate(time.Second)) {
		return &store.StaleError{ID: string(a.ID), Base: a.Rev, Head: head.Rev}
	}
	comeBack(a, &head, receipt)
	return r.keepAddress(a, &head)
}

// settleSection turns the section's name into its id, adding a section that
// nobody has yet. asked wins over what the copy says.
func (r *Room) settleSection(a *article.Article, receipt *article.Receipt, q *ImportRequest) error {
	name, asked := a.Section, q.Section
	if strings.TrimSpace(asked) != "" {
		if name != "" && !strings.EqualFold(name, asked) {
			giveUp(receipt, name, "Placed in section "+asked+" instead.")
		}
		name = asked
	}
	if strings.TrimSpace(name) == "" {
		return nil
	}
	carried := q.carried(name)
	s, err := r.Section(name)
	if errors.Is(err, desk.ErrNoSection) {
		if s, err = r.addCarried(carried); err == nil {
			receipt.Changed = append(receipt.Changed, article.Note{Text: s.Name, Why: "section added", Field: "section"})
		} else if errors.Is(err, article.ErrValue) && asked == "" { // the copy is worth more than its place
			giveUp(receipt, name, noSuchName(err))
			return nil
		}
	}
	a.SectionID = s.ID
	if err != nil {
		return err
	}
	return r.tellCarried(carried, s.ID, receipt)
}

// importSlug is the slug that the copy carries, else the headline's; numbered
// where another story has it, and the receipt says so.
func (r *Room) importSlug(a *article.Article, receipt *article.Receipt) (string, error) {
	carried := article.Slugify(a.Slug)
	if err := r.importOldSlugs(a, receipt); err != nil {
		return "", err
	}
	if carried == "" {
		return r.freeSlug(a.ID, article.Slugify(a.Headlines.Main))
	}
	free, err := r.freeSlug(a.ID, carried)
	if free != a.Slug && err == nil {
		receipt.Changed = append(receipt.Changed, article.Note{Text: a.Slug, Why: "slug changed to " + free, Field: "slug"})
	}
	return free, err
}

// importOldSlugs keeps those that lead to no other story.
func (r *Room) importOldSlugs(a *article.Article, receipt *article.Receipt) error {
	var free []string
	for _, slug := range a.OldSlugs {
		owner, taken, err := r.db.FindSlug(slug)
		if err != nil {
			return err
		}
		if taken && owner != a.ID {
			giveUp(receipt, slug, "This old slug leads to another story here.")
			continue
		}
		free = append(free, slug)
	}
	a.OldSlugs = free
	return nil
}
