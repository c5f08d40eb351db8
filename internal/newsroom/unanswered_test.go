package newsroom_test

import (
	"errors"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// A story that a target took without an answer may be there. A kill reaches it,
// also where it was sent anew, called back or stopped in between.
func TestAKillReachesAStoryWhoseSendingWasNeverAnswered(t *testing.T) {
	for name, between := range map[string]func(*outDesk, article.ID){
		"waiting": func(*outDesk, article.ID) {},
		"sent anew": func(d *outDesk, id article.ID) {
			edit(d.t, d.Room, id, "standfirst", "Newer.")
			d.send([]article.ID{id}, "Web")
		},
		"called back": func(d *outDesk, id article.ID) {
			_, err := d.CancelDeliveries(d.chosen(id, "Web"))
			must(d.t, err)
		},
		"stopped": func(d *outDesk, id article.ID) {
			d.targets["Web"].script(mishap{before: fails(deliver.NoAccess)})
			d.pass(time.Minute)
			d.run()
		},
		"in another program": func(d *outDesk, _ article.ID) { d.reopen(d.dir) },
	} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t, "Web")
			a := take(t, d.Room, ferry)
			d.targets["Web"].script(mishap{after: fails(deliver.Later)})
			d.send([]article.ID{a.ID}, "Web")
			d.run()
			between(d, a.ID)
			kill(t, d.Room, a.ID)
			d.run()
			if got := d.targets["Web"].state(a.ID); got != deliver.Gone {
				t.Fatalf("it is %s there, and the delivery %+v", got, d.of(a.ID, "Web").State)
			}
			if item := d.of(a.ID, "Web"); item.State != article.Down || item.Held.Has() || item.Held.Perhaps {
				t.Errorf("the delivery: %+v", item)
			}
		})
	}
}

// What may be there is taken down where somebody asks for that.
func TestWhatMayBeThereIsTakenDown(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.targets["Web"].script(mishap{after: fails(deliver.Later)})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	_, err := d.CancelDeliveries(d.chosen(a.ID, "Web"))
	must(t, err)
	q := newsroom.SendRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Targets: []string{"Web"}, Act: article.HoldBack, Why: "Too early"}
	sent, err := d.Send(t.Context(), q)
	if must(t, errors.Join(err)); len(sent.Queued) != 1 {
		t.Fatalf("%+v", sent)
	}
	d.run()
	if got := d.targets["Web"].state(a.ID); got != deliver.Draft {
		t.Errorf("it is %s there", got)
	}
}
