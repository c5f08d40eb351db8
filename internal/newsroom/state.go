package newsroom

import (
	"cmp"
	"time"

	"stet/internal/article"
	"stet/internal/store"
)

// hand is who does something to where a story stands.
func (r *Room) hand(why string) article.Hand {
	p := r.Person()
	return article.Hand{By: p.Sign(), Named: p.Asked, Why: why}
}

// change keeps a story that was changed, where the machine has such a move, and
// what the change did to where the story stands.
func (r *Room) change(before *article.Article, after article.Article, note, why string) (article.Article, error) {
	if after.Flag == article.NoFlag || after.Flag == article.Hold {
		after.MergedInto = "" // it was brought back: a story of its own again
	}
	if len(article.Changed(before, &after)) == 0 {
		return *before, nil
	}
	entry, err := r.changed(before, after, note, why)
	if err != nil {
		return *before, err
	}
	return r.db.Save(entry.Article, entry.Summary, entry.Revision)
}

// changed is what is kept of a story that was changed.
func (r *Room) changed(before *article.Article, after article.Article, note, why string) (store.Entry, error) {
	r.firstSeen(before, &after)
	sure, err := r.sure()
	if err != nil {
		return store.Entry{}, err
	}
	deeds, err := article.Deeds(before, &after, r.hand(why), sure)
	if err != nil {
		return store.Entry{}, err
	}
	entry := r.entry(after, cmp.Or(note, article.OneLine(why)))
	entry.Revision.Changed, entry.Revision.Deeds = article.Changed(before, &after), deeds
	return entry, nil
}

// firstSeen notes when a story was first published where somebody says that it
// is live: live is what a look confirmed, be it a person's.
func (r *Room) firstSeen(before, after *article.Article) {
	if after.Status == article.Live && before.Status != article.Live && after.FirstPublished.IsZero() {
		after.FirstPublished = r.now().Truncate(time.Second)
	}
}

// sign says who set an embargo or a legal read that this edit changed, and
// binds a read to the words that were read.
func (r *Room) sign(before, after *article.Article, e article.Edit) error {
	by := r.Person().Sign()
	if after.Embargo != nil && after.Embargo.Text() != before.Embargo.Text() {
		set := *after.Embargo
		set.By = by
		after.Embargo = &set
	}
	_, said := e.Set["legal.state"]
	if !said {
		return nil
	}
	heads, err := r.slotHeads(after)
	if err != nil {
		return err
	}
	unread := before.Unread() || before.Legal.Over == "" || len(before.UnreadHeads(heads)) > 0
	if after.Legal.State == before.Legal.State && !(after.Legal.State == article.LegalDone && unread) {
		return nil
	}
	after.Legal = article.Legal{State: after.Legal.State, By: by, At: r.now(), Note: article.OneLine(e.Why)}
	if after.Legal.State == article.LegalDone {
		after.Legal.Over, after.Legal.Rev, after.Legal.Heads = article.LegalDigest(after), before.Rev+1, article.HeadsRead(heads)
	}
	return nil
}

// BreakEmbargo lets a story go before its embargo ends: a named editor's doing,
// with a reason that goes along. base 0 = the newest revision.
func (r *Room) BreakEmbargo(id article.ID, base int64, why string) (article.Article, error) {
	before, err := r.db.Get(id)
	if err != nil {
		return before, err
	}
	if base != 0 && base != before.Rev {
		return before, &store.StaleError{ID: string(id), Base: base, Head: before.Rev}
	}
	locked, err := r.locked(before.Embargo)
	if err != nil {
		return before, err
	}
	if !locked {
		return before, &article.MoveError{Message: "No embargo is in force.", Hint: "There is nothing to break."}
	}
	after, broken := before, *before.Embargo
	why = article.OneLine(why)
	broken.Broken = &article.Broken{By: r.Person().Sign(), At: r.now(), Why: why}
	after.Embargo = &broken
	return r.change(&before, after, "", why)
}

// BreakEmbargoFor is [Room.BreakEmbargo] with the list line, for the window.
func (r *Room) BreakEmbargoFor(id article.ID, base int64, why string) (Saved, error) {
	a, err := r.BreakEmbargo(id, base, why)
	if err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

// Unread is the words that were changed since a lawyer read the story.
func (r *Room) Unread(id article.ID) ([]article.UnreadText, error) {
	now, err := r.db.Get(id)
	if err != nil {
		return nil, err
	}
	heads, err := r.slotHeads(&now)
	if err != nil || !now.Unread() && len(now.UnreadHeads(heads)) == 0 {
		return []article.UnreadText{}, err
	}
	var read article.Article // of a story that another was merged into, nothing is known to be read
	if now.Legal.Rev > 0 {
		if read, err = r.db.GetRev(id, now.Legal.Rev); err != nil {
			return nil, err
		}
	}
	return article.UnreadWords(&read, &now, heads), nil
}
