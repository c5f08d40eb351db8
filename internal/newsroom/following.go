package newsroom

import (
	"errors"
	"fmt"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/desk"
	"stet/internal/page"
)

// following is the stories of a bundle, each with what left of it before.
func (r *Room) following(profile string, ready []prepared) ([]bundle.Story, error) {
	ids := make([]article.ID, len(ready))
	for i := range ready {
		ids[i] = ready[i].story.Article.ID
	}
	marks, err := r.db.ReceiptMarks(ids)
	if err != nil {
		return nil, err
	}
	stories, errs := make([]bundle.Story, len(ready)), make([]error, len(ready))
	each(len(ready), func(i int) {
		stories[i] = ready[i].story
		if marks[i] > 0 && mayReplace(&stories[i].Article) {
			stories[i].Earlier, errs[i] = r.earlier(profile, &stories[i].Article)
		}
	})
	return stories, errors.Join(errs...)
}

// mayReplace spares a story that left before, and that nobody touched since it
// came in, the search through its receipts: none is of an earlier revision.
func mayReplace(a *article.Article) bool { return a.Rev > 1 || a.Flag == article.Killed }

// earlier is what a story in a bundle replaces, nil = nothing.
func (r *Room) earlier(profile string, a *article.Article) (*bundle.Earlier, error) {
	last, found, err := r.replaced(profile, a)
	if err != nil || !found {
		return nil, err
	}
	return &bundle.Earlier{Kind: replacesAs(a, last.Rev), Rev: last.Rev, Digest: last.Bundle}, nil
}

// replacesAs is what a story in a bundle is to an earlier revision that left.
func replacesAs(a *article.Article, since int64) bundle.Kind {
	switch {
	case a.Flag == article.Killed:
		return bundle.Kill
	case corrects(a, since):
		return bundle.Correction
	}
	return bundle.Update
}

// replaced is the receipt of what a story in a bundle replaces: the newest of its
// earlier revisions that left in this profile, else in any. What left of this
// revision is passed over, so that the same story gives the same bundle again; of
// a kill it is what must not be used.
func (r *Room) replaced(profile string, a *article.Article) (last article.ExportReceipt, found bool, err error) {
	kill := a.Flag == article.Killed
	var newest *article.ExportReceipt // in any profile
	left, err := r.db.LastReceipts([]article.ID{a.ID}, func(e *article.ExportReceipt) bool {
		if !wentToReaders(e) || e.Bundle == "" || e.Rev >= a.Rev && !kill {
			return false
		}
		if newest == nil {
			kept := *e
			newest = &kept
		}
		return e.Profile == profile
	})
	switch {
	case err != nil:
		return last, false, err
	case left[0].ID != "":
		return left[0], true, nil
	case newest != nil:
		return *newest, true, nil
	}
	return last, false, nil
}

// corrects reports whether readers are told of something that was wrong in an
// earlier revision.
func corrects(a *article.Article, since int64) bool {
	for _, c := range a.Notices() {
		if c.Rev > since && c.Kind != article.Update {
			return true
		}
	}
	return false
}

// killNotices are what goes in the place of killed stories. A kill passes every
// check: nothing of the story is in it but what it is known by.
func (r *Room) killNotices(s Selection) ([]prepared, error) {
	ids, err := r.Select(s)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, ErrNothing
	}
	sections, err := r.db.Sections()
	if err != nil {
		return nil, err
	}
	house, err := r.House()
	if err != nil {
		return nil, err
	}
	notices := []prepared{}
	for _, id := range ids {
		a, err := r.db.Get(id)
		if err != nil {
			return nil, fmt.Errorf("load story %s: %w", id, err)
		}
		if a.Flag == article.Killed {
			section := desk.Settled(sections, a.SectionID)
			notice := killNotice(&a, section, house)
			notices = append(notices, prepared{story: bundle.Story{Article: notice, Doc: r.dialect.Parse(notice.Body, nil), Section: section}})
		} else if len(s.IDs) > 0 {
			return nil, notKilled(&a)
		}
	}
	if len(notices) == 0 {
		return nil, ErrNothing
	}
	return notices, nil
}

func notKilled(a *article.Article) error {
	return &article.MoveError{
		Message: deskName(a) + " is not killed, so there is no kill to tell of.", Hint: "Kill it first.",
		Command: fmt.Sprintf("Kill it first: stet status %s --kill --why TEXT", a.ID),
	}
}

// killNotice names what of a story may still be said: what those who hold it
// know it by.
func killNotice(a *article.Article, section desk.Section, house article.House) article.Article {
	notice := article.Article{
		ID: a.ID, Rev: a.Rev, SectionID: a.SectionID, Section: a.Section, Slug: a.Slug, OldSlugs: a.OldSlugs, Slugline: a.Slugline,
		Status: article.Withdrawn, Flag: article.Killed, Urgency: a.Urgency, Source: a.Source, MoreSources: a.MoreSources,
		Language: a.Language, Direction: a.Direction, FirstPublished: a.FirstPublished, Created: a.Created, Updated: a.Updated,
	}
	complete := section.Complete(notice)
	lang := complete.Language
	if lang == "" {
		lang = house.Language
	}
	notice.Headlines.Main, notice.Body = page.Withdrawn(lang)
	return notice
}
