package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
	"stet/internal/proof"
)

// A story that goes out is live when a look showed it there, and not before.
func TestAStoryIsLiveWhenItWasSeen(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	if sent := d.send([]article.ID{a.ID}, "web"); len(sent.Queued) != 1 || sent.Queued[0].Word != "Waits its turn" || sent.Queued[0].Doing != "New" {
		t.Fatalf("queued %+v", sent)
	}
	d.run()
	item := d.want(a.ID, "Web", article.Shown, article.Live)
	if item.Newer || item.Held.Rev != a.Rev || item.Held.URL == "" || len(item.Held.Media) != 1 {
		t.Fatalf("what the target holds: %+v", item)
	}
	now, _ := d.Story(a.ID)
	if !now.FirstPublished.Equal(d.shows) || !now.LastPublished.IsZero() || now.Rev != a.Rev+2 {
		t.Fatalf("first published %v, last %v, revision %d", now.FirstPublished, now.LastPublished, now.Rev)
	}
	log, err := d.StoryLog(a.ID)
	if err != nil || len(log) < 2 || log[0].Said != "sent to live" || log[1].Said != "draft to sent" || log[0].By != "AL" {
		t.Fatalf("log %+v, %v", log, err)
	}
	receipts, err := d.Receipts(a.ID)
	if err != nil || len(receipts) != 1 || receipts[0].Target != "Web" || receipts[0].State != article.Shown || receipts[0].Digest == "" || receipts[0].Fields["body"] == "" {
		t.Fatalf("receipts %+v, %v", receipts, err)
	}

	// Newer words are an update: live all along, and noted when readers got them.
	d.pass(time.Hour)
	edit(t, d.Room, a.ID, "standfirst", "All sailings were cancelled.")
	if !d.of(a.ID, "Web").Newer {
		t.Fatal("newer words are not told")
	}
	d.send([]article.ID{a.ID}, "Web")
	if got := d.of(a.ID, "Web").Doing; got != "Update" {
		t.Fatalf("it is called %q", got)
	}
	d.run()
	d.want(a.ID, "Web", article.Shown, article.Live)
	now, _ = d.Story(a.ID)
	if !now.LastPublished.Equal(d.shows) || d.targets["Web"].made[a.ID] != 1 {
		t.Fatalf("last published %v, made %d times", now.LastPublished, d.targets["Web"].made[a.ID])
	}
}

// Each way to fail ends in its state; nothing is made twice on the way, and what
// was said is for an editor.
func TestEveryFailureEndsInItsState(t *testing.T) {
	for reason, want := range map[deliver.Reason]article.DeliveryState{
		deliver.Offline: article.Queued, deliver.Later: article.Queued, deliver.Refused: article.Stopped, deliver.NoAccess: article.Stopped,
		deliver.Conflict: article.Conflicting, deliver.NotOurs: article.Conflicting, deliver.Stranger: article.Stopped, deliver.Moved: article.Stopped,
		deliver.Unfit: article.Stopped, deliver.Setup: article.Stopped,
	} {
		for _, when := range []string{"before", "after"} {
			t.Run(string(reason)+" "+when, func(t *testing.T) {
				t.Parallel()
				d := openDesk(t, "Web")
				a := take(t, d.Room, ferry)
				m := mishap{before: fails(reason)}
				if when == "after" {
					m = mishap{after: fails(reason)}
				}
				d.targets["Web"].script(m)
				d.send([]article.ID{a.ID}, "Web")
				d.run()
				item := d.want(a.ID, "Web", want, article.Draft)
				if item.Says == "" || item.Hint == "" || strings.Contains(item.Says, "%") || item.Tries != 1 {
					t.Fatalf("says %q, hint %q, tries %d", item.Says, item.Hint, item.Tries)
				}
				switch want {
				case article.Queued:
					if !item.Due.After(d.shows) {
						t.Fatal("it is tried again at once")
					}
					d.pass(item.Due.Sub(d.shows))
				case article.Stopped:
					if _, err := d.RetryDeliveries(d.chosen(a.ID, "Web")); err != nil {
						t.Fatal(err)
					}
				case article.Conflicting:
					if _, err := d.SettleDelivery(newsroom.Settle{Chosen: d.chosen(a.ID, "Web")[0], Ours: true}); err != nil {
						t.Fatal(err)
					}
				}
				d.run()
				d.want(a.ID, "Web", article.Shown, article.Live)
				if made := d.targets["Web"].made[a.ID]; made != 1 {
					t.Fatalf("made %d times", made)
				}
			})
		}
	}
}

// A try that failed waits longer each time, at most ten minutes; a target that
// wants to be left alone is, an hour at most.
func TestTriesComeAtLongerPauses(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	var pauses []time.Duration
	for range 8 {
		d.targets["Web"].script(mishap{before: fails(deliver.Later)})
		d.run()
		due := d.of(a.ID, "Web").Due
		pauses = append(pauses, due.Sub(d.shows))
		d.pass(due.Sub(d.shows))
	}
	want := []time.Duration{5 * time.Second, 15 * time.Second, 45 * time.Second, 135 * time.Second, 405 * time.Second, 10 * time.Minute, 10 * time.Minute, 10 * time.Minute}
	if !slices.Equal(pauses, want) {
		t.Fatalf("pauses %v", pauses)
	}
	for asked, want := range map[time.Duration]time.Duration{20 * time.Minute: 20 * time.Minute, 1000 * time.Hour: time.Hour} {
		d.targets["Web"].script(mishap{before: &deliver.Failure{Reason: deliver.Later, After: asked}})
		d.run()
		due := d.of(a.ID, "Web").Due
		if got := due.Sub(d.shows); got != want {
			t.Fatalf("asked for %v it waits %v", asked, got)
		}
		d.pass(due.Sub(d.shows))
	}
	d.run()
	d.want(a.ID, "Web", article.Shown, article.Live)
}

// Kills go first, then what is taken down, then corrections, then what is new.
func TestTheMostPressingGoesFirst(t *testing.T) {
	d := openDesk(t, "Web")
	var ids []article.ID
	for range 4 {
		ids = append(ids, take(t, d.Room, ferry).ID)
	}
	d.send(ids[:3], "Web")
	d.run()
	d.targets["Web"].took()
	d.send(ids[3:], "Web") // new
	head, _ := d.Story(ids[2])
	if _, err := d.ChangeCorrections(newsroom.CorrectionChange{ID: ids[2], Base: head.Rev, Do: "add", Kind: "correction", Text: "It was Tuesday.", Why: "a reader wrote"}); err != nil {
		t.Fatal(err)
	}
	d.pass(time.Minute)
	d.send(ids[2:3], "Web")
	d.pass(time.Minute)
	if _, err := d.Send(context.Background(), newsroom.SendRequest{Selection: newsroom.Selection{IDs: ids[1:2]}, Targets: []string{"Web"}, Act: article.HoldBack, Why: "names a child"}); err != nil {
		t.Fatal(err)
	}
	kill(t, d.Room, ids[0])
	d.run()
	want := []string{"withdraw " + string(ids[0]), "hold " + string(ids[1]), "publish " + string(ids[2]), "publish " + string(ids[3])}
	if got := d.targets["Web"].took(); !slices.Equal(got, want) {
		t.Fatalf("it went in this order: %v", got)
	}
	d.want(ids[0], "Web", article.Down, article.Withdrawn)
	d.want(ids[1], "Web", article.Down, article.Withdrawn)
	if got := d.targets["Web"].state(ids[1]); got != deliver.Draft {
		t.Fatalf("what was held back is %s", got)
	}
}

func kill(t *testing.T, room *newsroom.Room, id article.ID) {
	t.Helper()
	head, _ := room.Story(id)
	if _, err := room.Edit(article.Edit{ID: id, Base: head.Rev, Why: "libel", Set: map[string]string{"flag": "killed"}}); err != nil {
		t.Fatal(err)
	}
}

// A kill passes every check, a target that is shut, and what waited; it is asked
// for by nobody but the flag, after a restart too.
func TestAKillReachesEveryoneWhoGotTheStory(t *testing.T) {
	d := openDesk(t, "Web", "App", "Never")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web", "App")
	d.run()
	other := take(t, d.Room, ferry)
	d.targets["App"].script(mishap{before: fails(deliver.NoAccess)})
	d.send([]article.ID{other.ID}, "App")
	d.run()
	edit(t, d.Room, a.ID, "body", "TK")
	kill(t, d.Room, a.ID)
	d.reopen(d.dir)
	d.run()
	for _, name := range []string{"Web", "App"} {
		d.want(a.ID, name, article.Down, article.Withdrawn)
		if got := d.targets[name].state(a.ID); got != deliver.Gone {
			t.Fatalf("at %s it is %s", name, got)
		}
	}
	d.run()
	if calls := d.targets["Never"].took(); len(calls) > 0 {
		t.Fatalf("who never got it was told: %v", calls)
	}
	d.want(other.ID, "App", article.Stopped, article.Draft)
	if _, err := d.KeepTarget(newsroom.TargetWish{Target: known(d.Target("App")), Secret: "another"}); err != nil {
		t.Fatal(err)
	}
	d.run()
	d.want(other.ID, "App", article.Shown, article.Live)
}

func known[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// What was killed while it waited does not go, and what is killed is not sent.
func TestAKilledStoryDoesNotGo(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	kill(t, d.Room, a.ID)
	d.run()
	if d.want(a.ID, "Web", article.Cancelled, article.Draft); d.targets["Web"].made[a.ID] > 0 {
		t.Fatal("it went")
	}
	if sent := d.send([]article.ID{a.ID}, "Web"); len(sent.Queued) > 0 || len(sent.Refused) != 1 {
		t.Fatalf("sent %+v", sent)
	}
}

// Each item is checked again when it would go.
func TestAStoryIsCheckedAgainWhenItGoes(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	_, err := d.Send(context.Background(), newsroom.SendRequest{Selection: newsroom.Selection{IDs: []article.ID{edit(t, d.Room, take(t, d.Room, ferry).ID, "flag", "hold").ID}}, Targets: []string{"Web"}})
	if !errors.Is(err, newsroom.ErrBlocked) {
		t.Fatalf("a story on hold is sent: %v", err)
	}
	d.send([]article.ID{a.ID}, "Web")
	edit(t, d.Room, a.ID, "flag", "hold")
	d.run()
	if item := d.want(a.ID, "Web", article.Stopped, article.Draft); !strings.Contains(item.Says, "hold") || len(d.targets["Web"].took()) > 0 {
		t.Fatalf("says %q", item.Says)
	}
	edit(t, d.Room, a.ID, "flag", "none")
	if _, err := d.RetryDeliveries(d.chosen(a.ID, "Web")); err != nil {
		t.Fatal(err)
	}
	d.run()
	d.want(a.ID, "Web", article.Shown, article.Live)
}

// An older revision that waits goes no more once a newer one is sent; what is
// only saved does not go by itself.
func TestANewerRevisionSupersedesAnOlderOne(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.targets["Web"].script(mishap{before: fails(deliver.Offline)})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	edit(t, d.Room, a.ID, "standfirst", "Second.")
	third := edit(t, d.Room, a.ID, "standfirst", "Third.")
	d.send([]article.ID{a.ID}, "Web")
	edit(t, d.Room, a.ID, "standfirst", "Not sent.")
	d.run()
	item := d.want(a.ID, "Web", article.Shown, article.Live)
	if item.Held.Rev != third.Rev || !item.Newer || len(d.targets["Web"].took()) != 2 {
		t.Fatalf("it went in revision %d, newer %v", item.Held.Rev, item.Newer)
	}
	// One that comes while the other is under way goes behind it.
	d.targets["Web"].during = func() {
		edit(t, d.Room, a.ID, "standfirst", "Fifth.")
		d.send([]article.ID{a.ID}, "Web")
	}
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	if item := d.want(a.ID, "Web", article.Shown, article.Live); item.Newer || d.targets["Web"].made[a.ID] != 1 {
		t.Fatalf("%+v", item)
	}
}

// What somebody changed there is not written over without a choice.
func TestAConflictWaitsForAChoice(t *testing.T) {
	for _, ours := range []bool{true, false} {
		d := openDesk(t, "Web")
		a := take(t, d.Room, ferry)
		d.send([]article.ID{a.ID}, "Web")
		d.run()
		theirs := d.targets["Web"].posts[a.ID]
		theirs.version, theirs.digest = 77, "by hand"
		edit(t, d.Room, a.ID, "standfirst", "Newer.")
		d.send([]article.ID{a.ID}, "Web")
		d.run()
		item := d.want(a.ID, "Web", article.Conflicting, article.Live)
		if item.There == nil || item.There.Version != "77" || !item.MaySettle || theirs.digest != "by hand" {
			t.Fatalf("conflict %+v", item)
		}
		d.reopen(d.dir)
		if _, err := d.SettleDelivery(newsroom.Settle{Chosen: d.chosen(a.ID, "Web")[0], Ours: ours}); err != nil {
			t.Fatal(err)
		}
		d.run()
		d.want(a.ID, "Web", article.Shown, article.Live)
		if (theirs.digest != "by hand") != ours {
			t.Fatalf("ours %v: it is %q there", ours, theirs.digest)
		}
		edit(t, d.Room, a.ID, "standfirst", "Newer still.")
		d.send([]article.ID{a.ID}, "Web")
		d.run()
		if after := d.of(a.ID, "Web").State; (after == article.Conflicting) == ours {
			t.Fatalf("ours %v, and what is sent later is %q", ours, after)
		}
	}
}

// What somebody took from readers there stays down where theirs is left, and is
// said to be.
func TestWhatWasTakenDownThereIsDown(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	d.targets["Web"].script(mishap{before: &deliver.Failure{Reason: deliver.Conflict, There: deliver.Remote{ID: "1", Version: "draft 2"}, Shows: deliver.Draft}})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	if says := d.of(a.ID, "Web").Says; says != "Somebody took the story from readers at Web." {
		t.Fatal(says)
	}
	if _, err := d.SettleDelivery(newsroom.Settle{Chosen: d.chosen(a.ID, "Web")[0]}); err != nil {
		t.Fatal(err)
	}
	if item := d.of(a.ID, "Web"); item.State != article.Down || item.Held.Has() {
		t.Fatalf("%s, and readers have it: %v", item.State, item.Held.Has())
	}
}

// What is held back lies there as a draft, which a kill takes away too; nobody is
// asked to send newer words of it.
func TestAKillReachesWhatIsHeldBack(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	if _, err := d.Send(t.Context(), newsroom.SendRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Targets: []string{"Web"}, Act: article.HoldBack, Why: "The lawyer rang"}); err != nil {
		t.Fatal(err)
	}
	d.run()
	edit(t, d.Room, a.ID, "standfirst", "Newer.")
	if d.of(a.ID, "Web").Newer {
		t.Error("newer words are asked for of what is to stay down")
	}
	flag(t, d.Room, a.ID, article.Killed)
	d.run()
	if item := d.of(a.ID, "Web"); item.Act != article.Withdraw || item.State != article.Down || item.Newer {
		t.Fatalf("%s, %s, newer: %v", item.Act, item.State, item.Newer)
	}
	if state := d.targets["Web"].posts[a.ID].state; state != deliver.Gone {
		t.Fatalf("it is %s there", state)
	}
}

// A machine that does not answer is said to be that, not to be ill.
func TestAFailureIsToldInWords(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	d.targets["Web"].script(mishap{before: &deliver.Failure{Reason: deliver.Later, Doing: "sign in", Err: fmt.Errorf("get: %w", refused)}})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	if says := d.of(a.ID, "Web").Says; says != "Web does not answer: connection refused." {
		t.Fatal(says)
	}
}

// What is somebody else's stays so, unless a person puts ours over it; when there
// is a network again only what waits for it is tried.
func TestWhatIsNotOursStays(t *testing.T) {
	d := openDesk(t, "Web", "App")
	a := take(t, d.Room, ferry)
	d.targets["Web"].script(mishap{before: &deliver.Failure{Reason: deliver.NotOurs, There: deliver.Remote{ID: "theirs", Version: "3"}}})
	d.targets["App"].script(mishap{before: fails(deliver.Later)})
	d.send([]article.ID{a.ID}, "Web", "App")
	d.run()
	if _, err := d.SettleDelivery(newsroom.Settle{Chosen: d.chosen(a.ID, "Web")[0]}); err != nil {
		t.Fatal(err)
	}
	if item := d.want(a.ID, "Web", article.Cancelled, article.Draft); item.Held.ID != "" {
		t.Fatalf("it is taken for ours: %+v", item.Held)
	}
	busy := d.of(a.ID, "App").Due
	if _, err := d.RetryDeliveries(nil); err != nil || !d.of(a.ID, "App").Due.Equal(busy) {
		t.Fatalf("a target that is busy is not left alone: %v", err)
	}
	d.pass(time.Minute)
	d.targets["App"].script(mishap{before: fails(deliver.Offline)})
	d.run()
	if _, err := d.RetryDeliveries(nil); err != nil || d.of(a.ID, "App").Due.After(d.shows) {
		t.Fatalf("what waits for the network is not tried: %v", err)
	}
}

// What a target drops is told, and the story is live all the same.
func TestDifferencesAreTold(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.targets["Web"].drops = "excerpt"
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	if item := d.want(a.ID, "Web", article.Shown, article.Live); item.Says != "Web dropped 1 field: standfirst (“words”)." || len(item.Differences) != 1 {
		t.Fatalf("says %q", item.Says)
	}
}

// What lies where nobody can look is sent, not live.
func TestWhatCannotBeSeenIsSentAndNotLive(t *testing.T) {
	d := openDesk(t, "Drop")
	d.targets["Drop"].left = true
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Drop")
	d.run()
	d.want(a.ID, "Drop", article.Left, article.Sent)
	if now, _ := d.Story(a.ID); !now.FirstPublished.IsZero() {
		t.Fatal("it has a time of publication")
	}
}

// Whoever writes on while a delivery notes that the story is live is not
// stopped by it.
func TestADeliveryStopsNobodyWhoWrites(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	after, err := d.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"standfirst": "Typed meanwhile."}})
	if err != nil || after.Status != article.Live || after.FirstPublished.IsZero() {
		t.Fatalf("%+v, %v", after.Status, err)
	}
	if _, err := d.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"standfirst": "On old words."}}); err == nil {
		t.Fatal("an edit of old words went over newer ones")
	}
	if _, err := d.Edit(article.Edit{ID: a.ID, Base: after.Rev - 1, Set: map[string]string{"status": "sent"}}); err == nil {
		t.Fatal("a status was set on a state that nobody saw")
	}
}

// A program that ends while a story is under way knows it again: once, whatever
// the moment.
func TestNothingGoesTwiceThroughACrash(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	d.dies("Web") // the post is made, and nothing is noted yet
	if item := d.of(a.ID, "Web"); item.State != article.Going || d.targets["Web"].made[a.ID] != 1 {
		t.Fatalf("after the crash it is %s", item.State)
	}
	d.run()
	d.want(a.ID, "Web", article.Shown, article.Live)
	if made := d.targets["Web"].made[a.ID]; made != 1 {
		t.Fatalf("made %d times", made)
	}
	// The window closes while a story is under way: it stays so, and goes on.
	d.targets["Web"].blocks = make(chan struct{})
	edit(t, d.Room, a.ID, "standfirst", "Newer.")
	d.send([]article.ID{a.ID}, "Web")
	begun := make(chan struct{})
	go d.KeepDelivering(context.Background(), func(newsroom.OutboxNews) {
		select {
		case begun <- struct{}{}:
		default:
		}
	})
	<-begun
	d.reopen(d.dir)
	if item := d.of(a.ID, "Web"); item.State != article.Going {
		t.Fatalf("after closing it is %s", item.State)
	}
	d.targets["Web"].blocks = nil
	d.run()
	d.want(a.ID, "Web", article.Shown, article.Live)
}

// One target that hangs holds up no other.
func TestAHangingTargetHoldsUpNoOther(t *testing.T) {
	d := openDesk(t, "Hangs", "Web")
	d.targets["Hangs"].blocks = make(chan struct{})
	a := take(t, d.Room, ferry)
	news := make(chan newsroom.OutboxNews, 100)
	go d.KeepDelivering(context.Background(), func(n newsroom.OutboxNews) { news <- n })
	d.send([]article.ID{a.ID}, "Hangs")
	<-news
	<-news // it is going
	d.send([]article.ID{a.ID}, "Web")
	for d.of(a.ID, "Web").State != article.Shown {
		<-news
	}
	kill(t, d.Room, a.ID)
	for d.of(a.ID, "Web").State != article.Down {
		<-news
	}
	d.want(a.ID, "Hangs", article.Queued, article.Withdrawn) // its kill waits behind what hangs
}

// What waits can be called back; what is there stays.
func TestWhatWaitsCanBeCalledBack(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	page, err := d.CancelDeliveries(d.chosen(a.ID, "Web"))
	if err != nil || len(page.Waiting) != 0 || len(page.Done) != 1 || page.Done[0].Word != "Called back" {
		t.Fatalf("%+v, %v", page, err)
	}
	d.run()
	d.want(a.ID, "Web", article.Cancelled, article.Draft)
	if _, err := d.CancelDeliveries(d.chosen(a.ID, "Web")); !errors.Is(err, article.ErrMove) {
		t.Fatalf("called back twice: %v", err)
	}
	// A target goes with what waited for it.
	d.send([]article.ID{a.ID}, "Web")
	gone, err := d.RemoveTarget("Web")
	if err != nil {
		t.Fatal(err)
	}
	if views, err := d.Targets(); err != nil || len(views) != 0 {
		t.Fatalf("%+v, %v", views, err)
	}
	if _, err := d.KeepTarget(newsroom.TargetWish{Target: gone}); err != nil {
		t.Fatal(err)
	}
	d.want(a.ID, "Web", article.Cancelled, article.Draft)
}

// Words that are wrong are named where they wait to go, though the story is
// right by now; the next shift is told what waits.
func TestWhatWaitsIsKnownToTheDesk(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.targets["Web"].script(mishap{before: fails(deliver.Offline)})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	edit(t, d.Room, a.ID, "standfirst", "All sailings were cancelled.")
	found, err := d.FindWords(context.Background(), newsroom.WrongWords{Words: "island sailings"})
	if err != nil || len(found.Places) != 0 || len(found.Going) != 1 || found.Going[0].TargetName != "Web" || found.Going[0].Rev != a.Rev {
		t.Fatalf("%+v, %v", found, err)
	}
	sheet, err := d.HandOverSheet("")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(sheet.Open, func(p proof.HandOverPart) bool { return p.Title == "On its way out" })
	if i < 0 || len(sheet.Open[i].Lines) != 1 || sheet.Open[i].Lines[0].What != "Web: waits for the network" || sheet.Open[i].Lines[0].When == "" {
		t.Fatalf("%+v", sheet.Open)
	}
}

// What a delivery notes in a story is no change since it went out.
func TestADeliveryIsNoChangeSinceItWentOut(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	now := known(d.Story(a.ID))
	receipts := known(d.Receipts(a.ID))
	for path, sum := range article.Digests(&now) {
		if receipts[0].Fields[path] != sum {
			t.Errorf("%s is said to have changed", path)
		}
	}
}
