package newsroom

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/secret"
)

// signingKey is the name of the private key among the secrets, ownKey that of
// the public one among the known keys.
const (
	signingKey = "signing key"
	ownKey     = "this desk"
)

// Signer is whoever signs packages on this machine; the key is made when it is
// first asked for.
func Signer(secrets secret.Keeper, book KeyBook) (*bundle.Signer, error) {
	kept, err := secrets.Get(signingKey)
	if errors.Is(err, secret.ErrNone) || errors.Is(err, secret.ErrNowhere) && secrets.State() != secret.Locked {
		return newSigner(secrets, book)
	}
	if err != nil {
		return nil, err
	}
	s, err := bundle.SignerOf(kept)
	if err != nil {
		return nil, fmt.Errorf("read the key that signs: %w", err)
	}
	return s, noteOwn(book, s)
}

func newSigner(secrets secret.Keeper, book KeyBook) (*bundle.Signer, error) {
	s, err := bundle.NewSigner()
	if err != nil {
		return nil, err
	}
	if err := secrets.Set(signingKey, s.Secret()); err != nil {
		return nil, err
	}
	return s, noteOwn(book, s)
}

// noteOwn has the public half known here, as this desk's. A key that was this
// desk's before stays known, by its number: it signed what went out then.
func noteOwn(book KeyBook, s *bundle.Signer) error {
	if book.Path == "" {
		return nil
	}
	keys, err := book.Keys()
	if err != nil {
		return err
	}
	key := s.Key()
	mine := func(k KnownKey) bool { return k.Key == key.String() }
	if slices.ContainsFunc(keys, func(k KnownKey) bool { return mine(k) && k.Own }) && !slices.ContainsFunc(keys, func(k KnownKey) bool { return k.Own && !mine(k) }) {
		return nil
	}
	for i, k := range keys {
		if mine(k) {
			continue
		}
		keys[i].Own = false
		if k.Name == ownKey {
			keys[i].Name = ownKey + " before, " + k.ID
		}
	}
	if err := book.write(keys); err != nil {
		return err
	}
	_, err = book.add(KnownKey{Name: ownKey, ID: key.ID(), Key: key.String(), Own: true})
	return err
}

// signer is whoever signs an export, or why nobody does. A wrong passphrase is
// an error: somebody is there to type it again, or to mend the file that was named.
func (r *Room) signer() (_ *bundle.Signer, why string, _ error) {
	s, err := r.Settings()
	if err != nil {
		return nil, "", err
	}
	if s["export.sign"] != "true" {
		return nil, "the settings say so", nil
	}
	r.signing.Lock() // two exports at once would make two keys
	defer r.signing.Unlock()
	signer, err := Signer(r.opts.Secrets, r.opts.Keys)
	switch {
	case err == nil:
		return signer, "", nil
	case errors.Is(err, secret.ErrPassphrase), errors.Is(err, secret.ErrPassphraseFile):
		return nil, "", err
	case errors.Is(err, secret.ErrNowhere) && r.opts.Secrets.State() == secret.Locked:
		return nil, "the key is locked with a passphrase", nil
	case errors.Is(err, secret.ErrNowhere):
		return nil, "this machine has no keyring, and there is no passphrase for a key", nil
	}
	if errors.Is(err, secret.ErrSilent) {
		return nil, "the keyring does not answer", nil
	}
	return nil, err.Error(), nil
}

// patienceToSign is how long the answer of a keyring counts for what goes out.
const patienceToSign = time.Minute

// signed is who signs what the outbox sends, as it was looked up last.
type signed struct {
	mu       sync.Mutex
	at       time.Time
	by       *bundle.Signer
	unsigned string
}

// ReadyToSign looks for the key now where one of the targets takes files, and
// says what went wrong: who is asked for a passphrase is asked before anything
// goes, and not by each story.
func (r *Room) ReadyToSign(targets []article.Target) error {
	if !slices.ContainsFunc(targets, func(t article.Target) bool { return takesFiles(&t) }) {
		return nil
	}
	r.signed.mu.Lock()
	defer r.signed.mu.Unlock()
	return r.lookForSigner()
}

// goingSigner is whoever signs what goes out, or why nobody does. Unlike an
// export's it holds nothing up: nobody sits there to type a passphrase again, and
// a keyring that does not answer is waited for once a minute, not by each story.
func (r *Room) goingSigner() (*bundle.Signer, string) {
	s := &r.signed
	s.mu.Lock()
	defer s.mu.Unlock()
	if age := r.now().Sub(s.at); !s.at.IsZero() && age >= 0 && age < patienceToSign {
		return s.by, s.unsigned
	}
	_ = r.lookForSigner() // it is said where the package goes
	return s.by, s.unsigned
}

// lookForSigner notes who signs what goes out; the caller has the lock.
func (r *Room) lookForSigner() error {
	by, unsigned, err := r.signer()
	if err != nil {
		by, unsigned = nil, Explain(err).Message
	}
	r.signed.at, r.signed.by, r.signed.unsigned = r.now(), by, strings.TrimSuffix(unsigned, ".")
	return err
}

// forget has the next package that goes out signed by whoever is found then.
func (s *signed) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = time.Time{}
}

// SecretState says where the key that signs, and passwords, lie.
func (r *Room) SecretState() secret.State { return r.opts.Secrets.State() }

// SignExported signs a bundle that the window wrote, and proves it again. The
// passphrase opens the file of secrets, or makes one; "" = none is needed.
func (r *Room) SignExported(path, passphrase string) (bundle.Report, error) {
	if err := r.hasExported(path); err != nil {
		return bundle.Report{}, err
	}
	if passphrase != "" {
		if err := r.opts.Secrets.Unlock(passphrase); err != nil {
			return bundle.Report{}, err
		}
	}
	r.signed.forget()
	r.signing.Lock()
	defer r.signing.Unlock()
	signer, err := Signer(r.opts.Secrets, r.opts.Keys)
	if err != nil {
		return bundle.Report{}, err
	}
	if err := bundle.Sign(path, signer); err != nil {
		return bundle.Report{}, err
	}
	return r.VerifyExported(path)
}
