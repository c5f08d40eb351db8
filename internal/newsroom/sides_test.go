package newsroom_test

import (
	"errors"
	"slices"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// twoStates is a story whose newest revision differs from its first in two
// passages, a headline and a section.
func twoStates(t *testing.T, room *newsroom.Room) (first, now article.Article) {
	t.Helper()
	first = take(t, room, ferry)
	return first, edit(t, room, first.ID,
		"body", "Crews on the island ferries stopped work at seven on Monday morning.\n\n## What travellers should do\n\nPassengers 😀 can move a *booking* to any sailing in December.\n\nThe talks go on.",
		"headlines.main", "Ferry crews walk out", "section", "")
}

func TestOnePassageComesBack(t *testing.T) {
	room := open(t, t.TempDir())
	first, now := twoStates(t, room)
	sides, err := room.SideBySide(first.ID, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, f := range sides.Fields {
		fields = append(fields, f.Field)
	}
	if !sides.Newest || sides.A.Name != "as filed" || sides.B.Rev != 2 || !slices.Contains(fields, "headlines.main") || slices.Contains(fields, "body") {
		t.Fatalf("%+v", sides)
	}
	got, err := room.Take(newsroom.TakeRequest{ID: first.ID, Base: 2, From: 1, Fields: []string{"section"}, Body: []article.Pick{article.PickBefore}})
	if err != nil {
		t.Fatal(err)
	}
	want := "Crews on the island ferries stopped work at six on Monday morning.\n\n## What travellers should do\n\nPassengers 😀 can move a *booking* to any sailing in December.\n\nThe talks go on."
	if got.Rev != 3 || got.Body != want || got.Section != "Transport" || got.Headlines.Main != now.Headlines.Main {
		t.Errorf("got %+v", got)
	}
	if kept, err := room.StoryAt(first.ID, 2); err != nil || kept.Body != now.Body {
		t.Errorf("what stood there before: %q, %v", kept.Body, err)
	}
}

// Everything of the earlier revision is that revision, nothing of it is the
// newest one, and then there is nothing to save.
func TestTakingAllAndTakingNothing(t *testing.T) {
	room := open(t, t.TempDir())
	first, now := twoStates(t, room)
	q := newsroom.TakeRequest{ID: first.ID, Base: 2, From: 1}
	if same, err := room.Take(q); err != nil || same.Rev != 2 || same.Body != now.Body {
		t.Errorf("nothing taken: %+v, %v", same, err)
	}
	sides, err := room.SideBySide(first.ID, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sides.Fields {
		q.Fields = append(q.Fields, f.Field)
	}
	for range sides.Body {
		q.Body = append(q.Body, article.PickBefore)
	}
	all, err := room.Take(q)
	if err != nil || len(article.Changed(&first, &all)) != 0 {
		t.Errorf("all taken: %v, differs in %v", err, article.Changed(&first, &all))
	}
}

func TestATakeIsRefused(t *testing.T) {
	room := open(t, t.TempDir())
	first, _ := twoStates(t, room)
	for _, c := range []struct {
		q    newsroom.TakeRequest
		want error
	}{
		{newsroom.TakeRequest{Base: 1, From: 1}, store.ErrStale},
		{newsroom.TakeRequest{Base: 2, From: 9}, store.ErrNotFound},
		{newsroom.TakeRequest{Base: 2, From: 1, Fields: []string{"nonsense"}}, article.ErrField},
		{newsroom.TakeRequest{Base: 2, From: 1, Body: []article.Pick{"left"}}, article.ErrValue},
	} {
		c.q.ID = first.ID
		if _, err := room.Take(c.q); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.q, err)
		}
	}
	if history, err := room.History(first.ID); err != nil || len(history) != 2 {
		t.Errorf("%d revisions, %v", len(history), err)
	}
}
