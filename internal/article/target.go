package article

import (
	"fmt"
	"slices"
)

// TargetKind says how stories get to a target.
type TargetKind string

// The kinds.
const (
	TargetFolder    TargetKind = "folder"
	TargetSFTP      TargetKind = "sftp"
	TargetWordPress TargetKind = "wordpress"
	TargetGhost     TargetKind = "ghost"
	TargetWebhook   TargetKind = "webhook"
)

// TargetKinds in the order the desk shows them.
var TargetKinds = []TargetKind{TargetWordPress, TargetGhost, TargetSFTP, TargetFolder, TargetWebhook}

// Target is a place that stories are delivered to. What opens it, a password
// or a key, is never in it.
type Target struct {
	ID             string     `json:"id"`
	Name           string     `json:"name"` // unique, whatever its capitals
	Kind           TargetKind `json:"kind"`
	Address        string     `json:"address"` // a folder, or where the server is
	User           string     `json:"user,omitempty"`
	Profile        string     `json:"profile,omitempty"`        // what it gets; "" = what its kind takes
	KeepsEmbargoes bool       `json:"keepsEmbargoes,omitempty"` // it may have a story early, and lets it out by itself
	Unpacked       bool       `json:"unpacked,omitempty"`       // a folder or an SFTP server gets folders, not zips
	KeyFile        string     `json:"keyFile,omitempty"`        // SFTP: a private key
	HostKey        string     `json:"hostKey,omitempty"`        // of an SFTP server, as it was when somebody looked
}

// The longest texts of a target, in characters.
const (
	longestTargetName = 60
	longestAddress    = 1000
)

// Tidy makes the target's texts what can be kept, or says what is wrong with
// one; it wraps ErrValue.
func (t *Target) Tidy() error {
	t.Name, t.Address, t.User = OneLine(t.Name), OneLine(t.Address), OneLine(t.User)
	switch {
	case t.Name == "":
		return fmt.Errorf("%w: a target needs a name", ErrValue)
	case Characters(t.Name) > longestTargetName:
		return fmt.Errorf("%w: the name of a target has at most %d characters", ErrValue, longestTargetName)
	case !slices.Contains(TargetKinds, t.Kind):
		return fmt.Errorf("%w: %q is no kind of target; there are %s", ErrValue, t.Kind, OneOf(TargetKinds))
	case t.Address == "":
		return fmt.Errorf("%w: nothing says where %s is", ErrValue, t.Name)
	case Characters(t.Address) > longestAddress:
		return fmt.Errorf("%w: an address has at most %d characters", ErrValue, longestAddress)
	}
	return nil
}
