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
// Rev is 0 where it is not here.
func (r *Room) takeNotice(kill *intake.Kill) (Imported, error) {
	head, err := r.noticed(kill)
	switch {
	case err != nil:
		return Imported{}, err
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
