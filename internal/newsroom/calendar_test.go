package newsroom

import (
	"fmt"
	"testing"
)

func TestCalendarOfAWeekInWhichClocksChange(t *testing.T) {
	room, ids := manned(t, 4)
	if err := room.PutSettings(map[string]string{"newsroom.zone": "Europe/Kyiv"}); err != nil {
		t.Fatal(err)
	}
	editOne(t, room, ids[0], map[string]string{"deadline": "2026-10-24 23:30"}, "")
	editOne(t, room, ids[1], map[string]string{"deadline": "2026-10-25T03:30+02:00 Europe/Kyiv", "embargo": "2026-10-25T00:01 Europe/London"}, "")
	editOne(t, room, ids[2], map[string]string{"deadline": "2026-10-25 03:00+03:00 Europe/Kyiv"}, "")
	editOne(t, room, ids[3], map[string]string{"deadline": "2026-10-25 09:00", "flag": "spiked"}, "nobody wants it")
	days := func() string {
		c, err := room.Calendar(t.Context(), CalendarRequest{From: "2026-10-24", Days: 2})
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, d := range c.Days {
			said += fmt.Sprintf("%s %d\n", d.Date, d.Minutes)
			for _, e := range d.Entries {
				said += fmt.Sprintf("  %s %s %v %s\n", e.Clock, e.Head.Slugline, e.Embargo, e.Said)
			}
		}
		return said
	}
	want := "2026-10-24 1440\n  23:30 STORY-0 false \n2026-10-25 1500\n  02:01 STORY-1 true 00:01, 25 Oct, Europe/London\n  03:00 STORY-2 false \n  03:30 STORY-1 false \n"
	if got := days(); got != want {
		t.Errorf("the calendar says\n%swant\n%s", got, want)
	}
	done, err := room.ShiftDeadline(ids[0], 1, 30)
	if err != nil || len(done.Did) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	if a, err := room.Story(ids[0]); err != nil || a.Deadline.Format("2006-01-02T15:04Z07:00") != "2026-10-25T22:00Z" {
		t.Errorf("it is due %s, %v", a.Deadline, err)
	}
	if _, err := room.TakeBack(done.Did); err != nil {
		t.Fatal(err)
	}
	if got := days(); got != want {
		t.Errorf("taken back, it says\n%s", got)
	}
	for _, q := range []CalendarRequest{{Days: 0}, {Days: 500}, {From: "2026-02-30", Days: 7}} {
		if _, err := room.Calendar(t.Context(), q); Explain(err).Code != Value {
			t.Errorf("%+v: %v", q, err)
		}
	}
	if _, err := room.ShiftDeadline(newStory(t, room, ""), 1, 0); Explain(err).Code != Value {
		t.Errorf("without a deadline: %v", err)
	}
}
