package newsroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/bundle"
)

// KeyBook is the file in which this machine keeps the public keys that it
// knows. It lies beside the newsrooms, which share it: to prove a package needs
// none of them.
type KeyBook struct{ Path string }

// KnownKey is a public key that somebody trusts, or that is this machine's own.
type KnownKey struct {
	Name string `json:"name"`
	ID   string `json:"id"` // as minisign shows it
	Key  string `json:"key"`
	Own  bool   `json:"own,omitempty"` // its private half is kept here: it signs
}

// Errors of the key book.
var (
	ErrNoKey    = errors.New("no such key")
	ErrKeyTaken = errors.New("there is a key of that name")
	ErrSigns    = errors.New("this key signs here")
	ErrKeyBook  = errors.New("the list of known keys cannot be read")
)

// Keys are all that are known, in the order in which they came.
func (b KeyBook) Keys() ([]KnownKey, error) {
	keys := []KnownKey{}
	if b.Path == "" {
		return keys, nil
	}
	data, err := os.ReadFile(b.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return keys, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &keys)
	}
	if err != nil {
		return keys, fmt.Errorf("%w: %s: %v", ErrKeyBook, b.Path, err)
	}
	return keys, nil
}

// Known is the keys as [bundle.Verify] takes them.
func (b KeyBook) Known() ([]bundle.Known, error) {
	keys, err := b.Keys()
	known := make([]bundle.Known, 0, len(keys))
	for _, k := range keys {
		key, err := bundle.ParseKey(k.Key)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: the key %q", ErrKeyBook, b.Path, k.Name)
		}
		known = append(known, bundle.Known{Name: k.Name, Key: key})
	}
	return known, err
}

// Find looks a key up by its name or its number.
func (b KeyBook) Find(name string) (KnownKey, error) {
	keys, err := b.Keys()
	if err != nil {
		return KnownKey{}, err
	}
	i := slices.IndexFunc(keys, func(k KnownKey) bool { return strings.EqualFold(k.Name, name) || strings.EqualFold(k.ID, name) })
	if i < 0 {
		return KnownKey{}, fmt.Errorf("%w: %q", ErrNoKey, name)
	}
	return keys[i], nil
}

// Trust keeps a key under a name. A key that is there gets the new name.
func (b KeyBook) Trust(name string, key bundle.PublicKey) (KnownKey, error) {
	return b.add(KnownKey{Name: article.OneLine(name), ID: key.ID(), Key: key.String()})
}

func (b KeyBook) add(k KnownKey) (KnownKey, error) {
	if n := len([]rune(k.Name)); n == 0 || n > 60 {
		return k, fmt.Errorf("%w: a key's name has 1 to 60 characters", article.ErrValue)
	}
	keys, err := b.Keys()
	if err != nil {
		return k, err
	}
	at := slices.IndexFunc(keys, func(o KnownKey) bool { return o.Key == k.Key })
	for i, other := range keys {
		if i != at && (strings.EqualFold(other.Name, k.Name) || strings.EqualFold(other.ID, k.Name)) {
			return k, fmt.Errorf("%w: %q", ErrKeyTaken, k.Name)
		}
	}
	if at < 0 {
		return k, b.write(append(keys, k))
	}
	k.Own = k.Own || keys[at].Own
	keys[at] = k
	return k, b.write(keys)
}

// Forget takes a key out of the book. One that signs here would be back with the
// next package: that wraps ErrSigns.
func (b KeyBook) Forget(name string) error {
	found, err := b.Find(name)
	if err != nil {
		return err
	}
	if found.Own {
		return fmt.Errorf("%w: %q", ErrSigns, found.Name)
	}
	keys, err := b.Keys()
	if err != nil {
		return err
	}
	return b.write(slices.DeleteFunc(keys, func(k KnownKey) bool { return k == found }))
}

// write puts the book beside itself, and then in its place.
func (b KeyBook) write(keys []KnownKey) error {
	data, err := json.MarshalIndent(keys, "", "  ")
	if err != nil {
		return fmt.Errorf("write the list of known keys: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(b.Path), 0o700); err != nil {
		return fmt.Errorf("write the list of known keys: %w", err)
	}
	temporary, err := os.CreateTemp(filepath.Dir(b.Path), ".keys-*")
	if err != nil {
		return fmt.Errorf("write the list of known keys: %w", err)
	}
	_, err = temporary.Write(append(data, '\n'))
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), b.Path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the list of known keys: %w", err), os.Remove(temporary.Name()))
	}
	return nil
}
