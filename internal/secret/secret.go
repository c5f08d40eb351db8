// Package secret keeps what may stand in no newsroom, no log and no list of
// processes: the passwords of targets, the key that signs packages. They lie in
// the system's keyring where there is one, else in a file that a passphrase
// locks and that is unlocked once in a run.
package secret

import (
	"errors"
	"fmt"
	"time"
)

// Keeper keeps secrets under names. [Safe] is the one that lasts, [Memory] one
// for tests.
type Keeper interface {
	Get(name string) (string, error) // wraps ErrNone where nothing is kept under the name
	Set(name, value string) error
	Delete(name string) error // what is not there is deleted already
	State() State
	Unlock(passphrase string) error
}

// Errors of keeping. None holds a secret.
var (
	ErrNone       = errors.New("no secret is kept under this name")
	ErrNowhere    = errors.New("there is no keyring, and no passphrase for a file of secrets")
	ErrSilent     = errors.New("the keyring does not answer")
	ErrPassphrase = errors.New("this passphrase does not open the file of secrets")
	ErrFile       = errors.New("the file of secrets cannot be read")

	// ErrPassphraseFile is of a file that somebody named for the passphrase: it is
	// mended, and nothing goes on without it.
	ErrPassphraseFile = errors.New("the passphrase file cannot be used")
)

// Options say where secrets lie.
type Options struct {
	Service  string                         // what the system's keyring calls Stet; "" = it is not asked
	File     string                         // where a passphrase locks them; "" = there is no such file
	Ask      func(new bool) (string, error) // for the passphrase, or for one to lock a new file with; nil = nobody can be asked
	From     string                         // the file that has the passphrase, where Ask reads one
	Patience time.Duration                  // with the keyring; 0 = three seconds
	Work     int                            // log2 of what each try of a passphrase costs; 0 = what a file that lasts should cost
}

const patience = 3 * time.Second

// Safe is where a run of Stet keeps secrets; safe for concurrent use.
type Safe struct {
	ring *ring
	file *file
}

// Open makes a safe; nothing is looked at before the first call.
func Open(o Options) *Safe {
	s := &Safe{file: newFile(o.File, o.Ask)}
	s.file.from, s.file.work = o.From, o.Work
	if o.Service != "" {
		s.ring = newRing(o.Service, o.Patience)
	}
	return s
}

// Get asks the keyring, then the file where there is one.
func (s *Safe) Get(name string) (string, error) {
	value, why := s.ring.get(name)
	if why == nil {
		return value, nil
	}
	if !s.file.exists() {
		return "", named("read", name, why)
	}
	value, err := s.file.get(name)
	return value, named("read", name, err)
}

// Set puts a secret into the keyring, or into the file where there is no
// keyring. A keyring that is there and does not answer is no reason for a
// second place: that is ErrSilent.
func (s *Safe) Set(name, value string) error {
	err := s.ring.set(name, value)
	if errors.Is(err, ErrNowhere) {
		err = s.file.set(name, value)
	}
	return named("keep", name, err)
}

// Delete takes a secret out of both.
func (s *Safe) Delete(name string) error {
	err := s.ring.delete(name)
	if errors.Is(err, ErrNowhere) {
		err = nil
	}
	if s.file.exists() {
		err = errors.Join(err, s.file.delete(name))
	}
	return named("delete", name, err)
}

func named(what, name string, err error) error {
	if err == nil || errors.Is(err, ErrPassphraseFile) { // which is about no secret of its own
		return err
	}
	return fmt.Errorf("%s secret %q: %w", what, name, err)
}

// State says where a secret would go.
type State string

// The states.
const (
	InKeyring State = "keyring"
	InFile    State = "file"   // and it is open
	Locked    State = "locked" // the file: its passphrase is wanted
	Nowhere   State = "none"   // no keyring, no file: a passphrase makes one
)

// State asks the keyring whether it is there.
func (s *Safe) State() State {
	if _, err := s.ring.get("stet"); err == nil || errors.Is(err, ErrNone) {
		return InKeyring
	}
	return s.file.state()
}

// Unlock opens the file with a passphrase, or makes that the passphrase of a
// file that is not there yet.
func (s *Safe) Unlock(passphrase string) error { return s.file.unlock(passphrase) }
