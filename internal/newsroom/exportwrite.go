package newsroom

import (
	"context"
	"fmt"
	"path/filepath"

	"stet/internal/article"
	"stet/internal/bundle"
)

// outgoing is the stories of a bundle, and the digests of those bodies that were
// let go.
type outgoing struct {
	stories []bundle.Story
	bodies  []string
}

func (r *Room) outgoing(q ExportRequest, ready []prepared) (outgoing, error) {
	profile, err := r.profile(q.Profile)
	if err != nil {
		return outgoing{}, err
	}
	bodies := make([]string, len(ready))
	for i := range ready {
		bodies[i] = ready[i].body
	}
	stories, err := r.following(profile.Name, ready)
	return outgoing{stories, bodies}, err
}

func (r *Room) writeBundle(ctx context.Context, q ExportRequest, goes outgoing, front *bundle.Front, signer *bundle.Signer, unsigned string) (bundle.Result, error) {
	house, err := r.House()
	if err != nil {
		return bundle.Result{}, err
	}
	out, err := filepath.Abs(q.Out)
	if err != nil {
		return bundle.Result{}, fmt.Errorf("find %s: %w", q.Out, err)
	}
	profile, err := r.profile(q.Profile)
	if err != nil {
		return bundle.Result{}, err
	}
	request := bundle.Request{Stories: goes.stories, House: house, Profile: profile, Program: r.opts.Program, Darkroom: r.darkroom, Front: front, Signer: signer}
	stories := len(goes.stories)
	request.Wrote = counted(Writing, stories, q.Progress)
	if q.Progress != nil {
		request.Sealing = func() { q.Progress(Progress{Sealing, stories, stories, ""}) }
	}
	made, err := bundle.Write(ctx, request, out)
	if err != nil || r.db.ReadOnly() != nil {
		return made, err
	}
	if front != nil {
		if err := r.noteSent(front.Lineup); err != nil {
			return made, err
		}
	}
	return made, r.leaveReceipts(profile.Name, unsigned, made, goes, q.Kill)
}

// mostReceipts is how many are recorded at once.
const mostReceipts = 2500

// leaveReceipts records what left the building, with a digest per field;
// unsigned is why nobody signed.
func (r *Room) leaveReceipts(profile, unsigned string, made bundle.Result, goes outgoing, kill bool) error {
	now, by, act := r.now(), r.Person().Sign(), article.DeliveryAct("")
	if kill {
		act = article.Withdraw
	}
	for first := 0; first < len(goes.stories); first += mostReceipts {
		receipts := []article.ExportReceipt{}
		for i := first; i < min(first+mostReceipts, len(goes.stories)); i++ {
			a := &goes.stories[i].Article
			receipts = append(receipts, article.ExportReceipt{
				ID: a.ID, Rev: a.Rev, At: now, By: by, Profile: profile,
				Bundle: made.Digest, Path: made.Path, Fields: digests(a, goes.bodies[i]), Passed: goes.stories[i].Passed, Act: act, Key: made.Key, Unsigned: unsigned,
			})
		}
		if err := r.db.AddReceipts(receipts); err != nil {
			return err
		}
		for i := range receipts {
			r.behind.touched([]article.ID{receipts[i].ID})
		}
	}
	return nil
}
