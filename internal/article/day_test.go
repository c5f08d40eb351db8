package article

import (
	"testing"
	"time"
)

func TestDaysHaveTheHoursThatClocksGiveThem(t *testing.T) {
	for _, c := range []struct {
		zone, day string
		hours     float64
	}{
		{"Europe/Kyiv", "2026-03-29", 23}, {"Europe/Kyiv", "2026-10-25", 25}, {"Europe/Kyiv", "2026-12-03", 24},
		{"Australia/Lord_Howe", "2026-04-05", 24.5}, {"America/Santiago", "2026-09-06", 23}, // its clocks skip midnight
		{"UTC", "2026-03-29", 24},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		date, _ := time.Parse(time.DateOnly, c.day)
		from, to := DayOf(date, zone)
		if got := to.Sub(from).Hours(); got != c.hours || from.In(zone).Format(time.DateOnly) != c.day {
			t.Errorf("%s in %s has %v hours from %s, want %v", c.day, c.zone, got, from.In(zone), c.hours)
		}
	}
}

func TestShiftedByTheClock(t *testing.T) {
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at            string
		days, minutes int
		want          string
	}{
		{"2026-12-03T18:00:00+02:00", 1, 0, "2026-12-04T18:00:00+02:00"},
		{"2026-12-03T18:00:00+02:00", 0, -30, "2026-12-03T17:30:00+02:00"},
		{"2026-10-24T18:00:00+03:00", 1, 0, "2026-10-25T18:00:00+02:00"},  // 25 hours on
		{"2026-03-28T18:00:00+02:00", 1, 0, "2026-03-29T18:00:00+03:00"},  // 23
		{"2026-03-28T03:30:00+02:00", 1, 0, "2026-03-29T04:00:00+03:00"},  // skipped
		{"2026-10-24T03:30:00+03:00", 1, 0, "2026-10-25T03:30:00+03:00"},  // twice: the offset of before
		{"2026-10-26T03:30:00+02:00", -1, 0, "2026-10-25T03:30:00+02:00"}, // from the other side
		{"2026-12-31T23:00:00+02:00", 1, 120, "2027-01-02T01:00:00+02:00"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Shifted(at, c.days, c.minutes, kyiv).In(kyiv).Format(time.RFC3339); got != c.want {
			t.Errorf("%s, %d days and %d minutes on: %s, want %s", c.at, c.days, c.minutes, got, c.want)
		}
	}
}
