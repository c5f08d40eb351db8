package newsroom

import (
	"fmt"

	"stet/internal/article"
	"stet/internal/store"
)

// HeadlineChange is one thing to do on the bench of a story. Place is of an
// option; Do says which of the others count.
type HeadlineChange struct {
	ID      article.ID      `json:"id"`
	Base    int64           `json:"base"` // the revision that was looked at
	Do      string          `json:"do"`   // "add", "reword", "choose", "fall-back", "drop" or "undo"
	Channel article.Channel `json:"channel"`
	Place   int             `json:"place"`
	Text    string          `json:"text"`
	Note    string          `json:"note"` // of an option; why, of a choice
	Use     bool            `json:"use"`  // choose what is added
	Rev     int64           `json:"rev"`  // what undo takes back: the revision that the change made
}

// ChangeHeadlines does it and answers with the story. A change of a revision
// that is not the newest is refused with store.ErrStale.
func (r *Room) ChangeHeadlines(c HeadlineChange) (Saved, error) {
	a, err := r.EditHeadlines(c)
	if err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

// EditHeadlines is [Room.ChangeHeadlines] without the list line.
func (r *Room) EditHeadlines(c HeadlineChange) (article.Article, error) {
	before, err := r.db.Get(c.ID)
	if err != nil {
		return before, err
	}
	if c.Base != before.Rev {
		return before, &store.StaleError{ID: string(c.ID), Base: c.Base, Head: before.Rev}
	}
	if c.Do == "undo" {
		return r.takeBack(&before, c.Rev)
	}
	after := before
	note, err := r.applyHeadlines(&after, c)
	if err != nil {
		return before, err
	}
	if err := r.settleSlug(&before, &after, nil); err != nil {
		return before, err
	}
	changed := article.Changed(&before, &after)
	if len(changed) == 0 {
		return before, nil
	}
	return r.keep(after, note, changed)
}

// applyHeadlines makes the change and says what it was, for the history.
func (r *Room) applyHeadlines(a *article.Article, c HeadlineChange) (note string, err error) {
	by, now := r.Person().Sign(), r.now()
	switch c.Do {
	case "add":
		place, _, err := a.Propose(article.Option{Channel: c.Channel, Text: c.Text, Note: c.Note, By: by, At: now})
		if err != nil || !c.Use {
			return fmt.Sprintf("%s headline proposed", c.Channel), err
		}
		return r.choose(a, place, "")
	case "reword":
		return "headline option changed", a.Reword(c.Place, c.Text, c.Note)
	case "drop":
		return "headline option dropped", a.Drop(c.Place)
	case "choose":
		return r.choose(a, c.Place, c.Note)
	case "fall-back":
		was, err := r.wroteHeadline(a.ID, c.Channel)
		if err != nil {
			return "", err
		}
		return because(fmt.Sprintf("%s headline as the main one", c.Channel), c.Note), a.FallBack(c.Channel, was)
	}
	return "", fmt.Errorf("%w: %q is nothing to do with headlines", article.ErrValue, c.Do)
}

func (r *Room) choose(a *article.Article, place int, why string) (note string, err error) {
	if place < 0 || place >= len(a.Options) {
		return "", a.Drop(place) // says that there is none
	}
	channel := a.Options[place].Channel
	was, err := r.wroteHeadline(a.ID, channel)
	if err != nil {
		return "", err
	}
	how := article.Choice{By: r.Person().Sign(), At: r.now(), Why: why}
	return because(fmt.Sprintf("%s headline chosen", channel), why), a.Choose(place, was, how)
}

func because(what, why string) string {
	if why = article.OneLine(why); why == "" {
		return what
	}
	return what + ": " + why
}

// wroteHeadline is who wrote the headline that a channel has, and when.
func (r *Room) wroteHeadline(id article.ID, c article.Channel) (article.Option, error) {
	wrote, err := r.writers(id)
	return article.Option{By: wrote[c].By, At: wrote[c].At}, err
}
