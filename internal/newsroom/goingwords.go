package newsroom

import (
	"context"
	"slices"

	"stet/internal/article"
	"stet/internal/proof"
)

// mostGoing deliveries are read through for wrong words.
const mostGoing = 500

// onItsWay is what the next shift should know of the outbox, in the order in
// which it goes.
func (r *Room) onItsWay() ([]proof.ShiftGoing, error) {
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return nil, err
	}
	inOrder(waiting)
	items, err := r.items(waiting)
	going := make([]proof.ShiftGoing, len(items))
	for i, item := range items {
		going[i] = proof.ShiftGoing{
			ID: item.Story, Slugline: item.Slugline, Headline: item.Headline, To: item.TargetName,
			State: item.Word, Says: item.Says, Due: item.Due, By: item.By,
		}
	}
	return going, err
}

// wrongGoing is what waits to go with wrong words in it: correcting the story
// does not change what was sent off before.
func (r *Room) wrongGoing(ctx context.Context, w *article.Wording) ([]GoingWords, error) {
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return nil, err
	}
	waiting = slices.DeleteFunc(waiting, func(d article.Delivery) bool { return d.Act != article.Publish && d.Act != article.Schedule })
	inOrder(waiting)
	wrong := []article.Delivery{}
	for _, d := range waiting[:min(len(waiting), mostGoing)] {
		holds, err := r.goesWith(ctx, w, &d)
		if err != nil {
			return nil, err
		}
		if holds {
			wrong = append(wrong, d)
		}
	}
	items, err := r.items(wrong)
	going := make([]GoingWords, len(items))
	for i, item := range items {
		going[i] = GoingWords{Chosen{item.Story, item.Target}, item.Rev, item.Headline, item.TargetName, item.Word}
	}
	return going, err
}

func (r *Room) goesWith(ctx context.Context, w *article.Wording, d *article.Delivery) (bool, error) {
	for _, story := range d.Stories() {
		a, err := r.db.GetRev(story.ID, story.Rev)
		if err != nil {
			return false, err
		}
		if len(r.holdingsIn(ctx, w, &a)) > 0 {
			return true, nil
		}
	}
	return false, nil
}
