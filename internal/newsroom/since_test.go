package newsroom_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

func exportOf(t *testing.T, room *newsroom.Room, q newsroom.ExportRequest, ids ...article.ID) newsroom.Exported {
	t.Helper()
	q.Selection, q.Out = newsroom.Selection{IDs: ids}, filepath.Join(t.TempDir(), "out.zip")
	done, err := room.Export(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// sent is what the list says of a story.
func sent(t *testing.T, room *newsroom.Room, id article.ID) *article.LastSent {
	t.Helper()
	page := list(t, room, newsroom.ListRequest{Whole: true})
	at := slices.IndexFunc(page.Heads, func(h article.Head) bool { return h.ID == id })
	if at < 0 {
		t.Fatal("the list has not the story")
	}
	alone, err := room.LastSent(id)
	if err != nil || (alone == nil) != (page.Heads[at].Sent == nil) || alone != nil && !slices.Equal(alone.Changed, page.Heads[at].Sent.Changed) {
		t.Errorf("alone it is %+v, %v, in the list %+v", alone, err, page.Heads[at].Sent)
	}
	return page.Heads[at].Sent
}

func wantChanged(t *testing.T, room *newsroom.Room, id article.ID, want ...string) {
	t.Helper()
	if got := sent(t, room, id); got == nil || !slices.Equal(got.Changed, want) {
		t.Errorf("changed since it went out: %+v, want %v", got, want)
	}
}

// A section's new name is its stories' new address, though nobody saved them: told,
// and sent with what changed.
func TestASectionsNewAddressIsTold(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	exportOf(t, room, newsroom.ExportRequest{}, a.ID)
	wantChanged(t, room, a.ID)
	if _, err := room.RenameSection("Transport", "On the move"); err != nil {
		t.Fatal(err)
	}
	wantChanged(t, room, a.ID, "section")
	exportOf(t, room, newsroom.ExportRequest{Changed: true}, a.ID)
	wantChanged(t, room, a.ID)
	_, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Changed: true, Out: filepath.Join(t.TempDir(), "again.zip")})
	if !errors.Is(err, newsroom.ErrUnchanged) {
		t.Errorf("once it went with it: %v", err)
	}
}

func TestTheListSaysWhatChangedSinceAStoryWentOut(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	a := take(t, room, ferry)
	if sent(t, room, a.ID) != nil {
		t.Error("it never went out")
	}
	exportOf(t, room, newsroom.ExportRequest{}, a.ID)
	wantChanged(t, room, a.ID)
	edit(t, room, a.ID, "internalNote", "Call the union.", "assignee", "Mara Lind", "status", "subbing")
	wantChanged(t, room, a.ID)

	b := edit(t, room, a.ID, "headlines.main", "Ferry crews walk out", "body", a.Body+"\nMore.\n")
	wantChanged(t, room, a.ID, "headlines.main", "body")
	saved, err := room.Save(article.Edit{ID: a.ID, Base: b.Rev, Set: map[string]string{"standfirst": ""}})
	if err != nil || saved.Head.Sent == nil || !slices.Equal(saved.Head.Sent.Changed, []string{"headlines.main", "standfirst", "body"}) {
		t.Errorf("after a save the line says %+v, %v", saved.Head.Sent, err)
	}
	found, err := room.Search(context.Background(), newsroom.SearchRequest{Query: "ferry"})
	if err != nil || len(found.Stories) != 1 || found.Stories[0].Sent == nil {
		t.Errorf("a search says %+v, %v", found, err)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	room = open(t, dir)
	wantChanged(t, room, a.ID, "headlines.main", "standfirst", "body")
	exportOf(t, room, newsroom.ExportRequest{}, a.ID)
	wantChanged(t, room, a.ID)
	edit(t, room, a.ID, "standfirst", a.Standfirst)
	wantChanged(t, room, a.ID, "standfirst")
	edit(t, room, a.ID, "standfirst", "")
	wantChanged(t, room, a.ID)
}

// What no reader gets is no change, in a body too.
func TestAQueryInTheBodyIsNoChange(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	exportOf(t, room, newsroom.ExportRequest{}, a.ID)
	edit(t, room, a.ID, "body", "{==Crews==}{>>query: AL: which?<<} on"+a.Body[len("Crews on"):]+"\n:::note\nAsk again.\n:::\n")
	wantChanged(t, room, a.ID)
	edit(t, room, a.ID, "body", "{==Crew==}{>>query: AL: which?<<} on"+a.Body[len("Crews on"):])
	wantChanged(t, room, a.ID, "body")
}

func TestASectionsNewNameIsAChange(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	exportOf(t, room, newsroom.ExportRequest{}, a.ID)
	edit(t, room, a.ID, "internalNote", "Call the union.")
	wantChanged(t, room, a.ID)
	if _, err := room.RenameSection("Transport", "Travel"); err != nil {
		t.Fatal(err)
	}
	wantChanged(t, room, a.ID, "section")
}

func TestOnlyWhatReadersWouldGetOtherwiseGoesAgain(t *testing.T) {
	room := open(t, t.TempDir())
	a, b := take(t, room, ferry), take(t, room, "---\nsection: Sport\nheadline: Boats\n---\nWords.\n")
	exportOf(t, room, newsroom.ExportRequest{}, a.ID, b.ID)
	edit(t, room, a.ID, "internalNote", "Call the union.")
	q := newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: filepath.Join(t.TempDir(), "again.zip"), Changed: true}
	if _, err := room.Export(context.Background(), q); !errors.Is(err, newsroom.ErrUnchanged) {
		t.Errorf("a note in the house sent it again: %v", err)
	}
	edit(t, room, b.ID, "headlines.main", "More boats")
	if done, err := room.Export(context.Background(), q); err != nil || done.Stories != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}
