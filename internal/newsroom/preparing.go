package newsroom

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/desk"
	"stet/internal/page"
	"stet/internal/store"
)

// prepared is a story that was loaded, rendered and checked.
type prepared struct {
	story    bundle.Story
	findings []check.Finding
	body     string // digest of a body that was let go; "" = it is in the story
}

func (p *prepared) planned() Planned {
	return Planned{ID: p.story.Article.ID, Headline: p.story.Article.Headlines.Main, Findings: p.findings}
}

// prepareFor loads, renders and checks what a request asks for on all
// processors, by the limits of where it goes. Words are kept for what is written
// of more stories than stay in memory; nil = nothing will be.
func (r *Room) prepareFor(ctx context.Context, q ExportRequest, limits []check.Limit, words *pile) ([]prepared, error) {
	ids, err := r.Select(q.Selection)
	if err == nil && q.Changed {
		ids, err = r.onlyChanged(ids, q.Profile)
	}
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, ErrNothing
	}
	scene, err := r.scene(ctx, ids)
	if err != nil {
		return nil, err
	}
	scene.limits = limits
	ready, errs := make([]prepared, len(ids)), make([]error, len(ids))
	holes, err := r.holesOf(q.Selection)
	if err != nil {
		return nil, err
	}
	checked := counted(Checking, len(ids), q.Progress)
	each(len(ids), func(i int) {
		ready[i], errs[i] = r.prepareOne(ctx, ids[i], scene)
		checked(ready[i].story.Article.Headlines.Main)
		if hole := holes[ids[i]]; hole != nil {
			if errors.Is(errs[i], store.ErrNotFound) {
				ready[i].story.Article.ID, errs[i] = ids[i], nil
			}
			ready[i].findings = append(hole, ready[i].findings...)
		}
		if i >= mostLaid && errs[i] == nil {
			errs[i] = ready[i].setDown(words)
		}
	})
	if words != nil && words.err != nil { // once, not for each story
		return nil, words.err
	}
	return ready, errors.Join(errs...)
}

// scene is what every story of an export shares.
type scene struct {
	house    article.House
	zone     *time.Location // of the house: reading it takes a file
	settings map[string]string
	trending []page.Link
	sections []desk.Section
	newest   time.Time     // what was saved last
	ahead    time.Duration // by which the clock went forward
	twins    check.Twins
	lineups  []desk.Lineup // where stories are called something of their own
	limits   []check.Limit // of where they go
}

func (r *Room) scene(ctx context.Context, ids []article.ID) (scene, error) {
	house, err := r.House()
	if err != nil {
		return scene{}, err
	}
	trending, err := r.trending(house)
	if err != nil {
		return scene{}, err
	}
	newest, err := r.newest()
	if err != nil {
		return scene{}, err
	}
	ahead, err := r.ahead()
	if err != nil {
		return scene{}, err
	}
	lineups, err := r.storedLineups()
	if err != nil {
		return scene{}, err
	}
	settings, err := r.Settings()
	if err != nil {
		return scene{}, err
	}
	sections, err := r.db.Sections()
	return scene{house, house.Location(), settings, trending, sections, newest, ahead, r.twinsAmong(ctx, ids), lineups, nil}, err
}

func (r *Room) prepareOne(ctx context.Context, id article.ID, s scene) (prepared, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return prepared{}, fmt.Errorf("load story %s: %w", id, err)
	}
	return r.preparedOf(ctx, a, s)
}

// preparedOf renders and checks a story that was loaded.
func (r *Room) preparedOf(ctx context.Context, a article.Article, s scene) (prepared, error) {
	doc, unlaid, err := r.layOut(ctx, &a)
	if err != nil {
		return prepared{}, fmt.Errorf("render story %s: %w", a.ID, err)
	}
	p := prepared{story: bundle.Story{Article: a, Doc: doc, Trending: s.trending, Picture: r.db.Picture}}
	if a.SectionID != "" {
		if _, err := desk.Find(s.sections, a.SectionID); err != nil {
			return p, fmt.Errorf("place story %s: %w", a.ID, err)
		}
		p.story.Section = desk.Settled(s.sections, a.SectionID)
	}
	p.story.EmbargoOver = !check.Locked(a.Embargo, check.Clock{Now: r.now(), Newest: s.newest, Ahead: s.ahead})
	p.findings = r.findings(&a, doc, s, unlaid)
	if a.Embargo.IsBroken() {
		p.story.Passed = append(p.story.Passed, article.Passed{Stop: "embargo", By: a.Embargo.Broken.By, Why: a.Embargo.Broken.Why})
	}
	return p, nil
}

// each calls do for 0 to n-1 on all processors and waits.
func each(n int, do func(int)) {
	var group sync.WaitGroup
	var given atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := int(given.Add(1)) - 1; i < n; i = int(given.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
}
