package newsroom_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/store"
)

// withPicture makes a newsroom that holds one picture and gives its id.
func withPicture(t *testing.T, dir string, data []byte) string {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id, err := db.PutPicture(data)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestEverythingLeaves(t *testing.T) {
	dir := t.TempDir()
	picture := []byte("\x89PNG\r\n\x1a\n of a ferry")
	id := withPicture(t, dir, picture)
	lost := strings.Repeat("ab", 32)
	room := open(t, dir)
	a := take(t, room, ferry)
	for _, pictures := range []string{`[{"id":"` + id + `","type":"image/png"},{"id":"` + lost + `"}]`, ""} {
		var err error
		if a, err = room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"pictures": pictures}}); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "all")
	done, err := room.ExportAll(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	if done.Stories != 1 || done.Revisions != 3 || done.Pictures != 1 || !reflect.DeepEqual(done.Missing, []string{lost}) {
		t.Errorf("wrote %+v", done)
	}
	// A picture that only an older revision shows is there as well.
	if kept, err := os.ReadFile(filepath.Join(out, "pictures", id+".png")); err != nil || string(kept) != string(picture) {
		t.Errorf("the picture: %q, %v", kept, err)
	}
	var past []struct {
		Revision article.Revision
		Story    article.Article
	}
	data, err := os.ReadFile(filepath.Join(out, "stories", string(a.ID), "history.json"))
	if err != nil || json.Unmarshal(data, &past) != nil || len(past) != 3 {
		t.Fatalf("the history: %v, %d revisions", err, len(past))
	}
	for _, p := range past {
		want, err := room.StoryAt(a.ID, p.Revision.Rev)
		if p.Story.Normalize(); err != nil || !reflect.DeepEqual(p.Story, want) {
			t.Errorf("revision %d: %v\n got %+v\nwant %+v", p.Revision.Rev, err, p.Story, want)
		}
	}
}

func TestNothingIsLeftOfAnExportOfEverythingThatStops(t *testing.T) {
	room := open(t, t.TempDir())
	take(t, room, ferry)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	place := t.TempDir()
	if _, err := room.ExportAll(ctx, filepath.Join(place, "all")); !errors.Is(err, context.Canceled) {
		t.Errorf("it said %v", err)
	}
	if left, err := os.ReadDir(place); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
