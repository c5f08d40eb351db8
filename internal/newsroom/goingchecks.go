package newsroom

import (
	"context"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/desk"
)

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
		if !d.Held.Has() && d.Held.ID == "" && !d.Held.Perhaps {
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
