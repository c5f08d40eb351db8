package article

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// LastSent is the state of a story that left last, and what readers would get
// otherwise by now.
type LastSent struct {
	Rev     int64     `json:"rev"`
	At      time.Time `json:"at" ts_type:"string"`
	Changed []string  `json:"changed"` // field paths in table order, "section" last; never nil
}

// inward are the fields in which a change is none for readers: they are told by
// the list itself, say when a story went out, or never leave.
var inward = []string{
	"status", "flag", "assignee", "deadline", "commissionedLength", "noLength", "budgetLine", "embargo.reason",
	"legal.state", "internalNote", "queries", "options", "firstPublished", "lastPublished",
}

// Behind reports whether readers have a story otherwise than it stands, and are to
// have it: nobody sends again what is spiked, killed or withdrawn.
func (h *Head) Behind() bool {
	free := h.Flag == NoFlag || h.Flag == Hold
	return h.Sent != nil && len(h.Sent.Changed) > 0 && free && h.Status != Withdrawn
}

// ChangedSince names the fields in which a story differs, for readers, from
// what a receipt says of it. Of the body it knows the source: marks and notes
// in it count too.
func (r *ExportReceipt) ChangedSince(a *Article) []string {
	changed := []string{}
	if a.Rev == r.Rev {
		if r.Rehoused(a.Section) {
			changed = append(changed, "section")
		}
		return changed
	}
	differs := func(path, text string) {
		if !slices.Contains(inward, path) && Digest(text) != r.Fields[path] {
			changed = append(changed, path)
		}
	}
	for _, f := range Fields {
		differs(f.Path, f.Get(a))
	}
	differs("section", a.Section)
	return changed
}

// Rehoused reports whether a story left under another section's name than that
// of its section now. That changes without a revision of the story, and its
// address at readers with it.
func (r *ExportReceipt) Rehoused(section string) bool {
	return len(r.Fields) > 0 && Digest(section) != r.Fields["section"]
}

// Digest is how a receipt keeps a field's text; "" = it held nothing.
func Digest(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
