package newsroom

import (
	"stet/internal/article"
	"stet/internal/bundle"
)

// What a story in a package is to what left of it before, beside the kinds that
// the package itself says.
const (
	newKind   bundle.Kind = "new"   // it never left
	againKind bundle.Kind = "again" // this very revision did
)

// withKinds says of planned stories what a package of them would be to those
// that hold an earlier one.
func (r *Room) withKinds(profile string, ready []prepared, planned []Planned) error {
	ids := make([]article.ID, len(ready))
	for i := range ready {
		ids[i] = ready[i].story.Article.ID
	}
	marks, err := r.db.ReceiptMarks(ids)
	if err != nil {
		return err
	}
	for i := range ready {
		p := &planned[i]
		if p.Kind = newKind; marks[i] > 0 {
			if err := r.kindSince(profile, &ready[i].story.Article, p); err != nil {
				return err
			}
		}
		if ready[i].story.Article.Flag == article.Killed {
			p.Kind = bundle.Kill
		}
	}
	return nil
}

// withHeadlines gives planned kill notices the headlines of their stories: a
// notice has none of it.
func (r *Room) withHeadlines(planned []Planned) error {
	ids := make([]article.ID, len(planned))
	for i := range planned {
		ids[i] = planned[i].ID
	}
	heads, err := r.headsOf(ids)
	for i := range planned {
		planned[i].Headline = heads[planned[i].ID].Headline
	}
	return err
}

// kindSince is withKinds of a story that has a receipt.
func (r *Room) kindSince(profile string, a *article.Article, p *Planned) error {
	last, found, err := r.replaced(profile, a)
	if err != nil {
		return err
	}
	if found {
		p.Kind, p.Left = kindOf(a, last.Rev), last.At
		return nil
	}
	last, found, err = r.db.LastReceipt(a.ID, func(e *article.ExportReceipt) bool { return wentToReaders(e) && e.Bundle != "" })
	if found {
		p.Kind, p.Left = againKind, last.At
	}
	return err
}
