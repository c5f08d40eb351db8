package newsroom_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/newsroom"
)

// frontDesk is a newsroom with a lineup of two stories, a CMS that takes no
// front and a folder that does.
type frontDesk struct {
	*outDesk
	drop    string
	stories []article.ID
	rev     int64 // of the lineup
}

func openFront(t *testing.T) *frontDesk {
	t.Helper()
	d := &frontDesk{outDesk: openDesk(t, "Web"), drop: t.TempDir()}
	if _, err := d.KeepTarget(newsroom.TargetWish{Target: article.Target{Name: "Drop", Kind: article.TargetFolder, Address: d.drop, Unpacked: true}}); err != nil {
		t.Fatal(err)
	}
	for _, copy := range []string{ferry, strings.Replace(ferry, "Ferry crews", "Train crews", 1)} {
		d.stories = append(d.stories, take(t, d.Room, copy).ID)
	}
	d.change(newsroom.LineupChange{Act: newsroom.LineupSet, Stories: d.stories})
	return d
}

func (d *frontDesk) change(q newsroom.LineupChange) {
	d.t.Helper()
	q.Lineup, q.Base = "Home", d.rev
	shown, err := d.ChangeLineup(q)
	if err != nil {
		d.t.Fatal(err)
	}
	d.rev = shown.Lineup.Rev
}

func (d *frontDesk) sendAll(to ...string) newsroom.SentOut {
	d.t.Helper()
	sent, err := d.Send(d.t.Context(), newsroom.SendRequest{Selection: newsroom.Selection{Lineup: "Home"}, Targets: to})
	if err != nil {
		d.t.Fatal(err)
	}
	d.run()
	return sent
}

// item is how far the front is on its way.
func (d *frontDesk) item() newsroom.OutboxItem {
	d.t.Helper()
	page, err := d.Outbox()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, i := range append(page.Waiting, page.Done...) {
		if i.Lineup != "" {
			return i
		}
	}
	d.t.Fatal("no front is known")
	return newsroom.OutboxItem{}
}

// heads are what the front at the folder shows, "" = there is none.
func (d *frontDesk) heads() string {
	d.t.Helper()
	found, err := filepath.Glob(filepath.Join(d.drop, "stet-front-*"))
	found = slices.DeleteFunc(found, func(path string) bool { return strings.HasSuffix(path, ".minisig") })
	if err != nil || len(found) > 1 {
		d.t.Fatalf("%v, %v", found, err)
	}
	if len(found) == 0 {
		return ""
	}
	opened, err := bundle.Open(found[0])
	if err != nil {
		d.t.Fatal(err)
	}
	defer opened.Close()
	data, err := os.ReadFile(filepath.Join(found[0], "data/fronts/home/front.json"))
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := opened.Find("data/fronts/home/index.html"); err != nil {
		d.t.Error(err)
	}
	var front struct{ Places []struct{ Headline string } }
	if err := json.Unmarshal(data, &front); err != nil {
		d.t.Fatal(err)
	}
	heads := []string{}
	for _, p := range front.Places {
		heads = append(heads, p.Headline)
	}
	return strings.Join(heads, " | ")
}

const (
	ferryHead = "Ferry crews walk out as pay talks fail"
	trainHead = "Train crews walk out as pay talks fail"
	bothHeads = ferryHead + " | " + trainHead
)

// A front goes with its stories to whoever can carry it, and a later one takes
// its place.
func TestAFrontGoesToATargetThatCanCarryIt(t *testing.T) {
	d := openFront(t)
	d.sendAll("Web", "Drop")
	if heads := d.heads(); heads != bothHeads {
		t.Fatalf("the front shows %q", heads)
	}
	for _, id := range d.stories {
		d.want(id, "Web", article.Shown, article.Live)
		if d.of(id, "Drop").State != article.Left {
			t.Errorf("%s at the folder: %+v", id, d.of(id, "Drop"))
		}
	}
	if took := d.targets["Web"].took(); len(took) != 2 {
		t.Errorf("the CMS was asked for %v", took)
	}
	item := d.item()
	if item.State != article.Left || item.Headline != "Home, front" || item.Doing != "New" || item.Newer || len(item.Carries) != 2 {
		t.Errorf("%+v", item)
	}
	past, err := d.LineupHistory("Home")
	if err != nil || !past[0].Sent {
		t.Errorf("the lineup does not know that it went: %+v, %v", past, err)
	}

	d.change(newsroom.LineupChange{Act: newsroom.LineupMove, Stories: d.stories[1:], To: 0})
	if !d.item().Newer {
		t.Error("another order, and nobody is told")
	}
	d.sendAll("Drop")
	if heads := d.heads(); heads != trainHead+" | "+ferryHead || d.item().Doing != "Update" {
		t.Errorf("the front shows %q, %+v", heads, d.item())
	}
}

// Words of a story that changed are newer than the front's, and a correction
// takes the front to the head of the queue.
func TestAFrontIsCorrected(t *testing.T) {
	d := openFront(t)
	d.sendAll("Drop")
	if _, err := d.Correct(newsroom.CorrectionChange{ID: d.stories[0], Do: "add", Base: d.of(d.stories[0], "Drop").Rev + 1, Kind: article.MinorFix, Why: "A wrong name"}); err != nil {
		t.Fatal(err)
	}
	if !d.item().Newer {
		t.Error("a story on it was corrected, and nobody is told")
	}
	sent, err := d.Send(t.Context(), newsroom.SendRequest{Selection: newsroom.Selection{Lineup: "Home"}, Targets: []string{"Drop"}})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(sent.Queued, func(i newsroom.OutboxItem) bool { return i.Lineup != "" })
	if i < 0 || !sent.Queued[i].Urgent {
		t.Errorf("%+v", sent.Queued)
	}
	d.run()
	if d.item().Newer {
		t.Error("what went is said to be older")
	}
}

// An embargo on one story holds the front, and not the other stories.
func TestAFrontWaitsForAnEmbargo(t *testing.T) {
	d := openFront(t)
	edit(t, d.Room, d.stories[1], "embargo", "2026-11-22T23:55 Europe/London")
	d.sendAll("Drop")
	if item := d.item(); item.State != article.Embargoed || d.heads() != "" {
		t.Fatalf("%+v, and there is %q", item, d.heads())
	}
	if state := d.of(d.stories[0], "Drop").State; state != article.Left {
		t.Errorf("the other story is %s", state)
	}
	d.pass(61 * time.Minute)
	d.run()
	if heads := d.heads(); heads != bothHeads {
		t.Errorf("after the embargo: %+v, there is %q", d.item(), heads)
	}
}

// What waits is looked at when it goes: a story that was held since stops the
// front. A hole stops it at the sending.
func TestAFrontIsCheckedWhenItGoes(t *testing.T) {
	d := openFront(t)
	if _, err := d.Send(t.Context(), newsroom.SendRequest{Selection: newsroom.Selection{Lineup: "Home"}, Targets: []string{"Drop"}}); err != nil {
		t.Fatal(err)
	}
	edit(t, d.Room, d.stories[1], "flag", "hold")
	d.run()
	if item := d.item(); item.State != article.Stopped || !strings.Contains(item.Says, "on hold") || d.heads() != "" {
		t.Fatalf("%+v, there is %q", item, d.heads())
	}
	kill(t, d.Room, d.stories[1])
	q := newsroom.SendRequest{Selection: newsroom.Selection{Lineup: "Home"}, Targets: []string{"Drop"}, SkipBlocked: true}
	sent, err := d.Send(t.Context(), q)
	if err != nil || !slices.ContainsFunc(sent.Refused, func(f newsroom.Refused) bool { return strings.Contains(f.Message, "Home, place 2") }) {
		t.Errorf("%+v, %v", sent.Refused, err)
	}
}

// A front that readers have shows a story that is killed: somebody has to decide
// what stands there. Without it the front goes again.
func TestAKillTellsOfTheFrontsThatShowIt(t *testing.T) {
	d := openFront(t)
	d.sendAll("Drop")
	kill(t, d.Room, d.stories[1])
	d.run()
	item := d.item()
	if item.State != article.Stopped || !strings.Contains(item.Says, "was killed") || !item.MayCancel {
		t.Fatalf("%+v", item)
	}
	if state := d.of(d.stories[1], "Drop").State; state != article.Down {
		t.Errorf("the story is %s", state)
	}
	if _, err := d.CancelDeliveries([]newsroom.Chosen{{Story: item.Story, Target: item.Target}}); err != nil {
		t.Fatal(err)
	}
	d.reopen(d.dir)
	d.run()
	if item := d.item(); item.State != article.Cancelled {
		t.Errorf("asked again after it was called back: %+v", item)
	}
	d.change(newsroom.LineupChange{Act: newsroom.LineupTake, Stories: d.stories[1:]})
	d.sendAll("Drop")
	if heads := d.heads(); heads != ferryHead || d.item().State != article.Left {
		t.Errorf("%+v, there is %q", d.item(), heads)
	}
}

// Taken down, a lineup takes its front along.
func TestAFrontIsTakenDownWithItsStories(t *testing.T) {
	d := openFront(t)
	d.sendAll("Drop")
	q := newsroom.SendRequest{Selection: newsroom.Selection{Lineup: "Home"}, Targets: []string{"Drop"}, Act: article.HoldBack, Why: "Too early"}
	if _, err := d.Send(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	d.run()
	if item := d.item(); item.State != article.Down || d.heads() != "" {
		t.Errorf("%+v, there is %q", item, d.heads())
	}
}
