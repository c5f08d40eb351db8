package desk

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"stet/internal/article"
)

func named(t *testing.T, names ...string) []Section {
	t.Helper()
	var all []Section
	for i, name := range names {
		var err error
		if all, _, err = Add(all, fmt.Sprintf("id-%d-00000000", i), name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestFindSection(t *testing.T) {
	all := named(t, "World", "Arts & Books", "Політика")
	for word, want := range map[string]string{"Wörld": "World", "world": "World", " WORLD ": "World", "Arts  &\tBooks": "Arts & Books", "arts-books": "Arts & Books", "id-2-00000000": "Політика", "політика": "Політика"} {
		if s, err := Find(all, word); err != nil || s.Name != want {
			t.Errorf("Find(%q) = %q, %v; want %q", word, s.Name, err, want)
		}
	}
	for _, word := range []string{"", "  ", "Sport"} {
		if _, err := Find(all, word); !errors.Is(err, ErrNoSection) {
			t.Errorf("Find(%q): %v, want ErrNoSection", word, err)
		}
	}
}

func TestAddSection(t *testing.T) {
	all := named(t, "World", "World!", "北京")
	want := []string{"world", "world-2", "section-id-2-000"}
	for i, s := range all {
		if s.Slug != want[i] || s.Order != i {
			t.Errorf("section %q: slug %q at %d, want %q at %d", s.Name, s.Slug, s.Order, want[i], i)
		}
	}
	if _, _, err := Add(all, "x", "WORLD"); !errors.Is(err, ErrSectionTaken) {
		t.Errorf("a second World: %v", err)
	}
	if _, _, err := Add(all, "x", "Wórld"); !errors.Is(err, ErrSectionTaken) {
		t.Errorf("a World that differs by an accent: %v", err)
	}
	if _, _, err := Add(named(t, "कि"), "x", "का"); err != nil {
		t.Errorf("another vowel is another name: %v", err)
	}
	if _, _, err := Add(all, "x", " \n"); !errors.Is(err, article.ErrValue) {
		t.Errorf("a section without a name: %v", err)
	}
}

func TestRenameKeepsTheOldSlug(t *testing.T) {
	all := named(t, "World", "Sport")
	renamed, err := Rename(all, all[0].ID, "Planet")
	if err != nil {
		t.Fatal(err)
	}
	if s := renamed[0]; s.Name != "Planet" || s.Slug != "planet" || !slices.Equal(s.OldSlugs, []string{"world"}) {
		t.Errorf("got %+v", s)
	}
	if all[0].Name != "World" {
		t.Error("the list that was passed in changed")
	}
	if same, err := Rename(all, all[0].ID, "WORLD"); err != nil || same[0].Slug != "world" || len(same[0].OldSlugs) != 0 {
		t.Errorf("a change of case: %+v, %v", same, err)
	}
	if _, err := Rename(all, all[0].ID, "sport"); !errors.Is(err, ErrSectionTaken) {
		t.Errorf("a name that is taken: %v", err)
	}
}

func TestLineup(t *testing.T) {
	l := Lineup{Name: "Trending"}
	for n, id := range []article.ID{"a", "b", "c"} {
		var err error
		if l, err = l.Place(Slot{Story: id}, n); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Place(Slot{Story: "b"}, 0); !errors.Is(err, ErrPlaced) {
		t.Errorf("the same story twice: %v", err)
	}
	l, _ = l.Shift("c", 0)
	l, _ = l.Place(Slot{Story: "d"}, 99)
	l, _ = l.Take("a")
	var order string
	for _, s := range l.Slots {
		order += string(s.Story)
	}
	if order != "cbd" {
		t.Errorf("order %q, want cbd", order)
	}
	if _, err := l.Shift("a", 0); !errors.Is(err, ErrNoSlot) {
		t.Errorf("moving what is not there: %v", err)
	}
}
