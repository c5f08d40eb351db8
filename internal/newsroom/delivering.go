package newsroom

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/deliver"
	"stet/internal/desk"
	"stet/internal/store"
)

// Looks at what a target holds, after it took a story.
const (
	lookAgain    = 30 * time.Second // at what was not seen there
	lookReleased = 20 * time.Second // behind the instant at which it lets a story out
)

// carry does what is next for one delivery.
func (r *Room) carry(ctx context.Context, w way) error {
	begun, do, err := r.begin(w)
	if err != nil || !do {
		return err
	}
	target, err := r.Target(w.target)
	if errors.Is(err, ErrNoTarget) {
		return r.stop(begun, "The destination was removed.", "Send the story to another one.")
	}
	if err != nil {
		return err
	}
	t := &trip{room: r, target: target, asked: begun}
	next := t.send
	if begun.State != article.Going {
		next = t.look
	}
	err = next(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return r.stray(begun)
	}
	return err
}

// stray ends a delivery of something that is not in this newsroom. It would hold
// up all that goes to its target for good: nobody can call back what is going.
func (r *Room) stray(asked article.Delivery) error {
	const says = "There is no such story in this newsroom."
	if asked.Held.Has() {
		return r.stop(asked, says, "Look for it there, then call this back.")
	}
	return r.ended(asked, func(d *article.Delivery) error {
		d.State, d.Says, d.Hint, d.Due = article.Cancelled, says, "", time.Time{}
		return nil
	})
}

// begin takes a delivery up, where it is due; one that is there already is only
// looked at.
func (r *Room) begin(w way) (begun article.Delivery, do bool, err error) {
	changed, err := r.changes([]way{w}, func(d *article.Delivery) (bool, error) {
		if !d.State.Runs() || d.Due.After(r.now()) {
			return false, nil
		}
		begun, do = *d, true
		if d.State == article.Unseen || d.State == article.Scheduled {
			return false, nil
		}
		d.State = article.Going
		return true, nil
	})
	if len(changed) == 1 {
		begun = changed[0]
	}
	return begun, do, err
}

// trip is one delivery being carried out.
type trip struct {
	room    *Room
	target  article.Target
	asked   article.Delivery // as it was when the trip began
	stories []prepared       // that go; none = word to take one down
	front   *bundle.Front    // that goes with them; nil = none does

	key, unsigned string // of the package: the key that signed it, or why nobody did
}

// stop has a person decide.
func (r *Room) stop(asked article.Delivery, says, hint string) error {
	return r.ended(asked, func(d *article.Delivery) error {
		d.State, d.Says, d.Hint, d.Due = article.Stopped, says, hint, time.Time{}
		return nil
	})
}

// ended says what became of a delivery. Where something else was asked for
// meanwhile only what the target holds is taken over, and that goes next.
func (r *Room) ended(asked article.Delivery, become func(*article.Delivery) error) error {
	_, err := r.changes([]way{wayOf(&asked)}, func(d *article.Delivery) (bool, error) {
		now := *d
		if err := become(&now); err != nil {
			return false, err
		}
		if overtaken(d, &asked) || d.State != asked.State {
			d.Held = now.Held
			return true, nil
		}
		*d = now
		return true, nil
	})
	return err
}

// overtaken reports whether something else was asked for since a trip began.
func overtaken(now, asked *article.Delivery) bool {
	return !now.Asked.Equal(asked.Asked) || now.Act != asked.Act || now.Rev != asked.Rev
}

// send brings the target to the state that is asked for.
func (t *trip) send(ctx context.Context) error {
	if t.asked.Act == article.Publish || t.asked.Act == article.Schedule {
		may, err := t.check(ctx)
		if err != nil || !may {
			return err
		}
	}
	parcel, done, err := t.pack(ctx)
	if err != nil {
		return t.unpacked(ctx, err)
	}
	defer done()
	client, err := t.room.connect(&t.target, "")
	if err != nil {
		return t.room.stop(t.asked, err.Error()+".", "Change this destination, then test the connection.")
	}
	outcome, err := client.Send(ctx, parcel, t.note)
	if err != nil {
		return t.failed(ctx, err)
	}
	return t.arrived(outcome, parcel)
}

// look asks the target what it holds by now.
func (t *trip) look(ctx context.Context) error {
	parcel, done, err := t.pack(ctx)
	if err != nil {
		return t.unpacked(ctx, err)
	}
	defer done()
	client, err := t.room.connect(&t.target, "")
	if err != nil {
		return t.room.stop(t.asked, err.Error()+".", "Change this destination, then test the connection.")
	}
	outcome, err := client.Read(ctx, parcel)
	if err != nil {
		return t.unseen(ctx, err)
	}
	return t.arrived(outcome, parcel)
}

// unseen is a look that failed: what was sent stays sent.
func (t *trip) unseen(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f := explainFailure(t.target.Name, err)
	return t.room.ended(t.asked, func(d *article.Delivery) error {
		d.Tries++
		d.Says, d.Hint, d.Offline = f.says, "It was sent, and is looked at again by itself.", f.reason == deliver.Offline
		d.Due = t.room.now().Add(pause(d, &f))
		return nil
	})
}

// check looks at the stories once more, at the moment at which they would go.
func (t *trip) check(ctx context.Context) (may bool, err error) {
	var limits []check.Limit // a package that goes as it is was held to those of its own profile
	if t.asked.Bundle == "" {
		if limits, err = t.room.limitsAt(&t.target); err != nil {
			return false, t.unpacked(ctx, err)
		}
	}
	stories := []prepared{}
	for _, carried := range t.asked.Stories() {
		p, err := t.room.prepareRevision(ctx, carried.ID, carried.Rev, limits)
		if err != nil {
			return false, t.unpacked(ctx, err)
		}
		stories = append(stories, p)
	}
	if t.asked.Act == article.Schedule && !stories[0].embargoed() {
		if err := t.turn(article.Publish); err != nil { // its embargo is over
			return false, err
		}
	}
	notices, err := t.notices(stories)
	if err != nil {
		return false, t.unpacked(ctx, err)
	}
	for i := range stories {
		if notices[stories[i].story.Article.ID] {
			continue
		}
		if may, err := t.checkOne(&stories[i]); err != nil || !may {
			return false, err
		}
	}
	t.stories = stories
	why, err := t.packFront()
	if err != nil {
		return false, t.unpacked(ctx, err)
	}
	if why != "" {
		return false, t.room.stop(t.asked, why, mendFront)
	}
	return true, nil
}

// notices are those that a package has in the place of stories that are killed:
// they pass every check.
func (t *trip) notices(stories []prepared) (map[article.ID]bool, error) {
	killed := func(p prepared) bool { return p.story.Article.Flag == article.Killed }
	if t.asked.Bundle == "" || len(t.asked.Carries) == 0 || !slices.ContainsFunc(stories, killed) {
		return nil, nil
	}
	b, err := t.given()
	if err != nil {
		return nil, err
	}
	defer b.Close()
	notices, err := t.room.noticesIn(b)
	for _, p := range stories {
		if !killed(p) {
			delete(notices, p.story.Article.ID) // it was brought back since
		}
	}
	return notices, err
}

const mendFront = "Mend the lineup, then send the front again."

func (t *trip) checkOne(p *prepared) (may bool, err error) {
	for _, one := range t.asked.Passed {
		if one.Stop != "embargo" || t.early(p) {
			p.pass(one)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(p.findings), isEmbargo)
	switch {
	case p.story.Article.Flag == article.Killed && len(t.asked.Carries) == 0:
		return false, t.killed()
	case check.Blocked(rest) && t.asked.Lineup != "":
		return false, t.room.stop(t.asked, deskName(&p.story.Article)+": "+stoppedWords(rest), mendFront)
	case check.Blocked(rest) && len(t.asked.Carries) > 0:
		return false, t.room.stop(t.asked, deskName(&p.story.Article)+": "+stoppedWords(rest), "Save a package without it, then deliver that.")
	case check.Blocked(rest):
		return false, t.room.stop(t.asked, stoppedWords(rest), "Mend it, then send it again.")
	case p.embargoed():
		return false, t.room.ended(t.asked, func(d *article.Delivery) error {
			untilRelease(d, &p.story.Article, t.room.now())
			return nil
		})
	}
	return true, nil
}

// early reports whether the target may have a story before its embargo ends.
func (t *trip) early(p *prepared) bool {
	e := p.story.Article.Embargo
	return t.asked.Act == article.Schedule && t.target.KeepsEmbargoes && e != nil && !e.At.IsZero()
}

// killed is a story that was killed while it waited: it does not go, and who has
// it is told.
func (t *trip) killed() error {
	return t.room.ended(t.asked, func(d *article.Delivery) error {
		if !d.Held.Has() && d.Held.ID == "" {
			d.State, d.Due, d.Says, d.Hint = article.Cancelled, time.Time{}, "It was killed before it went.", ""
			return nil
		}
		t.room.askDown(d, article.Withdraw, d.Rev, "Killed")
		return nil
	})
}

// turn keeps an act that a delivery has become while it goes.
func (t *trip) turn(act article.DeliveryAct) error {
	t.asked.Act = act
	_, err := t.room.changes([]way{wayOf(&t.asked)}, func(d *article.Delivery) (bool, error) {
		if d.State != article.Going || d.Rev != t.asked.Rev || !d.Asked.Equal(t.asked.Asked) {
			return false, nil
		}
		d.Act = act
		return true, nil
	})
	return err
}

// pack makes the parcel; done takes away what it needed.
func (t *trip) pack(ctx context.Context) (p deliver.Parcel, done func(), err error) {
	d := &t.asked
	p = deliver.Parcel{Story: d.Story, Act: deliver.Act(d.Act), Known: remoteOf(&d.Held), Over: d.Over}
	done = func() {}
	if d.Lineup != "" {
		p.Story, p.Front = "", d.Story
	}
	if d.Act == article.Withdraw && !showsStories(&t.target) {
		return t.notice(ctx, p)
	}
	if d.Act == article.HoldBack || d.Act == article.Withdraw {
		return p, done, nil
	}
	if len(d.Carries) > 0 {
		p.Story = ""
	}
	if t.front != nil {
		p.Name = frontFile(t.front)
	} else if len(d.Carries) == 0 && len(t.stories) == 0 {
		now, err := t.room.prepareRevision(ctx, d.Story, d.Rev, nil)
		if err != nil {
			return p, done, err
		}
		t.stories = []prepared{now}
	}
	if d.Act == article.Schedule && t.stories[0].story.Article.Embargo != nil {
		p.At = t.release()
	}
	if d.Bundle != "" {
		p.Bundle, err = t.given()
		if err != nil {
			return p, done, err
		}
		if t.key = p.Bundle.Key; t.key == "" {
			t.unsigned = "it was saved so"
		}
		return p, func() { _ = p.Bundle.Close() }, nil
	}
	p.Bundle, done, err = t.made(ctx, backOut(t.stories))
	return p, done, err
}

// backOut are stories as they stand once they have gone: one that was taken down
// is sent again then, and its package must not say that it is withdrawn.
func backOut(stories []prepared) []prepared {
	stories = slices.Clone(stories)
	for i := range stories {
		if a := &stories[i].story.Article; a.Status == article.Withdrawn {
			a.Status = article.Sent
		}
	}
	return stories
}

// notice puts word of a kill in the story's place, for whoever takes packages. A
// kill goes without it where none can be made.
func (t *trip) notice(ctx context.Context, p deliver.Parcel) (deliver.Parcel, func(), error) {
	notices, err := t.room.killNotices(Selection{IDs: []article.ID{t.asked.Story}})
	if err == nil {
		made, done, err := t.made(ctx, notices)
		if err == nil {
			p.Bundle = made
			return p, done, nil
		}
	}
	return p, func() {}, ctx.Err()
}

// errPackage says that a package that was to go is not what it was.
var errPackage = errors.New("the package was changed since it was sent off")

// given is a package that goes as it is.
func (t *trip) given() (*bundle.Opened, error) {
	opened, err := bundle.Open(t.asked.Bundle)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errPackage, err)
	}
	if opened.Digest != t.asked.Seal {
		return nil, errors.Join(errPackage, opened.Close())
	}
	return opened, nil
}

// made is a package of these stories, in a folder that goes with it.
func (t *trip) made(ctx context.Context, stories []prepared) (*bundle.Opened, func(), error) {
	house, err := t.room.House()
	if err != nil {
		return nil, nil, err
	}
	profile, err := t.room.profile(profileAt(&t.target))
	if err != nil {
		return nil, nil, err
	}
	request := bundle.Request{House: house, Profile: profile, Program: t.room.opts.Program, Darkroom: t.room.darkroom, Front: t.front, Passing: true}
	if request.Stories, err = t.room.following(profile.Name, stories); err != nil {
		return nil, nil, err
	}
	if takesFiles(&t.target) {
		request.Signer, t.unsigned = t.room.goingSigner()
	}
	dir, err := os.MkdirTemp("", "stet-going-*")
	if err != nil {
		return nil, nil, fmt.Errorf("make room for the package: %w", err)
	}
	clear := func() { _ = os.RemoveAll(dir) }
	written, err := bundle.Write(ctx, request, filepath.Join(dir, "going.zip"))
	if err != nil {
		clear()
		return nil, nil, err
	}
	opened, err := bundle.Open(written.Path)
	if err != nil {
		clear()
		return nil, nil, err
	}
	t.key = written.Key
	return opened, func() { _ = opened.Close(); clear() }, nil
}

// unpacked is a delivery whose parcel could not be made.
func (t *trip) unpacked(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, store.ErrDiskFull) { // which passes
		if t.asked.State != article.Going {
			return t.unseen(ctx, err)
		}
		return t.failed(ctx, err)
	}
	p := Explain(err)
	if errors.Is(err, errPackage) {
		p.Message, p.Hint = "The package is not there any more, or was changed.", "Save it again, then deliver that."
	}
	return t.room.stop(t.asked, p.Message, p.Hint)
}

// failed is a sending that did not come to its end.
func (t *trip) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err() // it stays going: nobody knows how far it came
	}
	return t.room.ended(t.asked, func(d *article.Delivery) error {
		t.room.failedWith(d, t.target.Name, err)
		return nil
	})
}

// note keeps what a later try should know, while this one is under way.
func (t *trip) note(remote deliver.Remote) {
	_, _ = t.room.changes([]way{wayOf(&t.asked)}, func(d *article.Delivery) (bool, error) {
		d.Held = heldOf(remote, d.Held)
		return true, nil
	}) // what cannot be noted is found again by the story's own id
}

// prepareRevision is a revision that is to go, with what stops the story now:
// flag, embargo, legal read and the trash are those of the newest revision.
// limits are those of where it goes.
func (r *Room) prepareRevision(ctx context.Context, id article.ID, rev int64, limits []check.Limit) (prepared, error) {
	scene, err := r.scene(ctx, []article.ID{id})
	if err != nil {
		return prepared{}, err
	}
	scene.limits = limits
	now, err := r.db.Get(id)
	if err != nil {
		return prepared{}, err
	}
	if rev == 0 || rev == now.Rev {
		return r.preparedOf(ctx, now, scene)
	}
	a, err := r.db.GetRev(id, rev)
	if err != nil {
		return prepared{}, err
	}
	a.Status, a.Flag, a.Embargo, a.Legal, a.Trashed, a.Merge = now.Status, now.Flag, now.Embargo, now.Legal, now.Trashed, now.Merge
	a.Slug, a.OldSlugs, a.FirstPublished, a.LastPublished = now.Slug, now.OldSlugs, now.FirstPublished, now.LastPublished
	if a.SectionID != "" {
		if _, err := desk.Find(scene.sections, a.SectionID); err != nil {
			a.SectionID, a.Section = now.SectionID, now.Section // its section is gone
		}
	}
	return r.preparedOf(ctx, a, scene)
}
