package intake

import (
	"os"
	"strings"
	"testing"
)

// TestRules holds the table against testdata/rules.tsv: a rule's name (or
// "none") and a line that it must know, first of all rules. Lines under "none"
// are copy that resembles what a page adds.
func TestRules(t *testing.T) {
	data, err := os.ReadFile("testdata/rules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for row := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		want, text, ok := strings.Cut(row, "\t")
		if !ok {
			t.Fatalf("no tab in %q", row)
		}
		got := "none"
		if r := ruleFor(text); r != nil {
			got = r.name
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		seen[want]++
	}
	for _, r := range rules {
		if seen[r.name] < 2 {
			t.Errorf("rule %q has %d lines in testdata/rules.tsv; give it two", r.name, seen[r.name])
		}
		if r.why == "" || r.pattern.compiled == nil {
			t.Errorf("rule %q says nothing to the editor", r.name)
		}
	}
}

// TestDates: what is read, and what is left for a person.
func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"3 December 2025, 14:05 GMT": "2025-12-03T14:05:00Z", "December 3, 2025": "2025-12-03T00:00:00Z", "Dec. 3, 2025 2:05 p.m. UTC": "2025-12-03T14:05:00Z",
		"Wed 3rd Dec 2025 at 12am GMT": "2025-12-03T00:00:00Z", "2025-12-03T14:05:09.5+02:00": "2025-12-03T12:05:09Z", "03.12.2025": "2025-12-03T00:00:00Z",
		"31/12/2025": "2025-12-31T00:00:00Z", "12/31/2025": "2025-12-31T00:00:00Z", "3. Dezember 2025, 14:05 Uhr": "2025-12-03T14:05:00Z", "3 грудня 2025 року о 14:05": "2025-12-03T14:05:00Z",
		"le 3 décembre 2025 à 14h05": "2025-12-03T14:05:00Z", "0001 GMT 3 December 2025": "2025-12-03T00:01:00Z", "3 Dec 2025 14:05 Europe/Kyiv": "2025-12-03T12:05:00Z",
		"01/02/2026": "", "30 February 2026": "", "29 February 2026": "", "2026-13-01": "", "3 December": "", "December 2025": "", "Thursday 3 December 2025": "", "3 December 2025 25:00": "",
		"3 December 2025 14:05 EST": "", "29 March 2026 02:30 Europe/Berlin": "", "The 3 December 2025 vote": "", "2025": "", "": "", "13pm 3 December 2025": "", "3 December 2025 +24:00": "",
	} {
		m, ok := parseMoment(text, nil)
		got := ""
		if ok {
			got = m.at.Format("2006-01-02T15:04:05Z")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
