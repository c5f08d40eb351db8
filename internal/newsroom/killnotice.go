package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/store"
)

// ErrNotice says that copy is a kill notice and nothing else: no story can be
// made of it.
var ErrNotice = errors.New("it is a kill notice")

// meantBy are the stories that a kill notice means. Where no story here is
// meant the copy is treated as any other.
func (r *Room) meantBy(ctx context.Context, kill *intake.Kill) ([]Likeness, error) {
	if kill == nil {
		return nil, nil
	}
	return r.killable(ctx, kill)
}

// killable are the stories that a notice means, the likeliest first: those of
// the item, else those of its slugline. Where one of the item was merged into
// another its words may stand there: that one comes first.
func (r *Room) killable(ctx context.Context, kill *intake.Kill) ([]Likeness, error) {
	var wire []article.ID
	for _, s := range kill.Sources {
		ids, err := r.db.FromSource(s)
		if err != nil {
			return nil, err
		}
		wire = append(wire, ids...)
	}
	likes := []Likeness{}
	add := func(id article.ID, why string) error {
		a, err := r.db.Get(id)
		if err == nil && !a.Trashed && a.Flag != article.Killed && !slices.ContainsFunc(likes, func(l Likeness) bool { return l.ID == id }) {
			likes = append(likes, Likeness{ID: id, Headline: a.Headlines.Main, Slugline: a.Slugline, Status: a.Status, Why: why, Guess: AsKill, wire: slices.Contains(wire, id)})
		}
		return err
	}
	if kill.Story != "" {
		into, err := r.mergedOn(kill.Story)
		if err == nil && into != kill.Story {
			err = add(into, "kill notice for a story that was merged into it")
		}
		if err == nil || errors.Is(err, store.ErrNotFound) {
			err = add(kill.Story, "kill notice for this story")
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
	}
	for _, id := range wire {
		into, err := r.mergedOn(id)
		if err == nil && into != id {
			err = add(into, "kill notice for a wire item that was merged into it")
		}
		if err != nil {
			return nil, err
		}
		if err := add(id, "kill notice for this wire item"); err != nil {
			return nil, err
		}
	}
	for _, id := range r.slugged(ctx, kill.Slugline) {
		if err := add(id, "kill notice; "+sameSlugline); err != nil {
			return nil, err
		}
	}
	return likes[:min(len(likes), mostLike)], nil
}

// tellKilled says of copy that becomes a story that one of its wire item was
// killed: what the agency took back may come again under the same id.
func (r *Room) tellKilled(a *article.Article, receipt *article.Receipt) error {
	ids, err := r.db.FromSource(a.Source)
	if err != nil {
		return err
	}
	for _, id := range ids {
		was, err := r.db.Get(id)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return err
		case id != a.ID && isDropped(&was):
			receipt.Changed = append(receipt.Changed, article.Note{
				Text: a.Source.Key, Field: "source.key", Why: fmt.Sprintf("A story of this wire item %s: %s.", howDropped(&was), cmp.Or(was.Headlines.Main, was.Slugline, string(id))),
			})
		}
	}
	return nil
}

func howDropped(a *article.Article) string {
	switch {
	case a.Trashed:
		return "was put into the trash"
	case a.Flag == article.Killed:
		return "was killed"
	}
	return "was spiked"
}

// takeKill kills the story that a notice means, for the notice's reason; one
// that was spiked too, as somebody may bring it back.
func (r *Room) takeKill(kill intake.Kill, of string, likes []Likeness) (Imported, error) {
	head, err := r.meant(of, likes)
	if err == nil && (head.Trashed || head.Flag == article.Killed) {
		err = dropped(&head)
	}
	if err != nil {
		return Imported{}, err
	}
	why := "Kill notice"
	if kill.Reason != "" {
		why += ": " + kill.Reason
	}
	set := map[string]string{"flag": string(article.Killed)}
	if v := noticeVersion(&kill, head.Source); v != "" {
		set["source.version"] = v // what the agency sent before the notice is older
	}
	a, err := r.Edit(article.Edit{ID: head.ID, Base: head.Rev, Why: why, Set: set})
	if err != nil {
		return Imported{}, err
	}
	in := Imported{ID: a.ID, Headline: a.Headlines.Main, Section: a.Section, As: AsKill, Called: why, Rev: a.Rev}
	tidyReceipt(&in.Receipt)
	return in, nil
}

// noticeVersion is the version of a notice for this item; "" = it says none, or
// means another.
func noticeVersion(kill *intake.Kill, of article.Source) string {
	for _, s := range kill.Sources {
		if s.Key == of.Key && s.Key != "" && older(of.Version, s.Version) {
			return article.OneLine(s.Version)
		}
	}
	return ""
}
