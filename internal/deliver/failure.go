package deliver

import (
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// Reason sorts failures by what may be done next.
type Reason string

// Reasons.
const (
	Offline  Reason = "offline"  // there is no way to it from here: wait for the network
	Later    Reason = "later"    // it is ill or busy: try again
	Refused  Reason = "refused"  // it will not take this story as it is: a person must change something
	NoAccess Reason = "access"   // it does not let Stet in, or not do this: the name or the secret is wrong
	Conflict Reason = "conflict" // somebody changed the story there: a person must choose
	NotOurs  Reason = "notOurs"  // something else stands in its place: a person must choose
	Stranger Reason = "stranger" // it does not prove to be who it was: a certificate or host key is wrong
	Moved    Reason = "moved"    // it sends Stet to another place: the address must be set anew
	Unfit    Reason = "unfit"    // the bundle lacks what this target needs: another profile
	Setup    Reason = "setup"    // the target's own settings cannot work: a person must set it up
)

// Failure is why a parcel did not go, or may not have gone.
type Failure struct {
	Reason Reason
	Doing  string        // what was tried: "upload a picture"
	Says   string        // the target's own words, as text; "" = it said nothing
	After  time.Duration // Later: how long it asked to be left alone; 0 = it did not say
	There  Remote        // Conflict, NotOurs: what stands there
	Shows  State         // Conflict: how it stands there; "" = not told
	// Differs, of Conflict and NotOurs, is what would go beside what stands there,
	// texts whole and bodies as they are read; none where it cannot be told.
	Differs []Difference
	theirs  members // the post that stands there
	// HostKey is the key that a stranger showed, for a person to compare.
	HostKey string
	Err     error // what is beneath it, nil = nothing
}

func (f *Failure) Error() string {
	text := f.Doing + ": " + string(f.Reason)
	if f.Says != "" {
		text += fmt.Sprintf(": it says %q", f.Says)
	}
	if f.Err != nil {
		text += ": " + f.Err.Error()
	}
	return text
}

func (f *Failure) Unwrap() error { return f.Err }

// Unanswered is why a machine that was called did not answer, without what was
// being done there: that is not what is wrong. "" = it did answer.
func (f *Failure) Unanswered() string {
	var call *net.OpError
	if f.Says != "" || !errors.As(f.Err, &call) || call.Op != "dial" {
		return ""
	}
	var system *os.SyscallError
	if errors.As(call, &system) {
		return system.Err.Error()
	}
	return call.Err.Error()
}

// failed makes a failure of an error that is not one yet.
func failed(reason Reason, doing string, err error) *Failure {
	return &Failure{Reason: reason, Doing: doing, Err: err}
}
