package article

import "time"

// DeliveryAct is what is to be done with a story at a target.
type DeliveryAct string

// The acts.
const (
	Publish  DeliveryAct = "publish"  // readers get it, or get its newer words
	Schedule DeliveryAct = "schedule" // a target that keeps embargoes gets it early
	HoldBack DeliveryAct = "hold"     // readers get it no more; it stays there as a draft
	Withdraw DeliveryAct = "withdraw" // it is taken away: a kill
)

// DeliveryState is how far a story is on its way to a target.
type DeliveryState string

// The states.
const (
	Queued      DeliveryState = "queued"      // it goes as soon as it can; Due says when it is tried next
	Embargoed   DeliveryState = "embargoed"   // it waits for the end of its embargo
	Going       DeliveryState = "going"       // it is being sent; after a crash nobody knows how far it came
	Unseen      DeliveryState = "unseen"      // the target took it, and no look has shown it yet
	Scheduled   DeliveryState = "scheduled"   // a look showed it: it lies there until its time
	Shown       DeliveryState = "live"        // a look showed that readers get it
	Left        DeliveryState = "left"        // it lies there; what becomes of it this target cannot tell
	Down        DeliveryState = "down"        // a look showed that readers get it no more
	Stopped     DeliveryState = "stopped"     // checks or the target refused it: a person decides
	Conflicting DeliveryState = "conflicting" // somebody changed it there: a person decides
	Cancelled   DeliveryState = "cancelled"   // a person called it back before it went
)

// Waiting reports whether a delivery is not over: it goes on by itself, or a
// person has to decide.
func (s DeliveryState) Waiting() bool {
	switch s {
	case Shown, Left, Down, Cancelled:
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
	ID      string               `json:"id,omitempty"` // the target's own; "" = it holds nothing that is known
	URL     string               `json:"url,omitempty"`
	Version string               `json:"version,omitempty"` // as the target counts: a change that was not ours shows in it
	Digest  string               `json:"digest,omitempty"`  // of what it got
	Rev     int64                `json:"rev,omitempty"`     // the revision it got
	State   DeliveryState        `json:"state,omitempty"`   // live, left, scheduled, unseen or down; "" = it never got the story
	Media   map[string]HeldMedia `json:"media,omitempty"`   // pictures that are up, by their SHA-256
	Perhaps bool                 `json:"perhaps,omitempty"` // a sending since was never answered: it may be there
}

// HeldMedia is a picture that lies at a target.
type HeldMedia struct {
	ID  string `json:"id,omitempty"`
	URL string `json:"url"`
}

// Has reports whether the target has the story, for readers or until its time.
func (h *Held) Has() bool {
	switch h.State {
	case Shown, Left, Scheduled, Unseen:
		return true
	}
	return false
}

// MayHave reports whether the target has the story, or got it without an answer.
func (h *Held) MayHave() bool { return h.Has() || h.Perhaps }

// Keeps reports whether a target has the story in any way: what was held back
// lies there as a draft, and somebody there could let it out; what was sent
// without an answer may be there.
func (d *Delivery) Keeps() bool {
	return d.Held.Has() || d.Act != Withdraw && (d.Held.State == Down || d.Held.Perhaps)
}

// BreakOff notes of a delivery that was under way, before it becomes something
// else, that nobody knows how far it came.
func (d *Delivery) BreakOff() {
	d.Held.Perhaps = d.Held.Perhaps || d.State == Going && d.Sends()
}

// Recall notes of a delivery that an earlier Stet kept, which did not note by
// itself what was never answered: one that is tried again, or whose target had
// something of it before it stopped, may be there.
func (d *Delivery) Recall() {
	if !d.Sends() || d.Tries == 0 || d.Held.Has() {
		return
	}
	had := d.Held.State == "" && (d.Held.ID != "" || d.Held.Digest != "" || len(d.Held.Media) > 0)
	d.Held.Perhaps = d.Held.Perhaps || had || d.State == Queued && !d.Unsent
}

// Sends reports whether a delivery brings a story to its target, and takes none
// from there.
func (d *Delivery) Sends() bool { return d.Act == Publish || d.Act == Schedule }

// Difference is a field that a target keeps otherwise than it was sent.
type Difference struct {
	Field  string `json:"field"`
	Sent   string `json:"sent"`
	Stored string `json:"stored"` // "" = it was dropped
}

// CarriedStory is a story in a package, as it is there.
type CarriedStory struct {
	ID  ID    `json:"id"`
	Rev int64 `json:"rev"`
}

// Delivery is one story on its way to one target, and what the target holds of
// it. There is one for each story and target, so that nothing goes twice.
type Delivery struct {
	Story  ID            `json:"story"`
	Target string        `json:"target"` // its id
	Act    DeliveryAct   `json:"act"`
	State  DeliveryState `json:"state"`
	Rev    int64         `json:"rev"`              // the revision that goes, or went
	Bundle string        `json:"bundle,omitempty"` // a package that goes as it is; "" = made when it goes
	Seal   string        `json:"seal,omitempty"`   // the digest of that package
	// Carries are the stories of a package that goes as one piece, to a target
	// that takes files: Story is then a name made of the package's digest.
	Carries []CarriedStory `json:"carries,omitempty"`
	// Lineup is that of a front, which goes as one piece with its stories: Story is
	// then a name made of the lineup's id, Rev the revision of its order.
	Lineup string `json:"lineup,omitempty"`
	Urgent bool   `json:"urgent,omitempty"` // a correction: ahead of what is new

	Update bool `json:"update,omitempty"` // the target had it when it was asked for

	By     string    `json:"by"`
	Why    string    `json:"why,omitempty"` // of what takes a story down
	Asked  time.Time `json:"asked" ts_type:"string"`
	Passed []Passed  `json:"passed,omitempty"` // stops that a named editor let it go past

	Due     time.Time `json:"due,omitzero" ts_type:"string"` // not before
	Tries   int       `json:"tries,omitempty"`               // that failed since it was asked for
	Offline bool      `json:"offline,omitempty"`             // the last one found no way there
	Unsent  bool      `json:"unsent,omitempty"`              // the last one sent nothing: no connection came about
	Reason  string    `json:"reason,omitempty"`              // of the last failure, as internal/deliver sorts them
	Says    string    `json:"says,omitempty"`                // why it waits or what went wrong, in an editor's words
	Hint    string    `json:"hint,omitempty"`                // what to do about it
	There   *Held     `json:"there,omitempty"`               // of a conflict: what stands there
	Over    string    `json:"over,omitempty"`                // the version there that a person chose to write over
	// Apart, of a conflict, is what would go beside what stands there.
	Apart []Difference `json:"apart,omitempty"`

	// Of what lies there as a package: the number of the key that signed it, or
	// why nobody did.
	Key      string `json:"key,omitempty"`
	Unsigned string `json:"unsigned,omitempty"`

	Held        Held         `json:"held,omitzero"`
	Differences []Difference `json:"differences,omitempty"`
	// Known are differences that were told at an earlier sending and are the same:
	// a byline that is no user's name there.
	Known   []Difference `json:"known,omitempty"`
	Changed time.Time    `json:"changed" ts_type:"string"` // when its state did last
}

// Stories are those that a delivery takes along.
func (d *Delivery) Stories() []CarriedStory {
	if len(d.Carries) > 0 {
		return d.Carries
	}
	return []CarriedStory{{d.Story, d.Rev}}
}

// Rank says what goes first: 0 for a kill, then what takes a story down, then
// corrections, then what is new.
func (d *Delivery) Rank() int {
	switch {
	case d.Act == Withdraw:
		return 0
	case d.Act == HoldBack:
		return 1
	case d.Urgent:
		return 2
	}
	return 3
}
