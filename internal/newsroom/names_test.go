package newsroom_test

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// names of a story's revisions, oldest first.
func names(t *testing.T, room *newsroom.Room, id article.ID) string {
	t.Helper()
	revisions, err := room.History(id)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]string, len(revisions))
	for i, r := range revisions {
		all[len(all)-1-i] = r.Name
	}
	return strings.Join(all, "|")
}

func TestNamesOfRevisions(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	a := take(t, room, ferry)
	edit(t, room, a.ID, "standfirst", "Take two.")
	for _, step := range []struct {
		rev        int64
		name, want string
	}{
		{0, "for the lawyer", "as filed|for the lawyer"},
		{1, "from Ada", "from Ada|for the lawyer"},
		{2, "as filed", "from Ada|as filed"},
		{1, "", "|as filed"},
		{2, "", "|"}, // taken away is taken away: the first is not named by itself again
	} {
		if _, err := room.NameRevision(a.ID, step.rev, step.name); err != nil {
			t.Fatalf("%+v: %v", step, err)
		}
		if got := names(t, room, a.ID); got != step.want {
			t.Errorf("after %+v: %q", step, got)
		}
	}
	for _, bad := range []string{"12", "Now", "sent", "-3", strings.Repeat("é", 61), "a\x00b", "a\xffb"} {
		if _, err := room.NameRevision(a.ID, 1, bad); !errors.Is(err, article.ErrValue) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := room.NameRevision(a.ID, 3, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a revision that is not there: %v", err)
	}
	if _, err := room.NamedRev(a.ID, ""); !errors.Is(err, newsroom.ErrNoName) {
		t.Errorf("no name: %v", err)
	}
}

// What was written here, nobody filed.
func TestAStoryWrittenHereIsNotAsFiled(t *testing.T) {
	room := open(t, t.TempDir())
	a, err := room.Create("")
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, room, a.ID); got != "" {
		t.Errorf("%q", got)
	}
}
