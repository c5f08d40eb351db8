package article

import "time"

// DeliveryAct is what is to be done with a story at a target.
type DeliveryAct string

// The acts.
const (
	Publish  DeliveryAct = "publish"  // give it to readers, or give them its newer words
	Schedule DeliveryAct = "schedule" // give it early to a target that keeps embargoes
	TakeDown DeliveryAct = "take down"
	KillAct  DeliveryAct = "kill" // take it down and tell everyone who got it
)

// DeliveryState is how far a story is on its way to a target.
type DeliveryState string

// The states.
const (
	Queued      DeliveryState = "queued"      // it goes as soon as it can; Due says when it is tried next
	Embargoed   DeliveryState = "embargoed"   // it waits for the end of its embargo
	Going       DeliveryState = "going"       // it is being sent; after a crash nobody knows how far it came
	Unseen      DeliveryState = "unseen"      // the target took it, and no look has shown it yet
	Scheduled   DeliveryState = "scheduled"   // it lies there until its time
	Shown       DeliveryState = "live"        // a look showed it
	Down        DeliveryState = "down"        // a look showed that it is gone
	Stopped     DeliveryState = "stopped"     // checks or the target refused it: a person decides
	Conflicting DeliveryState = "conflicting" // somebody changed it there: a person decides
	Cancelled   DeliveryState = "cancelled"   // a person called it back before it went
)

// Waiting reports whether a delivery is not over: it goes on by itself, or a
// person has to decide.
func (s DeliveryState) Waiting() bool {
	switch s {
	case Shown, Down, Cancelled:
		return false
	}
	return true
}

// Runs reports whether a delivery goes on by itself.
func (s DeliveryState) Runs() bool {
	switch s {
	case Queued, Embargoed, Going, Unseen, Scheduled:
		return true
	}
	return false
}

// NeedsPerson reports whether a delivery waits for somebody to decide.
func (s DeliveryState) NeedsPerson() bool { return s == Stopped || s == Conflicting }

// Held is what a target holds of a story, as it was last seen there.
type Held struct {
	ID      string            `json:"id,omitempty"` // the target's own; "" = it holds nothing that is known
	URL     string            `json:"url,omitempty"`
	Version string            `json:"version,omitempty"` // as the target counts: a change that was not ours shows in it
	Digest  string            `json:"digest,omitempty"`  // of what it got
	Rev     int64             `json:"rev,omitempty"`     // the revision it got
	State   DeliveryState     `json:"state,omitempty"`   // live, scheduled, unseen or down; "" = it never got the story
	Media   map[string]string `json:"media,omitempty"`   // pictures that are up, by their digest
}

// Has reports whether the target has the story, for readers or until its time.
func (h *Held) Has() bool { return h.State == Shown || h.State == Scheduled || h.State == Unseen }

// Difference is a field that a target keeps otherwise than it was sent.
type Difference struct {
	Field  string `json:"field"`
	Sent   string `json:"sent"`
	Stored string `json:"stored"` // "" = it was dropped
}

// Delivery is one story on its way to one target, and what the target holds of
// it. There is one for each story and target, so that nothing goes twice.
type Delivery struct {
	Story  ID            `json:"story"`
	Target string        `json:"target"` // its id
	Act    DeliveryAct   `json:"act"`
	State  DeliveryState `json:"state"`
	Rev    int64         `json:"rev"`              // the revision that goes, or went; the newest where a newer one is saved before it goes
	Bundle string        `json:"bundle,omitempty"` // a package that goes as it is; "" = made when it goes
	Seal   string        `json:"seal,omitempty"`   // the digest of that package
	Urgent bool          `json:"urgent,omitempty"` // a correction: ahead of what is new

	By     string    `json:"by"`
	Asked  time.Time `json:"asked" ts_type:"string"`
	Passed []Passed  `json:"passed,omitempty"` // stops that a named editor let it go past

	Due       time.Time `json:"due,omitzero" ts_type:"string"` // not before
	Tries     int       `json:"tries,omitempty"`               // that failed since it was asked for
	Offline   bool      `json:"offline,omitempty"`             // the last one found no way there
	Says      string    `json:"says,omitempty"`                // why it waits or what went wrong, in an editor's words
	Hint      string    `json:"hint,omitempty"`                // what to do about it
	Overwrite bool      `json:"overwrite,omitempty"`           // a person chose ours over what stands there

	Held        Held         `json:"held,omitzero"`
	Differences []Difference `json:"differences,omitempty"`
	Changed     time.Time    `json:"changed" ts_type:"string"` // when its state did last
}

// Rank says what goes first: 0 for a kill, then what takes a story down, then
// corrections, then what is new.
func (d *Delivery) Rank() int {
	switch {
	case d.Act == KillAct:
		return 0
	case d.Act == TakeDown:
		return 1
	case d.Urgent:
		return 2
	}
	return 3
}
