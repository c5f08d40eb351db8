package newsroom

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/desk"
	"stet/internal/page"
	"stet/internal/store"
)

// Create makes an empty draft in a section (id, slug or name; "" = none).
func (r *Room) Create(section string) (article.Article, error) {
	a := article.Article{ID: r.opts.NewID()}
	if section != "" {
		s, err := r.Section(section)
		if err != nil {
			return a, err
		}
		a.SectionID = s.ID
	}
	return r.keep(a, "", nil)
}

// Story is the head revision of a story.
func (r *Room) Story(id article.ID) (article.Article, error) { return r.db.Get(id) }

// StoryAt is a story as it stood at revision rev.
func (r *Room) StoryAt(id article.ID, rev int64) (article.Article, error) {
	return r.db.GetRev(id, rev)
}

// Resolve finds a story by id or slug.
func (r *Room) Resolve(word string) (article.ID, error) {
	if id, err := article.ParseID(word); err == nil {
		if _, err := r.db.Summary(id); err != nil {
			return "", err
		}
		return id, nil
	}
	id, found, err := r.db.FindSlug(strings.TrimSpace(word))
	if err != nil {
		return "", err
	}
	if !found {
		return "", fmt.Errorf("%w: %q", store.ErrNotFound, word)
	}
	return id, nil
}

// Edit saves a change as a new revision. It is refused with store.ErrStale,
// and nothing is written, when e.Base is no longer the head. Field "section"
// takes a section's id, slug or name, "" for none. A change that changes
// nothing makes no revision.
func (r *Room) Edit(e article.Edit) (article.Article, error) {
	before, err := r.db.Get(e.ID)
	if err != nil {
		return before, err
	}
	if err := r.onHead(&before, e); err != nil {
		return before, err
	}
	after, err := r.edited(before, e)
	if err != nil {
		return before, err
	}
	return r.change(&before, after, e.Note, e.Why)
}

// onHead refuses an edit that was not made on the newest revision, unless only
// deliveries made what came since: they change no word, and whoever writes on
// meanwhile is not to be stopped by them.
func (r *Room) onHead(head *article.Article, e article.Edit) error {
	if e.Base == head.Rev {
		return nil
	}
	stale := &store.StaleError{ID: string(e.ID), Base: e.Base, Head: head.Rev}
	if e.Base < 1 || e.Base > head.Rev {
		return stale
	}
	for _, path := range []string{"status", "firstPublished", "lastPublished"} {
		if _, set := e.Set[path]; set {
			return stale
		}
	}
	if own, err := r.onlyDelivered(e.ID, e.Base, head.Rev); err != nil || !own {
		return errors.Join(err, stale)
	}
	return nil
}

// edited is the story that an edit makes of one; nothing is kept yet.
func (r *Room) edited(before article.Article, e article.Edit) (article.Article, error) {
	if err := r.localise(e.Set); err != nil {
		return before, err
	}
	after, err := article.Apply(before, e)
	if err != nil {
		return before, err
	}
	if err := r.place(&after, e.Set); err != nil {
		return before, err
	}
	if err := r.settleSlug(&before, &after, e.Set); err != nil {
		return before, err
	}
	if err := r.sign(&before, &after, e); err != nil {
		return before, err
	}
	if err := r.signCorrections(&before, &after, e.Why); err != nil {
		return before, err
	}
	return after, nil
}

// localise says of a deadline without a zone that the newsroom's is meant.
func (r *Room) localise(set map[string]string) error {
	said, asked := set["deadline"]
	if !asked {
		return nil
	}
	house, err := r.House()
	if err == nil {
		set["deadline"] = article.Zoned(said, house.Zone)
	}
	return err
}

// Saved is a story after a save, and its line in the list.
type Saved struct {
	Article article.Article `json:"article"`
	Head    article.Head    `json:"head"`
}

// Save is [Room.Edit] with the list line, for the window.
func (r *Room) Save(e article.Edit) (Saved, error) {
	a, err := r.Edit(e)
	if err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

func (r *Room) saved(a article.Article) (Saved, error) {
	s, err := r.db.Summary(a.ID)
	if err != nil {
		return Saved{Article: a}, err
	}
	heads, err := r.withSent([]article.Head{article.HeadOf(&a, s)}, nil)
	return Saved{Article: a, Head: heads[0]}, err
}

// place carries out the field "section", which only the newsroom can look up.
func (r *Room) place(a *article.Article, set map[string]string) error {
	word, asked := set["section"]
	if !asked {
		return nil
	}
	if strings.TrimSpace(word) == "" {
		a.SectionID = ""
		return nil
	}
	s, err := r.Section(word)
	if err != nil {
		return err
	}
	a.SectionID = s.ID
	return nil
}

// keep saves a as a new revision by whoever sits at the desk; changed are the
// fields in which it differs from the one before.
func (r *Room) keep(a article.Article, note string, changed []string) (article.Article, error) {
	entry := r.entry(a, note)
	entry.Revision.Changed = changed
	return r.db.Save(entry.Article, entry.Summary, entry.Revision)
}

// entry makes all that the store needs to keep a.
func (r *Room) entry(a article.Article, note string) store.Entry {
	a.Normalize()
	now := r.now()
	if a.Rev == 0 && a.Created.IsZero() {
		a.Created = now
	}
	s := r.summary(&a)
	return store.Entry{Article: a, Summary: s, Revision: article.Revision{
		At: now, By: r.Person().Sign(), Words: s.Words, Note: note,
	}}
}

// summary counts what the list shows. A body that cannot be rendered in time
// is counted as it is typed: saving never fails for how words look.
func (r *Room) summary(a *article.Article) article.Summary {
	doc, err := r.render(context.Background(), a)
	if err != nil {
		return article.Summary{Words: len(strings.Fields(a.Body)), RightToLeft: page.RightToLeft(a.Language)}
	}
	return article.Summary{Words: doc.Words, TKs: check.Holes(a, doc), OpenQueries: doc.OpenQueries(), RightToLeft: page.RightToLeft(a.Language)}
}

// Trash hides a story from every list; nothing is deleted.
func (r *Room) Trash(id article.ID) error { return r.setTrash(id, true) }

// Untrash brings a story back from the trash.
func (r *Room) Untrash(id article.ID) error { return r.setTrash(id, false) }

func (r *Room) setTrash(id article.ID, trashed bool) error {
	a, err := r.db.Get(id)
	if err != nil || a.Trashed == trashed {
		return err
	}
	a.Trashed = trashed
	deed := article.Binned(trashed)
	entry := r.entry(a, deed.To)
	entry.Revision.Deeds = []article.Deed{deed}
	_, err = r.db.Save(entry.Article, entry.Summary, entry.Revision)
	return err
}

// History lists a story's revisions, newest first, what they are called and
// which of them went out.
func (r *Room) History(id article.ID) ([]article.Revision, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return nil, err
	}
	receipts, err := r.sendings(id)
	if err != nil {
		return nil, err
	}
	for _, receipt := range receipts {
		if i := len(revisions) - int(receipt.Rev); i >= 0 && i < len(revisions) { // newest first, none is missing
			revisions[i].Sent = true
			revisions[i].Left = append(revisions[i].Left, receipt.Departure())
		}
	}
	return revisions, r.setNames(id, revisions)
}

// Section finds a section by id, slug or name; it wraps desk.ErrNoSection.
func (r *Room) Section(word string) (desk.Section, error) {
	sections, err := r.db.Sections()
	if err != nil {
		return desk.Section{}, err
	}
	return desk.Find(sections, word)
}
