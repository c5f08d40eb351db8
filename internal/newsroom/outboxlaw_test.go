package newsroom_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// Whatever targets do and whenever the program dies: nothing is made twice, no
// killed story is left with readers, and what was sent last is what is there.
func TestTheOutboxHoldsItsLawsThroughCrashes(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	d := openDesk(t, "Web", "App")
	p := &sender{outDesk: d, rnd: rand.New(rand.NewPCG(seed, 1)), sent: map[article.ID]int64{}, killed: map[article.ID]bool{}}
	for range 4 {
		p.ids = append(p.ids, take(t, d.Room, ferry).ID)
	}
	for range 40 {
		p.step()
	}
	p.drain()
	p.judge()
}

// sender does random things to stories that are on their way.
type sender struct {
	*outDesk
	rnd    *rand.Rand
	ids    []article.ID
	sent   map[article.ID]int64 // the revision that was sent last, to both
	killed map[article.ID]bool
}

func (p *sender) step() {
	id := p.ids[p.rnd.IntN(len(p.ids))]
	switch n := p.rnd.IntN(20); {
	case n < 4:
		if !p.killed[id] {
			edit(p.t, p.Room, id, "standfirst", time.Duration(p.rnd.Int64()).String())
		}
	case n < 9 && !p.killed[id]:
		head := known(p.Story(id))
		p.outDesk.send([]article.ID{id}, "Web", "App")
		p.sent[id] = head.Rev
	case n == 9 && !p.killed[id] && p.rnd.IntN(2) == 0:
		kill(p.t, p.Room, id)
		p.killed[id] = true
	case n < 12:
		p.dies([]string{"Web", "App"}[p.rnd.IntN(2)])
	case n < 14:
		p.reopen(p.dir)
	default:
		p.pass(time.Duration(p.rnd.IntN(200)) * time.Second)
		p.mishaps()
		p.run()
	}
}

func (p *sender) mishaps() {
	reasons := []deliver.Reason{deliver.Offline, deliver.Later}
	for _, c := range p.targets {
		var script []mishap
		for range p.rnd.IntN(3) {
			err := fails(reasons[p.rnd.IntN(len(reasons))])
			if p.rnd.IntN(2) == 0 {
				script = append(script, mishap{before: err})
			} else {
				script = append(script, mishap{after: err})
			}
		}
		c.script(script...)
	}
}

// drain lets everything come to its end.
func (p *sender) drain() {
	for _, c := range p.targets {
		c.script()
	}
	for range 20 {
		p.run()
		p.pass(time.Hour)
	}
}

func (p *sender) judge() {
	p.t.Helper()
	for _, id := range p.ids {
		for name, c := range p.targets {
			if c.made[id] > 1 {
				p.t.Errorf("%s was made %d times at %s", id, c.made[id], name)
			}
			if p.killed[id] && c.state(id) == deliver.Live {
				p.t.Errorf("%s is killed, and live at %s", id, name)
			}
			if p.sent[id] == 0 || p.killed[id] {
				continue
			}
			item := p.of(id, name)
			if item.State != article.Shown || item.Held.Rev != p.sent[id] || item.Held.Digest != c.posts[id].digest {
				p.t.Errorf("%s at %s is %s in revision %d, was sent in %d", id, name, item.State, item.Held.Rev, p.sent[id])
			}
			if p.status(id) != article.Live {
				p.t.Errorf("%s is %s", id, p.status(id))
			}
		}
	}
	page, err := p.Outbox()
	if err != nil || len(page.Waiting) > 0 {
		p.t.Errorf("%d wait still, %v", len(page.Waiting), err)
	}
}

// What the loop tells is small, and tells of every change.
func TestTheOutboxTellsWhatChanged(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	ctx, stop := context.WithCancel(context.Background())
	news, ended := make(chan newsroom.OutboxNews, 100), make(chan struct{})
	go func() { d.KeepDelivering(ctx, func(n newsroom.OutboxNews) { news <- n }); close(ended) }()
	var last newsroom.OutboxNews
	d.send([]article.ID{a.ID}, "Web")
	for d.of(a.ID, "Web").State != article.Shown {
		last = <-news
	}
	for len(news) > 0 {
		last = <-news
	}
	if last.Waiting != 0 || len(last.Stories) != 1 || last.Stories[0] != a.ID {
		t.Fatalf("the last word is %+v", last)
	}
	stop()
	<-ended
}
