package newsroom

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/handover"
)

func handOver(t testing.TB, room *Room, id article.ID) string {
	t.Helper()
	done, err := room.HandOver(t.Context(), id, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(filepath.Base(done.Path), "not-for-publication") {
		t.Errorf("its name is %s", done.Path)
	}
	return done.Path
}

func takeOver(t testing.TB, room *Room, path string) Imported {
	t.Helper()
	in, err := room.TakeOver(path, "", false)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// lived is a story with a past: notes, an option, a picture, a name, a hold, a
// package that left.
func lived(t testing.TB, room *Room) article.Article {
	t.Helper()
	addSection(t.(*testing.T), room, "World", "")
	a := writtenStory(t, room, "section", "World", "headlines.main", "Ferry crews walk out", "body", "Crews stopped work.\n\nHalf of the sailings were cancelled.\n\nTalks go on.",
		"internalNote", "Call back\ntonight", "options", `[{"channel":"front","text":"Other"}]`, "slugline", "FERRY")
	const gif = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
	id, err := room.db.PutPicture([]byte(gif))
	if err != nil {
		t.Fatal(err)
	}
	a = editedStory(t, room, a.ID, "pictures", `[{"id":"`+id+`","type":"image/gif","alt":"A ferry"}]`, "leadPicture", id)
	a = editedStory(t, room, a.ID, "flag", "hold")
	a = editedStory(t, room, a.ID, "flag", "none", "body", a.Body+"\n\nMore later. {>>query: AL: sure?<<}")
	if _, err := room.NameRevision(a.ID, 2, "first copy"); err != nil {
		t.Fatal(err)
	}
	if err := room.db.AddReceipts([]article.ExportReceipt{{ID: a.ID, Rev: 2, At: room.now(), Bundle: "b"}}); err != nil {
		t.Fatal(err)
	}
	return a
}

// past is the whole history of a story as one text, less what each newsroom has
// of its own.
func past(t testing.TB, room *Room, id article.ID) []string {
	t.Helper()
	revisions, err := room.History(id)
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for _, r := range slices.Backward(revisions) {
		a, err := room.StoryAt(id, r.Rev)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%d %s %s %q %v %v %s %x in %s", r.Rev, r.At.Format(time.RFC3339Nano), r.By, r.Note, r.Changed, r.Deeds, r.Name, stateOf(a), a.Section))
	}
	return lines
}

func TestAStoryGoesToAnotherNewsroomWithItsHistory(t *testing.T) {
	here, there := openRoom(t), openRoom(t)
	a := lived(t, here)
	path := handOver(t, here, a.ID)
	in := takeOver(t, there, path)
	if in.ID != a.ID || in.Headline != a.Headlines.Main || in.Section != "World" || in.HandOver.Revisions != int(a.Rev) {
		t.Errorf("%+v, %+v", in, in.HandOver)
	}
	if got, want := past(t, there, a.ID), past(t, here, a.ID); !reflect.DeepEqual(got, want) {
		t.Errorf("its past is\n%s\nand was\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	got, err := there.Story(a.ID)
	if err != nil || got.Slug != a.Slug || got.LeadPicture != a.LeadPicture || !got.Created.Equal(a.Created) {
		t.Errorf("%+v, %v", got, err)
	}
	if !there.db.HasPicture(a.LeadPicture) {
		t.Error("its picture did not come")
	}
	if frozen, err := there.slugFrozen(&got); err != nil || !frozen {
		t.Errorf("its address may change: %v", err)
	}
	heads, err := there.db.HeadsOf([]article.ID{a.ID})
	if err != nil || heads[0].OpenQueries != 1 {
		t.Errorf("its line is %+v, %v", heads, err)
	}
	// Once more: nothing is new.
	again := takeOver(t, there, path)
	if now, _ := there.Story(a.ID); now.Rev != a.Rev || again.HandOver.Revisions != 0 {
		t.Errorf("taken twice: revision %d, %+v", now.Rev, again.HandOver)
	}
	// As a story of its own.
	own, err := there.TakeOver(path, "Sport", true)
	if err != nil || own.ID == a.ID || own.Section != "Sport" {
		t.Errorf("%+v, %v", own, err)
	}
	if b, _ := there.Story(own.ID); b.Slug == a.Slug || b.Slug == "" {
		t.Errorf("two stories have the address %q", b.Slug)
	}
}

func TestTakingAStoryBack(t *testing.T) {
	here, there := openRoom(t), openRoom(t)
	a := lived(t, here)
	takeOver(t, there, handOver(t, here, a.ID))

	// Only there: their revisions follow ours, with who made them.
	editedStory(t, there, a.ID, "standfirst", "Half of the sailings")
	editedStory(t, there, a.ID, "body", strings.Replace(a.Body, "Half of", "Nearly all of", 1))
	in := takeOver(t, here, handOver(t, there, a.ID))
	if got, want := past(t, here, a.ID), past(t, there, a.ID); !reflect.DeepEqual(got, want) || in.HandOver.Revisions != 2 || in.HandOver.Merged {
		t.Errorf("%+v, its past is\n%s\nand there\n%s", in.HandOver, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	// Both, in different places: merged, nothing in conflict.
	now, _ := here.Story(a.ID)
	editedStory(t, here, a.ID, "overline", "Transport", "body", strings.Replace(now.Body, "Talks go on.", "Talks broke off.", 1))
	editedStory(t, there, a.ID, "body", strings.Replace(now.Body, "Crews stopped work.", "Crews stopped work at six.", 1), "keywords", "ferry")
	in = takeOver(t, here, handOver(t, there, a.ID))
	got, _ := here.Story(a.ID)
	if !in.HandOver.Merged || len(in.HandOver.Conflicts) != 0 || got.Merge != nil || got.Overline != "Transport" || fmt.Sprint(got.Keywords) != "[ferry]" ||
		!strings.Contains(got.Body, "at six") || !strings.Contains(got.Body, "broke off") || !strings.Contains(got.Body, "Nearly all of") {
		t.Errorf("%+v, %+v", in.HandOver, got)
	}
	theirs, _ := there.Story(a.ID)
	if kept, err := here.StoryAt(a.ID, in.HandOver.With); err != nil || kept.Body != theirs.Body {
		t.Errorf("their words are in no revision: %v", err)
	}

	// It goes there again: what was merged is new, and nothing else.
	in = takeOver(t, there, handOver(t, here, a.ID))
	if back, _ := there.Story(a.ID); in.HandOver.Merged || stateOf(back) != stateOf(got) {
		t.Errorf("%+v, %+v", in.HandOver, back)
	}

	// Both, the same words: ours stand, theirs are kept, and it is open.
	editedStory(t, here, a.ID, "headlines.main", "Ours", "body", strings.Replace(got.Body, "broke off", "failed", 1))
	editedStory(t, there, a.ID, "headlines.main", "Theirs", "body", strings.Replace(got.Body, "broke off", "resume", 1), "flag", "hold")
	in = takeOver(t, here, handOver(t, there, a.ID))
	got, _ = here.Story(a.ID)
	if len(in.HandOver.Conflicts) != 2 || got.Conflicts() != 2 || got.Headlines.Main != "Ours" || !strings.Contains(got.Body, "failed") || got.Flag != article.Hold {
		t.Errorf("%+v, %+v", in.HandOver, got)
	}
	if kept, err := here.StoryAt(a.ID, got.Merge.With); err != nil || kept.Headlines.Main != "Theirs" || !strings.Contains(kept.Body, "resume") {
		t.Errorf("their words are in no revision: %v", err)
	}
	if history, err := here.History(a.ID); err != nil || !strings.Contains(history[0].Note, "merged with") || history[1].By != "Ada Lind" {
		t.Errorf("%+v, %v", history[:2], err)
	}
}

// Its address and its section are a newsroom's own.
func TestAStoryFindsItsPlaceInTheOtherNewsroom(t *testing.T) {
	here, there := openRoom(t), openRoom(t)
	a := lived(t, here)
	writtenStory(t, there, "headlines.main", "Ferry crews walk out", "body", "Another.")
	in := takeOver(t, there, handOver(t, here, a.ID))
	got, _ := there.Story(a.ID)
	if got.Slug != "ferry-crews-walk-out-2" || got.Rev != a.Rev+1 || !strings.Contains(fmt.Sprint(in.Receipt.Changed), "slug changed") || !strings.Contains(fmt.Sprint(in.Receipt.Changed), "section added") {
		t.Errorf("%+v, %+v", got, in.Receipt)
	}
	editedStory(t, there, a.ID, "standfirst", "Why")
	takeOver(t, here, handOver(t, there, a.ID))
	if back, _ := here.Story(a.ID); back.Slug != a.Slug || back.Section != "World" || back.Standfirst != "Why" {
		t.Errorf("it came home as %+v", back)
	}
}

// A section of another desk may have a name that no section has here: of an
// older Stet, or one that nobody sees. The story comes in all the same.
func TestAStoryIsWorthMoreThanItsPlace(t *testing.T) {
	here, there := openRoom(t), openRoom(t)
	a := lived(t, here)
	sections, err := here.db.Sections()
	if err != nil {
		t.Fatal(err)
	}
	sections[0].Name = "Wor\u200bld"
	if err := here.db.PutSections(sections); err != nil {
		t.Fatal(err)
	}
	in := takeOver(t, there, handOver(t, here, a.ID))
	got, _ := there.Story(a.ID)
	if got.Section != "" || got.Body != a.Body || !strings.Contains(fmt.Sprint(in.Receipt.Dropped), "No section can be called so") {
		t.Errorf("%+v, %+v", got, in.Receipt)
	}
}

func TestAStrangerIsNotTakenIn(t *testing.T) {
	here, there := openRoom(t), openRoom(t)
	a := lived(t, here)
	path := handOver(t, here, a.ID)
	s, err := handover.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Past {
		s.Past[i].Story.Body += "\n\nOther words."
	}
	if path, err = handover.Write(filepath.Join(t.TempDir(), "x.zip"), s, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := here.TakeOver(path, "", false); !errors.Is(err, ErrStranger) {
		t.Errorf("%v", err)
	}
	if now, _ := here.Story(a.ID); now.Rev != a.Rev {
		t.Errorf("something came in: revision %d", now.Rev)
	}
	if err := os.WriteFile(path, []byte("PK\x03\x04hand-over.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := there.TakeOver(path, "", false); !errors.Is(err, handover.ErrRefused) || Explain(err).Code != Damaged {
		t.Errorf("%v", err)
	}
}

func TestAHandOverIsWrittenOverByItsOwnOnly(t *testing.T) {
	room := openRoom(t)
	a, b := lived(t, room), writtenStory(t, room, "body", "Another.")
	out := filepath.Join(t.TempDir(), "x.zip")
	for _, want := range []bool{true, true} {
		if _, err := room.HandOver(t.Context(), a.ID, out); (err == nil) != want {
			t.Errorf("%v", err)
		}
	}
	if _, err := room.HandOver(t.Context(), b.ID, out); err == nil {
		t.Error("another story's file was written over")
	}
	if done, err := room.SaveHandOver(t.Context(), a.ID); err != nil || done.Revisions != int(a.Rev) {
		t.Errorf("%+v, %v", done, err)
	}
}
