package newsroom_test

import (
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// wantGone asks that readers have a killed story no more.
func (d *outDesk) wantGone(id article.ID) {
	d.t.Helper()
	if got := d.targets["Web"].state(id); got == deliver.Live {
		i := d.of(id, "Web")
		d.t.Errorf("killed, and still %s there; the delivery: %s %s, perhaps %t, id %q", got, i.Act, i.State, i.Held.Perhaps, i.Held.ID)
	}
}

// A target that took the story and refused the next step may have it: a kill goes
// there, and so does whoever takes it down.
func TestAKillReachesWhatWasTakenBeforeItWasRefused(t *testing.T) {
	for _, reason := range []deliver.Reason{deliver.NoAccess, deliver.Refused, deliver.Moved, deliver.Stranger, deliver.Setup, deliver.Unfit, deliver.Conflict} {
		for name, mishaps := range map[string][]mishap{
			"at the first try": {{after: fails(reason)}}, "at the second": {{after: fails(deliver.Later)}, {after: fails(reason)}},
		} {
			t.Run(string(reason)+" "+name, func(t *testing.T) {
				t.Parallel()
				d := openDesk(t, "Web")
				a := take(t, d.Room, ferry)
				d.targets["Web"].script(mishaps...)
				d.send([]article.ID{a.ID}, "Web")
				d.run()
				d.pass(time.Minute)
				d.run()
				kill(t, d.Room, a.ID)
				d.run()
				d.wantGone(a.ID)
			})
		}
	}
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.targets["Web"].script(mishap{after: fails(deliver.Refused)})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	d.holdBack(a.ID)
	d.run()
	d.wantGone(a.ID)
	if item := d.of(a.ID, "Web"); item.State != article.Down || item.Held.Perhaps {
		t.Errorf("taken down: %s, perhaps %t", item.State, item.Held.Perhaps)
	}
}

// holdBack has a story taken down at Web, and asks that word of it goes.
func (d *outDesk) holdBack(id article.ID) {
	d.t.Helper()
	q := newsroom.SendRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Targets: []string{"Web"}, Act: article.HoldBack, Why: "Too early"}
	sent, err := d.Send(d.t.Context(), q)
	if must(d.t, err); len(sent.Queued) != 1 {
		d.t.Errorf("taking it down: %+v", sent)
	}
}

// What is asked for while a sending is under way does not make it forgotten, nor
// what is asked for after a program ended over one.
func TestAKillReachesWhatWasOvertakenOnItsWay(t *testing.T) {
	for name, begins := range map[string]func(*outDesk, article.ID){
		"taken down meanwhile": func(d *outDesk, id article.ID) {
			c := d.targets["Web"]
			c.script(mishap{after: fails(deliver.Later)}, mishap{before: fails(deliver.Later)})
			d.send([]article.ID{id}, "Web")
			c.during = func() { d.holdBack(id) }
			d.run()
		},
		"sent anew after a crash": func(d *outDesk, id article.ID) {
			d.send([]article.ID{id}, "Web")
			d.dies("Web")
			edit(d.t, d.Room, id, "standfirst", "Newer.")
			d.send([]article.ID{id}, "Web")
		},
		"taken down after a crash": func(d *outDesk, id article.ID) {
			d.send([]article.ID{id}, "Web")
			d.dies("Web")
			d.holdBack(id)
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t, "Web")
			a := take(t, d.Room, ferry)
			begins(d, a.ID)
			_, err := d.CancelDeliveries(d.chosen(a.ID, "Web"))
			must(t, err)
			kill(t, d.Room, a.ID)
			d.run()
			d.wantGone(a.ID)
		})
	}
}

// Who was never reached gets no notice: a kill of a story that they never had
// would tell them of it.
func TestNobodyGetsAKillNoticeOfWhatNeverWentThere(t *testing.T) {
	d := openDesk(t, "Web")
	drop := filepath.Join(t.TempDir(), "drop")
	must(t, os.Mkdir(drop, 0o755))
	_, err := d.KeepTarget(newsroom.TargetWish{Target: article.Target{Name: "Drop", Kind: article.TargetFolder, Address: drop}})
	must(t, err)
	a := take(t, d.Room, ferry)
	must(t, os.Remove(drop)) // the disk is not there
	refused := &deliver.Failure{Reason: deliver.Later, Doing: "connect", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}
	d.targets["Web"].script(mishap{before: fails(deliver.Offline)}, mishap{before: refused})
	d.send([]article.ID{a.ID}, "Drop", "Web")
	for range 2 {
		d.run()
		d.pass(time.Hour)
	}
	d.targets["Web"].took()
	kill(t, d.Room, a.ID)
	must(t, os.Mkdir(drop, 0o755))
	d.run()
	if es, err := os.ReadDir(drop); err != nil || len(es) > 0 {
		t.Errorf("the folder was told of what it never had: %v, %v", es, err)
	}
	if calls := d.targets["Web"].took(); len(calls) > 0 {
		t.Errorf("Web was told of what it never had: %v", calls)
	}
}
