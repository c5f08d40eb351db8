package article

import (
	"errors"
	"testing"
	"time"
)

func TestACorrectionSaysEnough(t *testing.T) {
	at := time.Date(2026, 11, 29, 23, 55, 0, 0, time.UTC)
	named := Hand{By: "AL", Named: true}
	cases := map[string]struct {
		c    Correction
		hand Hand
		ok   bool
	}{
		"all there":             {Correction{At: at, Kind: Corrected, Text: "The gate is nine metres high.", Why: "reader rang", Rev: 4}, named, true},
		"a minor fix":           {Correction{At: at, Kind: MinorFix, Why: "a comma", Rev: 4}, named, true},
		"no name":               {Correction{At: at, Kind: Corrected, Text: "x", Why: "y", Rev: 4}, Hand{By: "x"}, false},
		"no note":               {Correction{At: at, Kind: Retraction, Why: "y", Rev: 4}, named, false},
		"no reason":             {Correction{At: at, Kind: Update, Text: "x", Rev: 4}, named, false},
		"a minor fix that says": {Correction{At: at, Kind: MinorFix, Text: "x", Why: "y", Rev: 4}, named, false},
		"no such kind":          {Correction{At: at, Kind: "erratum", Text: "x", Why: "y", Rev: 4}, named, false},
	}
	for name, c := range cases {
		before, after := Article{Rev: 3, Status: Live}, Article{Rev: 3, Status: Live, Corrections: []Correction{c.c}}
		deeds, err := Deeds(&before, &after, c.hand, at)
		if (err == nil) != c.ok || c.ok && (len(deeds) != 1 || deeds[0].What != DeedCorrection) {
			t.Errorf("%s: %v, %v", name, deeds, err)
		}
		if err != nil && !errors.Is(err, ErrMove) && !errors.Is(err, ErrValue) {
			t.Errorf("%s: %v has no words for it", name, err)
		}
	}
}

func TestADeedSaysWhatBecameOfACorrection(t *testing.T) {
	at := time.Now()
	one := Correction{At: at, Kind: Corrected, Text: "Nine metres.", Why: "w", Rev: 4}
	two := one
	two.Text = "Nine, not ten metres."
	for _, c := range []struct {
		before, after []Correction
		said          string
	}{
		{nil, []Correction{one}, "correction “Nine metres.”"},
		{[]Correction{one}, []Correction{two}, "correction “Nine metres.”, now correction “Nine, not ten metres.”"},
		{[]Correction{one}, nil, "taken back: correction “Nine metres.”"},
	} {
		deeds, err := judgeCorrections(c.before, c.after, 4, Hand{Named: true})
		if err != nil || len(deeds) != 1 || deeds[0].Said() != c.said {
			t.Errorf("%v, %v; want %q", deeds, err, c.said)
		}
	}
}

func TestModifiedComesOfWhatReadersWereTold(t *testing.T) {
	day := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	a := Article{LastPublished: day, Corrections: []Correction{
		{At: day.Add(time.Hour), Kind: Corrected, Text: "x"}, {At: day.Add(2 * time.Hour), Kind: MinorFix},
	}}
	if !a.Modified().Equal(day.Add(time.Hour)) || a.LastNotice() != Corrected || len(a.Notices()) != 1 {
		t.Error(a.Modified(), a.LastNotice(), a.Notices())
	}
	a.Corrections = append(a.Corrections, Correction{At: day, Kind: Retraction, Text: "y"}, Correction{At: day, Kind: Update, Text: "z"})
	if a.LastNotice() != Retraction {
		t.Error("a retraction stays one:", a.LastNotice())
	}
}

// A read of before there were corrections goes on covering a story without any.
func TestALegalReadCoversCorrections(t *testing.T) {
	a := Article{Body: "Words."}
	a.Legal.State = LegalDone
	a.Legal.Over = LegalDigest(&a)
	a.Corrections = []Correction{{Kind: MinorFix, Why: "comma"}}
	if a.Unread() {
		t.Error("a minor fix gives readers no words")
	}
	a.Corrections = append(a.Corrections, Correction{Kind: Corrected, Text: "Nine metres."})
	if !a.Unread() {
		t.Error("the words of a correction are read by nobody")
	}
}

// What another desk or an older Stet noted is not judged by this one's rules.
func TestACorrectionThatComesAlongIsNotJudged(t *testing.T) {
	old := Correction{At: time.Now(), Kind: "erratum", Text: "x"}
	if deeds, err := judgeCorrections(nil, []Correction{old}, 4, Hand{Named: true}); err != nil || len(deeds) != 1 {
		t.Error(deeds, err)
	}
}
