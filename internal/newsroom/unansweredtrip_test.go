package newsroom_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
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

// server adds a target that takes packages and fronts.
func (d *outDesk) server() {
	d.t.Helper()
	_, err := d.KeepTarget(newsroom.TargetWish{Target: article.Target{Name: "Wire", Kind: article.TargetSFTP, Address: "sftp://wire.example.org/in", User: "desk", HostKey: "x"}, Secret: "s"})
	must(d.t, err)
	d.targets["Wire"] = newCMS(func() time.Time { return d.shows })
}

// A package whose sending was never answered may lie there: a kill of a story in
// it is told there, also where somebody called the package back.
func TestAKillReachesWhatWentInAPackageWithoutAnAnswer(t *testing.T) {
	for name, between := range map[string]func(*outDesk){
		"waiting": func(*outDesk) {},
		"called back": func(d *outDesk) {
			page, err := d.Outbox()
			must(d.t, err)
			_, err = d.CancelDeliveries([]newsroom.Chosen{{Story: page.Waiting[0].Story, Target: page.Waiting[0].Target}})
			must(d.t, err)
		},
		"in another program": func(d *outDesk) { d.reopen(d.dir) },
	} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t, "Web")
			a := take(t, d.Room, ferry)
			d.server()
			out := filepath.Join(t.TempDir(), "one.zip")
			saved(t, d.Room, a.ID, out)
			d.targets["Wire"].script(mishap{after: fails(deliver.Later)})
			_, err := d.DeliverBundle(t.Context(), newsroom.DeliverRequest{Bundle: out, Targets: []string{"Wire"}})
			must(t, err)
			d.run()
			between(d)
			kill(t, d.Room, a.ID)
			must(t, d.AskDown())
			if out := known(d.StillOut([]article.ID{a.ID})); len(out) != 1 || !strings.HasPrefix(out[0].Says, "It may be at Wire.") {
				t.Errorf("what is said: %+v", out)
			}
			d.run()
			if item := d.of(a.ID, "Wire"); item.Act != article.Withdraw || item.State != article.Down {
				t.Errorf("word of the kill is %s %s: %v", item.Act, item.State, d.targets["Wire"].calls)
			}
		})
	}
}

// Of a story that may be somewhere it is said where.
func TestWhereAStoryMayBeIsSaid(t *testing.T) {
	d := openDesk(t, "Web", "App")
	a := take(t, d.Room, ferry)
	d.targets["Web"].script(mishap{after: fails(deliver.Later)})
	d.send([]article.ID{a.ID}, "Web", "App")
	d.run()
	_, err := d.CancelDeliveries(d.chosen(a.ID, "Web"))
	must(t, err)
	flagged(t, d.Room, a.ID, "spiked")
	if out := known(d.StillOut([]article.ID{a.ID})); len(out) != 1 || out[0].Says != "Readers still have it at App, and may have it at Web." {
		t.Errorf("spiked: %+v", out)
	}
	flagged(t, d.Room, a.ID, "none")
	kill(t, d.Room, a.ID)
	must(t, d.AskDown())
	if out := known(d.StillOut([]article.ID{a.ID})); len(out) != 1 || out[0].Says != "It is still at App, and may be at Web." || out[0].Hint != "Word to them waits in the outbox." {
		t.Errorf("killed: %+v", out)
	}
	d.run()
	if out := known(d.StillOut([]article.ID{a.ID})); len(out) != 0 {
		t.Errorf("taken down: %+v", out)
	}
}

func flagged(t *testing.T, room *newsroom.Room, id article.ID, flag string) {
	t.Helper()
	_, err := room.Edit(article.Edit{ID: id, Base: mustStory(t, room, id).Rev, Why: "thin", Set: map[string]string{"flag": flag}})
	must(t, err)
}

// A front whose sending was never answered may show a story: a kill asks about it.
func TestAKillAsksAboutAFrontThatMayShowIt(t *testing.T) {
	d := openFront(t)
	d.server()
	d.targets["Wire"].left = true
	d.targets["Wire"].script(mishap{}, mishap{}, mishap{after: fails(deliver.Later)})
	d.sendAll("Wire")
	_, err := d.CancelDeliveries([]newsroom.Chosen{{Story: d.item().Story, Target: d.item().Target}})
	must(t, err)
	d.pass(time.Minute)
	kill(t, d.Room, d.stories[0])
	d.run()
	if item := d.item(); item.State != article.Stopped || !strings.HasPrefix(item.Says, "It shows a story that was killed") {
		t.Errorf("the front is %s: %s", item.State, item.Says)
	}
	out := known(d.StillOut(d.stories[:1]))
	if len(out) != 1 || !strings.HasSuffix(out[0].Says, "The front of Home at Wire may show it.") {
		t.Errorf("what is said: %+v", out)
	}
}
