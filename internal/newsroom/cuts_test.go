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
	in, err := room.Cuts(id)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var cuts []article.Cut
	for _, c := range in.Cuts {
		cuts = append(cuts, c.Cut)
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
	if left, err := room.LetCutGo(a.ID, cuts[1]); err != nil || len(left.Cuts) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
	_ = room.Close()
	room = open(t, dir)
	drawer(t, room, a.ID)
	if _, err := room.Cuts("01900000-0000-7000-8000-000000000000"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of no story: %v", err)
	}
}

// A cut is shown as readers would have read it, and kept as it was.
func TestCutsAreReadable(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	for text, want := range map[string]string{
		"The **keeper** has [the key](https://example.org/key).": "The keeper has the key.",
		"## The night": "The night",
		"He is {==84==}{>>cq: ML<<}, {==they say==}{>>who says?<<}.": "He is 84, they say.",
		"> It was *always* ours.":                                    "It was always ours.",
		":::factbox Numbers\nTwelve **gates** there are.\n:::":       "Numbers\nTwelve gates there are.",
		"Twelve gates there are.\n:::":                               "Twelve gates there are.",
		"[^1]: The keeper, *in* a letter.":                           "The keeper, in a letter.",
		"- One lamp burns\n- Two lamps burn":                         "One lamp burns\nTwo lamps burn",
	} {
		a = save(t, room, a, "body", "Words that stay.\n\n"+text+"\n\nMore that stay.")
		a = save(t, room, a, "body", "Words that stay.\n\nMore that stay.")
		in, err := room.Cuts(a.ID)
		if err != nil || in.Cuts[0].Text != text || in.Cuts[0].Plain != want {
			t.Errorf("%q is shown as %q (%v), want %q", in.Cuts[0].Text, in.Cuts[0].Plain, err, want)
		}
	}
}
