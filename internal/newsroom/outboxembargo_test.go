package newsroom_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// An embargo holds a story until its instant; a target that keeps embargoes may
// have it before, on a named person's word, and it is live once it was seen.
func TestEmbargoesHoldInTheOutbox(t *testing.T) {
	d := openDesk(t, "Web", "Early")
	a := take(t, d.Room, ferry)
	edit(t, d.Room, a.ID, "embargo", "2026-11-23T06:00 Europe/Kyiv") // 04:00Z
	if _, err := d.Send(context.Background(), newsroom.SendRequest{
		Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Targets: []string{"Early"}, Pass: []newsroom.Pass{{Stop: "embargo"}},
	}); err == nil {
		t.Fatal("an embargo is passed without a reason")
	}
	if _, err := d.Send(context.Background(), newsroom.SendRequest{
		Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Targets: []string{"Early"}, Pass: []newsroom.Pass{{Stop: "embargo", Why: "they keep it"}},
	}); err != nil {
		t.Fatal(err)
	}
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	d.want(a.ID, "Early", article.Scheduled, article.Sent)
	if item := d.of(a.ID, "Web"); item.State != article.Embargoed || d.targets["Web"].made[a.ID] > 0 {
		t.Fatalf("it went early: %+v", item)
	}
	release := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	if got := d.of(a.ID, "Web").Due; !got.Equal(release) {
		t.Fatalf("it goes at %v", got)
	}
	d.pass(release.Sub(d.shows) - time.Second)
	d.run()
	if d.targets["Web"].made[a.ID] > 0 {
		t.Fatal("it went a second early")
	}
	d.targets["Early"].lag = 1
	d.pass(time.Second)
	d.run()
	d.want(a.ID, "Web", article.Shown, article.Live)
	d.pass(30 * time.Second)
	d.run()
	if item := d.want(a.ID, "Early", article.Scheduled, article.Live); !strings.Contains(item.Says, "should have let it out") {
		t.Fatalf("says %q", item.Says)
	}
	d.pass(time.Minute)
	d.run()
	if item := d.want(a.ID, "Early", article.Shown, article.Live); item.Says != "" || d.targets["Early"].made[a.ID] != 1 || slices.Contains(d.targets["Early"].took(), "publish "+string(a.ID)) {
		t.Fatalf("%+v", item)
	}
	now, _ := d.Story(a.ID)
	if !now.FirstPublished.Equal(release) {
		t.Fatalf("first published %v", now.FirstPublished)
	}
}

// A target that sleeps through a story's time is helped.
func TestWhatATargetDoesNotLetOutIsLetOutFromHere(t *testing.T) {
	d := openDesk(t, "Early")
	a := take(t, d.Room, ferry)
	edit(t, d.Room, a.ID, "embargo", "2026-11-23T06:00 Europe/Kyiv")
	if _, err := d.Send(context.Background(), newsroom.SendRequest{
		Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Targets: []string{"Early"}, Pass: []newsroom.Pass{{Stop: "embargo", Why: "they keep it"}},
	}); err != nil {
		t.Fatal(err)
	}
	d.run()
	d.targets["Early"].lag = 100
	d.pass(6 * time.Hour)
	d.run()
	d.want(a.ID, "Early", article.Scheduled, article.Sent)
	d.pass(time.Minute)
	d.run()
	d.want(a.ID, "Early", article.Shown, article.Live)
	if c := d.targets["Early"]; c.made[a.ID] != 1 || c.state(a.ID) != deliver.Live {
		t.Fatalf("made %d times, %s", c.made[a.ID], c.state(a.ID))
	}
}

// A story that is held while a target has it early comes down there.
func TestAHoldTakesBackWhatLiesThereEarly(t *testing.T) {
	d := openDesk(t, "Early")
	a := take(t, d.Room, ferry)
	edit(t, d.Room, a.ID, "embargo", "2026-11-23T06:00 Europe/Kyiv")
	if _, err := d.Send(context.Background(), newsroom.SendRequest{
		Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Targets: []string{"Early"}, Pass: []newsroom.Pass{{Stop: "embargo", Why: "they keep it"}},
	}); err != nil {
		t.Fatal(err)
	}
	d.run()
	edit(t, d.Room, a.ID, "flag", "hold")
	d.run()
	d.want(a.ID, "Early", article.Down, article.Withdrawn)
	if got := d.targets["Early"].state(a.ID); got != deliver.Draft {
		t.Fatalf("it is %s there", got)
	}
}
