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

	"stet/internal/article"
	"stet/internal/newsroom"
)

// ferryItem is one item in one of its versions.
func ferryItem(version, words string) string {
	return fmt.Sprintf(`{"uri": "urn:x:ferry", "type": "text", "version": %q, "source": "AFP", "headline": "Ferry crews walk out", "body_text": %q}`, version, opening+" "+words)
}

// dropItems takes files in as the window does, all at once.
func dropItems(t *testing.T, room *newsroom.Room, items ...string) newsroom.Batch {
	t.Helper()
	dir, paths := t.TempDir(), []string{}
	for i, item := range items {
		path := filepath.Join(dir, fmt.Sprintf("%d.json", i))
		must(t, os.WriteFile(path, []byte(item), 0o600))
		paths = append(paths, path)
	}
	b, err := room.ImportFiles(context.Background(), paths, "")
	must(t, err)
	return b
}

// An item that says which one it is becomes the next version of its story, and
// nobody is asked; one that is older is named, and what came in before says
// nothing new.
func TestAnItemIsKnownByItsID(t *testing.T) {
	room := open(t, t.TempDir())
	first := dropItems(t, room, ferryItem("1", "One.")).Imported[0]
	b := dropItems(t, room, ferryItem("3", "Three."), ferryItem("2", "Two."))
	if len(b.Asked) != 0 || len(b.Imported) != 1 || b.Imported[0].ID != first.ID || b.Imported[0].Called != "wire v3" || len(b.Refused) != 1 {
		t.Fatalf("%+v", b)
	}
	if said := b.Refused[0].Problem.Message; !strings.Contains(said, "this is version 2, “Ferry crews walk out” has version 3") {
		t.Errorf("%q", said)
	}
	if a := mustStory(t, room, first.ID); !strings.Contains(a.Body, "Three.") || a.Rev != 3 {
		t.Errorf("revision %d: %q", a.Rev, a.Body)
	}

	// Somebody who brings it by itself may want it once more, and is asked.
	if b := dropItems(t, room, ferryItem("1", "One.")); len(b.Asked) != 1 || len(b.Imported) != 0 {
		t.Errorf("%+v", b)
	}
	if b, err := room.PasteStory(context.Background(), newsroom.Paste{Text: ferryItem("2", "Two.")}, ""); err != nil || len(b.Asked) != 1 {
		t.Errorf("%+v, %v", b, err)
	}
	// The item as it goes on, pasted.
	if b, err := room.PasteStory(context.Background(), newsroom.Paste{Text: ferryItem("4", "Four.")}, ""); err != nil || len(b.Imported) != 1 || b.Imported[0].ID != first.ID {
		t.Errorf("%+v, %v", b, err)
	}
}

// What the desk took back is not brought again by a feed that is read every hour,
// nor is what it spiked.
func TestWhatWasTakenBackStaysSo(t *testing.T) {
	room := open(t, t.TempDir())
	take := func(item string) (newsroom.Imported, error) {
		return room.Import(newsroom.ImportRequest{Name: "item.json", Data: []byte(item)})
	}
	first, err := take(ferryItem("1", "One."))
	must(t, err)
	_, err = take(ferryItem("2", "Two."))
	must(t, err)
	_, err = room.Restore(first.ID, 3, 1)
	must(t, err)
	for _, item := range []string{ferryItem("1", "One."), ferryItem("2", "Two.")} {
		if in, err := take(item); err != nil || !in.Same || in.ID != first.ID {
			t.Errorf("%+v, %v", in, err)
		}
	}
	must(t, room.Trash(first.ID))
	if in, err := take(ferryItem("2", "Two.")); err != nil || !in.Same {
		t.Errorf("%+v, %v", in, err)
	}
	if _, err := take(ferryItem("0", "Nought.")); !errors.Is(err, newsroom.ErrDropped) {
		t.Errorf("%v", err)
	}
	again, err := take(ferryItem("3", "Three."))
	if err != nil || again.Same || again.ID == first.ID || !slices.ContainsFunc(again.Receipt.Changed, func(n article.Note) bool {
		return n.Why == "A story of this wire item was put into the trash: Ferry crews walk out."
	}) {
		t.Errorf("%+v, %v", again, err)
	}
}

// Items that count nothing are told by their times.
func TestVersionsOfAnItemAreOrdered(t *testing.T) {
	room := open(t, t.TempDir())
	at := func(when, words string) string {
		return fmt.Sprintf(`{"uri": "urn:x:tide", "type": "text", "versioncreated": %q, "source": "AFP", "headline": "Tide", "body_text": %q}`, when, words)
	}
	first, err := room.Import(newsroom.ImportRequest{Name: "a.json", Data: []byte(at("2026-11-29T10:00:00Z", "It rose."))})
	must(t, err)
	if _, err := room.Import(newsroom.ImportRequest{Name: "b.json", Data: []byte(at("2026-11-29T10:30:00+01:00", "It will rise."))}); !errors.Is(err, newsroom.ErrOlder) {
		t.Errorf("%v", err)
	}
	if in, err := room.Import(newsroom.ImportRequest{Name: "c.json", Data: []byte(at("2026-11-29T11:00:00Z", "It fell."))}); err != nil || in.ID != first.ID || in.Called != "wire v2" {
		t.Errorf("%+v, %v", in, err)
	}
	// 1.10 comes behind 1.9, and 2.0 is 2.
	if in, err := room.Import(newsroom.ImportRequest{Name: "d.json", Data: []byte(ferryItem("1.10", "Ten."))}); err != nil {
		t.Errorf("%+v, %v", in, err)
	}
	if _, err := room.Import(newsroom.ImportRequest{Name: "e.json", Data: []byte(ferryItem("1.9", "Nine."))}); !errors.Is(err, newsroom.ErrOlder) {
		t.Errorf("%v", err)
	}
}
