package article

import "time"

// Receipt says what an import did with the words it got.
type Receipt struct {
	Kept    int    `json:"kept"` // words that are now in the article
	Changed []Note `json:"changed"`
	Dropped []Note `json:"dropped"` // in no field; can be put back
	Moved   []Note `json:"moved"`   // in a field, but not where they stood
	// Changes are what others proposed in the document: for a person to decide.
	Changes []Change `json:"changes,omitempty"`
}

// ChangeKind says what somebody did to a document while its changes were
// tracked.
type ChangeKind string

// The kinds of a change.
const (
	Inserted  ChangeKind = "inserted"
	Deleted   ChangeKind = "deleted"
	MovedText ChangeKind = "moved"
	Comment   ChangeKind = "comment" // nothing was changed: a remark on a passage
)

// Verdict is what a person decided of a change.
type Verdict string

// The verdicts; "" = nobody has decided yet.
const (
	Undecided Verdict = ""
	Accepted  Verdict = "accepted"
	Rejected  Verdict = "rejected"
)

// Verdicts that can be given.
var Verdicts = []Verdict{Undecided, Accepted, Rejected}

// Change is one tracked change or comment of a document that was taken in. The
// body holds the words as the document's last author left them: inserted ones
// in, deleted ones out.
type Change struct {
	ID   int        `json:"id"` // from 1, in the order of the document
	Kind ChangeKind `json:"kind"`
	By   string     `json:"by"`
	At   string     `json:"at,omitempty"` // as the document says it, RFC 3339
	Text string     `json:"text"`         // the words that were inserted, deleted or moved; the comment
	// Passage is what a comment speaks of.
	Passage string `json:"passage,omitempty"`
	// Here is where inserted words stand and deleted ones stood; From is where
	// moved words stood. nil = not in the body.
	Here    *Place  `json:"here,omitempty"`
	From    *Place  `json:"from,omitempty"`
	Source  string  `json:"source,omitempty"` // the words as Markdown
	Verdict Verdict `json:"verdict,omitempty"`
}

// Place is a place in a body that goes on being edited: by what stands around
// it.
type Place struct {
	At     int    `json:"at"`     // bytes, when the body came in
	Before string `json:"before"` // up to 48 bytes of the body's source before it
	After  string `json:"after"`  // and behind it
}

// Note is one line of a receipt: the words and what was done with them.
type Note struct {
	Text  string `json:"text"`
	Why   string `json:"why"`
	Field string `json:"field,omitempty"` // where moved words went
	// Before is the count of body blocks that stood ahead of a dropped text:
	// putting it back inserts it after that many.
	Before int `json:"before,omitempty"`
}

// ExportReceipt records what left the building for one story: a digest per
// field, so that a later edit can be told apart from what was exported.
type ExportReceipt struct {
	ID      ID                `json:"id"`
	Rev     int64             `json:"rev"`
	At      time.Time         `json:"at" ts_type:"string"`
	By      string            `json:"by"`
	Profile string            `json:"profile"`
	Bundle  string            `json:"bundle"` // the bundle's digest
	Path    string            `json:"path"`   // where it was written
	Fields  map[string]string `json:"fields"` // field path -> lower-case hex SHA-256 of its text form
	Passed  []Passed          `json:"passed,omitempty"`
	// Key is the number of the key that signed the bundle; where nobody did,
	// Unsigned says why. Both "" = it left as no bundle, or before this was noted.
	Key      string `json:"key,omitempty"`
	Unsigned string `json:"unsigned,omitempty"`

	// Of a delivery: where it went, what was done there and what a look showed.
	Target string        `json:"target,omitempty"` // the target's name then
	Act    DeliveryAct   `json:"act,omitempty"`
	State  DeliveryState `json:"state,omitempty"`
	URL    string        `json:"url,omitempty"`
	Digest string        `json:"digest,omitempty"` // of what the target got of the story
	// Differences are what the target keeps otherwise than it was sent.
	Differences []Difference `json:"differences,omitempty"`
}
