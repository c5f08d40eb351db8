package secret

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"
)

// ring is the system's keyring. nil = there is none.
type ring struct {
	service  string
	patience time.Duration
	system   system
}

// system is what is asked of it.
type system interface {
	Get(service, name string) (string, error)
	Set(service, name, value string) error
	Delete(service, name string) error
}

// desktop is the keyring of whoever sits here.
type desktop struct{}

func (desktop) Get(service, name string) (string, error) { return keyring.Get(service, name) }
func (desktop) Set(service, name, value string) error    { return keyring.Set(service, name, value) }
func (desktop) Delete(service, name string) error        { return keyring.Delete(service, name) }

func newRing(service string, wait time.Duration) *ring {
	if wait == 0 {
		wait = patience
	}
	if !hasBus() {
		return nil
	}
	return &ring{service: service, patience: wait, system: desktop{}}
}

// hasBus reports whether a keyring could be reached at all: where the session
// has no bus, the library for it would start one.
func hasBus() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join("/run/user", strconv.Itoa(os.Getuid()), "bus"))
	return err == nil
}

func (r *ring) get(name string) (string, error) {
	if r == nil {
		return "", ErrNowhere
	}
	return within(r.patience, func() (string, error) { return r.system.Get(r.service, name) })
}

func (r *ring) set(name, value string) error {
	if r == nil {
		return ErrNowhere
	}
	_, err := within(r.patience, func() (string, error) { return "", r.system.Set(r.service, name, value) })
	return err
}

func (r *ring) delete(name string) error {
	if r == nil {
		return ErrNowhere
	}
	_, err := within(r.patience, func() (string, error) { return "", r.system.Delete(r.service, name) })
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

// within waits for a keyring that may wait itself, for a person or for ever.
func within(patience time.Duration, ask func() (string, error)) (string, error) {
	type answer struct {
		value string
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := ask()
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		return a.value, understood(a.err)
	case <-time.After(patience):
		return "", fmt.Errorf("%w within %s", ErrSilent, patience)
	}
}

// understood tells what a keyring has not got from a keyring that is not there.
func understood(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNone
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return errors.New("it is too long for the keyring")
	}
	return fmt.Errorf("%w: %v", ErrNowhere, err)
}
