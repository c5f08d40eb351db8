package newsroom_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
	"stet/internal/secret"
)

// cms is a target that does what a script tells it and counts what it made.
type cms struct {
	mu      sync.Mutex
	now     func() time.Time
	posts   map[article.ID]*post
	made    map[article.ID]int // posts that were made: more than one is a story that went twice
	mishaps []mishap           // of the calls to come
	calls   []string
	left    bool          // it cannot tell what becomes of a story
	during  func()        // called once, while a sending is under way
	lag     int           // looks at which a story is not let out yet, though its time is over
	drops   string        // a field that it drops
	keeps   string        // what it keeps instead
	blocks  chan struct{} // nil = it answers at once
}

type post struct {
	state   deliver.State
	at      time.Time
	digest  string
	marked  string // what the target was last given
	version int
}

// mishap is how one call fails: before it did anything, or after all was done.
type mishap struct{ before, after error }

func newCMS(now func() time.Time) *cms {
	return &cms{now: now, posts: map[article.ID]*post{}, made: map[article.ID]int{}}
}

func (c *cms) Test(context.Context) (deliver.Tested, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return deliver.Tested{Says: "a CMS"}, c.mishap().before
}

// mishap is that of this call; the caller has the lock.
func (c *cms) mishap() mishap {
	if len(c.mishaps) == 0 {
		return mishap{}
	}
	m := c.mishaps[0]
	c.mishaps = c.mishaps[1:]
	return m
}

func (c *cms) Send(ctx context.Context, p deliver.Parcel, note func(deliver.Remote)) (deliver.Outcome, error) {
	if c.blocks != nil {
		select {
		case <-c.blocks:
		case <-ctx.Done():
			return deliver.Outcome{}, ctx.Err()
		}
	}
	c.mu.Lock()
	during, m := c.during, c.mishap()
	c.during = nil
	c.calls = append(c.calls, string(p.Act)+" "+string(p.Story))
	if m.before != nil {
		c.mu.Unlock()
		return deliver.Outcome{}, m.before
	}
	if err := c.put(&p); err != nil {
		c.mu.Unlock()
		return deliver.Outcome{}, err
	}
	remote := c.remote(p.Story)
	c.mu.Unlock()
	if during != nil {
		during()
	}
	if ctx.Err() != nil {
		return deliver.Outcome{}, ctx.Err()
	}
	note(remote)
	if m.after != nil {
		return deliver.Outcome{}, m.after
	}
	return c.see(p), nil
}

// put makes or changes the post; the caller has the lock.
func (c *cms) put(p *deliver.Parcel) error {
	is := c.posts[p.Story]
	marked := is != nil && is.digest == is.marked // a sending whose answer was lost left it as its mark says
	if is != nil && !marked && p.Known.Version != "" && p.Known.Version != fmt.Sprint(is.version) && p.Over != fmt.Sprint(is.version) {
		return &deliver.Failure{Reason: deliver.Conflict, Doing: "change the post", There: c.remote(p.Story)}
	}
	down := p.Act == deliver.HoldBack || p.Act == deliver.Withdraw
	if is == nil && down {
		return nil
	}
	if is == nil {
		is = &post{}
		c.posts[p.Story] = is
		c.made[p.Story]++
	}
	state, digest := map[deliver.Act]deliver.State{
		deliver.Publish: deliver.Live, deliver.Schedule: deliver.Scheduled, deliver.HoldBack: deliver.Draft, deliver.Withdraw: deliver.Gone,
	}[p.Act], is.digest
	if !down {
		digest = p.Bundle.Digest
	}
	if is.state != state || is.digest != digest {
		is.state, is.digest, is.marked, is.at = state, digest, digest, p.At
		is.version++
	}
	return nil
}

func (c *cms) remote(id article.ID) deliver.Remote {
	is := c.posts[id]
	if is == nil {
		return deliver.Remote{}
	}
	return deliver.Remote{ID: "post-" + string(id), URL: "https://www.example.org/" + string(id), Version: fmt.Sprint(is.version), Digest: is.digest,
		Media: map[string]deliver.Media{"abc": {URL: "https://www.example.org/abc.jpg"}}}
}

func (c *cms) Read(_ context.Context, p deliver.Parcel) (deliver.Outcome, error) {
	c.mu.Lock()
	m := c.mishap()
	c.calls = append(c.calls, "read "+string(p.Story))
	c.mu.Unlock()
	if m.before != nil {
		return deliver.Outcome{}, m.before
	}
	return c.see(p), nil
}

func (c *cms) see(p deliver.Parcel) deliver.Outcome {
	c.mu.Lock()
	defer c.mu.Unlock()
	is := c.posts[p.Story]
	if is == nil {
		return deliver.Outcome{State: deliver.Absent}
	}
	o := deliver.Outcome{Remote: c.remote(p.Story), State: is.state, At: is.at}
	if is.state == deliver.Scheduled && !c.now().Before(is.at) {
		if c.lag--; c.lag < 0 {
			o.State = deliver.Live
		}
	}
	if c.left && o.State == deliver.Live {
		o.State = deliver.Left
	}
	if c.drops != "" {
		o.Differences = []deliver.Difference{{Field: c.drops, Sent: "words", Stored: c.keeps}}
	}
	return o
}

func (c *cms) script(m ...mishap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mishaps = m
}

func (c *cms) took() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	calls := c.calls
	c.calls = nil
	return calls
}

func (c *cms) state(id article.ID) deliver.State {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.posts[id] == nil {
		return deliver.Absent
	}
	return c.posts[id].state
}

func fails(reason deliver.Reason) error { return &deliver.Failure{Reason: reason, Doing: "send"} }

// desk is a newsroom with targets that are scripted, at a clock that somebody moves.
type outDesk struct {
	*hands
	*newsroom.Room
	t       *testing.T
	dir     string
	targets map[string]*cms // by name
	keys    newsroom.KeyBook
}

func openDesk(t *testing.T, targets ...string) *outDesk {
	t.Helper()
	d := &outDesk{hands: &hands{shows: time.Date(2026, 11, 22, 22, 55, 0, 0, time.UTC)}, t: t, dir: t.TempDir(), targets: map[string]*cms{}}
	for _, name := range targets {
		d.targets[name] = newCMS(func() time.Time { return d.shows })
	}
	d.reopen(d.dir)
	named(t, d.Room)
	for _, name := range targets {
		wish := newsroom.TargetWish{Target: article.Target{Name: name, Kind: article.TargetWordPress, Address: "https://www.example.org", User: "desk", Profile: "", KeepsEmbargoes: true}, Secret: "open sesame"}
		if _, err := d.KeepTarget(wish); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// reopen takes the newsroom in a folder, as after the program ended.
func (d *outDesk) reopen(dir string) {
	d.t.Helper()
	if d.Room != nil {
		if err := d.Close(); err != nil {
			d.t.Fatal(err)
		}
	}
	d.dir = dir
	room, err := newsroom.Open(newsroom.Options{
		Dir: dir, Person: article.Person{Name: "Ada Lind"}, Program: "stet test", ExportFolder: d.t.TempDir(), Secrets: &secret.Memory{}, Keys: d.keys,
		Now: func() time.Time { return d.shows }, Elapsed: func() time.Duration { return d.gone },
		Connect: func(c deliver.Config, o deliver.Options) (deliver.Target, error) {
			if c.Kind == "folder" {
				return deliver.New(c, o)
			}
			return d.targets[c.Name], nil
		},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	d.Room = room
	d.t.Cleanup(func() { _ = room.Close() })
}

func (d *outDesk) send(ids []article.ID, to ...string) newsroom.SentOut {
	d.t.Helper()
	sent, err := d.Send(context.Background(), newsroom.SendRequest{Selection: newsroom.Selection{IDs: ids}, Targets: to})
	if err != nil {
		d.t.Fatal(err)
	}
	return sent
}

func (d *outDesk) run() {
	d.t.Helper()
	if err := d.RunOutbox(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

// dies ends the program while a target has taken a story and nobody knows it.
func (d *outDesk) dies(target string) {
	d.t.Helper()
	ctx, die := context.WithCancel(context.Background())
	defer die()
	c := d.targets[target]
	c.mu.Lock()
	c.during = die
	c.mu.Unlock()
	_ = d.RunOutbox(ctx)
	c.mu.Lock()
	c.during = nil
	c.mu.Unlock()
	d.reopen(d.dir)
}

// of is how far a story is on its way to a target.
func (d *outDesk) of(id article.ID, target string) newsroom.OutboxItem {
	d.t.Helper()
	items, err := d.DeliveriesOf(id)
	if err != nil {
		d.t.Fatal(err)
	}
	i := slices.IndexFunc(items, func(i newsroom.OutboxItem) bool { return i.TargetName == target })
	if i < 0 {
		d.t.Fatalf("nothing of %s is known at %s", id, target)
	}
	return items[i]
}

func (d *outDesk) chosen(id article.ID, target string) []newsroom.Chosen {
	return []newsroom.Chosen{{Story: id, Target: d.of(id, target).Target}}
}

func (d *outDesk) status(id article.ID) article.Status {
	d.t.Helper()
	a, err := d.Story(id)
	if err != nil {
		d.t.Fatal(err)
	}
	return a.Status
}

func (d *outDesk) want(id article.ID, target string, state article.DeliveryState, status article.Status) newsroom.OutboxItem {
	d.t.Helper()
	i := d.of(id, target)
	if i.State != state || d.status(id) != status {
		d.t.Fatalf("the delivery is %s (%s %s), the story %s; want %s, %s", i.State, i.Says, i.Hint, d.status(id), state, status)
	}
	return i
}
