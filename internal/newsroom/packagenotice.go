package newsroom

import (
	"cmp"
	"errors"
	"fmt"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/intake"
	"stet/internal/store"
)

// noticeOf is what stands in a package in the place of a killed story. It takes
// that story back, whatever became of it since, and is no revision of it: its
// words are nobody's copy.
func noticeOf(o *bundle.Opened, s *bundle.Carried) (name string, item intake.Item) {
	name = s.Slug
	if files := append(o.Of(s.ID, "markdown"), o.Of(s.ID, "ninjs")...); len(files) > 0 {
		name = files[0].Path
	}
	return name, intake.Item{Kill: &intake.Kill{Story: s.ID, Slug: s.Slug}, Err: ErrNotice}
}

// ofPackage reports whether a notice came in a package: it says itself which story
// it means.
func ofPackage(kill *intake.Kill) bool { return kill != nil && kill.Story != "" }

// takeNotice kills the story that a package's notice is for. Of one that is not
// here no story is made, and one in the trash stays as it is: the receipt says so.
// Rev is 0 where it is not here. Where it was merged into another its words may
// stand there, and somebody has to say that this one is killed: sure is that they
// did.
func (r *Room) takeNotice(kill *intake.Kill, sure bool) (Imported, error) {
	head, err := r.noticed(kill)
	if err != nil {
		return Imported{}, err
	}
	living, err := r.hasWordsOf(&head)
	switch {
	case err != nil:
		return Imported{}, err
	case living.ID != "" && sure:
		return r.takeKill(*kill, string(living.ID), nil)
	case living.ID != "":
		in := unchanged(&head, AsKill)
		giveUp(&in.Receipt, titleOf(&head), "It is a kill notice for a story that was merged into another, which has its words now: "+titleOf(&living)+".")
		return in, fmt.Errorf("%w for %s, which was merged into %s, %s", ErrNotice, head.ID, living.ID, titleOf(&living))
	case head.ID == "":
		in := Imported{ID: kill.Story, Headline: cmp.Or(kill.Slug, string(kill.Story)), As: AsKill, Same: true}
		tidyReceipt(&in.Receipt)
		giveUp(&in.Receipt, in.Headline, "It is a kill notice for a story that is not here: there is nothing to kill, and no story was made of it.")
		return in, nil
	case head.Flag == article.Killed:
		return unchanged(&head, AsKill), nil
	case head.Trashed:
		in := unchanged(&head, AsKill)
		giveUp(&in.Receipt, titleOf(&head), "It is a kill notice for a story that is in the trash here: whoever brings it back has to kill it.")
		return in, nil
	}
	return r.takeKill(*kill, string(kill.Story), nil)
}

// hasWordsOf is the story that another was merged into, unless it is killed or in
// the trash; its ID is "" where there is none.
func (r *Room) hasWordsOf(a *article.Article) (article.Article, error) {
	if a.MergedInto == "" {
		return article.Article{}, nil
	}
	into, err := r.mergedOn(a.ID)
	if err != nil {
		return article.Article{}, err
	}
	living, err := r.db.Get(into)
	if errors.Is(err, store.ErrNotFound) || err == nil && (living.Trashed || living.Flag == article.Killed) {
		return article.Article{}, nil
	}
	return living, err
}

// noticed is the story that a package's notice is for; its ID is "" where it is
// not here.
func (r *Room) noticed(kill *intake.Kill) (article.Article, error) {
	head, err := r.db.Get(kill.Story)
	if errors.Is(err, store.ErrNotFound) {
		return article.Article{}, nil
	}
	return head, err
}

// noticeUnasked is what the window has of a notice that there is nothing to ask
// about: that the story is killed already, or why there is none to kill.
func (r *Room) noticeUnasked(kill *intake.Kill, batch *Batch) error {
	head, err := r.noticed(kill)
	switch {
	case err != nil:
		return err
	case head.ID == "":
		return fmt.Errorf("%w for a story that is not here", ErrNotice)
	case head.Flag != article.Killed:
		return fmt.Errorf("%w for a story that is in the trash", ErrNotice)
	}
	batch.Imported = append(batch.Imported, unchanged(&head, AsKill))
	return nil
}
