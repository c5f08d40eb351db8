package desk

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

func storyID(n int) article.ID {
	return article.ID(fmt.Sprintf("01989f2a-1b00-7000-8000-%012d", n))
}

// lineup makes one of "1splash 2lead 3": the stories' numbers and weights.
func lineup(t *testing.T, words string) Lineup {
	t.Helper()
	l := Lineup{ID: "l", Name: "Home", Slots: []Slot{}}
	for n, word := range strings.Fields(words) {
		var number int
		var weight string
		_, _ = fmt.Sscanf(word, "%d%s", &number, &weight)
		w, err := ParseWeight(weight)
		if err != nil {
			t.Fatal(err)
		}
		if l, err = l.Place(Slot{Story: storyID(number), Weight: w, Headline: fmt.Sprint("head ", number)}, n); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func said(l Lineup) string {
	var words []string
	for _, s := range l.Slots {
		n := strings.TrimLeft(string(s.Story[24:]), "0")
		if s.Weight != Standard {
			n += string(s.Weight)
		}
		words = append(words, n)
	}
	return strings.Join(words, " ")
}

func TestMakeSplashKeepsEachItsHead(t *testing.T) {
	for _, c := range []struct{ before, after string }{
		{"1splash 2lead 3 4brief", "3splash 2lead 1 4brief"},
		{"1lead 2splash 3", "1lead 3splash 2"},
		{"1lead 2 3", "3splash 2 1"}, // no splash yet: the first place is its
		{"3splash 1", "3splash 1"},
	} {
		l, err := lineup(t, c.before).MakeSplash(storyID(3))
		if err != nil || said(l) != c.after {
			t.Errorf("%s: got %s, %v, want %s", c.before, said(l), err, c.after)
		}
		for _, s := range l.Slots {
			if want := "head " + strings.TrimLeft(string(s.Story[24:]), "0"); s.Headline != want {
				t.Errorf("%s: story %s has %q", c.before, s.Story, s.Headline)
			}
		}
	}
	if _, err := lineup(t, "1").MakeSplash(storyID(9)); !errors.Is(err, ErrNoSlot) {
		t.Errorf("a story that is not there: %v", err)
	}
}

func TestASecondSplashIsRefused(t *testing.T) {
	l := lineup(t, "1splash 2")
	if _, err := l.SetSlot(storyID(2), map[string]string{"weight": "splash"}); !errors.Is(err, ErrSplash) {
		t.Errorf("set: %v", err)
	}
	if _, err := l.Place(Slot{Story: storyID(3), Weight: Splash}, 0); !errors.Is(err, ErrSplash) {
		t.Errorf("place: %v", err)
	}
}

func TestSetSlot(t *testing.T) {
	l := lineup(t, "1 2")
	set, err := l.SetSlot(storyID(1), map[string]string{
		"headline": " Gate\n shuts 🚪 ", "standfirst": "סגור", "weight": "LEAD", "pinned": "true",
		"until": "2026-12-03T00:01 Europe/Kyiv", "sublinks": string(storyID(7)) + "; " + string(storyID(8)),
	})
	if err != nil {
		t.Fatal(err)
	}
	s := set.Slots[0]
	if s.Headline != "Gate shuts 🚪" || s.Standfirst != "סגור" || s.Weight != Lead || !s.Pinned || len(s.Sublinks) != 2 {
		t.Errorf("got %+v", s)
	}
	if s.UntilText() != "2026-12-03T00:01:00 Europe/Kyiv" || !s.Until.Equal(time.Date(2026, 12, 2, 22, 1, 0, 0, time.UTC)) {
		t.Errorf("until is %s, %s", s.UntilText(), s.Until)
	}
	if l.Slots[0].Headline == s.Headline {
		t.Error("the lineup that was passed in changed")
	}
	for field, value := range map[string]string{
		"until": "2026-12-03T00:01", "weight": "huge", "pinned": "perhaps", "sublinks": "x", "colour": "red",
	} {
		if _, err := l.SetSlot(storyID(1), map[string]string{field: value, "headline": "no"}); !errors.Is(err, article.ErrValue) || !strings.Contains(err.Error(), field) {
			t.Errorf("%s=%s: %v", field, value, err)
		}
	}
	for _, until := range []string{"2026-12-03T00:01 Mars/Olympus", "2026-03-29T02:30 Europe/Berlin", "2026-10-25T02:30 Europe/Berlin"} {
		if _, err := l.SetSlot(storyID(1), map[string]string{"until": until}); !errors.Is(err, article.ErrValue) {
			t.Errorf("until %s: %v", until, err)
		}
	}
	if _, err := l.SetSlot(storyID(1), map[string]string{"sublinks": string(storyID(1))}); !errors.Is(err, article.ErrValue) {
		t.Errorf("a sublink of itself: %v", err)
	}
}

func TestHolesStayWhereTheyAre(t *testing.T) {
	l := lineup(t, "1splash 2 3 4 5")
	now := time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC)
	l.Slots[4].Until = now
	standings := map[article.ID]Standing{storyID(1): {Flag: article.Killed}, storyID(2): {Flag: article.Hold}, storyID(3): {Trashed: true}, storyID(4): {Gone: true}}
	got := []string{}
	for _, s := range l.Seen(func(id article.ID) Standing { return standings[id] }, now).Slots {
		got = append(got, s.Hole)
	}
	if want := []string{"killed", "", "in the trash", "no longer there", "its time is over"}; !slices.Equal(got, want) {
		t.Errorf("holes are %q, want %q", got, want)
	}
	back := l.Seen(func(article.ID) Standing { return Standing{} }, now.Add(-time.Second))
	if !reflect.DeepEqual(back, l) {
		t.Errorf("live again: %+v", back)
	}
}

func TestFill(t *testing.T) {
	l := lineup(t, "1splash 2 3")
	l.Slots[1].Filled = true
	l.Slots[2].Filled, l.Slots[2].Pinned = true, true
	stories := []article.ID{storyID(3), storyID(4), storyID(9), storyID(5), storyID(6)}
	taken := func(id article.ID) bool { return id == storyID(9) }
	filled := l.Fill(stories, 4, taken)
	if said(filled) != "1splash 4 3 5" {
		t.Errorf("got %s", said(filled))
	}
	if again := filled.Fill(stories, 4, taken); said(again) != said(filled) {
		t.Errorf("filled again: %s", said(again))
	}
	if less := filled.Fill(nil, 4, taken); said(less) != "1splash 3" {
		t.Errorf("with nothing ready: %s", said(less))
	}
	if moved, _ := filled.Shift(storyID(5), 0); said(moved.Fill(stories, 4, taken)) != "5 1splash 4 3" {
		t.Errorf("what somebody moved is not theirs: %s", said(moved.Fill(stories, 4, taken)))
	}
}

func TestDiffTellsOfThoseThatMoved(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"1 2 3", "1 2 3", ""},
		{"1 2 3", "4 1 2 3", "added 4 0-1"},
		{"1 2 3 4", "4 1 2 3", "moved 4 4-1"},
		{"1 2 3", "1 3", "gone 2 2-0"},
		{"1splash 2", "2splash 1", "moved 2 2-1 [weight]|changed 1 1-2 [weight]"},
		{"", "1", "added 1 0-1"},
	} {
		var got []string
		for _, ch := range DiffLineups(lineup(t, c.before).Slots, lineup(t, c.after).Slots) {
			word := fmt.Sprintf("%s %s %d-%d", ch.Kind, strings.TrimLeft(string(ch.Story[24:]), "0"), ch.From, ch.To)
			if len(ch.Fields) > 0 {
				word += fmt.Sprint(" ", ch.Fields)
			}
			got = append(got, word)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s -> %s: %s, want %s", c.before, c.after, strings.Join(got, "|"), c.want)
		}
	}
}

func TestNamesOfLineups(t *testing.T) {
	have := []Lineup{{ID: "1", Name: "Ñandú"}}
	for _, name := range []string{"ñandú", "Nandu", " ÑANDÚ "} {
		if _, err := NewLineup(have, "2", name); !errors.Is(err, ErrLineupTaken) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"", " \n", "\u2028", "\u202e", "Ho\u200bme", "Home\xff", strings.Repeat("x", LongestName+1)} {
		if _, err := NewLineup(have, "2", name); !errors.Is(err, article.ErrValue) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"🌙 Night", "חדשות", "Trending"} {
		if l, err := NewLineup(have, "2", name); err != nil || l.Name != name {
			t.Errorf("%q: %+v, %v", name, l, err)
		}
	}
	// A section that was called so before names had limits has its lineup all the same.
	if l, err := SectionLineup(have, "2", "s", "Old\u200bname"); err != nil || l.Name != "Old\u200bname" || l.SectionID != "s" {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err := SectionLineup(have, "2", "s", "Nandu"); !errors.Is(err, ErrLineupTaken) {
		t.Errorf("a name that is taken: %v", err)
	}
}

// Whatever is done in whatever order: a story stands in a lineup once, there is
// one splash at most, no hole is kept, and a step back gives the same state.
func TestLawsOfLineups(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	for range 200 {
		l := Lineup{ID: "l", Name: "Home", Slots: []Slot{}}
		for step := range 60 {
			before := l
			l = randomStep(rnd, l)
			if err := l.Check(); err != nil {
				t.Fatalf("seed %d, step %d: %v", seed, step, err)
			}
			if back := l.AsIn(before); !reflect.DeepEqual(back.Slots, before.Slots) || !reflect.DeepEqual(back.Spare, before.Spare) {
				t.Fatalf("seed %d, step %d: a step back gives %+v, it was %+v", seed, step, back, before)
			}
			if len(DiffLineups(l.Slots, l.Slots)) != 0 {
				t.Fatalf("seed %d, step %d: a lineup differs from itself", seed, step)
			}
		}
	}
}

func randomStep(rnd *rand.Rand, l Lineup) Lineup {
	id, other := storyID(rnd.IntN(12)), storyID(rnd.IntN(12))
	to := rnd.IntN(14) - 1
	refused := error(nil)
	after := l
	switch rnd.IntN(11) {
	case 0, 1, 2:
		after, refused = l.Place(Slot{Story: id, Weight: Weights[rnd.IntN(4)]}, to)
	case 3:
		after, refused = l.Shift(id, to)
	case 4:
		after, refused = l.Swap(id, other)
	case 5:
		after, refused = l.MakeSplash(id)
	case 6:
		after, refused = l.Take(id)
	case 7:
		after, refused = l.SetSlot(id, map[string]string{"weight": string(Weights[rnd.IntN(4)]), "pinned": "true"})
	case 8:
		after = l.Keep()
	case 9:
		after, refused = l.UseSpare()
	case 10:
		after = l.Fill([]article.ID{id, other, storyID(20)}, to, func(id article.ID) bool { return id == storyID(3) })
	}
	if refused != nil {
		return l
	}
	return after
}

func TestALineupHasRoomForAThousand(t *testing.T) {
	l := Lineup{}
	for n := range MostSlots {
		l.Slots = append(l.Slots, Slot{Story: storyID(n), Weight: Standard})
	}
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Place(Slot{Story: storyID(5000)}, 0); !errors.Is(err, ErrFull) {
		t.Errorf("one more: %v", err)
	}
}
