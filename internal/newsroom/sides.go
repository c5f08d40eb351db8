package newsroom

import (
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/store"
)

// Sides is two revisions of a story side by side. Body is empty where both have
// the same body.
type Sides struct {
	ID     article.ID       `json:"id"`
	A      article.Revision `json:"a"`
	B      article.Revision `json:"b"`
	Newest bool             `json:"newest"` // B is the newest: words can be taken from A
	Fields []FieldChange    `json:"fields"` // those that differ but for the body, in the order of the desk
	Body   []article.Row    `json:"body"`

	// What a merge left open, where A is its other side and B the newest: the
	// changes of the body by number, the fields, and how many places in all.
	Torn       []int    `json:"torn"`
	TornFields []string `json:"tornFields"`
	Conflicts  int      `json:"conflicts"`
}

// SideBySide lays two revisions of a story side by side; 0 is the newest.
func (r *Room) SideBySide(id article.ID, a, b int64) (Sides, error) {
	revisions, err := r.History(id)
	if err != nil {
		return Sides{}, err
	}
	before, err := r.at(id, a)
	if err != nil {
		return Sides{}, err
	}
	after, err := r.at(id, b)
	if err != nil {
		return Sides{}, err
	}
	s := Sides{
		ID: id, A: revisions[len(revisions)-int(before.Rev)], B: revisions[len(revisions)-int(after.Rev)],
		Newest: after.Rev == revisions[0].Rev, Fields: []FieldChange{}, Body: []article.Row{}, Torn: []int{}, TornFields: []string{},
	}
	for _, path := range article.Changed(&before, &after) {
		if path == "body" {
			s.Body = article.Align(before.Body, after.Body)
			continue
		}
		s.Fields = append(s.Fields, FieldChange{path, article.DiffWords(shownText(&before, path), shownText(&after, path))})
	}
	if m := after.Merge; m != nil && s.Newest && m.With == before.Rev {
		s.Torn, s.TornFields, s.Conflicts = m.Torn(s.Body), m.TornFields(), len(m.Conflicts)
	}
	return s, nil
}

// TakeRequest asks for words of revision From in the newest one, which is Base:
// fields whole, the body change by change as [Room.SideBySide] numbers them.
type TakeRequest struct {
	ID     article.ID     `json:"id"`
	Base   int64          `json:"base"`
	From   int64          `json:"from"`
	Fields []string       `json:"fields"`
	Body   []article.Pick `json:"body"` // of each change; short = the rest stays as it is
	// Settles says that what a merge left open is decided with this: what is not
	// taken stays as the desk has it.
	Settles bool `json:"settles"`
}

// Take saves the newest revision with what was asked for of an earlier one, as
// a new revision: both stay in the history. It is refused with store.ErrStale
// when Base is no longer the newest. Taking nothing makes no revision.
func (r *Room) Take(q TakeRequest) (article.Article, error) {
	head, err := r.db.Get(q.ID)
	if err != nil {
		return head, err
	}
	if q.Base != head.Rev {
		return head, &store.StaleError{ID: string(q.ID), Base: q.Base, Head: head.Rev}
	}
	old, err := r.db.GetRev(q.ID, q.From)
	if err != nil {
		return head, err
	}
	if i := slices.IndexFunc(q.Body, func(p article.Pick) bool { return !slices.Contains(article.Picks, p) }); i >= 0 {
		return head, fmt.Errorf("%w: %q says not which side of a change to take", article.ErrValue, q.Body[i])
	}
	e, err := restoring(&head, &old, q.Fields)
	if err != nil {
		return head, err
	}
	if slices.ContainsFunc(q.Body, func(p article.Pick) bool { return p != article.PickAfter }) {
		e.Set["body"] = article.Mix(article.Align(old.Body, head.Body), q.Body)
	}
	if q.Settles {
		return r.settle(&head, e)
	}
	return r.Edit(e)
}

// settle makes the decisions on what a merge left open, and closes it.
func (r *Room) settle(head *article.Article, e article.Edit) (article.Article, error) {
	if head.Merge == nil {
		return r.Edit(e)
	}
	after, err := article.Apply(*head, e)
	if err != nil {
		return *head, err
	}
	if err := r.place(&after, e.Set); err != nil {
		return *head, err
	}
	if err := r.settleSlug(head, &after, e.Set); err != nil {
		return *head, err
	}
	r.sign(head, &after, e)
	deeds, err := article.Deeds(head, &after, r.hand(e.Why), r.now())
	if err != nil {
		return *head, err
	}
	after.Merge = nil
	entry := r.entry(after, "conflicts with "+head.Merge.Name+" settled")
	entry.Revision.Changed = article.Changed(head, &after)
	entry.Revision.Deeds = append(deeds, article.Deed{What: article.DeedMerge, From: head.Merge.Name})
	return r.db.Save(entry.Article, entry.Summary, entry.Revision)
}

// TakeFor is [Room.Take] with the list line, for the window.
func (r *Room) TakeFor(q TakeRequest) (Saved, error) {
	a, err := r.Take(q)
	if err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}
