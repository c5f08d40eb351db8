package newsroom

import (
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// RightWords puts right words in the place of wrong ones at the spots named,
// and nowhere else. Each story that went out gets a correction of Kind, with
// Text for readers and Why for the house; one that did not is edited.
type RightWords struct {
	Words string                 `json:"words"`
	Right string                 `json:"right"`
	Spots []WordSpot             `json:"spots"`
	Kind  article.CorrectionKind `json:"kind"`
	Text  string                 `json:"text"`
	Why   string                 `json:"why"`
}

// Made is one revision that an action made, of a story or of a lineup: enough
// to take it back.
type Made struct {
	Story  article.ID `json:"story"` // "" = of a lineup
	Lineup string     `json:"lineup"`
	Rev    int64      `json:"rev"`
}

// WordsPut is what was done, and the list lines of the stories that changed.
type WordsPut struct {
	Made  []Made         `json:"made"`
	Heads []article.Head `json:"heads"`
	// Corrected counts the stories that have the typed correction: the others
	// never went out.
	Corrected int `json:"corrected"`
	// Stayed names what could not be taken back, since somebody changed it again.
	Stayed []string `json:"stayed"`
}

// PutRight does it: all stories and lineups in one save, or nothing. A story or a lineup
// that was changed since somebody looked is refused with store.ErrStale. Places
// are UTF-8 bytes.
func (r *Room) PutRight(q RightWords) (WordsPut, error) {
	done := WordsPut{Made: []Made{}, Heads: []article.Head{}, Stayed: []string{}}
	w, err := article.NewWording(q.Words)
	if err != nil {
		return done, err
	}
	if q.Right = article.OneLine(q.Right); q.Right == "" {
		return done, fmt.Errorf("%w: type the right words", article.ErrValue)
	}
	r.lineupTurn.Lock()
	defer r.lineupTurn.Unlock()
	lineups, err := r.putInLineups(w, q)
	if err != nil {
		return done, err
	}
	entries, corrected, err := r.putInStories(w, q)
	if err != nil {
		return done, err
	}
	switch {
	case len(q.Spots) == 0:
		return done, fmt.Errorf("%w: choose at least one place", article.ErrValue)
	case len(entries)+len(lineups) == 0:
		return done, fmt.Errorf("%w: “%s” stands there already", article.ErrValue, q.Right)
	}
	return r.keepRight(done, entries, corrected, lineups, fmt.Sprintf("“%s” put right", w.Words()))
}

// keepRight keeps the stories and the lineups, all of them or none.
func (r *Room) keepRight(done WordsPut, entries []store.Entry, corrected int, lineups []desk.Lineup, note string) (WordsPut, error) {
	for i := range lineups {
		lineups[i].At, lineups[i].By, lineups[i].Note = r.now(), r.Person().Sign(), note
	}
	saved, kept, err := r.db.SaveWhole(store.Whole{Entries: entries, Lineups: lineups})
	if err != nil {
		return done, err
	}
	for i := range saved {
		done.Made = append(done.Made, Made{Story: saved[i].ID, Rev: saved[i].Rev})
		done.Heads = append(done.Heads, article.HeadOf(&saved[i], entries[i].Summary))
	}
	for _, l := range kept {
		done.Made = append(done.Made, Made{Lineup: l.ID, Rev: l.Rev})
	}
	done.Corrected = corrected
	return done, nil
}

// putInStories makes the next revision of each story that is named.
func (r *Room) putInStories(w *article.Wording, q RightWords) (entries []store.Entry, corrected int, err error) {
	for _, id := range spotted(q.Spots, func(s WordSpot) article.ID {
		if s.Lineup != "" {
			return ""
		}
		return s.Story
	}) {
		spots := slices.DeleteFunc(slices.Clone(q.Spots), func(s WordSpot) bool { return s.Lineup != "" || s.Story != id })
		before, err := r.db.Get(id)
		if err != nil {
			return nil, 0, err
		}
		after := before
		for _, s := range backwards(spots) {
			if s.Rev != before.Rev {
				return nil, 0, &store.StaleError{ID: string(id), Base: s.Rev, Head: before.Rev}
			}
			if err := putInStory(w, &after, s, q.Right); err != nil {
				return nil, 0, fmt.Errorf("%s: %w", slugOrHead(&before), err)
			}
		}
		if len(article.Changed(&before, &after)) == 0 {
			continue // readers are not told of nothing
		}
		entry, out, err := r.corrected(&before, after, q)
		if err != nil {
			return nil, 0, err
		}
		if entries = append(entries, entry); out {
			corrected++
		}
	}
	return entries, corrected, nil
}

// corrected is the story with its correction, if readers have it.
func (r *Room) corrected(before *article.Article, after article.Article, q RightWords) (store.Entry, bool, error) {
	out, err := r.wentOut(before)
	if err == nil && out {
		after.Corrections = slices.Clone(before.Corrections)
		err = r.addCorrection(before, &after, CorrectionChange{Kind: q.Kind, Text: q.Text, Why: q.Why})
	}
	if err == nil {
		err = r.settleSlug(before, &after, nil)
	}
	if err != nil {
		return store.Entry{}, out, err
	}
	entry, err := r.changed(before, after, "", q.Why)
	return entry, out, err
}

// spotted are the things that spots name, each once, in order.
func spotted[K comparable](spots []WordSpot, of func(WordSpot) K) []K {
	var none K
	found := []K{}
	for _, s := range spots {
		if k := of(s); k != none && !slices.Contains(found, k) {
			found = append(found, k)
		}
	}
	return found
}

// backwards puts the last places of a text first, so that a change moves none
// that is still to come.
func backwards(spots []WordSpot) []WordSpot {
	slices.SortStableFunc(spots, func(a, b WordSpot) int { return b.From - a.From })
	return spots
}

// putInStory changes the words at one spot; it wraps article.ErrValue when they
// do not stand there.
func putInStory(w *article.Wording, a *article.Article, s WordSpot, right string) error {
	switch s.Field {
	case "options":
		if s.Place < 0 || s.Place >= len(a.Options) {
			return notThere(s)
		}
		o := a.Options[s.Place]
		text, err := swapped(w, o.Text, s, right)
		if err != nil {
			return err
		}
		return a.Reword(s.Place, text, o.Note)
	case "pictures.caption", "pictures.alt":
		i := slices.IndexFunc(a.Pictures, func(p article.Picture) bool { return p.ID == s.Picture })
		if i < 0 {
			return notThere(s)
		}
		a.Pictures = slices.Clone(a.Pictures)
		text := pictureText(&a.Pictures[i], s.Field)
		changed, err := swapped(w, *text, s, right)
		*text = changed
		return err
	}
	f, err := article.FieldAt(s.Field)
	if err != nil || s.Field != "body" && !slices.Contains(plainPlaces, s.Field) {
		return notThere(s)
	}
	was := f.Get(a)
	text, err := swapped(w, was, s, right)
	if err != nil {
		return err
	}
	keepOption(a, s.Field, was, text)
	return f.Set(a, text)
}

// keepOption makes the option that a headline was chosen of go along with it.
func keepOption(a *article.Article, field, was, is string) {
	for i, o := range a.Options {
		if field == "headlines."+string(o.Channel) && o.Text == was && o.Chosen != nil {
			a.Options = slices.Clone(a.Options)
			a.Options[i].Text = is
			return
		}
	}
}

func pictureText(p *article.Picture, field string) *string {
	if field == "pictures.alt" {
		return &p.Alt
	}
	return &p.Caption
}

// swapped is a text with the right words at a spot.
func swapped(w *article.Wording, text string, s WordSpot, right string) (string, error) {
	if !slices.Contains(w.In(text), article.Span{From: s.From, To: s.To}) {
		return text, notThere(s)
	}
	return text[:s.From] + w.Right(text[s.From:s.To], right) + text[s.To:], nil
}

func notThere(s WordSpot) error {
	return fmt.Errorf("%w: the words are not there as they were seen (%s); look for them again", article.ErrValue, s.Field)
}

// putInLineups changes the heads that are named, and keeps nothing yet.
func (r *Room) putInLineups(w *article.Wording, q RightWords) ([]desk.Lineup, error) {
	ids := spotted(q.Spots, func(s WordSpot) string { return s.Lineup })
	if len(ids) == 0 {
		return nil, nil
	}
	stored, err := r.storedLineups()
	if err != nil {
		return nil, err
	}
	changed := []desk.Lineup{}
	for _, id := range ids {
		at := slices.IndexFunc(stored, func(l desk.Lineup) bool { return l.ID == id })
		if at < 0 {
			return nil, fmt.Errorf("%w: %q", desk.ErrNoLineup, id)
		}
		l := stored[at]
		l.Slots, l.Spare = slices.Clone(l.Slots), slices.Clone(l.Spare)
		for _, s := range backwards(slices.Clone(q.Spots)) {
			if s.Lineup != id {
				continue
			}
			if s.Rev != l.Rev {
				return nil, &store.StaleError{ID: l.Name, Base: s.Rev, Head: l.Rev}
			}
			if err := putInSlot(w, &l, s, q.Right); err != nil {
				return nil, fmt.Errorf("%s: %w", l.Name, err)
			}
		}
		changed = append(changed, l)
	}
	return changed, nil
}

func putInSlot(w *article.Wording, l *desk.Lineup, s WordSpot, right string) error {
	slots := l.Slots
	if s.Spare {
		slots = l.Spare
	}
	if s.Place < 0 || s.Place >= len(slots) || slots[s.Place].Story != s.Story {
		return notThere(s)
	}
	text := slotText(&slots[s.Place], s.Field)
	changed, err := swapped(w, *text, s, right)
	*text, slots[s.Place].Filled = changed, false // whose slot somebody works on, a rule leaves alone
	return err
}

// TakeWordsBack takes back what [Room.PutRight] did, all of it but for what
// somebody changed again since, which is named and stays.
func (r *Room) TakeWordsBack(made []Made) (WordsPut, error) {
	done := WordsPut{Made: []Made{}, Heads: []article.Head{}, Stayed: []string{}}
	for _, m := range made {
		if m.Story == "" {
			if _, err := r.ChangeLineup(LineupChange{Lineup: m.Lineup, Base: m.Rev, Act: LineupRevert, Rev: m.Rev - 1}); err != nil {
				done.Stayed = append(done.Stayed, m.Lineup)
			} else {
				done.Made = append(done.Made, m)
			}
			continue
		}
		head, err := r.db.Get(m.Story)
		if err != nil {
			return done, err
		}
		back, err := r.takeBack(&head, m.Rev)
		if err != nil {
			done.Stayed = append(done.Stayed, slugOrHead(&head))
			continue
		}
		saved, err := r.saved(back)
		if err != nil {
			return done, err
		}
		done.Made = append(done.Made, Made{Story: back.ID, Rev: back.Rev})
		done.Heads = append(done.Heads, saved.Head)
	}
	return done, nil
}

// EditorPutRight is [Room.PutRight] with places in UTF-16 units.
func (r *Room) EditorPutRight(q RightWords) (WordsPut, error) {
	stories := map[article.ID]*article.Article{}
	spots := slices.Clone(q.Spots)
	for i := range spots {
		text, err := r.spotText(spots[i], stories)
		if err != nil {
			return WordsPut{}, err
		}
		at, ok := article.FromUTF16(text, article.Span{From: spots[i].From, To: spots[i].To})
		if !ok {
			return WordsPut{}, notThere(spots[i])
		}
		spots[i].From, spots[i].To = at.From, at.To
	}
	q.Spots = spots
	return r.PutRight(q)
}

// spotText is the text that a spot's places count in, as it stands now.
func (r *Room) spotText(s WordSpot, stories map[article.ID]*article.Article) (string, error) {
	if s.Lineup != "" {
		l, err := r.findLineup(s.Lineup)
		if err != nil {
			return "", err
		}
		slots := l.Slots
		if s.Spare {
			slots = l.Spare
		}
		if s.Place < 0 || s.Place >= len(slots) {
			return "", notThere(s)
		}
		return *slotText(&slots[s.Place], s.Field), nil
	}
	a := stories[s.Story]
	if a == nil {
		read, err := r.db.Get(s.Story)
		if err != nil {
			return "", err
		}
		a = &read
		stories[s.Story] = a
	}
	switch s.Field {
	case "options":
		if s.Place >= 0 && s.Place < len(a.Options) {
			return a.Options[s.Place].Text, nil
		}
		return "", notThere(s)
	case "pictures.caption", "pictures.alt":
		for i := range a.Pictures {
			if a.Pictures[i].ID == s.Picture {
				return *pictureText(&a.Pictures[i], s.Field), nil
			}
		}
		return "", notThere(s)
	}
	return fieldText(a, s.Field), nil
}
