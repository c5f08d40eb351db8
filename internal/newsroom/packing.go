package newsroom

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/deliver"
	"stet/internal/store"
)

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
