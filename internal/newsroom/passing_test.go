package newsroom_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/proof"
)

func named(t *testing.T, room *newsroom.Room) {
	t.Helper()
	if _, err := room.SetPerson("Ada Lind", "AL"); err != nil {
		t.Fatal(err)
	}
}

// What stops an export is listed by the one table, and each stop is passed with
// a reason of its own, which goes along and into the log.
func TestStopsArePassedEachWithItsReason(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, strings.Replace(ferry, "at six on Monday", "at TK on Monday", 1))
	edit(t, room, a.ID, "flag", "hold", "embargo", "2999-01-01T00:00:00Z")
	q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: filepath.Join(t.TempDir(), "bundle")}
	plan, err := room.PlanExport(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var stops []string
	for _, s := range plan.Stops {
		stops = append(stops, s.Code+" "+string(s.Cell))
		if len(s.Stories) != 1 || (s.Why == "") == (s.Cell == article.Never) {
			t.Errorf("stop %+v", s)
		}
	}
	if want := []string{"hold named", "embargo waits", "tk named"}; !slices.Equal(stops, want) {
		t.Errorf("stops are %v, want %v", stops, want)
	}
	named(t, room)
	if _, err := room.BreakEmbargo(a.ID, 0, "it is out"); err != nil {
		t.Fatal(err)
	}
	q.Pass = []newsroom.Pass{{Stop: "hold", Why: "rang back"}}
	if _, err := room.Export(context.Background(), q); !errors.Is(err, newsroom.ErrBlocked) {
		t.Errorf("one of two stops passed: %v", err)
	}
	q.Pass = append(q.Pass, newsroom.Pass{Stop: "tk", Why: "by phone"})
	if _, err := room.Export(context.Background(), q); err != nil {
		t.Fatal(err)
	}
	log, err := room.StoryLog(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, l := range log {
		if l.What == article.DeedPassed {
			found[l.To] = l.By + ": " + l.Why
		}
	}
	for stop, want := range map[string]string{"hold": "AL: rang back", "tk": "AL: by phone", "embargo": "AL: it is out"} {
		if found[stop] != want {
			t.Errorf("the log says of %s %q, want %q", stop, found[stop], want)
		}
	}
}

// Law: paper goes exactly where the table lets it: what stops it is named, and
// nothing else.
func TestPaperGoesByTheTable(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	a := take(t, room, ferry)
	states := map[string]func(){
		"":        func() { edit(t, room, a.ID, "flag", "none") },
		"hold":    func() { flag(t, room, a.ID, article.Hold) },
		"spiked":  func() { flag(t, room, a.ID, article.Spiked) },
		"killed":  func() { flag(t, room, a.ID, article.Killed) },
		"trashed": func() { _ = room.Trash(a.ID) },
	}
	for _, state := range []string{"", "hold", "spiked", "killed", "trashed"} {
		states[state]()
		for _, kind := range proof.Kinds {
			stops, err := room.PaperStops(context.Background(), a.ID, kind)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range stops {
				if s.Cell != article.CellOf(s.Code, kind.Act()) || !s.Cell.Stops() {
					t.Errorf("%s, %q: stop %+v", state, kind, s)
				}
			}
			err = room.Paper(context.Background(), a.ID, newsroom.PaperWish{Kind: kind}, &bytes.Buffer{})
			if stopped := errors.Is(err, newsroom.ErrBlocked); stopped != (len(stops) > 0) || err != nil && !stopped {
				t.Errorf("%s, %q: %d stops, and %v", state, kind, len(stops), err)
			}
		}
	}
}

// A print copy past a stop is in the log, and is no sending.
func TestPaperIsNoSending(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	a := take(t, room, ferry)
	flag(t, room, a.ID, article.Hold)
	q := newsroom.PaperWish{Kind: proof.ForPrint, Pass: []newsroom.Pass{{Stop: "hold", Why: "the page closes"}}}
	path, err := room.SavePaper(context.Background(), a.ID, q)
	if err != nil || filepath.Base(path) != "print-copy-"+a.Slug+"-r2.pdf" {
		t.Fatalf("saved %q, %v", path, err)
	}
	history, err := room.History(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range history {
		if r.Sent {
			t.Errorf("revision %d counts as sent", r.Rev)
		}
	}
	if a = edit(t, room, a.ID, "headlines.main", "Crews go home"); a.Slug != "crews-go-home" {
		t.Errorf("paper froze the slug: %q", a.Slug)
	}
	log, err := room.StoryLog(a.ID)
	if err != nil || !slices.ContainsFunc(log, func(l article.LogLine) bool {
		return l.To == "hold" && l.Why == "the page closes" && l.What == article.DeedPassed
	}) {
		t.Errorf("the log says %+v, %v", log, err)
	}
}

// Law: after any changes of lineups a story that a lawyer read is stopped just
// when some place calls it what nobody read; moving and swapping never stop it.
func TestOnlyNewHeadsAreUnread(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	ids := stories(t, room, 4)
	for _, name := range []string{"Home", "Night"} {
		change(t, room, newsroom.LineupChange{Lineup: name, Base: newsroom.AnyRev, Act: newsroom.LineupSet, Stories: ids})
	}
	random := rand.New(rand.NewPCG(5, 8))
	heads := []string{"", "One head", "Another head", "A third"}
	read := map[string]bool{}
	for step := range 60 {
		name := []string{"Home", "Night"}[random.IntN(2)]
		q := newsroom.LineupChange{Lineup: name, Base: newsroom.AnyRev}
		switch random.IntN(5) {
		case 0:
			q.Act, q.Stories, q.To = newsroom.LineupMove, ids[:1], random.IntN(4)
		case 1:
			q.Act, q.Stories = newsroom.LineupSwap, []article.ID{ids[0], ids[1+random.IntN(3)]}
		case 2:
			q.Act = newsroom.LineupKeep
		default:
			q.Act, q.Stories, q.Slot = newsroom.LineupSlot, ids[:1], map[string]string{"headline": heads[random.IntN(len(heads))]}
		}
		change(t, room, q)
		if random.IntN(8) == 0 || step == 0 {
			head, err := room.Story(ids[0])
			if err == nil {
				_, err = room.Edit(article.Edit{ID: ids[0], Base: head.Rev, Set: map[string]string{"legal.state": "done"}, Why: "read"})
			}
			if err != nil {
				t.Fatal(err)
			}
			if now := called(t, room, ids[0]); step == 0 || anyUnread(now, read) { // a read with nothing new is the one that was
				read = now
			}
		}
		want := anyUnread(called(t, room, ids[0]), read)
		unread, err := room.Unread(ids[0])
		if err != nil {
			t.Fatal(err)
		}
		found, err := room.Check(context.Background(), ids[0])
		if err != nil {
			t.Fatal(err)
		}
		stopped := false
		for _, f := range found {
			stopped = stopped || f.Code == "legal-unread"
		}
		if stopped != want || (len(unread) > 0) != want {
			t.Fatalf("step %d, %s: stopped %v, %d unread, want %v", step, q.Act, stopped, len(unread), want)
		}
		list, err := room.Budget("", "")
		if err != nil {
			t.Fatal(err)
		}
		listed := slices.ContainsFunc(list.Lines, func(l proof.BudgetLine) bool { return l.ID == ids[0] && l.Legal == "done, words changed since" })
		if told := strings.Contains(sheet(t, room, ""), "words changed since the lawyer"); told != want || listed != want {
			t.Fatalf("step %d, %s: the sheet says it %v, the news list %v, want %v", step, q.Act, told, listed, want)
		}
	}
}

func anyUnread(now, read map[string]bool) bool {
	for head := range now {
		if !read[head] {
			return true
		}
	}
	return false
}

// called is what lineups call a story, spares too.
func called(t *testing.T, room *newsroom.Room, id article.ID) map[string]bool {
	t.Helper()
	lineups, err := room.Lineups()
	if err != nil {
		t.Fatal(err)
	}
	heads := map[string]bool{}
	for _, l := range lineups {
		for _, s := range slices.Concat(l.Slots, l.Spare) {
			if s.Story == id && s.Headline != "" {
				heads[s.Headline] = true
			}
		}
	}
	return heads
}
