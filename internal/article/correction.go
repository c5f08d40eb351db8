package article

import (
	"fmt"
	"slices"
	"time"
)

// CorrectionKind says what was done to a story after it went out.
type CorrectionKind string

// The kinds of a correction.
const (
	Update        CorrectionKind = "update"
	Corrected     CorrectionKind = "correction"
	Clarification CorrectionKind = "clarification"
	Retraction    CorrectionKind = "retraction"
	MinorFix      CorrectionKind = "minor" // no reader is told: a comma, a typing error
)

// CorrectionKinds in the order the desk shows them.
var CorrectionKinds = []CorrectionKind{Corrected, Clarification, Update, Retraction, MinorFix}

// Correction is what was done to a story after it went out: Text tells readers
// plainly what was wrong, in one line. Copy that comes in has kinds of its own
// or none, which readers meet as a correction.
type Correction struct {
	At   time.Time      `json:"at" ts_type:"string"`
	Text string         `json:"text"` // "" = a minor fix
	Kind CorrectionKind `json:"kind,omitempty"`

	// These never leave the building.
	Why string `json:"why,omitempty"`
	By  string `json:"by,omitempty"`
	Rev int64  `json:"rev,omitempty"` // the revision that it made, 0 = it came with copy
}

const longestNotice = 2000 // characters

// ParseCorrectionKind reads a kind by its name; it wraps ErrValue.
func ParseCorrectionKind(word string) (CorrectionKind, error) {
	if k := CorrectionKind(word); slices.Contains(CorrectionKinds, k) {
		return k, nil
	}
	return "", fmt.Errorf("%w: %q is no kind of correction; there are %s", ErrValue, word, OneOf(CorrectionKinds))
}

// ForReaders reports whether readers are told of it.
func (c *Correction) ForReaders() bool { return c.Text != "" && c.Kind != MinorFix }

// Notices are the corrections that readers are told of, the earliest first.
func (a *Article) Notices() []Correction {
	notices := []Correction{}
	for _, c := range a.Corrections {
		if c.ForReaders() {
			notices = append(notices, c)
		}
	}
	// What came from another desk, or with a story that became one with this, lies behind.
	slices.SortStableFunc(notices, func(a, b Correction) int { return a.At.Compare(b.At) })
	return notices
}

// Modified is when readers last got other words: the last publication that
// somebody noted, or the last correction that they were told of. Zero = never.
func (a *Article) Modified() time.Time {
	last := a.LastPublished
	for _, c := range a.Notices() {
		if c.At.After(last) {
			last = c.At
		}
	}
	return last
}

// LastNotice is the kind of the last correction that readers were told of, ""
// where there is none. A retraction stays one whatever came after it.
func (a *Article) LastNotice() CorrectionKind {
	kind := CorrectionKind("")
	for _, c := range a.Notices() {
		if kind != Retraction {
			kind = c.Kind
		}
		if kind == "" {
			kind = Corrected
		}
	}
	return kind
}

// said is a correction in the desk's words.
func (c *Correction) said() string {
	if c.Kind == MinorFix {
		return "minor fix"
	}
	kind := c.Kind
	if kind == "" {
		kind = Corrected
	}
	return string(kind) + " “" + c.Text + "”"
}

// Same tells a correction from others, whatever became of its words.
func (c *Correction) Same(other Correction) bool { return c.Rev == other.Rev && c.At.Equal(other.At) }

// judgeCorrections says what was done to the corrections of a story. Who speaks
// to readers has a name; each that is noted in revision made, or changed, has
// words for them, or is a minor fix, and says to the desk why. Others came with
// copy, or with a story that became one with this.
func judgeCorrections(before, after []Correction, made int64, h Hand) ([]Deed, error) {
	var deeds []Deed
	for _, c := range after {
		i := slices.IndexFunc(before, c.Same)
		if i >= 0 && before[i].Kind == c.Kind && before[i].Text == c.Text && before[i].Why == c.Why {
			continue
		}
		if err := c.sound(); err != nil && (i >= 0 || c.Rev == made) {
			return nil, err
		}
		deed := Deed{What: DeedCorrection, To: c.said()}
		if i >= 0 {
			deed.From = before[i].said()
		}
		deeds = append(deeds, deed)
	}
	for _, c := range before {
		if !slices.ContainsFunc(after, c.Same) {
			deeds = append(deeds, Deed{What: DeedCorrection, From: c.said()})
		}
	}
	if len(deeds) > 0 && !h.Named {
		return nil, &MoveError{"A correction answers to readers: it needs somebody's name.", "Say who is at the desk first.", "Say who is at the desk first: stet settings set editor.name NAME"}
	}
	return deeds, nil
}

// sound refuses a correction that says too little.
func (c *Correction) sound() error {
	if _, err := ParseCorrectionKind(string(c.Kind)); err != nil {
		return err
	}
	switch {
	case c.Kind == MinorFix && c.Text != "":
		return &MoveError{"A minor fix has no note for readers.", "Make it a correction, or leave the note out.", ""}
	case c.Kind != MinorFix && c.Text == "":
		return &MoveError{fmt.Sprintf("A note for readers is missing: %s tells them what was wrong.", aKind(c.Kind)), "Say plainly what was wrong and what is right. What need not be told is a minor fix.",
			"Say it with --note TEXT. What need not be told is a minor fix: --type minor."}
	case c.Why == "":
		return &MoveError{"The reason is missing: it stays in the story's log.", "Say why in a few words.", "Say why with --why TEXT."}
	}
	return nil
}

func aKind(k CorrectionKind) string {
	if k == Update {
		return "an update"
	}
	return "a " + string(k)
}

// tidyCorrections looks at corrections that came as a list, from a file, a
// script or the desk.
func tidyCorrections(a *Article) error {
	list := slices.Clone(a.Corrections)
	for i := range list {
		c := &list[i]
		c.Text, c.Why, c.By = OneLine(c.Text), OneLine(c.Why), OneLine(c.By)
		if Characters(c.Text) > longestNotice || Characters(c.Why) > longestNotice {
			return fmt.Errorf("%w: the note and the reason of a correction have at most %d characters", ErrValue, longestNotice)
		}
	}
	if a.Corrections = list; len(list) == 0 {
		a.Corrections = nil
	}
	return nil
}
