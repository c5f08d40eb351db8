package newsroom_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// stories takes in some stories of a section.
func stories(t testing.TB, room *newsroom.Room, n int) []article.ID {
	t.Helper()
	ids := make([]article.ID, n)
	for i := range ids {
		ids[i] = take(t, room, fmt.Sprintf("---\nsection: Sport\nheadline: Story %d\n---\nWords of %d.\n", i, i)).ID
	}
	return ids
}

func change(t testing.TB, room *newsroom.Room, q newsroom.LineupChange) newsroom.LineupShown {
	t.Helper()
	shown, err := room.ChangeLineup(q)
	if err != nil {
		t.Fatalf("%s: %v", q.Act, err)
	}
	return shown
}

func flag(t testing.TB, room *newsroom.Room, id article.ID, f article.Flag) {
	t.Helper()
	a, err := room.Story(id)
	if err == nil && a.Flag == article.Killed && f != article.Killed { // a kill is taken back to hold first
		if _, err = room.SetPerson("Ada Lind", "AL"); err == nil {
			a, err = room.Edit(article.Edit{ID: id, Base: a.Rev, Set: map[string]string{"flag": "hold"}, Why: "a slip"})
		}
	}
	if err == nil {
		_, err = room.Edit(article.Edit{ID: id, Base: a.Rev, Set: map[string]string{"flag": string(f)}, Why: "so"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAKillLeavesAHoleInEveryLineup(t *testing.T) {
	room := open(t, t.TempDir())
	ids := stories(t, room, 3)
	for _, name := range []string{"Home", "Sport", "Newsletter"} {
		change(t, room, newsroom.LineupChange{Lineup: name, Base: newsroom.AnyRev, Act: newsroom.LineupSet, Stories: ids})
	}
	before, err := room.Lineups()
	if err != nil {
		t.Fatal(err)
	}
	flag(t, room, ids[1], article.Killed)
	dead, err := room.Lineups()
	if err != nil || len(dead) != 3 {
		t.Fatal(dead, err)
	}
	for _, l := range dead {
		if l.Slots[1].Hole != "killed" || l.Slots[1].Story != ids[1] || l.Slots[2].Hole != "" || len(l.Slots) != 3 {
			t.Errorf("%s: %+v", l.Name, l.Slots)
		}
		if _, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{Lineup: l.Name}, Out: t.TempDir()}); !errors.Is(err, newsroom.ErrBlocked) {
			t.Errorf("%s ships with a hole: %v", l.Name, err)
		}
	}
	flag(t, room, ids[1], article.NoFlag)
	if after, err := room.Lineups(); err != nil || !reflect.DeepEqual(after, before) {
		t.Errorf("alive again: %+v, %v", after, err)
	}
}

func TestAStaleChangeWritesNothing(t *testing.T) {
	room := open(t, t.TempDir())
	ids := stories(t, room, 3)
	first := change(t, room, newsroom.LineupChange{Lineup: "Home", Act: newsroom.LineupSet, Stories: ids})
	change(t, room, newsroom.LineupChange{Lineup: "Home", Base: first.Lineup.Rev, Act: newsroom.LineupMove, Stories: ids[2:], To: 0})
	_, err := room.ChangeLineup(newsroom.LineupChange{Lineup: "home", Base: first.Lineup.Rev, Act: newsroom.LineupTake, Stories: ids[:1]})
	if !errors.Is(err, store.ErrStale) {
		t.Fatalf("got %v", err)
	}
	if now, _ := room.Lineup("Home"); now.Rev != 2 || len(now.Slots) != 3 || now.Slots[0].Story != ids[2] {
		t.Errorf("it is %+v", now)
	}
	same := change(t, room, newsroom.LineupChange{Lineup: "Home", Base: 2, Act: newsroom.LineupMove, Stories: ids[2:], To: 0})
	if same.Lineup.Rev != 2 {
		t.Errorf("what changes nothing made revision %d", same.Lineup.Rev)
	}
}

func TestALineupOfASection(t *testing.T) {
	room := open(t, t.TempDir())
	ids := stories(t, room, 2)
	l, err := room.Lineup("sport")
	if err != nil || l.ID != "" || l.Name != "Sport" || len(l.Slots) != 0 {
		t.Fatalf("untouched: %+v, %v", l, err)
	}
	made := change(t, room, newsroom.LineupChange{Lineup: "sport", Act: newsroom.LineupAdd, Stories: ids})
	if made.Lineup.Rev != 1 || made.Lineup.SectionID == "" || len(made.Heads) != 2 {
		t.Errorf("made: %+v", made)
	}
	if _, err := room.RenameSection("Sport", "Games"); err != nil {
		t.Fatal(err)
	}
	if l, err := room.Lineup("games"); err != nil || l.ID != made.Lineup.ID || l.Name != "Games" {
		t.Errorf("after its section was renamed: %+v, %v", l, err)
	}
	for _, name := range []string{"GAMES", "Gamés"} {
		shown := change(t, room, newsroom.LineupChange{Lineup: name, Base: newsroom.AnyRev, Act: newsroom.LineupSet, Stories: ids[:1]})
		if shown.Lineup.ID != made.Lineup.ID {
			t.Errorf("%s made a second one", name)
		}
	}
}

// The headline of a sublink goes out with the front, though its story stays: what
// may not go yet stops the front, until somebody lets it go.
func TestASublinkKeepsAnEmbargo(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	ids := stories(t, room, 2)
	l := change(t, room, newsroom.LineupChange{Lineup: "Home", Act: newsroom.LineupSet, Stories: ids[:1]}).Lineup
	change(t, room, newsroom.LineupChange{Lineup: "Home", Base: l.Rev, Act: newsroom.LineupSlot, Stories: ids[:1], Slot: map[string]string{"sublinks": string(ids[1])}})
	goes := func(what string, want bool) {
		t.Helper()
		_, stopped, err := room.CheckFront("Home")
		if err != nil || stopped == want {
			t.Errorf("%s: the front is stopped %v, %v", what, stopped, err)
		}
		_, err = room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{Lineup: "Home"}, Out: filepath.Join(t.TempDir(), "bag")})
		if errors.Is(err, newsroom.ErrBlocked) == want || want && err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	goes("nothing", true)
	edit(t, room, ids[1], "embargo", "2099-01-01T10:00 Europe/Kyiv")
	goes("an embargo", false)
	if _, err := room.BreakEmbargo(ids[1], 0, "the minister spoke"); err != nil {
		t.Fatal(err)
	}
	goes("a broken embargo", true)
	edit(t, room, ids[1], "legal.state", "required")
	goes("a lawyer", false)
	edit(t, room, ids[1], "legal.state", "done")
	goes("a lawyer who read it", true)
	flag(t, room, ids[1], article.Hold)
	goes("a hold", false)
}

// A rule whose section is gone takes nothing: it must not empty a front.
func TestALineupIsNotEmptiedByARuleOfASectionThatIsGone(t *testing.T) {
	room := open(t, t.TempDir())
	if _, err := room.AddSection("Local", ""); err != nil {
		t.Fatal(err)
	}
	a := take(t, room, "---\nheadline: The bridge holds\nsection: Local\n---\nIt holds.\n")
	edit(t, room, a.ID, "status", "ready")
	change(t, room, newsroom.LineupChange{Lineup: "Home", Act: newsroom.LineupSet})
	fill := newsroom.LineupChange{Lineup: "Home", Base: newsroom.AnyRev, Act: newsroom.LineupFill, Rule: &desk.Rule{SectionID: "Local", Most: 3}}
	l := change(t, room, fill).Lineup
	if _, err := room.AddSection("News", ""); err != nil {
		t.Fatal(err)
	}
	if err := room.MergeSections("Local", "News"); err != nil {
		t.Fatal(err)
	}
	fill.Rule = nil
	if _, err := room.ChangeLineup(fill); !errors.Is(err, desk.ErrNoRule) {
		t.Errorf("filled by the rule of a section that is gone: %v", err)
	}
	if now, err := room.Lineup("Home"); err != nil || now.Rev != l.Rev || len(now.Slots) != 1 {
		t.Errorf("%+v, %v", now, err)
	}
}

// Whatever is done in whatever order, by whoever: a story has one place at most,
// and going back gives the very state there was.
func TestLawsOfChangesToLineups(t *testing.T) {
	room := open(t, t.TempDir())
	ids := stories(t, room, 6)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 2))
	acts := []newsroom.LineupAct{
		newsroom.LineupAdd, newsroom.LineupAdd, newsroom.LineupMove, newsroom.LineupSwap, newsroom.LineupTake, newsroom.LineupSplash,
		newsroom.LineupSlot, newsroom.LineupKeep, newsroom.LineupSpare, newsroom.LineupFill, newsroom.LineupSet,
	}
	l := change(t, room, newsroom.LineupChange{Lineup: "Home", Act: newsroom.LineupSet}).Lineup
	for step := range 150 {
		if rnd.IntN(5) == 0 {
			flag(t, room, ids[rnd.IntN(6)], []article.Flag{article.NoFlag, article.Killed, article.Spiked}[rnd.IntN(3)])
		}
		q := newsroom.LineupChange{Lineup: l.ID, Base: l.Rev, Act: acts[rnd.IntN(len(acts))], To: rnd.IntN(7), Stories: []article.ID{ids[rnd.IntN(6)]}}
		switch q.Act {
		case newsroom.LineupSwap:
			q.Stories = append(q.Stories, ids[rnd.IntN(6)])
		case newsroom.LineupSlot:
			q.Slot = map[string]string{"headline": fmt.Sprint("head ", step), "weight": string(desk.Weights[rnd.IntN(4)])}
		case newsroom.LineupFill:
			q.Stories, q.Rule = nil, &desk.Rule{SectionID: "Sport", Most: 1 + rnd.IntN(6)}
		case newsroom.LineupKeep, newsroom.LineupSpare:
			q.Stories = nil
		}
		shown, err := room.ChangeLineup(q)
		if err != nil {
			if now, _ := room.Lineup(l.ID); now.Rev != l.Rev {
				t.Fatalf("step %d: refused (%v), and revision %d was made", step, err, now.Rev)
			}
			continue
		}
		before, now := l, shown.Lineup
		if err := now.Check(); err != nil {
			t.Fatalf("step %d, %s: %v", step, q.Act, err)
		}
		if l = now; now.Rev == before.Rev || rnd.IntN(3) > 0 {
			continue
		}
		l = change(t, room, newsroom.LineupChange{Lineup: l.ID, Base: l.Rev, Act: newsroom.LineupRevert, Rev: before.Rev}).Lineup
		was, err := room.LineupAt(l.ID, before.Rev)
		if err != nil || !reflect.DeepEqual(l.Slots, was.Slots) || !reflect.DeepEqual(l.Spare, was.Spare) || !reflect.DeepEqual(l.Rule, was.Rule) {
			t.Fatalf("step %d: %s taken back is %+v, it was %+v (%v)", step, q.Act, l, was, err)
		}
	}
	past, err := room.LineupHistory("Home")
	if err != nil || int64(len(past)) != l.Rev {
		t.Errorf("%d revisions of %d are there: %v", len(past), l.Rev, err)
	}
}

func TestErrorsOfLineupsNameStories(t *testing.T) {
	room := open(t, t.TempDir())
	ids := stories(t, room, 2)
	change(t, room, newsroom.LineupChange{Lineup: "Home 🌊", Act: newsroom.LineupSet, Stories: ids})
	_, err := room.ChangeLineup(newsroom.LineupChange{Lineup: "home 🌊", Base: 1, Act: newsroom.LineupAdd, Stories: ids[1:]})
	if p := newsroom.Explain(err); !strings.Contains(p.Message, "Home 🌊: ") || !strings.Contains(p.Message, "“Story 1”") || p.Code != newsroom.Value {
		t.Errorf("said %+v", p)
	}
	for _, q := range []newsroom.LineupChange{{Act: "paint"}, {Act: newsroom.LineupSwap, Stories: ids[:1]}, {Act: newsroom.LineupMove}} {
		q.Lineup, q.Base = "Home 🌊", 1
		if _, err := room.ChangeLineup(q); !errors.Is(err, newsroom.ErrAct) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// BenchmarkReorderLineup moves a story of a lineup of 200 by turns with bare
// saves of a story.
func BenchmarkReorderLineup(b *testing.B) {
	room, err := newsroom.Open(newsroom.Options{Dir: b.TempDir(), Person: article.Person{Name: "Ada Lind"}})
	if err != nil {
		b.Fatal(err)
	}
	defer room.Close()
	ids := stories(b, room, 200)
	l := change(b, room, newsroom.LineupChange{Lineup: "Home", Act: newsroom.LineupSet, Stories: ids}).Lineup
	a, err := room.Story(ids[0])
	if err != nil {
		b.Fatal(err)
	}
	var move, save []time.Duration
	n := 0
	for b.Loop() {
		for range 10 {
			start := time.Now()
			l = change(b, room, newsroom.LineupChange{Lineup: l.ID, Base: l.Rev, Act: newsroom.LineupMove, Stories: []article.ID{l.Slots[199].Story}}).Lineup
			move = append(move, time.Since(start))
		}
		for range 10 {
			n++
			body := strings.Repeat(fmt.Sprintf("Words %d of a story that is about as long as any other. ", n), 90)
			start := time.Now()
			if a, err = room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"body": body}}); err != nil {
				b.Fatal(err)
			}
			save = append(save, time.Since(start))
		}
	}
	middle := func(of []time.Duration) time.Duration { slices.Sort(of); return of[len(of)/2] }
	b.ReportMetric(float64(middle(move).Microseconds()), "µs/move")
	b.ReportMetric(float64(middle(save).Microseconds()), "µs/save")
	b.ReportMetric(float64(middle(move))/float64(middle(save)), "x-save")
	b.ReportMetric(0, "ns/op")
}
