package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"aead.dev/minisign"

	"stet/internal/archive"
)

// signedFile is what a signature is over: through the manifests it covers every
// file, and it is the same in a folder and in a zip.
const signedFile = "tagmanifest-sha256.txt"

// SignaturePath is where the signature of a bundle lies: beside it.
func SignaturePath(bundle string) string { return filepath.Clean(bundle) + ".minisig" }

// ErrKey: a text is no key that minisign knows.
var ErrKey = errors.New("not a key of minisign")

// Signer signs bundles with a private key.
type Signer struct{ key minisign.PrivateKey }

// NewSigner makes a key.
func NewSigner() (*Signer, error) {
	_, key, err := minisign.GenerateKey(nil)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return &Signer{key}, nil
}

// SignerOf is the signer of a key that [Signer.Secret] gave; it wraps ErrKey.
func SignerOf(secret string) (*Signer, error) {
	s := &Signer{}
	if err := s.key.UnmarshalText([]byte(secret)); err != nil {
		return nil, fmt.Errorf("%w: a private key was expected", ErrKey) // not what was there
	}
	return s, nil
}

// Secret is the private key as minisign writes one without a password.
func (s *Signer) Secret() string {
	text, _ := s.key.MarshalText() // never fails
	return string(text)
}

// ErrPassword: a password does not open a private key.
var ErrPassword = errors.New("this password does not open the key")

// Locked is the private key as a file of minisign's, which a password locks. To
// make it, and to open it, takes seconds and a gigabyte, as with minisign.
func (s *Signer) Locked(password string) ([]byte, error) {
	text, err := minisign.EncryptKey(password, s.key)
	if err != nil {
		return nil, fmt.Errorf("lock the key: %w", err)
	}
	return append(text, '\n'), nil
}

// IsLocked reports whether a password is wanted to open a private key.
func IsLocked(file []byte) bool { return minisign.IsEncrypted(file) }

// Unlocked is the signer of a private key as minisign keeps it; one that is not
// locked needs no password. It wraps ErrKey or ErrPassword.
func Unlocked(file []byte, password string) (*Signer, error) {
	if IsLocked(file) {
		key, err := minisign.DecryptKey(password, file)
		if err != nil {
			return nil, ErrPassword
		}
		return (&Signer{key}).sound()
	}
	s, err := SignerOf(strings.TrimSpace(string(file)))
	if err != nil {
		return nil, err
	}
	return s.sound()
}

// sound refuses a key whose public half is not that of its private one: nobody
// could prove what it signs.
func (s *Signer) sound() (*Signer, error) {
	said := []byte("sound")
	if !minisign.Verify(s.Key().key, said, minisign.Sign(s.key, said)) {
		return nil, fmt.Errorf("%w: its two halves do not belong together", ErrKey)
	}
	return s, nil
}

// Key is the public key.
func (s *Signer) Key() PublicKey {
	key, _ := s.key.Public().(minisign.PublicKey)
	return PublicKey{key}
}

// number is the key's; "" = there is none.
func (s *Signer) number() string {
	if s == nil {
		return ""
	}
	return s.Key().ID()
}

// sign signs what stands in signedFile. No time is in it: the same bundle has
// the same signature.
func (s *Signer) sign(manifest []byte, digest string) ([]byte, error) {
	hashed := minisign.NewReader(bytes.NewReader(manifest))
	if _, err := io.Copy(io.Discard, hashed); err != nil {
		return nil, err
	}
	return hashed.SignWithComments(s.key, "stet package "+digest, openComment+s.Key().String()), nil
}

// openComment stands ahead of the public key in a signature: who has not got
// the key can still tell whether the signature fits.
const openComment = "signature of " + signedFile + " by Stet, public key "

// PublicKey is the key that a signature is proved with.
type PublicKey struct{ key minisign.PublicKey }

// ParseKey reads a public key as minisign writes it: the file, or its second
// line alone; it wraps ErrKey.
func ParseKey(text string) (PublicKey, error) {
	p := PublicKey{}
	if err := p.key.UnmarshalText([]byte(strings.TrimSpace(text))); err != nil {
		return PublicKey{}, fmt.Errorf("%w: a public key is a line of 56 characters that begins with RW", ErrKey)
	}
	return p, nil
}

// String is the key in one line.
func (p PublicKey) String() string { return p.key.String() }

// ID is the number that minisign shows of a key.
func (p PublicKey) ID() string { return keyID(p.key.ID()) }

// File is the key as a file of minisign's.
func (p PublicKey) File() string {
	return "untrusted comment: minisign public key " + p.ID() + "\n" + p.String() + "\n"
}

func keyID(id uint64) string { return fmt.Sprintf("%016X", id) }

// Known is a key under the name that somebody gave it.
type Known struct {
	Name string
	Key  PublicKey
}

// Signature is what was found of a signature.
type Signature string

// What a verification says of one.
const (
	Unsigned      Signature = ""
	Good          Signature = "good"    // by a known key
	UnknownSigner Signature = "unknown" // it fits, or could not be held against a key; whose key it is nobody here knows
	Bad           Signature = "bad"
)

// checkSignature looks for the signature beside a bundle.
func (v *verifier) checkSignature(path string, known []Known) (kind Signature, key, name string) {
	file := filepath.Base(SignaturePath(path))
	text, err := readSignature(SignaturePath(path))
	if errors.Is(err, fs.ErrNotExist) {
		return Unsigned, "", ""
	}
	s := minisign.Signature{}
	if err == nil {
		err = s.UnmarshalText(text)
	}
	if err != nil {
		v.blame(file, "this signature cannot be read")
		return Bad, "", ""
	}
	manifest, here := v.text(signedFile)
	if !here {
		v.blame(file, "nothing is here that it could be for")
		return Bad, keyID(s.KeyID), ""
	}
	for _, k := range known {
		if k.Key.key.ID() == s.KeyID {
			if minisign.Verify(k.Key.key, []byte(manifest), text) {
				return Good, keyID(s.KeyID), k.Name
			}
			v.blame(file, "bad signature: the package is not as %s signed it", k.Name)
			return Bad, keyID(s.KeyID), k.Name
		}
	}
	if !fits(s, []byte(manifest), text) {
		v.blame(file, "bad signature: the package is not as it was signed, with key %s", keyID(s.KeyID))
		return Bad, keyID(s.KeyID), ""
	}
	return UnknownSigner, keyID(s.KeyID), ""
}

// fits holds a signature against the key that it names itself, which proves
// nothing about who signed. One that names none cannot be told.
func fits(s minisign.Signature, manifest, text []byte) bool {
	at := strings.LastIndexByte(s.UntrustedComment, ' ')
	key, err := ParseKey(s.UntrustedComment[at+1:])
	return err != nil || minisign.Verify(key.key, manifest, text)
}

// SignedWith is the key that the signature beside a bundle names itself. It
// wraps ErrKey where it names none, and fs.ErrNotExist where there is none.
func SignedWith(bundle string) (PublicKey, error) {
	text, err := readSignature(SignaturePath(bundle))
	if err != nil {
		return PublicKey{}, fmt.Errorf("read signature: %w", err)
	}
	s := minisign.Signature{}
	if err := s.UnmarshalText(text); err != nil {
		return PublicKey{}, fmt.Errorf("read signature: %w", ErrKey)
	}
	return ParseKey(s.UntrustedComment[strings.LastIndexByte(s.UntrustedComment, ' ')+1:])
}

// ErrNotWhole: a bundle that is damaged is signed by nobody.
var ErrNotWhole = errors.New("the package is not whole")

// Sign proves a bundle that is there already, and puts a signature beside it.
func Sign(path string, s *Signer) error {
	var manifest []byte
	report, err := verify(path, func(v *verifier, _ *Report) { manifest, _ = v.text(signedFile) })
	if err != nil {
		return err
	}
	if !report.OK || !report.Bundle {
		return fmt.Errorf("sign %s: %w", path, ErrNotWhole)
	}
	if err := mayPutSignature(SignaturePath(path)); err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	sum := sha256.Sum256(manifest)
	text, err := s.sign(manifest, hex.EncodeToString(sum[:]))
	if err != nil {
		return fmt.Errorf("sign %s: %w", path, err)
	}
	return putSignature(SignaturePath(path), text)
}

// Unsign takes the signature away that lies beside a bundle, or beside where
// one was. What is no signature stays.
func Unsign(bundle string) error {
	if mayPutSignature(SignaturePath(bundle)) != nil {
		return nil
	}
	return putSignature(SignaturePath(bundle), nil)
}

// readSignature reads no more than a signature can be long, and nothing but a
// file: who opens a pipe waits for ever.
func readSignature(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", path, archive.ErrKind)
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 8<<10))
}

// mayPutSignature refuses, before any work, to write over what is no signature.
func mayPutSignature(path string) error {
	text, err := readSignature(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && bytes.HasPrefix(text, []byte("untrusted comment: ")) {
		return nil
	}
	return &archive.TargetError{Path: path, Why: "is there, and no signature of a package"}
}

// putSignature puts the signature beside a bundle that was just written; one of
// an earlier bundle there goes.
func putSignature(path string, signature []byte) error {
	if signature == nil {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("take an earlier signature away: %w", err)
		}
		return nil
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".stet-signature-")
	if err != nil {
		return fmt.Errorf("write signature: %w", err)
	}
	_, err = temporary.Write(signature)
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write signature: %w", err), os.Remove(temporary.Name()))
	}
	return nil
}
