package article

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

func TestEmbargoAsSaid(t *testing.T) {
	for text, want := range map[string]string{ // the instant, or part of what is wrong
		"2026-12-03T00:01 Europe/Kyiv":         "2026-12-02T22:01:00Z",
		"2026-12-03T00:01 Asia/Kathmandu":      "2026-12-02T18:16:00Z",
		"2026-03-29T02:30 Europe/Berlin":       "skip this time; the first after it is 2026-03-29T03:00",
		"2026-10-25T02:30 Europe/Berlin":       "twice; write 2026-10-25T02:30+02:00 Europe/Berlin for the first, or 2026-10-25T02:30+01:00",
		"2026-10-25T02:30+02:00 Europe/Berlin": "2026-10-25T00:30:00Z",
		"2026-10-25T02:30+01:00 Europe/Berlin": "2026-10-25T01:30:00Z",
		"2026-10-25T02:30+03:00 Europe/Berlin": "do not stand at +03:00 then",
		"2026-11-01T01:30 America/New_York":    "twice",
		"2011-12-30T12:00 Pacific/Apia":        "skip this time; the first after it is 2011-12-31T00:00",
		"2026-04-05T02:15 Australia/Lord_Howe": "2026-04-04T15:45:00Z",
		"2026-04-05T01:45 Australia/Lord_Howe": "twice",
		"2026-12-03T00:01 Berlin":              "did you mean Europe/Berlin?",
		"2026-12-03T00:01 EST":                 "write a place, as America/New_York",
		"2026-12-03T00:01 BST":                 "write a place, as Europe/London",
		"2026-12-03T00:01 Mars/Olympus":        "is unknown",
		"2026-12-03T00:01 Local":               "is unknown",
		"2026-12-03T00:01 ../../etc/passwd":    "is unknown",
		"2026-12-03T00:01":                     "has no zone",
		"2026-02-29T00:01 Europe/Kyiv":         "write 2026-12-03T00:01",
		"2026-12-03T24:00 Europe/Kyiv":         "write 2026-12-03T00:01",
		"2026-12-03T00:01:00Z":                 "2026-12-02T00:01:00Z",
	} {
		e, err := ParseEmbargo(text)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = e.At.Format(time.RFC3339)
		}
		if text == "2026-12-03T00:01:00Z" {
			want = "2026-12-03T00:01:00Z"
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if err == nil {
			if again, err := ParseEmbargo(e.Text()); err != nil || !again.At.Equal(e.At) || again.Zone != e.Zone {
				t.Errorf("%s reads again as %v, %v", e.Text(), again, err)
			}
		}
	}
}

// Dates that break programs: each is refused with words, or it is right.
func TestTheHouseOfBadDates(t *testing.T) {
	data, err := os.ReadFile("testdata/dates.json")
	if err != nil {
		t.Fatal(err)
	}
	var dates []*string
	if err := json.Unmarshal(data, &dates); err != nil || len(dates) < 30 {
		t.Fatal(len(dates), err)
	}
	for _, d := range dates {
		if d == nil || *d == "" {
			continue
		}
		text := *d
		if at, zone, ok := strings.Cut(strings.TrimSuffix(text, "]"), "["); ok {
			text = at + " " + zone
		}
		for _, text := range []string{text, text + " Europe/Kyiv"} {
			e, err := ParseEmbargo(text)
			if err != nil {
				if !strings.Contains(err.Error(), "write") && !strings.Contains(err.Error(), "clocks in") && !strings.Contains(err.Error(), "unknown") {
					t.Errorf("%q: %v says nothing of what to do", text, err)
				}
				continue
			}
			if e.At.IsZero() || !e.InForce(e.At.Add(-time.Second)) || e.InForce(e.At) {
				t.Errorf("%q became %+v", text, e)
			}
		}
	}
}

// When a parliament moves the clocks, what was said stays and the lock opens at
// the later of the two instants.
func TestZoneRulesMove(t *testing.T) {
	e, err := ParseEmbargo("2026-12-03T00:01 Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	if _, moved := e.Moved(); moved {
		t.Error("moved without a reason")
	}
	for _, by := range []time.Duration{-time.Hour, time.Hour} { // worked out by other rules than those of now
		old := *e
		old.At = e.At.Add(by)
		now, moved := old.Moved()
		later := e.At
		if by > 0 {
			later = old.At
		}
		if !moved || !now.Equal(e.At) || !old.Until().Equal(later) {
			t.Errorf("%v: now %v, moved %v, until %v", by, now, moved, old.Until())
		}
		if !old.InForce(later.Add(-time.Minute)) || old.InForce(later) {
			t.Errorf("%v: the lock does not open at %v", by, later)
		}
		if old.Text() != "2026-12-03T00:01:00 Europe/Kyiv" {
			t.Errorf("%v: said %s", by, old.Text())
		}
	}
}

func TestBothClocks(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	e, err := ParseEmbargo("2026-12-03T00:01 Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Clocks(london); got != "00:01, 3 December 2026 Europe/Kyiv (22:01, 2 December 2026 Europe/London)" {
		t.Error(got)
	}
	e.Zone, e.Local = "Europe/London", ""
	if got := e.Clocks(london); got != "22:01, 2 December 2026 Europe/London" {
		t.Error(got)
	}
}
