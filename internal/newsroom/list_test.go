package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/table"
)

func list(t *testing.T, room *newsroom.Room, q newsroom.ListRequest) newsroom.ListPage {
	t.Helper()
	page, err := room.List(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func headlines(page newsroom.ListPage) []string {
	out := []string{}
	for _, h := range page.Heads {
		out = append(out, h.Headline)
	}
	return out
}

// desk is a newsroom of some stories, opened again so that its list is read
// from the store.
func desk(t *testing.T) *newsroom.Room {
	t.Helper()
	dir := t.TempDir()
	room := open(t, dir)
	for _, copy := range []string{"section: Sport\nheadline: Boats\nslugline: B", "section: Harbour\nheadline: Äpfel\nslugline: C", "section: Harbour\nheadline: Crews\nslugline: A"} {
		take(t, room, "---\n"+copy+"\n---\nWords.\n")
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

func TestListPages(t *testing.T) {
	room := desk(t)
	harbour, err := room.Section("Harbour")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		ask  newsroom.ListRequest
		want []string
	}{
		"newest first":        {newsroom.ListRequest{}, []string{"Crews", "Äpfel", "Boats"}},
		"oldest first":        {newsroom.ListRequest{Reverse: true}, []string{"Boats", "Äpfel", "Crews"}},
		"by headline":         {newsroom.ListRequest{Sort: table.Headline}, []string{"Äpfel", "Boats", "Crews"}},
		"by slugline, page 2": {newsroom.ListRequest{Sort: table.Slugline, Offset: 1, Limit: 1}, []string{"Boats"}},
		"by section":          {newsroom.ListRequest{Sort: table.Section}, []string{"Boats", "Crews", "Äpfel"}},
		"a section":           {newsroom.ListRequest{Section: harbour.ID}, []string{"Crews", "Äpfel"}},
		"its name":            {newsroom.ListRequest{Query: "HARB äpf"}, []string{"Äpfel"}},
		"the trash":           {newsroom.ListRequest{View: table.Trash}, []string{}},
		"behind the end":      {newsroom.ListRequest{Offset: 9}, []string{}},
	} {
		test.ask.Whole = true
		page := list(t, room, test.ask)
		if got := headlines(page); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
		if page.Views["all"] != 3 || page.Sections[harbour.ID] != 2 || !page.Whole {
			t.Errorf("%s: around it stand %v and %v", name, page.Views, page.Sections)
		}
	}
}

func TestListKeepsUpWithTheDesk(t *testing.T) {
	room := desk(t)
	last := list(t, room, newsroom.ListRequest{Whole: true}).Heads[2]
	edit(t, room, last.ID, "headlines.main", "Boats sail")
	page := list(t, room, newsroom.ListRequest{Find: last.ID})
	if page.Heads[0].Headline != "Boats sail" || page.Place != 0 || page.Heads[0].Section != "Sport" {
		t.Errorf("after a save the list is %v", headlines(page))
	}
	if err := room.Trash(last.ID); err != nil {
		t.Fatal(err)
	}
	if page = list(t, room, newsroom.ListRequest{Find: last.ID}); page.Total != 2 || page.Place != -1 || page.Views["trash"] != 1 {
		t.Errorf("after a story went to the trash: %+v", page)
	}
	heads, err := room.Heads([]article.ID{last.ID, "nothing"})
	if err != nil || len(heads) != 1 || !heads[0].Trashed {
		t.Errorf("the story itself is %+v, %v", heads, err)
	}
	if err := room.Untrash(last.ID); err != nil {
		t.Fatal(err)
	}
	if err := room.DeleteSection("Sport", "Harbour"); err != nil {
		t.Fatal(err)
	}
	if page = list(t, room, newsroom.ListRequest{Query: "harbour"}); page.Total != 3 {
		t.Errorf("after its section went, %v are in Harbour", headlines(page))
	}
}

func TestListRefusesWhatItDoesNotKnow(t *testing.T) {
	room := desk(t)
	for _, q := range []newsroom.ListRequest{{View: "none"}, {Sort: "none"}} {
		if _, err := room.List(context.Background(), q); !errors.Is(err, article.ErrValue) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// The list is read beside everything else: saves that happen meanwhile are in
// it, and it ends as the store has it.
func TestListIsReadWhileSaving(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	var ids []article.ID
	for n := range 60 {
		ids = append(ids, take(t, room, fmt.Sprintf("---\nheadline: Story %d\n---\nWords.\n", n)).ID)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	room = open(t, dir)
	var wait sync.WaitGroup
	for saver := range 3 {
		wait.Go(func() {
			for i := saver; i < len(ids); i += 3 {
				a, err := room.Story(ids[i])
				if err == nil {
					_, err = room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"headlines.main": fmt.Sprintf("Saved %d", i)}})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 30 {
		list(t, room, newsroom.ListRequest{})
		list(t, room, newsroom.ListRequest{Sort: table.Headline, Query: "saved"})
	}
	wait.Wait()
	want, err := room.All("", false)
	if err != nil {
		t.Fatal(err)
	}
	page := list(t, room, newsroom.ListRequest{Whole: true})
	if fmt.Sprint(page.Heads) != fmt.Sprint(want) {
		t.Errorf("the list is\n%v\nthe store has\n%v", headlines(page), headlines(newsroom.ListPage{Heads: want}))
	}
}
