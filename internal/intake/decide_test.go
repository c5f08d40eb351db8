package intake_test

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/intake"
)

func inserted() article.Change {
	return article.Change{ID: 1, Kind: article.Inserted, Text: "yesterday", Source: "yesterday ",
		Here: &article.Place{At: 18, Before: "The council voted ", After: "to keep the bridge, and the mayor was glad."}}
}

func deleted() article.Change {
	return article.Change{ID: 2, Kind: article.Deleted, Text: "old", Source: "old ",
		Here: &article.Place{At: 30, Before: "voted yesterday to keep the ", After: "bridge, and the mayor was glad."}}
}

// TestDecideWhatWasDoneByHand: a verdict that the body has already changes no
// word, and never one of the same spelling that stands elsewhere.
func TestDecideWhatWasDoneByHand(t *testing.T) {
	const (
		came    = "The council voted yesterday to keep the bridge, and the mayor was glad. It snowed yesterday too."
		without = "The council voted to keep the bridge, and the mayor was glad. It snowed yesterday too."
		with    = "The council voted yesterday to keep the old bridge, and the mayor was glad. It snowed yesterday too."
		another = "Nothing of that came about. It snowed yesterday too."
	)
	rejected := func(body string, c article.Change) article.Change {
		_, c, err := intake.Decide(body, c, article.Rejected)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for name, c := range map[string]struct {
		body    string
		change  article.Change
		verdict article.Verdict
		want    string // "" = it cannot be told
	}{
		"rejected":                         {came, inserted(), article.Rejected, without},
		"taken out by hand, then rejected": {without, inserted(), article.Rejected, without},
		"back by hand, then accepted":      {came, rejected(came, inserted()), article.Accepted, came},
		"put back by hand, then rejected":  {with, deleted(), article.Rejected, with},
		"out again by hand, then undone":   {came, rejected(came, deleted()), article.Undecided, came},
		"its passage is gone":              {another, inserted(), article.Rejected, ""},
	} {
		body, _, err := intake.Decide(c.body, c.change, c.verdict)
		if c.want == "" && !errors.Is(err, intake.ErrPlace) {
			t.Errorf("%s: %q, %v", name, body, err)
		}
		if c.want != "" && (err != nil || body != c.want) {
			t.Errorf("%s: %q, %v", name, body, err)
		}
	}
}

// TestLocateInAnEditedBody: where a change stands is said as far as it can be
// told.
func TestLocateInAnEditedBody(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		change article.Change
		want   string // what the span holds, between the words around it; "" = it cannot be told
		stuck  bool
	}{
		"its words":             {"Then the council voted yesterday to keep the bridge.", inserted(), "voted [yesterday ]to", false},
		"taken out by hand":     {"The council voted to keep the bridge, and the mayor was glad.", inserted(), "voted []to", false},
		"a place":               {"The council voted yesterday to keep the bridge, and the mayor was glad.", deleted(), " the []bridge", false},
		"put back by hand":      {"They voted yesterday to keep the old bridge, and the mayor was glad.", deleted(), " the [old ]bridge", false},
		"edited away":           {"Nothing of that came about.", inserted(), "", true},
		"a comment's passage":   {"The river rose, and fell.", article.Change{Kind: article.Comment, Passage: "river rose", Here: &article.Place{At: 4, Before: "The ", After: "river rose, and fell."}}, "The [river rose], and", false},
		"a comment on no place": {"The river rose.", article.Change{Kind: article.Comment, Text: "Who says?"}, "", false},
		"words of the headline": {"The river rose.", article.Change{Kind: article.Inserted, Text: "stays open"}, "", true},
	} {
		l := intake.Locate(c.body, c.change)
		got := ""
		if l.Here != nil {
			got = c.body[:l.Here.From] + "[" + c.body[l.Here.From:l.Here.To] + "]" + c.body[l.Here.To:]
		}
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") || l.Stuck != c.stuck {
			t.Errorf("%s: %q, stuck %v", name, got, l.Stuck)
		}
	}
}

// checkLocated: words that the body has are found where they stand, others by
// their place.
func checkLocated(t *testing.T, body string, c article.Change) {
	t.Helper()
	l := intake.Locate(body, c)
	if c.Kind == article.Comment || c.Here == nil {
		return
	}
	in := (c.Kind == article.Deleted) == (c.Verdict == article.Rejected)
	if l.Here == nil || l.Stuck || in != (l.Here.To > l.Here.From) || (in && body[l.Here.From:l.Here.To] != c.Source) {
		t.Errorf("change %d, %q: located %+v in %q", c.ID, c.Text, l, body)
	}
}
