package newsroom_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// takeDown asks targets to take the lineup from readers, and runs.
func (d *frontDesk) takeDown(lineup string, to ...string) newsroom.SentOut {
	d.t.Helper()
	q := newsroom.SendRequest{Selection: newsroom.Selection{Lineup: lineup}, Targets: to, Act: article.HoldBack, Why: "Too early"}
	sent, err := d.Send(d.t.Context(), q)
	if err != nil {
		d.t.Fatal(err)
	}
	d.run()
	return sent
}

// nothingWaits holds the outbox to be free: what is sent next goes.
func (d *frontDesk) nothingWaits() {
	d.t.Helper()
	page, err := d.Outbox()
	if err != nil || len(page.Waiting) > 0 {
		d.t.Fatalf("on their way: %+v, %v", page.Waiting, err)
	}
}

// A lineup is taken down where its front never went: where only its stories were
// sent, and at a target that takes no front.
func TestALineupIsTakenDownWhereItsFrontNeverWent(t *testing.T) {
	d := openFront(t)
	d.send(d.stories[:1], "Drop", "Web")
	d.run()
	sent := d.takeDown("Home", "Drop", "Web")
	if len(sent.Queued) != 2 || len(sent.Refused) > 0 || len(sent.Already) != 1 || sent.Already[0].ID != d.stories[1] {
		t.Errorf("%+v", sent)
	}
	d.nothingWaits()
	for _, name := range []string{"Drop", "Web"} {
		if item := d.of(d.stories[0], name); item.State != article.Down {
			t.Errorf("at %s: %+v", name, item)
		}
	}
	d.send(d.stories[1:], "Drop")
	d.run()
	if item := d.of(d.stories[1], "Drop"); item.State != article.Left {
		t.Errorf("the next story: %+v", item)
	}
}

// A delivery of something that is in no newsroom was made by an earlier Stet, and
// came up again and again: it ends, and what waited behind it goes.
func TestADeliveryOfNothingEnds(t *testing.T) {
	d := openFront(t)
	front, err := d.FrontDelivery("Home")
	if err != nil {
		t.Fatal(err)
	}
	for held, want := range map[article.DeliveryState]article.DeliveryState{"": article.Cancelled, article.Left: article.Stopped} {
		asked := article.Delivery{
			Story: front, Target: known(d.Target("Drop")).ID, Act: article.HoldBack, State: article.Going, By: "AL", Why: "Too early",
			Asked: d.shows, Changed: d.shows, Held: article.Held{State: held},
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		db, err := store.Open(d.dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.PutDeliveries(asked), db.Close()); err != nil {
			t.Fatal(err)
		}
		d.reopen(d.dir)
		d.send(d.stories[:1], "Drop")
		d.run()
		if item := d.of(front, "Drop"); item.State != want || item.Says == "" {
			t.Errorf("%+v", item)
		}
		if item := d.of(d.stories[0], "Drop"); item.State != article.Left {
			t.Errorf("what waited behind it: %+v", item)
		}
	}
}

// A story that a target never had is not taken down there.
func TestAStoryThatNeverWentIsNotTakenDown(t *testing.T) {
	d := openFront(t)
	q := newsroom.SendRequest{Selection: newsroom.Selection{IDs: d.stories[:1]}, Targets: []string{"Web"}, Act: article.HoldBack, Why: "Too early"}
	sent, err := d.Send(t.Context(), q)
	if err != nil || len(sent.Queued) > 0 || len(sent.Refused) != 1 || !strings.Contains(sent.Refused[0].Message, "None of these") {
		t.Errorf("%+v, %v", sent, err)
	}
}

// A front that shows a killed story can be taken away, by a program that was
// started since too, and after somebody called the question back.
func TestAFrontThatShowsAKilledStoryIsTakenAway(t *testing.T) {
	for _, act := range []article.DeliveryAct{article.HoldBack, article.Withdraw} {
		d := openFront(t)
		d.sendAll("Drop")
		kill(t, d.Room, d.stories[1])
		d.run()
		item := d.item()
		if item.State != article.Stopped {
			t.Fatalf("%+v", item)
		}
		if act == article.Withdraw {
			if _, err := d.CancelDeliveries([]newsroom.Chosen{{Story: item.Story, Target: item.Target}}); err != nil {
				t.Fatal(err)
			}
		}
		d.reopen(d.dir)
		q := newsroom.SendRequest{Selection: newsroom.Selection{Lineup: "Home"}, Targets: []string{"Drop"}, Act: act, Why: "A story was killed"}
		if _, err := d.Send(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		d.run()
		if item := d.item(); item.State != article.Down || d.heads() != "" {
			t.Errorf("%s: %+v, there is %q", act, item, d.heads())
		}
	}
}

// The front of a lineup that was deleted stays at its targets: a kill has
// somebody decide about it, and it can be taken away by the lineup's old name.
// Its stories stay: they are nobody's order any more.
func TestTheFrontOfADeletedLineupIsTakenAway(t *testing.T) {
	d := openFront(t)
	d.sendAll("Drop")
	if front, err := d.Front("Home"); err != nil || !slices.Equal(front.At, []string{"Drop"}) {
		t.Errorf("before, the front is at %v, %v", front.At, err)
	}
	gone, err := d.DeleteLineup("Home", d.rev)
	if err != nil || !slices.Equal(gone.FrontAt, []string{"Drop"}) {
		t.Fatalf("the front is at %v, %v", gone.FrontAt, err)
	}
	l := gone.Lineup
	kill(t, d.Room, d.stories[1])
	d.run()
	item := d.item()
	if item.State != article.Stopped || !strings.Contains(item.Says, "was killed") || !strings.Contains(item.Headline, "Home") || !strings.Contains(item.Hint, "deleted") || !item.Deleted {
		t.Fatalf("%+v", item)
	}
	for _, word := range []string{"home", l.ID} {
		if id, err := d.FrontDelivery(word); err != nil || id != item.Story {
			t.Errorf("%s: %s, %v", word, id, err)
		}
	}
	if sent := d.takeDown("Home", "Drop"); len(sent.Queued) != 1 || len(sent.Refused) > 0 {
		t.Errorf("%+v", sent)
	}
	if item := d.item(); item.State != article.Down || d.heads() != "" {
		t.Errorf("%+v, there is %q", item, d.heads())
	}
	if state := d.of(d.stories[0], "Drop").State; state != article.Left {
		t.Errorf("the story that was not killed is %s", state)
	}
	if sent := d.takeDown("Home", "Drop"); len(sent.Queued)+len(sent.Refused) > 0 || len(sent.Already) != 1 || !strings.Contains(sent.Already[0].Message, "already") {
		t.Errorf("a second time: %+v", sent)
	}
}

// A story that is taken down stays on its front, and somebody is asked about it,
// at the target where it was taken down.
func TestAFrontIsToldOfAStoryThatWasTakenDown(t *testing.T) {
	d := openFront(t)
	d.sendAll("Drop")
	q := newsroom.SendRequest{Selection: newsroom.Selection{IDs: d.stories[1:]}, Targets: []string{"Drop"}, Act: article.HoldBack, Why: "Too early"}
	if _, err := d.Send(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	d.run()
	if item := d.item(); item.State != article.Stopped || !strings.Contains(item.Says, "was taken down") || d.heads() != bothHeads {
		t.Fatalf("%+v, there is %q", item, d.heads())
	}
	d.reopen(d.dir)
	d.takeDown("Home", "Drop")
	if item := d.item(); item.State != article.Down || d.heads() != "" {
		t.Errorf("%+v, there is %q", item, d.heads())
	}
}

// A front does not go where there is no place for one, which is told.
func TestWhereAFrontHasNoPlace(t *testing.T) {
	d := openFront(t)
	if names, err := d.WithoutFront([]string{"Drop", "Web"}); err != nil || !slices.Equal(names, []string{"Web"}) {
		t.Errorf("%v, %v", names, err)
	}
}
