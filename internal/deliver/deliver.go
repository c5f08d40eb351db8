package deliver

import (
	"context"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
)

// Target is one place that stories go to. Its methods may be called from
// several goroutines; two sendings of one story must not overlap.
//
// Errors are [*Failure]s, or that of the context.
type Target interface {
	// Test proves that the target can be reached, that it is the one it was,
	// and that it lets Stet do what it will have to do there. It changes nothing.
	Test(ctx context.Context) (Tested, error)
	// Send brings the target to the state that the parcel asks for. It may be
	// called again with the same parcel after any failure and any crash: what is
	// there already is found and not made twice. note is told whatever a later
	// call should know, as soon as it is known: pictures that are up, the post
	// that was made. What it is given replaces what it was given before.
	Send(ctx context.Context, p Parcel, note func(Remote)) (Outcome, error)
	// Read looks what the target holds of the story, and compares.
	Read(ctx context.Context, p Parcel) (Outcome, error)
}

// Act is what is to be done at the target.
type Act string

// Acts.
const (
	Publish  Act = "publish"  // readers get it now, or get this state of it
	Schedule Act = "schedule" // the target keeps it until Parcel.At
	HoldBack Act = "hold"     // readers get it no more; it stays there as a draft
	Withdraw Act = "withdraw" // it is taken away: a kill
)

// Parcel is one story on its way to a target, or a whole bundle where Story is
// empty. To hold back and to withdraw needs no bundle: nil where there is none.
type Parcel struct {
	Bundle *bundle.Opened
	Story  article.ID
	Act    Act
	At     time.Time // when the target is to publish it
	Known  Remote    // what note and Send gave for this story and this target before
	// Front, of a front that goes with its stories, stands for a story's id, and
	// Name is what its place is called where it has none yet.
	Front article.ID
	Name  string
	// Over is the Version that somebody looked at and chose to write over. If
	// the target has yet another by now, it is a conflict again.
	Over string
}

// Remote is what a target holds of a story. It is kept between sendings.
type Remote struct {
	ID      string           `json:"id,omitempty"`      // the target's own
	URL     string           `json:"url,omitempty"`     // where readers, or editors, find it
	Version string           `json:"version,omitempty"` // the state of it there; another one = somebody changed it
	Digest  string           `json:"digest,omitempty"`  // of what Stet sent
	Media   map[string]Media `json:"media,omitempty"`   // by SHA-256 of the file: pictures that are up
}

// Media is a picture that lies at a target.
type Media struct {
	ID  string `json:"id,omitempty"`
	URL string `json:"url"`
}

// State is what became of a story at the target.
type State string

// States.
const (
	Live      State = "live"      // readers get it
	Scheduled State = "scheduled" // the target holds it until its time
	Draft     State = "draft"     // it is there and readers do not get it
	Gone      State = "gone"      // it was taken away
	Absent    State = "absent"    // the target has nothing of it
	Left      State = "left"      // it lies there; what becomes of it this target cannot tell
)

// Outcome is what a target was seen to hold after a sending.
type Outcome struct {
	Remote
	State       State        `json:"state"`
	At          time.Time    `json:"at,omitzero"` // since when readers get it, or will
	Differences []Difference `json:"differences"`
	// Changed: somebody changed it there after Stet's last sending. Version is
	// that of the sending then, so that the next one finds it out too.
	Changed bool `json:"changed,omitempty"`
}

// since notes a change since a sending left the version behind.
func (o *Outcome) since(version string) {
	if version != "" && version != o.Version {
		o.Changed, o.Version = true, version
	}
}

// Difference is what the target stored otherwise than it was sent. Stored is
// empty where it dropped it.
type Difference struct {
	Field  string `json:"field"` // as the target calls it
	Sent   string `json:"sent"`  // of an Outcome cut to what a person can take in
	Stored string `json:"stored"`
}

// Tested is what a test of a target found.
type Tested struct {
	Says     string   `json:"says"`              // what it is, and as whom it knows Stet
	HostKey  string   `json:"hostKey,omitempty"` // to be pinned: a new target's, or the one that was
	Warnings []string `json:"warnings"`          // what will not work there, in an editor's words
}
