package newsroom

import (
	"errors"
	"fmt"

	"stet/internal/bundle"
	"stet/internal/secret"
)

// Errors of a private key that goes from one machine to another.
var (
	ErrNoOwnKey = errors.New("no key signs here yet")
	ErrOwnKey   = errors.New("another key signs here")
)

// OwnSigner is the key that signs on this machine, and none that is made for it:
// it wraps ErrNoOwnKey where there is none.
func OwnSigner(secrets secret.Keeper) (*bundle.Signer, error) {
	kept, err := secrets.Get(signingKey)
	if errors.Is(err, secret.ErrNone) || errors.Is(err, secret.ErrNowhere) && secrets.State() == secret.Nowhere {
		return nil, ErrNoOwnKey
	}
	if err != nil {
		return nil, err
	}
	s, err := bundle.SignerOf(kept)
	if err != nil {
		return nil, fmt.Errorf("read the key that signs: %w", err)
	}
	return s, nil
}

// TakeKey makes a key the one that signs here. Another one that is kept here goes
// for good, so it wraps ErrOwnKey unless somebody said that it may; the public
// half of that one stays known.
func TakeKey(secrets secret.Keeper, book KeyBook, s *bundle.Signer, replace bool) error {
	was, err := OwnSigner(secrets)
	switch {
	case errors.Is(err, ErrNoOwnKey):
	case err != nil && !(replace && errors.Is(err, bundle.ErrKey)): // what is no key is no loss
		return err
	case was != nil && was.Key().String() == s.Key().String():
		return noteOwn(book, s)
	case was != nil && !replace:
		return fmt.Errorf("%w: %s", ErrOwnKey, was.Key().ID())
	}
	if err := secrets.Set(signingKey, s.Secret()); err != nil {
		return err
	}
	return noteOwn(book, s)
}
