package article

import (
	"cmp"
	"strings"
	"time"
)

// DeedKind says what of a story's state was changed.
type DeedKind string

// The kinds of a deed.
const (
	DeedStatus  DeedKind = "status"
	DeedFlag    DeedKind = "flag"
	DeedEmbargo DeedKind = "embargo"
	DeedBroken  DeedKind = "broken" // an embargo, before its time
	DeedLegal   DeedKind = "legal"
	DeedTrash   DeedKind = "trash"  // To says in or out
	DeedPassed  DeedKind = "passed" // a stop, by a named editor; To is its code
	DeedUnited  DeedKind = "united" // two stories became one: From's words went to To
	DeedParted  DeedKind = "parted" // that was taken back
	DeedMerge   DeedKind = "merge"  // To = what came in, and nobody has settled it; From = it is settled

	DeedCorrection DeedKind = "correction" // From and To are its kind and what readers are told
)

// Deed is one thing that was done to where a story stands. It is part of the
// revision that did it, which says who, when and why.
type Deed struct {
	What DeedKind `json:"what"`
	From string   `json:"from,omitempty"`
	To   string   `json:"to,omitempty"`
}

// LogLine is a deed with who did it to which story, when and why.
type LogLine struct {
	Deed
	ID       ID        `json:"id"`
	Rev      int64     `json:"rev"`
	Slugline string    `json:"slugline"`
	Headline string    `json:"headline"`
	At       time.Time `json:"at" ts_type:"string"`
	By       string    `json:"by"`
	Why      string    `json:"why"`
	Said     string    `json:"said"` // the deed in the desk's words
}

// Deeds judges a change of where a story stands and says what it did. It wraps
// ErrMove when the machine has no such move, or when nobody answers for it.
func Deeds(before, after *Article, h Hand, now time.Time) ([]Deed, error) {
	var deeds []Deed
	did := func(what DeedKind, from, to string) { deeds = append(deeds, Deed{what, from, to}) }
	if before.Status != after.Status {
		if err := judgeStatus(before.Status, after.Status, h); err != nil {
			return nil, err
		}
		if after.Status == Sent && after.Flag == Killed {
			return nil, &MoveError{Message: "The story is killed. Nothing of it goes out.", Hint: "Everyone who got it is told of the kill instead."}
		}
		did(DeedStatus, string(before.Status), string(after.Status))
	}
	if before.Flag != after.Flag {
		if err := judgeFlag(before.Flag, after.Flag, h); err != nil {
			return nil, err
		}
		did(DeedFlag, string(before.Flag), string(after.Flag))
	}
	if was, is := before.Embargo.Text(), after.Embargo.Text(); was != is {
		if err := judgeEmbargo(before.Embargo, after.Embargo, h, now); err != nil {
			return nil, err
		}
		did(DeedEmbargo, was, is)
	}
	if before.Embargo.IsBroken() && after.Embargo != nil && !after.Embargo.IsBroken() && before.Embargo.Text() == after.Embargo.Text() {
		did(DeedEmbargo, "", after.Embargo.Text()) // it holds again
	}
	if after.Embargo.IsBroken() && !before.Embargo.IsBroken() {
		if err := answered(said("broken"), h, "Breaking an embargo goes with the story"); err != nil {
			return nil, err
		}
		did(DeedBroken, after.Embargo.Text(), "")
	}
	if before.Legal != after.Legal {
		if err := judgeLegal(before.Legal.State, after.Legal.State, h); err != nil {
			return nil, err
		}
		did(DeedLegal, string(before.Legal.State), string(after.Legal.State))
	}
	corrections, err := judgeCorrections(before.Corrections, after.Corrections, before.Rev+1, h)
	return append(deeds, corrections...), err
}

// judgeEmbargo refuses to let an embargo in force end sooner on nobody's word.
// Settling when one ends that the copy only spoke of is what it waits for.
func judgeEmbargo(before, after *Embargo, h Hand, now time.Time) error {
	if !before.InForce(now) {
		return nil
	}
	settled := after != nil && !after.At.IsZero()
	if settled && (before.At.IsZero() || !after.Until().Before(before.Until())) {
		return nil
	}
	return answered(said("sooner"), h, "The embargo is in force, and would end sooner")
}

func judgeLegal(from, to LegalState, h Hand) error {
	if from == LegalRequired && to == LegalNotNeeded {
		return answered(said(to), h, "A lawyer was to read the story, and now is not")
	}
	return nil
}

// Said is the deed in the desk's words.
func (d Deed) Said() string {
	switch d.What {
	case DeedStatus:
		return d.From + " to " + d.To
	case DeedFlag:
		return flagSaid(d)
	case DeedEmbargo:
		switch {
		case d.To == "":
			return "embargo lifted (it was " + spoken(d.From) + ")"
		case d.From == "":
			return "embargo set: " + spoken(d.To)
		}
		return "embargo moved from " + spoken(d.From) + " to " + spoken(d.To)
	case DeedBroken:
		return "embargo broken (it was " + spoken(d.From) + ")"
	case DeedLegal:
		return "legal read: " + cmp.Or(d.To, "not needed")
	case DeedUnited:
		return "two stories made one"
	case DeedParted:
		return "two stories again"
	case DeedMerge:
		if d.To == "" {
			return "conflicts with " + d.From + " settled"
		}
		return "in conflict with " + d.To
	case DeedPassed:
		return "went out past: " + d.To
	case DeedCorrection:
		switch {
		case d.To == "":
			return "taken back: " + d.From
		case d.From != "":
			return d.From + ", now " + d.To
		}
	}
	return d.To
}

func flagSaid(d Deed) string {
	switch Flag(d.To) {
	case Hold:
		if Flag(d.From) == Killed {
			return "kill taken back, held"
		}
		return "held"
	case NoFlag:
		if Flag(d.From) == Spiked {
			return "unspiked"
		}
		return "let go"
	}
	return d.To
}

// spoken is when an embargo ends as people write it: no T, no seconds that are none.
func spoken(text string) string {
	clock, zone, _ := strings.Cut(text, " ")
	return strings.TrimSpace(strings.Replace(strings.TrimSuffix(clock, ":00"), "T", " ", 1) + " " + zone)
}
