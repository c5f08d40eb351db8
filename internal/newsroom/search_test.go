package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/newsroom"
	"stet/internal/search"
)

func look(t *testing.T, room *newsroom.Room, query string) newsroom.SearchResult {
	t.Helper()
	found, err := room.Search(context.Background(), newsroom.SearchRequest{Query: query})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if found.Partial {
		t.Fatalf("%s: not everything was looked through", query)
	}
	return found
}

func headlinesOf(found newsroom.SearchResult) string {
	var names []string
	for _, s := range found.Stories {
		names = append(names, s.Headline)
	}
	slices.Sort(names)
	return strings.Join(names, "|")
}

// smallDesk has stories in two sections and several states.
func smallDesk(t *testing.T, room *newsroom.Room) {
	t.Helper()
	take(t, room, ferry)
	gate := take(t, room, "---\nsection: World\nheadline: Harbour gate shuts\nauthor: Ines Aalto\nslugline: GATE\n---\nThe ferry waited all night.\n\n:::note\nAsk the pilots.\n:::\n")
	edit(t, room, gate.ID, "status", "ready", "internalNote", "Nothing of the *tunnel* yet")
	held := take(t, room, "---\nsection: World\nheadline: Old ferry sold\n---\nFor scrap.\n")
	edit(t, room, held.ID, "flag", "hold")
	gone := take(t, room, "---\nheadline: Ferry poem\n---\nO ferry.\n")
	if err := room.Trash(gone.ID); err != nil {
		t.Fatal(err)
	}
}

const (
	crews = "Ferry crews walk out as pay talks fail"
	gates = "Harbour gate shuts"
	sold  = "Old ferry sold"
	poem  = "Ferry poem"
)

func TestSearch(t *testing.T) {
	room := open(t, t.TempDir())
	smallDesk(t, room)
	for query, want := range map[string]string{
		"ferry":                      crews + "|" + gates + "|" + sold,
		"ferries crew":               crews,
		"headline:ferry":             crews + "|" + sold,
		"ferry section:world":        gates + "|" + sold,
		"ferry -section:World":       crews,
		"section:transport":          crews,
		"status:ready":               gates,
		"status:hold ferry":          sold,
		"-status:hold section:world": gates,
		"status:trash":               poem,
		"status:trash ferry":         poem,
		"by:ines":                    gates,
		"pilots":                     gates,
		"tunnel":                     gates,
		"slug:gate":                  gates,
		"booking":                    crews,
		"ferry before:2026-11-22":    "",
		"ferry after:2026-11-22":     crews + "|" + gates + "|" + sold,
		"section:world after:today before:2027 -gate": sold,
		"ferry before:yesterday":                      "",
	} {
		if got := headlinesOf(look(t, room, query)); got != want {
			t.Errorf("%s finds %s, want %s", query, got, want)
		}
	}
}

func TestSearchShowsWhere(t *testing.T) {
	room := open(t, t.TempDir())
	smallDesk(t, room)
	for _, c := range []struct{ query, where, marked string }{
		{"booking", "body", "booking"}, {"tunnel", "note", "tunnel"}, {"pilots", "body", "pilots"},
		{"sailings monday", "body", "Monday sailing"}, {"ada", "by", "Ada"}, {"ferries headline:crews", "body", "ferries"},
	} {
		found := look(t, room, c.query).Stories
		if len(found) != 1 {
			t.Errorf("%s finds %d", c.query, len(found))
			continue
		}
		var marked []string
		for _, m := range found[0].Marks {
			marked = append(marked, found[0].Snippet[m.From:m.To])
		}
		if found[0].Where != c.where || !strings.Contains(strings.Join(marked, " "), c.marked) {
			t.Errorf("%s marks %v in %s: %q", c.query, marked, found[0].Where, found[0].Snippet)
		}
	}
	// The window counts UTF-16 units: the face before "booking" is two of them
	// and four bytes, the dots at the cut one and three.
	found, err := room.EditorSearch(context.Background(), newsroom.SearchRequest{Query: "booking"})
	if err != nil || len(found.Stories) != 1 {
		t.Fatal(found, err)
	}
	s := found.Stories[0]
	if plain := look(t, room, "booking").Stories[0]; s.Marks[0].From != plain.Marks[0].From-4 {
		t.Errorf("%v in UTF-16, %v in bytes: %q", s.Marks, plain.Marks, s.Snippet)
	}
}

func TestSearchTakesLoosely(t *testing.T) {
	room := open(t, t.TempDir())
	smallDesk(t, room)
	found := look(t, room, "harbuor shuts")
	if !found.Loose || headlinesOf(found) != gates || len(found.Stories[0].HeadlineMarks) != 2 {
		t.Errorf("%+v", found)
	}
	if found := look(t, room, "harbour"); found.Loose {
		t.Error("a word that is there was taken loosely")
	}
}

func TestSearchErrors(t *testing.T) {
	room := open(t, t.TempDir())
	for query, want := range map[string]error{
		`"open`: search.ErrQuote, "colour:red": search.ErrField, "": search.ErrEmpty, "section:nowhere": desk.ErrNoSection,
		"status:lost": article.ErrValue, "before:christmas": newsroom.ErrDay,
	} {
		_, err := room.Search(context.Background(), newsroom.SearchRequest{Query: query})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", query, err, want)
			continue
		}
		word := query[strings.LastIndexAny(query, `:"`)+1:]
		if want == search.ErrField {
			word = "colour"
		}
		if p := newsroom.Explain(err); !strings.Contains(p.Message, word) || p.Hint == "" {
			t.Errorf("%s is explained as %+v", query, p)
		}
	}
}

// A save is found within the time that the desk was promised, and what is
// saved, moved and trashed is found as it then is.
func TestSearchFollowsSaves(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	look(t, room, "crews")
	edit(t, room, a.ID, "body", "A zeppelin landed.")
	soon(t, "the new word finds", func() bool { return headlinesOf(look(t, room, "zeppelin")) == crews })
	if got := look(t, room, "booking ").Stories; len(got) != 0 {
		t.Error("a word that is gone finds it")
	}
	edit(t, room, a.ID, "section", "")
	soon(t, "the section is left", func() bool { return len(look(t, room, "crews section:Transport").Stories) == 0 })
	if err := room.Trash(a.ID); err != nil {
		t.Fatal(err)
	}
	soon(t, "the trash hides", func() bool { return len(look(t, room, "zeppelin").Stories) == 0 })
}

// soon waits for what comes by itself, long beyond what it should take.
func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not so: %s", what)
		}
	}
}

// What was saved while nobody searched, with the index closed or gone, is
// found at the next search.
func TestSearchAfterOpeningAgain(t *testing.T) {
	dir := t.TempDir()
	words := filepath.Join(dir, "search", "words")
	for round, harm := range []func(){
		func() {},
		func() { must(t, os.RemoveAll(filepath.Join(dir, "search"))) },
		func() { must(t, os.Truncate(filepath.Join(words, "store", "root.bolt"), 100)) },
		func() { must(t, os.RemoveAll(filepath.Join(words, "store"))) },
		func() {
			must(t, os.WriteFile(filepath.Join(dir, "search", "stet.search"), []byte(`{"layout":0}`), 0o600))
		},
		func() { must(t, os.Remove(filepath.Join(words, "index_meta.json"))) },
	} {
		harm()
		room := open(t, dir)
		take(t, room, fmt.Sprintf("---\nheadline: Round %d\n---\nAlways the same words.\n", round))
		must(t, room.Close())
		room = open(t, dir)
		if got := look(t, room, "same words"); got.Total != round+1 {
			t.Errorf("round %d: %d stories", round, got.Total)
		}
		take(t, room, fmt.Sprintf("---\nheadline: Between %d\n---\nOther copy.\n", round))
		must(t, room.Close())
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// An older copy of the newsroom beside a newer index: the index gives way.
func TestSearchIndexOfAnotherState(t *testing.T) {
	one, other := t.TempDir(), t.TempDir()
	room := open(t, one)
	for range 5 {
		take(t, room, ferry+"\nmore\n")
	}
	look(t, room, "ferry")
	must(t, room.Close())
	room = open(t, other)
	take(t, room, "---\nheadline: Quiet\n---\nNothing.\n")
	must(t, room.Close())
	must(t, os.RemoveAll(filepath.Join(other, "search")))
	must(t, os.CopyFS(filepath.Join(other, "search"), os.DirFS(filepath.Join(one, "search"))))
	room = open(t, other)
	if got := headlinesOf(look(t, room, "nothing")); got != "Quiet" {
		t.Errorf("finds %q", got)
	}
	if got := look(t, room, "crews "); got.Total != 0 {
		t.Errorf("stories of another newsroom: %s", headlinesOf(got))
	}
}

// The law of the desk: after any row of saves each story is found by each word
// of its headline, before and after the index is thrown away.
func TestEveryStoryIsFound(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	var all []article.Article
	for i := range 250 { // several batches
		all = append(all, take(t, room, fmt.Sprintf("---\nheadline: Story numbered%d about ferries\n---\nBody%d\n", i, i)))
	}
	for i := range 30 {
		edit(t, room, all[i].ID, "body", fmt.Sprintf("Again%d", i))
	}
	check := func() {
		t.Helper()
		for i, a := range all {
			for _, word := range []string{fmt.Sprintf("numbered%d ", i), fmt.Sprintf("%q", a.Body)} {
				want := a.ID
				found := look(t, room, word)
				if i < 30 && strings.HasPrefix(word, `"`) {
					want = ""
				}
				if want != "" && (len(found.Stories) != 1 || found.Stories[0].ID != want) {
					t.Fatalf("%s finds %d stories", word, len(found.Stories))
				}
			}
		}
		if got := look(t, room, "ferry"); got.Total != len(all) || len(got.Stories) != 50 {
			t.Fatalf("ferry finds %d, shows %d", got.Total, len(got.Stories))
		}
	}
	check()
	must(t, room.Close())
	must(t, os.RemoveAll(filepath.Join(dir, "search")))
	room = open(t, dir)
	check()
}
