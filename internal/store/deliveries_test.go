package store

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"stet/internal/article"
)

// outboxModel is what the store must know of targets and deliveries.
type outboxModel struct {
	targets    map[string]article.Target
	deliveries map[string]article.Delivery // by story and target
	order      []string                    // changed last first
}

func newOutboxModel() outboxModel {
	return outboxModel{targets: map[string]article.Target{}, deliveries: map[string]article.Delivery{}}
}

func deliveryName(d *article.Delivery) string { return string(d.Story) + " " + d.Target }

// deliver keeps and removes targets, and lets deliveries come further.
func (p *player) deliver() {
	id := p.pick("t1", "t2", "t3")
	switch n := p.rnd.IntN(8); {
	case n == 0:
		_, there := p.m.outbox.targets[id]
		if err := p.db.RemoveTarget(id); there {
			p.must(err)
		} else {
			wantError(p.t, err, ErrNotFound)
		}
		delete(p.m.outbox.targets, id)
	case n < 3:
		t := article.Target{ID: id, Name: p.pick("Web", "Сайт"), Kind: article.TargetFolder, Address: "/srv"}
		p.must(p.db.PutTarget(t))
		p.m.outbox.targets[id] = t
	default:
		p.deliveries()
	}
}

func (p *player) deliveries() {
	states := []article.DeliveryState{article.Queued, article.Going, article.Scheduled, article.Shown, article.Down, article.Stopped}
	var some []article.Delivery
	for range 1 + p.rnd.IntN(3) {
		d := article.Delivery{
			Story: p.id(), Target: p.pick("t1", "t2"), Act: article.Publish, State: states[p.rnd.IntN(len(states))],
			Rev: p.rnd.Int64N(9), Asked: at, Changed: at, Says: p.pick("", "The server is busy."),
			Held: article.Held{Digest: fmt.Sprint(p.rnd.IntN(1e6))},
		}
		again := func(other article.Delivery) bool { return deliveryName(&other) == deliveryName(&d) }
		if !slices.ContainsFunc(some, again) {
			some = append(some, d)
		}
	}
	p.must(p.db.PutDeliveries(some...))
	m := &p.m.outbox
	for _, d := range some {
		m.deliveries[deliveryName(&d)] = d
		m.order = slices.DeleteFunc(m.order, func(name string) bool { return name == deliveryName(&d) })
	}
	// What was noted at once stands by story and target.
	slices.SortFunc(some, func(a, b article.Delivery) int {
		return slices.Compare([]string{deliveryName(&a)}, []string{deliveryName(&b)})
	})
	for _, d := range slices.Backward(some) {
		m.order = slices.Insert(m.order, 0, deliveryName(&d))
	}
}

func (p *player) compareOutbox() {
	p.t.Helper()
	m := &p.m.outbox
	targets, err := p.db.Targets()
	p.must(err)
	want := []article.Target{}
	for _, id := range slices.Sorted(maps.Keys(m.targets)) {
		want = append(want, m.targets[id])
	}
	p.same("targets", targets, want)
	for _, waiting := range []bool{true, false} {
		want := []article.Delivery{}
		for _, name := range m.order {
			if d := m.deliveries[name]; d.State.Waiting() == waiting {
				want = append(want, d)
			}
		}
		got, err := p.db.Outbox(waiting, 0)
		p.must(err)
		p.same(fmt.Sprintf("outbox, waiting %v", waiting), got, want)
	}
	for n := range 8 {
		want := []article.Delivery{}
		for _, target := range []string{"t1", "t2"} {
			if d, ok := m.deliveries[string(storyID(n))+" "+target]; ok {
				want = append(want, d)
			}
		}
		got, err := p.db.Deliveries(storyID(n))
		p.must(err)
		p.same("deliveries", got, want)
	}
}

// A newsroom of a Stet that knew no targets has none, and takes some.
func TestDeliveriesOfAnEmptyStore(t *testing.T) {
	db := openWith(t, t.TempDir(), testOptions(t))
	defer db.Close()
	for _, waiting := range []bool{true, false} {
		if got, err := db.Outbox(waiting, 0); err != nil || got == nil || len(got) > 0 {
			t.Fatalf("outbox of an empty store: %v, %v", got, err)
		}
	}
	wantError(t, db.PutDeliveries(article.Delivery{Story: "no id", Target: "t"}), article.ErrValue)
	wantError(t, db.PutDeliveries(article.Delivery{Story: storyID(1)}), article.ErrValue)
	wantError(t, db.RemoveTarget("t1"), ErrNotFound)
}

// What an earlier Stet kept without a word of it may be at its target.
func TestADeliveryThatIsTriedAgainMayBeThere(t *testing.T) {
	db := openWith(t, t.TempDir(), testOptions(t))
	defer db.Close()
	if err := db.PutDeliveries(article.Delivery{Story: storyID(1), Target: "t", Act: article.Publish, State: article.Queued, Tries: 1, Asked: at}); err != nil {
		t.Fatal(err)
	}
	one, err := db.Deliveries(storyID(1))
	if err != nil || len(one) != 1 || !one[0].Held.Perhaps {
		t.Errorf("of the story: %+v, %v", one, err)
	}
	waiting, err := db.Outbox(true, 0)
	if err != nil || len(waiting) != 1 || !waiting[0].Held.Perhaps {
		t.Errorf("on its way: %+v, %v", waiting, err)
	}
}
