package newsroom_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// clocked is a newsroom whose clock a test sets.
func clocked(t *testing.T, at *time.Time) *newsroom.Room {
	t.Helper()
	room, err := newsroom.Open(newsroom.Options{
		Dir: t.TempDir(), Person: article.Person{Name: "Ada Lind"}, Program: "stet test", Now: func() time.Time { return *at }, ExportFolder: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = room.Close() })
	return room
}

func sheet(t testing.TB, room *newsroom.Room, since string) string {
	t.Helper()
	h, err := room.HandOverSheet(since)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := h.Text(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestAHandOverSheetFillsItself(t *testing.T) {
	now := time.Date(2026, 11, 29, 17, 45, 0, 0, time.UTC)
	room := clocked(t, &now)
	id := take(t, room, ferry).ID
	draft := take(t, room, "---\nheadline: A hole\nslugline: HOLE\n---\nIt cost TK million.\n").ID
	goOut(t, room, id)
	now = now.Add(4 * time.Hour) // 21:45
	correct(t, room, newsroom.CorrectionChange{ID: id, Do: "add", Kind: article.Corrected, Text: "Seven, not six.", Why: "rang"})
	flag(t, room, draft, article.Hold)
	if err := room.KeepOwnLines("Ring back at six.\n"); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour) // 22:45
	text := sheet(t, room, "18:00")
	for _, want := range []string{
		"since 18:00", "Changed since it was sent\n    FERRY", "Held\n    HOLE", "Still to come\n    HOLE, A hole: 1 TK",
		"21:45 FERRY, Ferry crews walk out as pay talks fail: correction “Seven, not six.”; rang; AL", "21:45 HOLE, A hole: held", "AND\n  Ring back at six.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
	if strings.Contains(text, "sent to live") {
		t.Errorf("before the shift:\n%s", text)
	}
	if all := sheet(t, room, ""); !strings.Contains(all, "sent to live") {
		t.Errorf("twelve hours where none was handed over:\n%s", all)
	}
	before, err := room.EndShift("")
	if err != nil {
		t.Fatal(err)
	}
	if page, err := os.ReadFile(before.Path); err != nil || !strings.Contains(string(page), "Ring back at six.") {
		t.Errorf("the sheet is kept with own lines: %v", err)
	}
	now = now.Add(time.Hour)
	if next := sheet(t, room, ""); !strings.Contains(next, "since 22:45") || strings.Contains(next, "Ring back") || strings.Contains(next, "rang") || !strings.Contains(next, "Held\n    HOLE") || !strings.Contains(next, "Changed since it was sent\n    FERRY") {
		t.Errorf("the next one begins there, with what is open:\n%s", next)
	}
	if err := room.KeepOwnLines("New."); err != nil {
		t.Fatal(err)
	}
	if err := room.TakeShiftBack(before); err != nil {
		t.Fatal(err)
	}
	if back := sheet(t, room, ""); !strings.Contains(back, "sent to live") || !strings.Contains(back, "  Ring back at six.\n  New.\n") {
		t.Errorf("taken back:\n%s", back)
	}
}

func TestWhenAShiftBegan(t *testing.T) {
	now := time.Date(2026, 3, 29, 5, 30, 0, 0, time.UTC) // clocks in Kyiv went from 3 to 4 at 1:00 UTC
	room := clocked(t, &now)
	if err := room.PutSettings(map[string]string{"newsroom.zone": "Europe/Kyiv"}); err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{
		"":                     "2026-03-28T19:30:00+02:00",
		"08:00":                "2026-03-29T08:00:00+03:00",
		"22:00":                "2026-03-28T22:00:00+02:00",
		"08:30":                "2026-03-29T08:30:00+03:00",
		"08:31":                "2026-03-28T08:31:00+02:00",
		"2026-03-28T17:45":     "2026-03-28T17:45:00+02:00",
		"2026-03-28T17:45:00Z": "2026-03-28T19:45:00+02:00",
		"2026-03-28":           "2026-03-28T00:00:00+02:00",
	} {
		h, err := room.HandOverSheet(said)
		if err != nil || h.Since.Format(time.RFC3339) != want {
			t.Errorf("%q: %s, %v; want %s", said, h.Since.Format(time.RFC3339), err, want)
		}
	}
	for _, said := range []string{"later", "25:00", "2026-03-30", "17.45"} {
		if _, err := room.HandOverSheet(said); !errors.Is(err, article.ErrValue) {
			t.Errorf("%q: %v", said, err)
		}
	}
}

// A shift that is ended twice in a minute leaves two sheets: the lines of the
// first are nowhere else.
func TestASheetIsNeverWrittenOver(t *testing.T) {
	now := time.Date(2026, 11, 29, 17, 45, 0, 0, time.UTC)
	room := clocked(t, &now)
	seen := map[string]bool{}
	for _, own := range []string{"The harbour master calls at six.", "", "And again."} {
		if err := room.KeepOwnLines(own); err != nil {
			t.Fatal(err)
		}
		ended, err := room.EndShift("")
		if err != nil {
			t.Fatal(err)
		}
		page, err := os.ReadFile(ended.Path)
		if err != nil || seen[ended.Path] || !strings.Contains(string(page), own) {
			t.Errorf("%q: %s, %v", own, ended.Path, err)
		}
		seen[ended.Path] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d sheets", len(seen))
	}
}

func TestChangedSinceItWasSent(t *testing.T) {
	now := time.Date(2026, 11, 29, 17, 45, 0, 0, time.UTC)
	room := clocked(t, &now)
	id := take(t, room, ferry).ID
	goOut(t, room, id)
	if text := sheet(t, room, ""); strings.Contains(text, "Changed since") {
		t.Errorf("nothing was:\n%s", text)
	}
	edit(t, room, id, "assignee", "BM", "internalNote", "for the desk")
	if text := sheet(t, room, ""); strings.Contains(text, "Changed since") {
		t.Errorf("readers get nothing of that:\n%s", text)
	}
	edit(t, room, id, "standfirst", "All of the sailings were cancelled.")
	if text := sheet(t, room, ""); !strings.Contains(text, "Changed since it was sent\n    FERRY") {
		t.Errorf("words were changed:\n%s", text)
	}
	if _, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Out: t.TempDir() + "/bag"}); err != nil {
		t.Fatal(err)
	}
	if text := sheet(t, room, ""); strings.Contains(text, "Changed since") {
		t.Errorf("it went out again:\n%s", text)
	}
}
