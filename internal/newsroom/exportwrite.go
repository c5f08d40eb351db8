package newsroom

import (
	"cmp"
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
	left := article.ExportReceipt{
		At: r.now(), By: r.Person().Sign(), Profile: profile, Bundle: made.Digest, Path: made.Path, Key: made.Key, Unsigned: unsigned,
	}
	if kill {
		left.Act = article.Withdraw
	}
	errs := make([]error, (len(goes.stories)+mostReceipts-1)/mostReceipts)
	each(len(errs), func(n int) { // those that wait for one another go with one sync
		from := n * mostReceipts
		receipts := goes.receipts(left, from, min(from+mostReceipts, len(goes.stories)))
		if errs[n] = r.db.AddReceipts(receipts); errs[n] != nil {
			return
		}
		for i := range receipts {
			r.behind.touched([]article.ID{receipts[i].ID})
		}
	})
	return cmp.Or(errs...) // what one share met, the others do
}

// receipts are those of some of the stories; left is what all have in common.
func (o *outgoing) receipts(left article.ExportReceipt, from, to int) []article.ExportReceipt {
	receipts := make([]article.ExportReceipt, 0, to-from)
	for i := from; i < to; i++ {
		a := &o.stories[i].Article
		one := left
		one.ID, one.Rev, one.Fields, one.Passed = a.ID, a.Rev, digests(a, o.bodies[i]), o.stories[i].Passed
		receipts = append(receipts, one)
	}
	return receipts
}
