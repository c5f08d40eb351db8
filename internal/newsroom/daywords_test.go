package newsroom_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/newsroom"
)

// on is a newsroom whose clock a test sets.
func on(t *testing.T, now *time.Time) *newsroom.Room {
	t.Helper()
	room, err := newsroom.Open(newsroom.Options{
		Dir: t.TempDir(), Person: article.Person{Name: "Ada Lind"}, Program: "stet test",
		Now: func() time.Time { return *now }, ExportFolder: t.TempDir(), Elapsed: func() time.Duration { return time.Duration(now.UnixNano()) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = room.Close() })
	return room
}

func dayWordsOf(t *testing.T, room *newsroom.Room, id article.ID) []string {
	t.Helper()
	found, err := room.Check(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := room.Story(id)
	if err != nil {
		t.Fatal(err)
	}
	words := []string{}
	for _, f := range found {
		if field, err := article.FieldAt(f.Field); f.Code == "day-word" && err == nil && f.Severity == check.Warn {
			words = append(words, field.Get(&a)[f.From:f.To])
		}
	}
	return words
}

func TestDayWordsAreTracedToTheDayTheyCameIn(t *testing.T) {
	now := time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)
	room := on(t, &now)
	a := take(t, room, "---\nsection: Transport\nheadline: Crews walk out\nlanguage: en\n---\nCrews walked out today, and meet the union soon.\n")
	want := func(what string, words ...string) {
		t.Helper()
		if got := dayWordsOf(t, room, a.ID); !slices.Equal(got, words) {
			t.Errorf("%s: %q, want %q", what, got, words)
		}
	}
	want("on the day")

	now = now.AddDate(0, 0, 1)
	edit(t, room, a.ID, "headlines.main", "Crews stay out") // the body is of the day before
	want("a day later", "today")
	edit(t, room, a.ID, "body", "Crews walked out today, and meet the union tomorrow.\n")
	want("what came in today is right today", "today")
	now = now.AddDate(0, 0, 1)
	edit(t, room, a.ID, "status", "subbing")
	want("two days later", "today", "tomorrow")

	edit(t, room, a.ID, "body", "Crews walked out on 30 November, and meet the union today.\n")
	want("mended")
	if _, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
}

func TestDayWordsAreJudgedByTheEmbargo(t *testing.T) {
	now := time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)
	room := on(t, &now)
	a := take(t, room, "---\nsection: Transport\nheadline: Crews walk out\nlanguage: en\n---\nCrews walk out today, the union said.\n")
	edit(t, room, a.ID, "embargo", "2026-11-30T23:01 UTC")
	if got := dayWordsOf(t, room, a.ID); len(got) > 0 {
		t.Errorf("it goes today: %q", got)
	}
	edit(t, room, a.ID, "embargo", "2026-12-01T00:01 UTC")
	if got := dayWordsOf(t, room, a.ID); !slices.Equal(got, []string{"today"}) {
		t.Errorf("it goes tomorrow: %q", got)
	}
}

// What readers have as it is need not be judged again each day.
func TestDayWordsOfWhatIsOutAreLeftAlone(t *testing.T) {
	now := time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)
	room := on(t, &now)
	a := take(t, room, "---\nsection: Transport\nheadline: Crews walk out\nlanguage: en\n---\nCrews walked out today.\n")
	exportOf(t, room, newsroom.ExportRequest{}, a.ID)
	if err := room.PutSettings(map[string]string{"editor.name": "Ada Lind"}); err != nil {
		t.Fatal(err)
	}
	if _, err := room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"status": "ready"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := room.Edit(article.Edit{ID: a.ID, Base: a.Rev + 1, Set: map[string]string{"status": "sent"}, Why: "by mail"}); err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, 3)
	if got := dayWordsOf(t, room, a.ID); len(got) > 0 {
		t.Errorf("%q", got)
	}
	edit(t, room, a.ID, "headlines.main", "Crews are back")
	if got := dayWordsOf(t, room, a.ID); !slices.Equal(got, []string{"today"}) {
		t.Errorf("of an update: %q", got)
	}
}
