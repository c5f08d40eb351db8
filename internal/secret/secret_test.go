package secret

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// aKeyring is a keyring in memory that may be away, or asleep.
type aKeyring struct {
	secrets map[string]string
	fails   error
	asleep  bool
}

func (k *aKeyring) Get(_, name string) (string, error) {
	if err := k.wake(); err != nil {
		return "", err
	}
	if value, ok := k.secrets[name]; ok {
		return value, nil
	}
	return "", keyring.ErrNotFound
}

func (k *aKeyring) Set(_, name, value string) error {
	if err := k.wake(); err != nil {
		return err
	}
	k.secrets[name] = value
	return nil
}

func (k *aKeyring) Delete(_, name string) error {
	if _, err := k.Get("", name); err != nil {
		return err
	}
	delete(k.secrets, name)
	return nil
}

func (k *aKeyring) wake() error {
	if k.asleep {
		time.Sleep(time.Minute)
	}
	return k.fails
}

func aSafe(path string, k *aKeyring, passphrase string) *Safe {
	s := &Safe{file: newFile(path, func(bool) (string, error) { return passphrase, nil })}
	s.file.work = 4
	if k != nil {
		s.ring = &ring{service: "Stet", patience: 20 * time.Millisecond, system: k}
	}
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, k Keeper, name, value string) {
	t.Helper()
	if got, err := k.Get(name); err != nil || got != value {
		t.Errorf("%s is %q, %v; want %q", name, got, err, value)
	}
}

func TestTheKeyringComesFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets")
	k := &aKeyring{secrets: map[string]string{}}
	s := aSafe(path, k, "open sesame")
	must(t, s.Set("target desk", "pa55"))
	want(t, s, "target desk", "pa55")
	if _, err := os.Stat(path); err == nil || k.secrets["target desk"] != "pa55" {
		t.Error("it is not in the keyring alone")
	}
	if s.State() != InKeyring {
		t.Error("the state is", s.State())
	}
	must(t, s.Delete("target desk"))
	must(t, s.Delete("target desk"))
	if _, err := s.Get("target desk"); !errors.Is(err, ErrNone) {
		t.Error("after its end it is", err)
	}
}

func TestAFileServesWhereThereIsNoKeyring(t *testing.T) {
	path := filepath.Join(t.TempDir(), "below", "secrets")
	away := &aKeyring{fails: errors.New("not provided by any .service files")}
	s := aSafe(path, away, "open sesame")
	if s.State() != Nowhere {
		t.Error("before, the state is", s.State())
	}
	must(t, s.Set("one", "first"))
	must(t, s.Set("two", "second"))
	want(t, s, "one", "first")
	if data, _ := os.ReadFile(path); bytes.Contains(data, []byte("first")) {
		t.Error("the file says the secret")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}

	next := aSafe(path, nil, "open sesame")
	if next.State() != Locked {
		t.Error("at the next run the state is", next.State())
	}
	want(t, next, "two", "second")
	must(t, next.Set("two", "third"))
	want(t, s, "two", "third") // written by another meanwhile
	must(t, s.Delete("one"))
	if _, err := s.Get("one"); !errors.Is(err, ErrNone) {
		t.Error("after its end it is", err)
	}
	want(t, aSafe(path, &aKeyring{secrets: map[string]string{}}, "open sesame"), "two", "third") // a keyring that came later
}

func TestAFileIsUnlockedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets")
	must(t, aSafe(path, nil, "open sesame").Set("one", "first"))
	asked := 0
	s := aSafe(path, nil, "")
	s.file.ask = func(new bool) (string, error) { asked++; return "open sesame", nil }
	want(t, s, "one", "first")
	must(t, s.Set("two", "second"))
	want(t, s, "two", "second")
	if asked != 1 {
		t.Error("it was asked for", asked, "times")
	}

	wrong := aSafe(path, nil, "sesame")
	if _, err := wrong.Get("one"); !errors.Is(err, ErrPassphrase) {
		t.Error("a wrong passphrase gives", err)
	}
	if err := wrong.Unlock("still wrong"); !errors.Is(err, ErrPassphrase) || wrong.State() != Locked {
		t.Error("unlocked with a wrong one:", err, wrong.State())
	}
	must(t, wrong.Unlock("open sesame"))
	want(t, wrong, "one", "first")
}

func TestNobodyToAskIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets")
	s := Open(Options{File: path})
	if err := s.Set("one", "first"); !errors.Is(err, ErrNowhere) {
		t.Error("set:", err)
	}
	if _, err := s.Get("one"); !errors.Is(err, ErrNowhere) {
		t.Error("get:", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was made")
	}
	must(t, s.Delete("one"))
}

// A keyring may wait for a person who never comes.
func TestAKeyringThatSleepsIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets")
	s := aSafe(path, &aKeyring{asleep: true}, "open sesame")
	if _, err := s.Get("one"); !errors.Is(err, ErrSilent) {
		t.Error("get:", err)
	}
	if err := s.Set("one", "first"); !errors.Is(err, ErrSilent) || s.file.exists() {
		t.Error("set:", err, "and a second place was made:", s.file.exists())
	}
}

func TestADamagedFileIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets")
	must(t, os.WriteFile(path, []byte("age-encryption.org/v1\nnothing"), 0o600))
	if _, err := aSafe(path, nil, "open sesame").Get("one"); !errors.Is(err, ErrFile) {
		t.Error(err)
	}
}

func TestAPassphraseThatOthersMayReadIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passphrase")
	must(t, os.WriteFile(path, []byte("open sesame\n"), 0o600))
	if got, err := PassphraseIn(path); got != "open sesame" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	must(t, os.Chmod(path, 0o644))
	if _, err := PassphraseIn(path); !errors.Is(err, ErrPassphraseFile) {
		t.Error(err)
	}
}

func TestMemoryKeeps(t *testing.T) {
	var m Memory
	if _, err := m.Get("one"); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	must(t, m.Set("one", "first"))
	want(t, &m, "one", "first")
	must(t, m.Delete("one"))
	if _, err := m.Get("one"); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}
