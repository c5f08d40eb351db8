package newsroom

import (
	"context"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/store"
)

// Check runs the preflight over a story as it was last saved. Places are
// UTF-8 bytes in the named field.
func (r *Room) Check(ctx context.Context, id article.ID) ([]check.Finding, error) {
	_, found, err := r.preflight(ctx, id)
	return found, err
}

// EditorCheck is [Room.Check] with places in UTF-16 units, as the window's
// editor counts.
func (r *Room) EditorCheck(ctx context.Context, id article.ID) ([]check.Finding, error) {
	a, found, err := r.preflight(ctx, id)
	if err != nil {
		return nil, err
	}
	for i, f := range found {
		text, ok := textOf(&a, f)
		if !ok {
			continue // a finding about no single text has no place to convert
		}
		at := article.Span{From: f.From, To: f.To}.UTF16(text)
		found[i].From, found[i].To = at.From, at.To
	}
	return found, nil
}

// textOf is the text that a finding's place is in.
func textOf(a *article.Article, f check.Finding) (string, bool) {
	if f.Picture != "" {
		p := slices.IndexFunc(a.Pictures, func(p article.Picture) bool { return p.ID == f.Picture })
		part := slices.IndexFunc(article.PictureFields, func(field article.PictureField) bool { return field.Name == f.Part })
		if p < 0 || part < 0 {
			return "", false
		}
		return article.PictureFields[part].Get(&a.Pictures[p]), true
	}
	field, err := article.FieldAt(f.Field)
	if err != nil {
		return "", false
	}
	return field.Get(a), true
}

func (r *Room) preflight(ctx context.Context, id article.ID) (article.Article, []check.Finding, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return a, nil, err
	}
	house, err := r.House()
	if err != nil {
		return a, nil, err
	}
	doc, unlaid, err := r.layOut(ctx, &a)
	if err != nil {
		return a, nil, err
	}
	in := scene{house: house, zone: house.Location(), twins: r.twins(ctx, ownHeadlines(&a))}
	if in.settings, err = r.Settings(); err != nil {
		return a, nil, err
	}
	if in.sections, err = r.db.Sections(); err != nil {
		return a, nil, err
	}
	if in.newest, err = r.newest(); err != nil {
		return a, nil, err
	}
	if in.ahead, err = r.ahead(); err != nil {
		return a, nil, err
	}
	if a.Legal.State == article.LegalDone {
		in.lineups, err = r.storedLineups()
	}
	return a, r.findings(&a, doc, in, unlaid), err
}

// findings runs the preflight over a story that was laid out, or says in
// unlaid why it could not be.
func (r *Room) findings(a *article.Article, doc markup.Doc, in scene, unlaid string) []check.Finding {
	cuts := r.cuts(a)
	cuts = append(cuts, r.overruns(a, cuts, in)...)
	var heads []article.PlacedHead
	if a.Legal.State == article.LegalDone {
		heads = headsIn(in.lineups, a.ID)
	}
	section := desk.Settled(in.sections, a.SectionID)
	release := r.release(a)
	return check.Run(check.Story{
		Article: a, Doc: doc, House: in.house, Section: section, Now: r.now(), Newest: in.newest, Ahead: in.ahead,
		Unlaid: unlaid, Cuts: cuts, Twins: in.twins, Limits: in.limits, Heads: heads,
		Release: release, DayWords: r.dayWords(a, doc, release, section.Language, in),
	})
}

// newest is when the last story was saved: a clock that stands before it is wrong.
func (r *Room) newest() (time.Time, error) {
	heads, err := r.db.Heads(store.Filter{Limit: 1})
	if err != nil || len(heads) == 0 {
		return time.Time{}, err
	}
	return heads[0].Updated, nil
}

func ownHeadlines(a *article.Article) []string {
	var texts []string
	for _, c := range article.Channels {
		texts = append(texts, a.Headlines.Own(c))
	}
	return texts
}
