package newsroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"stet/internal/article"
	"stet/internal/desk"
)

func openRoom(t *testing.T) *Room {
	t.Helper()
	room, err := Open(Options{Dir: t.TempDir(), Person: article.Person{Name: "Ada Lind"}, ExportFolder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = room.Close() })
	return room
}

// placedSo is the sections, and the section of each story, as one text.
func placedSo(t *testing.T, room *Room, stories []article.ID) string {
	t.Helper()
	sections, err := room.Sections()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(sections)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range stories {
		a, err := room.Story(id)
		if err != nil {
			t.Fatal(err)
		}
		text = fmt.Appendf(text, "\n%s in %q", id, a.SectionID)
	}
	return string(text)
}

func addSection(t *testing.T, room *Room, name, under string) desk.Section {
	t.Helper()
	s, err := room.AddSection(name, under)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newStory(t *testing.T, room *Room, section string) article.ID {
	t.Helper()
	a, err := room.Create(section)
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

// sendTo moves a story as somebody at the desk does.
func sendTo(t *testing.T, room *Room, id article.ID, section string) {
	t.Helper()
	a, err := room.Story(id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := room.Edit(article.Edit{ID: id, Base: a.Rev, Set: map[string]string{"section": section}}); err != nil {
		t.Fatal(err)
	}
}

// Whatever was done to the sections: taken back, all is as it was, and done
// again, as it was then.
func TestUndoAndRedoOfAnyActionRestoreEqualState(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 5))
		room := openRoom(t)
		stories := []article.ID{}
		for _, name := range []string{"World", "Sport", "Politics"} {
			s := addSection(t, room, name, "")
			stories = append(stories, newStory(t, room, s.ID), newStory(t, room, s.ID))
		}
		if err := room.Trash(stories[0]); err != nil {
			t.Fatal(err)
		}
		states, did := []string{placedSo(t, room, stories)}, []string{}
		for n := range 40 {
			c := anyChange(t, r, room, n)
			steps := len(room.sectionSteps.steps)
			_, err := room.ChangeSections(c)
			if now := placedSo(t, room, stories); len(room.sectionSteps.steps) > steps {
				states, did = append(states, now), append(did, fmt.Sprintf("%+v", c))
			} else if now != states[len(states)-1] {
				t.Fatalf("%+v: %v, and there is no way back from\n%s", c, err, now)
			}
		}
		if len(did) < 10 {
			t.Fatalf("only %d actions did anything", len(did))
		}
		at := len(did)
		walk := func(do string, step int) {
			if _, err := room.ChangeSections(SectionChange{Do: do}); err != nil {
				t.Fatalf("%s at %d: %v", do, at, err)
			}
			at += step
			if now := placedSo(t, room, stories); now != states[at] {
				t.Fatalf("%s, to where %d were done:\n%s\nwas\n%s", do, at, now, states[at])
			}
		}
		for range 2 * len(did) { // to and fro
			if at > 0 && (at == len(did) || r.IntN(2) == 0) {
				walk("undo", -1)
			} else {
				walk("redo", 1)
			}
		}
		for at < len(did) {
			walk("redo", 1)
		}
		if _, err := room.RedoSections(); !errors.Is(err, ErrNoRedo) {
			t.Fatalf("nothing is left to do again: %v", err)
		}
		for at > 0 {
			walk("undo", -1)
		}
	}
}

func anyChange(t *testing.T, r *rand.Rand, room *Room, n int) SectionChange {
	sections, err := room.Sections()
	if err != nil {
		t.Fatal(err)
	}
	some := func() string {
		if len(sections) == 0 || r.IntN(8) == 0 {
			return ""
		}
		return sections[r.IntN(len(sections))].ID
	}
	do := []string{"add", "add", "add", "rename", "put", "put", "describe", "merge", "delete"}
	return SectionChange{
		Do: do[r.IntN(len(do))], Section: some(), Under: some(), Into: some(), To: r.IntN(4), Name: fmt.Sprintf("Section %d", n),
		Set: map[string]string{[]string{"colour", "slug", "mapping.ghost", "byline"}[r.IntN(4)]: []string{"", "#aa3300", fmt.Sprintf("s-%d", n)}[r.IntN(3)]},
	}
}

// A story that somebody took elsewhere after the merge is not fetched back.
func TestAStoryThatWasMovedOnStays(t *testing.T) {
	room := openRoom(t)
	world, sport, arts := addSection(t, room, "World", ""), addSection(t, room, "Sport", ""), addSection(t, room, "Arts", "")
	stays, back, others := newStory(t, room, sport.ID), newStory(t, room, sport.ID), newStory(t, room, world.ID)
	if err := room.MergeSections("Sport", "World"); err != nil {
		t.Fatal(err)
	}
	sendTo(t, room, stays, arts.ID)
	undone, err := room.UndoSections()
	if err != nil || undone != (SectionsUndone{What: "“Sport” became part of “World”, 2 stories moved", Back: 1, Stayed: 1}) {
		t.Errorf("%+v, %v", undone, err)
	}
	for id, want := range map[article.ID]string{stays: arts.ID, back: sport.ID, others: world.ID} {
		if a, err := room.Story(id); err != nil || a.SectionID != want {
			t.Errorf("a story is in %q, want %q: %v", a.SectionID, want, err)
		}
	}
}

// What cannot be taken back is refused, and is as it was.
func TestUndoThatIsRefused(t *testing.T) {
	room := openRoom(t)
	if _, err := room.UndoSections(); !errors.Is(err, ErrNoStep) {
		t.Errorf("nothing was done: %v", err)
	}
	world := addSection(t, room, "World", "")
	id := newStory(t, room, world.ID)
	before := placedSo(t, room, []article.ID{id})
	if _, err := room.UndoSections(); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("the section has a story: %v", err)
	}
	if now := placedSo(t, room, []article.ID{id}); now != before {
		t.Errorf("refused, and yet\n%s", now)
	}
	sendTo(t, room, id, "")
	sections, err := room.Sections()
	if err != nil {
		t.Fatal(err)
	}
	other := slices.Clone(sections)
	other[0].Byline = "Our staff"
	if err := room.db.PutSections(other); err != nil {
		t.Fatal(err)
	}
	if _, err := room.UndoSections(); !errors.Is(err, ErrSectionsChanged) {
		t.Errorf("somebody else changed it: %v", err)
	}
	if err := room.db.PutSections(sections); err != nil {
		t.Fatal(err)
	}
	if _, err := room.UndoSections(); err != nil || lastStep(room) != "" {
		t.Errorf("it is as it was again: %v", err)
	}
}

func lastStep(room *Room) string {
	last, _ := room.LastSectionStep()
	return last
}

// What was taken back is done again with the stories that are there then, and not
// when something else was done.
func TestRedo(t *testing.T) {
	room := openRoom(t)
	world, sport := addSection(t, room, "World", ""), addSection(t, room, "Sport", "")
	first := newStory(t, room, sport.ID)
	if err := room.Trash(first); err != nil {
		t.Fatal(err)
	}
	if err := room.MergeSections("Sport", "World"); err != nil {
		t.Fatal(err)
	}
	if last := lastStep(room); last != "“Sport” became part of “World”, 1 story in the trash moved" {
		t.Errorf("the step says %q", last)
	}
	if _, err := room.UndoSections(); err != nil {
		t.Fatal(err)
	}
	late := newStory(t, room, sport.ID)
	done, err := room.RedoSections()
	if err != nil || done.What != "“Sport” became part of “World”, 2 stories (1 in the trash) moved" {
		t.Errorf("%+v, %v", done, err)
	}
	for _, id := range []article.ID{first, late} {
		if a, err := room.Story(id); err != nil || a.SectionID != world.ID {
			t.Errorf("a story is in %q: %v", a.SectionID, err)
		}
	}
	if _, err := room.UndoSections(); err != nil {
		t.Fatal(err)
	}
	addSection(t, room, "Arts", "")
	if _, err := room.RedoSections(); !errors.Is(err, ErrNoRedo) {
		t.Errorf("something else was done: %v", err)
	}
	if err := room.DeleteSection("Arts", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := room.UndoSections(); err != nil {
		t.Fatal(err)
	}
	newStory(t, room, "Arts")
	before := placedSo(t, room, nil)
	if _, err := room.RedoSections(); !errors.Is(err, ErrNeedsHome) || placedSo(t, room, nil) != before {
		t.Errorf("a story has come and has no home: %v", err)
	}
}

// Added below another is one action.
func TestASectionIsAddedBelowAnother(t *testing.T) {
	room := openRoom(t)
	world := addSection(t, room, "World", "")
	addSection(t, room, "Sport", "")
	africa := addSection(t, room, "Africa", "world")
	if africa.Parent != world.ID || africa.Order != 1 || len(room.sectionSteps.steps) != 3 {
		t.Errorf("%+v after %d actions", africa, len(room.sectionSteps.steps))
	}
	if _, err := room.AddSection("Asia", "nowhere"); !errors.Is(err, desk.ErrNoSection) {
		t.Errorf("below nothing: %v", err)
	}
}
