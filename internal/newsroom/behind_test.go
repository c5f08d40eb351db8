package newsroom_test

import (
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/table"
)

// The view of what changed since it went out follows each save, each package and
// a section's name; of few stories it is counted before anybody asks.
func TestTheListKnowsWhatChangedSinceItWentOut(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	a, b := take(t, room, ferry), take(t, room, strings.Replace(ferry, "six on Monday", "noon on Friday", 1))
	list := func(v table.View) newsroom.ListPage {
		t.Helper()
		page, err := room.List(t.Context(), newsroom.ListRequest{View: v, Whole: true})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	are := func(ids ...article.ID) {
		t.Helper()
		page := list(table.Changed)
		if page.Total != len(ids) || page.Views["changed"] != len(ids) {
			t.Fatalf("%d stories, %d counted; want %d", page.Total, page.Views["changed"], len(ids))
		}
		for i, id := range ids {
			if page.Heads[i].ID != id {
				t.Errorf("story %d is %s, want %s", i, page.Heads[i].ID, id)
			}
		}
	}
	export := func(id article.ID) {
		t.Helper()
		q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Out: filepath.Join(t.TempDir(), "bundle")}
		if _, err := room.Export(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	export(a.ID)
	edit(t, room, a.ID, "standfirst", "After nine days.")
	if n := list(table.All).Views["changed"]; n != 1 {
		t.Errorf("%d are counted before anybody asked, want 1", n)
	}
	are(a.ID)
	edit(t, room, b.ID, "standfirst", "At noon.")
	are(a.ID)
	export(b.ID)
	edit(t, room, b.ID, "standfirst", "At one.")
	are(b.ID, a.ID)
	export(a.ID)
	are(b.ID)
	if n := list(table.All).Views["changed"]; n != 1 {
		t.Errorf("%d are counted in another view, want 1", n)
	}
	if err := room.Trash(b.ID); err != nil {
		t.Fatal(err)
	}
	are()
	if err := room.Untrash(b.ID); err != nil {
		t.Fatal(err)
	}
	are(b.ID)
	edit(t, room, b.ID, "flag", "hold")
	are(b.ID)
	if _, err := room.ChangeSelection(newsroom.SelectionChange{IDs: []article.ID{b.ID}, Set: map[string]string{"flag": "killed"}, Why: "wrong"}); err != nil {
		t.Fatal(err)
	}
	are()
}
