package newsroom

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/check"
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
	changed := article.Changed(before, &after)
	if len(changed) == 0 {
		return *before, nil
	}
	deeds, err := article.Deeds(before, &after, r.hand(why), r.now())
	if err != nil {
		return *before, err
	}
	entry := r.entry(after, cmp.Or(note, article.OneLine(why)))
	entry.Revision.Changed, entry.Revision.Deeds = changed, deeds
	return r.db.Save(entry.Article, entry.Summary, entry.Revision)
}

// sign says who set an embargo or a legal read that this edit changed, and
// binds a read to the words that were read.
func (r *Room) sign(before, after *article.Article, e article.Edit) {
	by := r.Person().Sign()
	if after.Embargo != nil && after.Embargo.Text() != before.Embargo.Text() {
		set := *after.Embargo
		set.By = by
		after.Embargo = &set
	}
	_, said := e.Set["legal.state"]
	again := said && after.Legal.State == article.LegalDone && (before.Unread() || before.Legal.Over == "")
	if after.Legal.State == before.Legal.State && !again {
		return
	}
	after.Legal = article.Legal{State: after.Legal.State, By: by, At: r.now(), Note: article.OneLine(e.Why)}
	if after.Legal.State == article.LegalDone {
		after.Legal.Over, after.Legal.Rev = article.LegalDigest(after), before.Rev+1
	}
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
	if !before.Embargo.InForce(r.now()) {
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
	if err != nil || !now.Unread() {
		return []article.UnreadText{}, err
	}
	var read article.Article // of a story that another was merged into, nothing is known to be read
	if now.Legal.Rev > 0 {
		if read, err = r.db.GetRev(id, now.Legal.Rev); err != nil {
			return nil, err
		}
	}
	return article.UnreadWords(&read, &now), nil
}

// Pass lets stories go past stops that the table leaves to a named editor.
type Pass struct {
	Stops []string `json:"stops"` // codes of findings
	Why   string   `json:"why"`
}

// pass takes the weight off the findings that somebody answers for.
func (r *Room) pass(ready []prepared, p Pass) error {
	if len(p.Stops) == 0 {
		return nil
	}
	hand := r.hand(p.Why)
	if err := r.mayPass(p, hand); err != nil {
		return err
	}
	for i := range ready {
		for j := range ready[i].findings {
			f := &ready[i].findings[j]
			if f.Severity != check.Block || !slices.Contains(p.Stops, f.Code) {
				continue
			}
			f.Severity = check.Warn
			passed := article.Passed{Stop: f.Code, By: hand.By, Why: article.OneLine(p.Why)}
			if s := &ready[i].story; !slices.Contains(s.Passed, passed) {
				s.Passed = append(s.Passed, passed)
			}
		}
	}
	return nil
}

func (r *Room) mayPass(p Pass, hand article.Hand) error {
	for _, code := range p.Stops {
		switch article.CellOf(code, article.ActPackage) {
		case article.Never:
			return &article.MoveError{Message: fmt.Sprintf("Nobody passes %q.", code), Hint: "Mend it, or leave the story out."}
		case article.Waits:
			return &article.MoveError{Message: "An embargo is not passed with a package.", Hint: "Break it for the story first: stet embargo ID break --why TEXT"}
		case article.Free:
			return fmt.Errorf("%w: %q is no stop that can be passed", article.ErrValue, code)
		}
	}
	switch {
	case strings.TrimSpace(p.Why) == "":
		return &article.MoveError{Message: "A stop is passed with a reason, which goes along in the package.", Hint: "Say why in a few words.", Command: "Say why with --why TEXT."}
	case !hand.Named:
		return &article.MoveError{Message: "A stop is passed by somebody with a name.", Hint: "Say who is at the desk first.",
			Command: "Say who is at the desk first: stet settings set editor.name NAME"}
	case r.db.ReadOnly() != nil:
		return r.db.ReadOnly() // nobody could read later who passed it
	}
	return nil
}
