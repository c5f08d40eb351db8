package newsroom_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/newsroom"
)

// hands are a clock that shows what it is set to, and time that passes evenly.
type hands struct {
	shows time.Time
	gone  time.Duration
}

func (h *hands) pass(d time.Duration) { h.shows, h.gone = h.shows.Add(d), h.gone+d }
func (h *hands) set(d time.Duration)  { h.shows = h.shows.Add(d) }

func (h *hands) room(t *testing.T, dir string) *newsroom.Room {
	t.Helper()
	room, err := newsroom.Open(newsroom.Options{
		Dir: dir, Person: article.Person{Name: "Ada Lind"}, Program: "stet test", ExportFolder: t.TempDir(),
		Now: func() time.Time { return h.shows }, Elapsed: func() time.Duration { return h.gone },
	})
	if err != nil {
		t.Fatal(err)
	}
	return room
}

func codes(t *testing.T, room *newsroom.Room, id article.ID) []string {
	t.Helper()
	found, err := room.Check(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, f := range found {
		if f.Code == "clock-ahead" || f.Code == "clock" || f.Code == "embargo" {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

func TestAClockSetForwardOpensNoEmbargo(t *testing.T) {
	h := &hands{shows: time.Date(2026, 11, 22, 22, 55, 0, 0, time.UTC)}
	dir := t.TempDir()
	room := h.room(t, dir)
	a := take(t, room, ferry)
	edit(t, room, a.ID, "embargo", "2026-11-23T02:00:00Z")
	h.set(time.Minute)
	if got := codes(t, room, a.ID); !slices.Equal(got, []string{"embargo"}) {
		t.Errorf("before its instant: %v", got)
	}

	// Set forward past its instant: locked, and said; after a restart too.
	h.set(4 * time.Hour)
	if got := codes(t, room, a.ID); !slices.Equal(got, []string{"embargo", "clock-ahead"}) {
		t.Errorf("set forward: %v", got)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	h.gone = 7 * time.Hour // counts from another moment
	room = h.room(t, dir)
	defer func() { _ = room.Close() }()
	if got := codes(t, room, a.ID); !slices.Contains(got, "clock-ahead") {
		t.Errorf("after a restart: %v", got)
	}

	// Who has no name says nothing of the time; who has opens it.
	if _, err := room.ConfirmClock(); err == nil {
		t.Error("nobody said that the time is right")
	}
	if _, err := room.SetPerson("Ada Lind", "AL"); err != nil {
		t.Fatal(err)
	}
	state, err := room.ConfirmClock()
	if err != nil || state.Ahead != 0 || state.By != "AL" {
		t.Errorf("confirmed: %+v, %v", state, err)
	}
	if got := codes(t, room, a.ID); len(got) > 0 {
		t.Errorf("confirmed, and still %v", got)
	}
}

// An embargo in doubt is broken like any other.
func TestAnEmbargoInDoubtCanBeBroken(t *testing.T) {
	h := &hands{shows: time.Date(2026, 11, 22, 22, 55, 0, 0, time.UTC)}
	room := h.room(t, t.TempDir())
	defer func() { _ = room.Close() }()
	a := take(t, room, ferry)
	edit(t, room, a.ID, "embargo", "2026-11-23T02:00:00Z")
	h.set(4 * time.Hour)
	if _, err := room.SetPerson("Ada Lind", "AL"); err != nil {
		t.Fatal(err)
	}
	if _, err := room.BreakEmbargo(a.ID, 0, "it is out"); err != nil {
		t.Error(err)
	}
	if got := codes(t, room, a.ID); len(got) > 0 {
		t.Errorf("broken, and still %v", got)
	}
}

// Law: whatever is done to the clock, an embargo opens no sooner than time that
// passed evenly brings it about, but for the slack; and it opens then at the
// latest where the clock does not stand behind.
func TestEmbargoesOpenByTimeThatPassed(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for round := range 12 {
		start := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		h := &hands{shows: start}
		room := h.room(t, t.TempDir())
		a := take(t, room, ferry)
		until := start.Add(5 * time.Hour)
		edit(t, room, a.ID, "embargo", until.Format(time.RFC3339))
		for range 25 {
			if random.IntN(2) == 0 {
				h.pass(time.Duration(random.IntN(60)) * time.Minute)
			} else {
				h.set(time.Duration(random.IntN(400)-150) * time.Minute)
			}
			locked := slices.Contains(codes(t, room, a.ID), "embargo")
			if truly := start.Add(h.gone); !locked && truly.Before(until.Add(-check.ClockSlack)) {
				t.Fatalf("round %d: open at %s, the clock shows %s", round, truly, h.shows)
			}
		}
		if err := room.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
