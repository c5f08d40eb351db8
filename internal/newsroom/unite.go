package newsroom

import (
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// UnitePlan is two stories side by side, before one is merged into the other.
type UnitePlan struct {
	Sides Sides        `json:"sides"` // A is the other's newest revision, B the story's
	Into  article.Head `json:"into"`
	Other article.Head `json:"other"`
	// Remarks are what becomes of the rest, as an editor reads it.
	Remarks []string `json:"remarks"`
}

// PlanUnite lays another story beside a story that it is to be merged into. It
// wraps article.ErrMove where it cannot be.
func (r *Room) PlanUnite(into, other article.ID) (UnitePlan, error) {
	a, b, err := r.unitable(into, other)
	if err != nil {
		return UnitePlan{}, err
	}
	p := UnitePlan{Remarks: []string{}}
	if p.Into, p.Other, err = r.twoHeads(into, other); err != nil {
		return p, err
	}
	p.Sides = Sides{ID: into, Newest: true, Fields: []FieldChange{}, Torn: []int{}, TornFields: []string{}, Body: article.Facing(article.ApartNotes(b.Body, a.Body), a.Body)}
	if p.Sides.A, err = r.newestOf(other); err != nil {
		return p, err
	}
	if p.Sides.B, err = r.newestOf(into); err != nil {
		return p, err
	}
	for _, path := range article.UniteChoices(&a, &b) {
		p.Sides.Fields = append(p.Sides.Fields, FieldChange{path, article.DiffWords(fieldText(&b, path), fieldText(&a, path))})
	}
	u, err := r.unite(&a, &b, article.Taking{}, r.now())
	if err != nil {
		return p, err
	}
	p.Remarks = u.remarks(&a, &b)
	return p, nil
}

func (r *Room) unitable(into, other article.ID) (a, b article.Article, err error) {
	if a, err = r.db.Get(into); err != nil {
		return a, b, err
	}
	if b, err = r.db.Get(other); err != nil {
		return a, b, err
	}
	return a, b, article.MayUnite(&a, &b)
}

func (r *Room) twoHeads(a, b article.ID) (first, second article.Head, err error) {
	heads, err := r.db.HeadsOf([]article.ID{a, b})
	if err != nil {
		return first, second, err
	}
	for _, h := range heads {
		if h.ID == a {
			first = h
		} else {
			second = h
		}
	}
	return first, second, nil
}

func (r *Room) newestOf(id article.ID) (article.Revision, error) {
	revisions, err := r.History(id)
	if err != nil {
		return article.Revision{}, err
	}
	return revisions[0], nil
}

// UniteRequest asks for a story to be merged into another, with what is taken
// of its words. Base and OtherBase are the revisions that somebody saw.
type UniteRequest struct {
	Into      article.ID `json:"into"`
	Base      int64      `json:"base"`
	Other     article.ID `json:"other"`
	OtherBase int64      `json:"otherBase"`
	article.Taking
}

// United says what became of two stories.
type United struct {
	Story   article.Article `json:"story"` // the one that stays
	Other   article.Article `json:"other"`
	Head    article.Head    `json:"head"`
	Rest    article.Head    `json:"otherHead"`
	Lineups []UnitedLineup  `json:"lineups"`
	Stayed  int             `json:"stayed"` // by undo: lineups that somebody has worked on since, and that keep the story that stays
}

// UnitedLineup is a lineup that held the other story, as it is now.
type UnitedLineup struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Rev    int64  `json:"rev"`
	Closed bool   `json:"closed"` // both had a place: the lower one was closed
}

// united is two stories and the lineups as they will be, before anything is kept.
type united struct {
	story, other article.Article
	lineups      []desk.Lineup
	closed       []bool
	redirects    []string
}

// unite makes of two stories what a merging leaves of them.
func (r *Room) unite(a, b *article.Article, t article.Taking, now time.Time) (united, error) {
	var u united
	var err error
	if u.story, err = article.Unite(a, b, t, now); err != nil {
		return u, err
	}
	u.other = *b
	u.other.MergedInto = a.ID
	if u.other.Flag != article.Spiked {
		u.other.Flag = article.Spiked
	}
	if u.redirects, err = r.redirected(b); err != nil {
		return u, err
	}
	if len(u.redirects) > 0 {
		u.other.Slug, u.other.OldSlugs = "", nil
		for _, slug := range u.redirects {
			u.story.TakeSlug(u.story.Slug, slug)
		}
	}
	if u.story.Slug == "" {
		if u.story.Slug, err = r.freeSlug(a.ID, article.Slugify(u.story.Headlines.Main)); err != nil {
			return u, err
		}
	}
	u.lineups, u.closed, err = r.repointed(b.ID, a.ID)
	return u, err
}

// redirected are the addresses under which readers may know a story.
func (r *Room) redirected(b *article.Article) ([]string, error) {
	frozen, err := r.slugFrozen(b)
	if err != nil {
		return nil, err
	}
	slugs := slices.Clone(b.OldSlugs)
	if frozen {
		slugs = append(slugs, b.Slug)
	}
	return slugs, nil
}

// repointed are the lineups that name a story, with another in its place.
func (r *Room) repointed(from, to article.ID) (lineups []desk.Lineup, closed []bool, err error) {
	all, err := r.storedLineups()
	if err != nil {
		return nil, nil, err
	}
	for _, l := range all {
		if after, changed := l.Repoint(from, to); changed {
			lineups = append(lineups, after)
			closed = append(closed, len(after.Slots) < len(l.Slots) || len(after.Spare) < len(l.Spare))
		}
	}
	return lineups, closed, nil
}

// Unite merges a story into another: what was taken of its words, and all that
// goes with a story and can be united. The story keeps its id and its address;
// the other is spiked and points at it, and every lineup that held it holds the
// story. All of it is done at once or nothing. It wraps store.ErrStale where a
// base is no longer the newest, and article.ErrMove where the two cannot become
// one; [Room.UndoUnite] takes it back.
func (r *Room) Unite(q UniteRequest) (United, error) {
	r.lineupTurn.Lock()
	defer r.lineupTurn.Unlock()
	a, b, err := r.unitable(q.Into, q.Other)
	if err != nil {
		return United{}, err
	}
	for _, of := range []struct{ base, head int64 }{{q.Base, a.Rev}, {q.OtherBase, b.Rev}} {
		if of.base != of.head {
			return United{}, &store.StaleError{ID: string(q.Into), Base: of.base, Head: of.head}
		}
	}
	now := r.now()
	u, err := r.unite(&a, &b, q.Taking, now)
	if err != nil {
		return United{}, err
	}
	nameA, nameB := r.called(a.ID), r.called(b.ID)
	deed := article.Deed{What: article.DeedUnited, From: string(b.ID), To: string(a.ID)}
	story, err := r.stood(&a, u.story, nameB+" merged into it", deed, now)
	if err != nil {
		return United{}, err
	}
	other, err := r.stood(&b, u.other, "merged into "+nameA, deed, now)
	if err != nil {
		return United{}, err
	}
	return r.keepUnited(u, []store.Entry{story, other}, nameB+" became "+nameA, now)
}

// keepUnited keeps both stories and the lineups, in one go.
func (r *Room) keepUnited(u united, entries []store.Entry, note string, now time.Time) (United, error) {
	for i := range u.lineups {
		u.lineups[i].At, u.lineups[i].By, u.lineups[i].Note = now, r.Person().Sign(), note
	}
	saved, lineups, err := r.db.SaveWhole(store.Whole{Entries: entries, Lineups: u.lineups})
	if err != nil {
		return United{}, err
	}
	done := United{Story: saved[0], Other: saved[1], Lineups: []UnitedLineup{}}
	done.Head, done.Rest = article.HeadOf(&saved[0], entries[0].Summary), article.HeadOf(&saved[1], entries[1].Summary)
	for i, l := range lineups {
		closed := i < len(u.closed) && u.closed[i]
		done.Lineups = append(done.Lineups, UnitedLineup{ID: l.ID, Name: l.Name, Rev: l.Rev, Closed: closed})
	}
	return done, nil
}

// stood is a story's next revision with what it did to where the story stands.
// Whoever makes two stories one, or takes it back, answers for all that follows
// of it.
func (r *Room) stood(before *article.Article, after article.Article, note string, deed article.Deed, now time.Time) (store.Entry, error) {
	hand := r.hand(note)
	hand.Named = true
	deeds, err := article.Deeds(before, &after, hand, now)
	if err != nil {
		return store.Entry{}, err
	}
	entry := r.entry(after, note)
	entry.Revision.At, entry.Revision.Changed = now, article.Changed(before, &after)
	entry.Revision.Deeds = append(deeds, deed)
	return entry, nil
}

// remarks say what a merging does beside the words that are taken.
func (u *united) remarks(a, b *article.Article) []string {
	said := []string{}
	say := func(when bool, format string, words ...any) {
		if when {
			said = append(said, fmt.Sprintf(format, words...))
		}
	}
	say(u.story.Flag == article.Hold, "The story is held: %s.", oneOrBoth(a.Flag == article.Hold, b.Flag == article.Hold))
	say(u.story.Embargo != nil && !u.story.Embargo.IsBroken() && u.story.Embargo != a.Embargo, "The other's embargo holds: it is the later one.")
	say(u.story.Legal.State == article.LegalRequired && a.Legal.State != article.LegalRequired, "A lawyer must read it: the other story was waiting for that.")
	say(u.story.Legal.State == article.LegalDone, "Words that come in are unread by the lawyer.")
	for _, list := range []struct {
		n         int
		one, many string
	}{
		{len(u.story.Bylines) - len(a.Bylines), "byline", "bylines"},
		{len(u.story.Pictures) - len(a.Pictures), "picture", "pictures"},
		{len(u.story.Keywords) - len(a.Keywords), "keyword", "keywords"},
		{len(u.story.MoreSources) - len(a.MoreSources), "source", "sources"},
	} {
		say(list.n == 1, "1 %s comes in.", list.one)
		say(list.n > 1, "%d %s come in.", list.n, list.many)
	}
	for _, slug := range u.redirects {
		say(true, "/%s leads to this story.", slug)
	}
	for i, l := range u.lineups {
		say(u.closed[i], "%s: both stand there; the higher place is this story's, the lower one is closed.", l.Name)
		say(!u.closed[i], "%s: this story takes the other's place.", l.Name)
	}
	return said
}

func oneOrBoth(a, b bool) string {
	switch {
	case a && b:
		return "both are"
	case a:
		return "it is now"
	}
	return "the other is"
}
