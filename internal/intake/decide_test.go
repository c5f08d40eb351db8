package intake_test

import (
	"errors"
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
