package newsroom

import (
	"slices"
	"time"

	"stet/internal/article"
)

// inPackage is a story at a target in packages that went there as one piece.
type inPackage struct {
	asked   time.Time // for the last of them
	perhaps bool      // no sending of one was ever answered
}

// wentInPackages are the targets that hold a story in a package that went as one
// piece, or may hold it, by what is told of packages that the story is in, and by
// those in open. The package stays as it is; who has it is told of the story.
func (r *Room) wentInPackages(id article.ID, open []article.Delivery) (map[string]inPackage, error) {
	receipts, err := r.db.Receipts(id)
	if err != nil {
		return nil, err
	}
	targets, seen := map[string]inPackage{}, map[article.ID]bool{}
	add := func(d *article.Delivery) {
		was, some := targets[d.Target]
		if !d.Held.MayHave() && d.State != article.Going {
			return
		}
		if d.Asked.After(was.asked) {
			was.asked = d.Asked
		}
		was.perhaps = !d.Held.Has() && (!some || was.perhaps)
		targets[d.Target] = was
	}
	for _, e := range receipts {
		if e.Bundle == "" {
			continue
		}
		piece := pieceNamed(e.Bundle)
		if seen[piece] {
			continue
		}
		seen[piece] = true
		if e.Act == article.Withdraw {
			continue // it has a notice, and no word of the story
		}
		went, err := r.db.Deliveries(piece)
		if err != nil {
			return nil, err
		}
		for i := range went {
			add(&went[i])
		}
	}
	for i := range open {
		d := &open[i]
		if !seen[d.Story] && slices.ContainsFunc(d.Carries, func(c article.CarriedStory) bool { return c.ID == id }) {
			add(d)
		}
	}
	return targets, nil
}

// packagesUnanswered are those whose sending as one piece was never answered, also
// where somebody called it back since. No receipt names them where another
// newsroom saved them.
func (r *Room) packagesUnanswered() ([]article.Delivery, error) {
	open := []article.Delivery{}
	for _, waiting := range []bool{true, false} {
		all, err := r.db.Outbox(waiting, 0)
		if err != nil {
			return nil, err
		}
		for _, d := range all {
			if d.Lineup == "" && len(d.Carries) > 0 && (d.Held.Perhaps || d.State == article.Going) {
				open = append(open, d)
			}
		}
	}
	return open, nil
}
