package newsroom

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

// manned is a newsroom with somebody at the desk, sections World and Home, and n stories.
func manned(t *testing.T, n int) (*Room, []article.ID) {
	t.Helper()
	room := openRoom(t)
	if _, err := room.SetPerson("Ada Lind", "AL"); err != nil {
		t.Fatal(err)
	}
	addSection(t, room, "World", "")
	addSection(t, room, "Home", "")
	ids := make([]article.ID, n)
	for i := range ids {
		ids[i] = newStory(t, room, "")
		editOne(t, room, ids[i], map[string]string{"slugline": fmt.Sprint("STORY-", i), "headlines.main": fmt.Sprint("Story ", i), "body": fmt.Sprint("Words of ", i)}, "")
	}
	return room, ids
}

func editOne(t *testing.T, room *Room, id article.ID, set map[string]string, why string) article.Article {
	t.Helper()
	a, err := room.Story(id)
	if err == nil {
		a, err = room.Edit(article.Edit{ID: id, Base: a.Rev, Set: set, Why: why})
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// standsSo is where each story stands, and its words, as one text.
func standsSo(t *testing.T, room *Room, ids []article.ID) string {
	t.Helper()
	var b strings.Builder
	for _, id := range ids {
		a, err := room.Story(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range article.Fields {
			fmt.Fprintf(&b, "%s=%q ", f.Path, f.Get(&a))
		}
		fmt.Fprintf(&b, "section=%q trashed=%v\n", a.SectionID, a.Trashed)
	}
	lineups, err := room.Lineups()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lineups {
		for _, slot := range l.Slots {
			a, err := room.Story(slot.Story)
			if dead := a.Trashed || a.Flag == article.Spiked || a.Status == article.Withdrawn; err != nil || dead != (slot.Hole != "") {
				t.Fatalf("%s is %s %s, and its place in %s says %q", a.Slugline, a.Status, a.Flag, l.Name, slot.Hole)
			}
			fmt.Fprintf(&b, "%s %s %s\n", l.Name, slot.Story, slot.Hole)
		}
	}
	return b.String()
}

func TestSelectionIsChangedInOneGo(t *testing.T) {
	room, ids := manned(t, 4)
	editOne(t, room, ids[1], map[string]string{"status": "sent"}, "phoned through")
	editOne(t, room, ids[2], map[string]string{"status": "ready"}, "")
	done, err := room.ChangeSelection(SelectionChange{IDs: append(ids, ids[0]), Set: map[string]string{"status": "ready", "assignee": "MS"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Did) != 3 || len(done.Refused) != 1 || done.Refused[0].Name != "STORY-1" || !strings.Contains(done.Refused[0].Message, "needs a reason") {
		t.Errorf("done is %+v", done)
	}
	for i, want := range []article.Status{article.Ready, article.Sent, article.Ready, article.Ready} {
		a, err := room.Story(ids[i])
		if err != nil || a.Status != want || a.Body != fmt.Sprint("Words of ", i) {
			t.Errorf("story %d is %s, %q, %v", i, a.Status, a.Body, err)
		}
	}
	log, err := room.StoryLog(ids[3])
	if err != nil || len(log) != 1 || log[0].Said != "draft to ready" || log[0].By != "AL" {
		t.Errorf("log is %+v, %v", log, err)
	}
	again, err := room.ChangeSelection(SelectionChange{IDs: ids, Set: map[string]string{"assignee": "MS"}})
	if err != nil || again.Same != 3 || len(again.Did) != 1 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

func TestSelectionIsWholeWhereItIsAskedTo(t *testing.T) {
	room, ids := manned(t, 3)
	editOne(t, room, ids[1], map[string]string{"status": "sent"}, "phoned through")
	before := standsSo(t, room, ids)
	_, err := room.ChangeSelection(SelectionChange{IDs: ids, Set: map[string]string{"status": "subbing"}, Whole: true})
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), `1 of 3 stories cannot be changed so`) || !strings.Contains(err.Error(), `STORY-1: A story that is "sent" cannot become "subbing".`) {
		t.Errorf("it says %v", err)
	}
	if after := standsSo(t, room, ids); after != before {
		t.Errorf("it was half done:\n%s\nand before\n%s", after, before)
	}
}

func TestSelectionRefusesWhatCannotBe(t *testing.T) {
	room, ids := manned(t, 2)
	before := standsSo(t, room, ids)
	for name, c := range map[string]SelectionChange{
		"a field of words":  {IDs: ids, Set: map[string]string{"body": "x"}},
		"no such status":    {IDs: ids, Set: map[string]string{"status": "done"}},
		"no such section":   {IDs: ids, Set: map[string]string{"section": "Moon"}},
		"neither in or out": {IDs: ids, Set: map[string]string{"trash": "yes"}},
		"a skipped time":    {IDs: ids, Set: map[string]string{"deadline": "2026-03-29T02:30 Europe/Berlin"}},
		"a time twice":      {IDs: ids, Set: map[string]string{"deadline": "2026-10-25T02:30 Europe/Berlin"}},
		"nothing":           {IDs: ids},
		"too many":          {IDs: make([]article.ID, mostSelected+1), Set: map[string]string{"status": "ready"}},
	} {
		if _, err := room.ChangeSelection(c); !errors.Is(err, article.ErrValue) && !errors.Is(err, article.ErrField) && Explain(err).Code != Value {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := standsSo(t, room, ids); after != before {
		t.Errorf("something was changed:\n%s", after)
	}
}

func TestDeadlineTakesTheHousesZone(t *testing.T) {
	room, ids := manned(t, 2)
	if err := room.PutSettings(map[string]string{"newsroom.zone": "Europe/Kyiv"}); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2026-12-03 18:00":                   "2026-12-03T16:00:00Z",
		"2026-12-03T18:00 Europe/Oslo":       "2026-12-03T17:00:00Z",
		"2026-12-03T18:00:00Z":               "2026-12-03T18:00:00Z",
		"2026-10-25T03:30+02:00 Europe/Kyiv": "2026-10-25T01:30:00Z",
	} {
		if _, err := room.ChangeSelection(SelectionChange{IDs: ids, Set: map[string]string{"deadline": text}}); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if a, err := room.Story(ids[1]); err != nil || a.Deadline.Format(time.RFC3339) != want {
			t.Errorf("%s is %v, %v; want %s", text, a.Deadline, err, want)
		}
	}
	a, err := room.Story(ids[0])
	if err != nil {
		t.Fatal(err)
	}
	_, err = room.Edit(article.Edit{ID: ids[0], Base: a.Rev, Set: map[string]string{"deadline": "2026-10-25T03:30"}})
	if !errors.Is(err, article.ErrValue) || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a time that clocks show twice: %v", err)
	}
}

func TestTakingBackLeavesWhatMovedOn(t *testing.T) {
	room, ids := manned(t, 3)
	done, err := room.ChangeSelection(SelectionChange{IDs: ids, Set: map[string]string{"status": "ready", "section": "World"}})
	if err != nil {
		t.Fatal(err)
	}
	editOne(t, room, ids[0], map[string]string{"status": "revise"}, "")
	editOne(t, room, ids[1], map[string]string{"body": "New words"}, "")
	back, err := room.TakeBack(done.Did)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Did) != 2 || len(back.Refused) != 1 || back.Refused[0].Name != "STORY-0" || !strings.Contains(back.Refused[0].Message, "AL, at ") || !strings.Contains(back.Refused[0].Message, "the status since") {
		t.Errorf("taken back: %+v", back)
	}
	a, err := room.Story(ids[1])
	if err != nil || a.Status != article.Draft || a.SectionID != "" || a.Body != "New words" {
		t.Errorf("it is %s in %q, %q", a.Status, a.SectionID, a.Body)
	}
	if a, err := room.Story(ids[0]); err != nil || a.Status != article.Revise {
		t.Errorf("what moved on is %s, %v", a.Status, err)
	}
	if again, err := room.TakeBack(back.Did); err != nil || len(again.Did) != 2 {
		t.Fatalf("taking back what was taken back: %+v, %v", again, err)
	}
	if a, err := room.Story(ids[1]); err != nil || a.Status != article.Ready {
		t.Errorf("it is %s, %v", a.Status, err)
	}
}

func TestAKillIsNotTakenBack(t *testing.T) {
	room, ids := manned(t, 1)
	a := editOne(t, room, ids[0], map[string]string{"flag": "killed"}, "libel")
	back, err := room.TakeBack([]Did{{a.ID, a.Rev}})
	if err != nil || len(back.Refused) != 1 || len(back.Did) != 0 {
		t.Errorf("taken back: %+v, %v", back, err)
	}
}

// TestUndoOfAnyActionRestoresTheState does random things to random stories,
// alone and several at once, and takes all of them back, the last first: after
// each step everything stands as it stood before it.
func TestUndoOfAnyActionRestoresTheState(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	room, ids := manned(t, 6)
	if _, err := room.ChangeLineup(LineupChange{Lineup: "Home page", Act: LineupNew}); err != nil {
		t.Fatal(err)
	}
	if _, err := room.ChangeLineup(LineupChange{Lineup: "Home page", Base: AnyRev, Act: LineupAdd, Stories: ids}); err != nil {
		t.Fatal(err)
	}
	pick := func(words ...string) string { return words[rnd.IntN(len(words))] }
	type step struct {
		before string
		did    []Did
		what   string
	}
	var steps []step
	for range 120 {
		set := map[string]string{}
		for range 1 + rnd.IntN(2) {
			switch rnd.IntN(8) {
			case 0, 1:
				set["status"] = pick("draft", "filed", "subbing", "revise", "ready", "sent", "live", "withdrawn")
			case 2:
				set["flag"] = pick("none", "hold", "spiked")
			case 3:
				set["section"] = pick("World", "Home", "")
			case 4:
				set["assignee"] = pick("AL", "MS", "")
			case 5:
				set["deadline"] = pick("2026-12-03T18:00 Europe/Kyiv", "2026-12-04 09:30", "")
			case 6:
				set["commissionedLength"], set["urgency"] = strconv.Itoa(rnd.IntN(3)*400), strconv.Itoa(rnd.IntN(4))
			case 7:
				set["trash"] = pick("in", "out")
			}
		}
		var chosen []article.ID
		for _, id := range ids {
			if rnd.IntN(2) == 0 {
				chosen = append(chosen, id)
			}
		}
		before := standsSo(t, room, ids)
		done, err := room.ChangeSelection(SelectionChange{IDs: chosen, Set: set, Why: "for the test", Whole: rnd.IntN(4) == 0})
		if errors.Is(err, ErrRefused) {
			if after := standsSo(t, room, ids); after != before {
				t.Fatalf("%v was refused and half done", set)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step{before, done.Did, fmt.Sprint(set)})
	}
	for i := len(steps) - 1; i >= 0; i-- {
		back, err := room.TakeBack(steps[i].did)
		if err != nil || len(back.Refused) > 0 || len(back.Did) != len(steps[i].did) {
			t.Fatalf("step %d, %s: %+v, %v", i, steps[i].what, back, err)
		}
		if now := standsSo(t, room, ids); now != steps[i].before {
			t.Fatalf("step %d, %s, taken back:\n%s\nand before\n%s", i, steps[i].what, now, steps[i].before)
		}
	}
}
