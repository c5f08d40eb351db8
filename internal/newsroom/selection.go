package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/store"
)

// ErrRefused says that nothing was done to several stories because some of them
// may not be changed so; the error names them.
var ErrRefused = errors.New("not all of the stories can be changed so")

// mostSelected is how many stories one action may change.
const mostSelected = 5000

// intoTrash is the name under which a selection goes into the trash ("in") or
// comes out of it ("out"), beside the fields of article.Placed and "section".
const intoTrash = "trash"

// SelectionChange is one thing to do to several stories at once.
type SelectionChange struct {
	IDs []article.ID      `json:"ids"`
	Set map[string]string `json:"set"` // of article.Placed and "section", as an edit takes them; "trash": in or out
	Why string            `json:"why"`
	// Whole does nothing at all where one of them is refused.
	Whole bool `json:"whole"`
}

// SelectionDone is what became of it. The revisions that it made are all on
// disk or none is, whatever ends the program.
type SelectionDone struct {
	Did     []Did     `json:"did"`     // in the order asked for; takes it back
	Refused []Refused `json:"refused"` // those that it was not done to
	Same    int       `json:"same"`    // those that stood so already
}

// Did is a story and the revision that an action made of it.
type Did struct {
	ID  article.ID `json:"id"`
	Rev int64      `json:"rev"`
}

// Refused is a story that an action was not done to, and why.
type Refused struct {
	ID      article.ID `json:"id"`
	Name    string     `json:"name"` // as the desk calls it
	Message string     `json:"message"`
	Hint    string     `json:"hint"`
}

// refusal collects those of an action that wants all or none.
type refusal struct {
	refused []Refused
	of      int
}

func (e *refusal) Error() string {
	why := map[string][]string{}
	for _, r := range e.refused {
		said := strings.TrimSpace(r.Message + " " + r.Hint)
		why[said] = append(why[said], r.Name)
	}
	lines := []string{fmt.Sprintf("%d of %d stories cannot be changed so", len(e.refused), e.of)}
	for _, said := range slices.Sorted(maps.Keys(why)) {
		lines = append(lines, strings.Join(why[said], ", ")+": "+said)
	}
	return strings.Join(lines, "\n  ")
}

func (e *refusal) Is(target error) bool { return target == ErrRefused }

// ChangeSelection does one thing to several stories. A story that it may not be
// done to is left as it is and named, and the rest is done, unless the change is
// to be whole: then it wraps ErrRefused and nothing is done.
func (r *Room) ChangeSelection(c SelectionChange) (SelectionDone, error) {
	if err := r.soundSelection(&c); err != nil {
		return SelectionDone{}, err
	}
	return r.together(c.IDs, c.Whole, func(before article.Article) (*store.Entry, error) {
		e := article.Edit{ID: before.ID, Base: before.Rev, Why: c.Why, Set: maps.Clone(c.Set)}
		bin, binned := e.Set[intoTrash]
		delete(e.Set, intoTrash)
		after, err := r.edited(before, e)
		if err != nil {
			return nil, err
		}
		if binned {
			after.Trashed = bin == "in"
		}
		return r.restated(&before, after, c.Why)
	})
}

// soundSelection refuses what can be done to no story, before any is read.
func (r *Room) soundSelection(c *SelectionChange) error {
	if len(c.IDs) > mostSelected {
		return fmt.Errorf("%w: %d stories at once; the most is %d", article.ErrValue, len(c.IDs), mostSelected)
	}
	if len(c.Set) == 0 {
		return fmt.Errorf("%w: there is nothing to do to them", article.ErrValue)
	}
	for path, v := range c.Set {
		switch {
		case path == intoTrash && v != "in" && v != "out":
			return fmt.Errorf("%w: trash %q is neither in nor out", article.ErrValue, v)
		case path != intoTrash && path != "section" && !slices.Contains(article.Placed, path):
			return fmt.Errorf("%w: %q of several stories at once; that can be done with %s, section and trash",
				article.ErrField, path, strings.Join(article.Placed, ", "))
		}
	}
	return r.tryOut(c.Set)
}

// tryOut sets fields of a story that is none, to see whether their values can be.
func (r *Room) tryOut(set map[string]string) error {
	set = maps.Clone(set)
	delete(set, intoTrash)
	if err := r.localise(set); err != nil {
		return err
	}
	a, err := article.Apply(article.Article{Status: article.Draft}, article.Edit{Set: set})
	if err != nil {
		return err
	}
	return r.place(&a, set)
}

// restated is a story that was changed in where it stands, ready to be kept: its
// words are counted already. nil = nothing was changed.
func (r *Room) restated(before *article.Article, after article.Article, why string) (*store.Entry, error) {
	r.firstSeen(before, &after)
	changed := article.Changed(before, &after)
	if len(changed) == 0 && before.Trashed == after.Trashed {
		return nil, nil
	}
	deeds, err := article.Deeds(before, &after, r.hand(why), r.now())
	if err != nil {
		return nil, err
	}
	note := article.OneLine(why)
	if before.Trashed != after.Trashed {
		binned := article.Binned(after.Trashed)
		deeds, note = append(deeds, binned), cmp.Or(note, binned.To)
	}
	return r.counted(after, note, changed, deeds)
}

// counted makes all that the store needs to keep a story whose words are those
// of its newest revision.
func (r *Room) counted(a article.Article, note string, changed []string, deeds []article.Deed) (*store.Entry, error) {
	s, err := r.db.Summary(a.ID)
	if err != nil {
		return nil, err
	}
	return &store.Entry{Article: a, Summary: s, Revision: article.Revision{
		At: r.now(), By: r.Person().Sign(), Words: s.Words, Note: note, Changed: changed, Deeds: deeds,
	}}, nil
}

// together plans a change of several stories and keeps all of it at once. A
// story that somebody saves meanwhile is looked at anew.
func (r *Room) together(ids []article.ID, whole bool, plan func(article.Article) (*store.Entry, error)) (SelectionDone, error) {
	const tries = 3
	for try := 1; ; try++ {
		done, entries, err := r.planEach(ids, plan)
		if err == nil && whole && len(done.Refused) > 0 {
			return SelectionDone{Did: []Did{}, Refused: done.Refused}, &refusal{done.Refused, len(ids)}
		}
		if err == nil && len(entries) > 0 {
			var saved []article.Article
			saved, _, err = r.db.SaveWhole(store.Whole{Entries: entries})
			for _, a := range saved {
				done.Did = append(done.Did, Did{a.ID, a.Rev})
			}
		}
		if try == tries || !errors.Is(err, store.ErrStale) {
			return done, err
		}
	}
}

func (r *Room) planEach(ids []article.ID, plan func(article.Article) (*store.Entry, error)) (SelectionDone, []store.Entry, error) {
	done, entries := SelectionDone{Did: []Did{}, Refused: []Refused{}}, []store.Entry{}
	seen := make(map[article.ID]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		before, err := r.db.Get(id)
		if err != nil {
			return done, nil, err
		}
		entry, err := plan(before)
		var no *article.MoveError
		switch {
		case errors.As(err, &no):
			done.Refused = append(done.Refused, Refused{id, deskName(&before), no.Message, no.Hint})
		case err != nil:
			return done, nil, err
		case entry == nil:
			done.Same++
		default:
			entries = append(entries, *entry)
		}
	}
	return done, entries, nil
}

// deskName is what the desk calls a story.
func deskName(a *article.Article) string {
	return cmp.Or(a.Slugline, a.Headlines.Main, "a story without a headline")
}
