package proof

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

func budget() Budget {
	oslo := time.FixedZone("CET", 3600)
	at := time.Date(2026, 11, 29, 18, 30, 0, 0, oslo)
	return Budget{Newsroom: "Quay & Post", Name: "Home", At: at, Lines: []BudgetLine{
		{Place: 1, Weight: "splash", ID: "a", Slugline: "GATE", Line: "The gate <holds>", Words: 702, Planned: 450, Picture: true, Status: article.Subbing,
			Flag: article.Hold, Legal: "required", Deadline: at.Add(3 * time.Hour), TKs: 2, Embargo: &article.Embargo{At: at.Add(6 * time.Hour)}},
		{Place: 2, Weight: "brief", ID: "b", Slugline: "=1+1", Line: "@סגור, \"quoted\"\tand 🌊", Words: 90, Status: article.Draft, Flag: article.Killed, Hole: "killed"},
		{Place: 3, ID: "c", Slugline: "TORN", Line: "Torn", Status: article.Ready, Legal: "done, words changed since", Conflict: true, Embargo: &article.Embargo{At: at.Add(-time.Hour)}},
		{Place: 4, ID: "d", Slugline: "OPEN", Line: "Open", Status: article.Ready, Embargo: &article.Embargo{At: at.Add(time.Hour), Broken: &article.Broken{By: "AL"}}},
	}}
}

func TestBudgetOnPaper(t *testing.T) {
	b := budget()
	var text, table, page strings.Builder
	for _, err := range []error{b.Text(&text), b.CSV(&table), b.HTML(&page)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, good := range []string{
		"News list: Home, Sunday 29 November 2026, 18:30 CET", "4 stories, 792 words of 450", "1  GATE  702/450 words, subbing, HOLD, EMBARGOED UNTIL 30 Nov 00:30, picture, legal required, deadline 21:30, TK 2",
		"3  TORN  0/0 words, ready, CONFLICT, no picture, legal done, words changed since\n", "4  OPEN  0/0 words, ready, embargo broken, no picture\n",
	} {
		if !strings.Contains(text.String(), good) {
			t.Errorf("the text has no %q:\n%s", good, text.String())
		}
	}
	rows, err := csv.NewReader(strings.NewReader(table.String())).ReadAll()
	if err != nil || len(rows) != 5 || len(rows[0]) != len(rows[1]) {
		t.Fatalf("rows are %v, %v", rows, err)
	}
	if rows[2][1] != "'=1+1" || rows[2][2] != "'@סגור, \"quoted\"\tand 🌊" || rows[1][5] != "450" || rows[2][5] != "" {
		t.Errorf("the table says %q", rows)
	}
	for _, good := range []string{"The gate &lt;holds&gt;", "Quay &amp; Post: 4 stories", `<th scope="row" dir="auto">GATE</th>`} {
		if !strings.Contains(page.String(), good) {
			t.Errorf("the page has no %q", good)
		}
	}
}
