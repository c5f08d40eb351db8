package article

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Status says how far a story is.
type Status string

// The states, in the order a story passes them.
const (
	Draft     Status = "draft"     // being written
	Filed     Status = "filed"     // handed in
	Subbing   Status = "subbing"   // being edited
	Revise    Status = "revise"    // second pair of eyes
	Ready     Status = "ready"     // may go
	Sent      Status = "sent"      // handed to a target
	Live      Status = "live"      // confirmed there
	Withdrawn Status = "withdrawn" // taken back after publication
)

// Statuses in order.
var Statuses = []Status{Draft, Filed, Subbing, Revise, Ready, Sent, Live, Withdrawn}

// OneOf lists words for a message: "draft, filed, subbing".
func OneOf[T ~string](words []T) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	return strings.Join(list, ", ")
}

// ParseStatus reads a status by name.
func ParseStatus(text string) (Status, error) {
	s := Status(strings.ToLower(strings.TrimSpace(text)))
	if !slices.Contains(Statuses, s) {
		return "", fmt.Errorf("%w: status %q is not one of %s", ErrValue, text, OneOf(Statuses))
	}
	return s, nil
}

// Flag stands beside the status and stops a story, whatever its status.
type Flag string

// The flags.
const (
	NoFlag Flag = ""       // nothing stops it
	Hold   Flag = "hold"   // stop while in doubt
	Spiked Flag = "spiked" // dropped, can be brought back
	Killed Flag = "killed" // must not be used; everyone who got it is told
)

// Flags that can be set, in the order the desk shows them.
var Flags = []Flag{Hold, Spiked, Killed}

// ParseFlag reads a flag by name; "" and "none" take it away.
func ParseFlag(text string) (Flag, error) {
	f := Flag(strings.ToLower(strings.TrimSpace(text)))
	if f == NoFlag || f == "none" {
		return NoFlag, nil
	}
	if !slices.Contains(Flags, f) {
		return "", fmt.Errorf("%w: flag %q is not one of %s, or none", ErrValue, text, OneOf(Flags))
	}
	return f, nil
}

// Direction is the writing direction: "" = that of the language.
type Direction string

// The directions.
const (
	LTR Direction = "ltr"
	RTL Direction = "rtl"
)

// Legal is what a lawyer has said. Over is the digest of the text that was
// read, so that a later edit shows as unread.
type Legal struct {
	State LegalState `json:"state,omitempty"`
	By    string     `json:"by,omitempty"`
	At    time.Time  `json:"at,omitzero" ts_type:"string"`
	Over  string     `json:"over,omitempty"`
	Rev   int64      `json:"rev,omitempty"`   // the revision that has the text that was read
	Heads string     `json:"heads,omitempty"` // of it in lineups that were read, one a line
	Note  string     `json:"note,omitempty"`  // "OK'd by phone, 22:48"
}

// LegalState says whether a lawyer must read the story before it goes.
type LegalState string

// The legal states.
const (
	LegalNotNeeded LegalState = ""
	LegalRequired  LegalState = "required"
	LegalDone      LegalState = "done"
)
