package article

import (
	"errors"
	"testing"
	"time"
)

func TestNextClose(t *testing.T) {
	closes, err := ParseCloses("Print 22:55; Late city 02:30;")
	if err != nil || len(closes) != 2 || closes[1] != (Close{"Late city", "02:30"}) {
		t.Fatalf("%+v, %v", closes, err)
	}
	for now, want := range map[string]string{
		"2026-12-03T20:00:00+02:00": "Print 2026-12-03T22:55:00+02:00",
		"2026-12-03T22:55:00+02:00": "Late city 2026-12-04T02:30:00+02:00", // what closes now has closed
		"2026-12-04T02:31:00+02:00": "Print 2026-12-04T22:55:00+02:00",
		"2026-03-28T23:00:00+02:00": "Late city 2026-03-29T02:30:00+02:00",
		"2026-10-25T02:00:00+03:00": "Late city 2026-10-25T02:30:00+03:00",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		kyiv, err := time.LoadLocation("Europe/Kyiv")
		if err != nil {
			t.Fatal(err)
		}
		next, closing := NextClose(closes, at, kyiv)
		if got := next.Name + " " + closing.In(kyiv).Format(time.RFC3339); got != want {
			t.Errorf("after %s: %s, want %s", now, got, want)
		}
	}
}

func TestCloseWhereClocksChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	closes := []Close{{"Late", "02:30"}}
	for day, want := range map[string]string{"2026-03-28T12:00:00Z": "2026-03-29T03:00:00+02:00", "2026-10-24T12:00:00Z": "2026-10-25T02:30:00+02:00"} {
		at, _ := time.Parse(time.RFC3339, day)
		if _, closing := NextClose(closes, at, berlin); closing.In(berlin).Format(time.RFC3339) != want {
			t.Errorf("after %s it closes at %s, want %s", day, closing.In(berlin).Format(time.RFC3339), want)
		}
	}
	if _, at := NextClose(nil, time.Now(), berlin); !at.IsZero() {
		t.Errorf("nothing closes at %s", at)
	}
	for _, text := range []string{"22:55", "Print 25:00", "Print late"} {
		if _, err := ParseCloses(text); !errors.Is(err, ErrValue) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
