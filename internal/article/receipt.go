package article

import "time"

// Receipt says what an import did with the words it got.
type Receipt struct {
	Kept    int    `json:"kept"` // words that are now in the article
	Changed []Note `json:"changed"`
	Dropped []Note `json:"dropped"` // in no field; can be put back
	Moved   []Note `json:"moved"`   // in a field, but not where they stood
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
}

// Delivery is what one target knows of a story.
type Delivery struct {
	Target   string    `json:"target"`
	Rev      int64     `json:"rev"`
	RemoteID string    `json:"remoteId,omitempty"`
	State    string    `json:"state"`
	At       time.Time `json:"at" ts_type:"string"`
}
