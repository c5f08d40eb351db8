package newsroom_test

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

func save(t *testing.T, room *newsroom.Room, a article.Article, path, value string) article.Article {
	t.Helper()
	saved, err := room.Save(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{path: value}})
	if err != nil {
		t.Fatal(err)
	}
	return saved.Article
}

func drawer(t *testing.T, room *newsroom.Room, id article.ID, want ...string) []article.Cut {
	t.Helper()
	cuts, err := room.Cuts(id)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range cuts {
		got = append(got, c.Text)
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("in the drawer %q, want %q", got, want)
	}
	return cuts
}

// What was cut is there after a restart, goes back where it was, and what was
// let go stays away.
func TestCutsAreInTheDrawer(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	a := take(t, room, ferry)
	paragraphs := strings.Split(strings.TrimSpace(a.Body), "\n\n")
	crews, head, seats := paragraphs[0], paragraphs[1], paragraphs[2]
	drawer(t, room, a.ID)
	a = save(t, room, a, "body", crews+"\n\n"+seats)
	drawer(t, room, a.ID, head)
	a = save(t, room, a, "headlines.main", "Another head")
	a = save(t, room, a, "body", seats)
	drawer(t, room, a.ID, crews, head)

	_ = room.Close()
	room = open(t, dir)
	cuts := drawer(t, room, a.ID, crews, head)
	if _, err := room.PutCutBack(a.ID, a.Rev-1, cuts[0]); !errors.Is(err, store.ErrStale) {
		t.Errorf("on an older revision: %v", err)
	}
	back, err := room.PutCutBack(a.ID, a.Rev, cuts[0])
	if err != nil || back.Article.Body != crews+"\n\n"+seats {
		t.Errorf("it reads %q (%v)", back.Article.Body, err)
	}
	if _, err := room.PutCutBack(a.ID, back.Article.Rev, cuts[0]); !errors.Is(err, article.ErrValue) {
		t.Errorf("once more: %v", err)
	}
	drawer(t, room, a.ID, head)
	if left, err := room.LetCutGo(a.ID, cuts[1]); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
	_ = room.Close()
	room = open(t, dir)
	drawer(t, room, a.ID)
	if _, err := room.Cuts("01900000-0000-7000-8000-000000000000"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of no story: %v", err)
	}
}
