package bundle

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func aSigner(t *testing.T) *Signer {
	t.Helper()
	s, err := NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func signed(t *testing.T, name string, s *Signer) string {
	t.Helper()
	r := request(few()...)
	r.Signer = s
	out, result := written(t, name, r)
	if result.Key != s.Key().ID() {
		t.Errorf("the result says key %q", result.Key)
	}
	return out
}

func verified(t *testing.T, path string, known ...Known) Report {
	t.Helper()
	r, err := Verify(path, known...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestASignatureTellsWhoMadeTheBundle(t *testing.T) {
	s := aSigner(t)
	desk := Known{"night desk", s.Key()}
	folder, zip := signed(t, "bag", s), signed(t, "bag.zip", s)
	for _, path := range []string{folder, zip, folder + "/"} {
		if r := verified(t, path, Known{"another", aSigner(t).Key()}, desk); !r.OK || r.Signature != Good || r.Signer != "night desk" {
			t.Errorf("%s: %+v", path, r)
		}
		if r := verified(t, path); !r.OK || r.Signature != UnknownSigner || r.Signer != s.Key().ID() {
			t.Errorf("%s, by somebody unknown: %+v", path, r)
		}
	}
	one, _ := os.ReadFile(SignaturePath(folder))
	two, _ := os.ReadFile(SignaturePath(zip))
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Errorf("folder and zip have other signatures:\n%s\n%s", one, two)
	}
	if key, err := SignedWith(zip); err != nil || key.String() != s.Key().String() {
		t.Errorf("it names the key %v, %v", key, err)
	}
	plain, _ := written(t, "plain", request(few()...))
	if r := verified(t, plain, desk); !r.OK || r.Signature != Unsigned || r.Signer != "" {
		t.Errorf("unsigned: %+v", r)
	}
	if _, err := SignedWith(plain); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// A signature that does not fit is damage, whoever made it.
func TestABadSignatureIsDamage(t *testing.T) {
	s := aSigner(t)
	desk := Known{"night desk", s.Key()}
	text := func(path string) string {
		data, err := os.ReadFile(SignaturePath(path))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	cases := map[string]func(string) string{
		"of another bundle": func(string) string {
			r := request(few()[:1]...)
			r.Signer = s
			out, _ := written(t, "other", r)
			return text(out)
		},
		"another comment": func(have string) string { return strings.Replace(have, "stet package ", "stet package 0", 1) },
		"nonsense":        func(string) string { return "untrusted comment: x\nnonsense\ntrusted comment: y\nnonsense\n" },
		"empty":           func(string) string { return "" },
		"cut":             func(have string) string { return have[:len(have)-20] },
	}
	for name, change := range cases {
		out := signed(t, "bag.zip", s)
		put(t, filepath.Dir(out), "bag.zip.minisig", change(text(out)))
		for _, known := range [][]Known{{desk}, nil} {
			r := verified(t, out, known...)
			if r.OK || r.Signature != Bad || !slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Path == "bag.zip.minisig" }) {
				t.Errorf("%s, known %v: %+v", name, len(known) > 0, r)
			}
		}
	}

	out := signed(t, "bag", s)
	put(t, out, "tagmanifest-sha256.txt", strings.ToUpper(readAll(t, out)["tagmanifest-sha256.txt"]))
	if r := verified(t, out, desk); r.OK || r.Signature != Bad {
		t.Errorf("a manifest that means the same: %+v", r)
	}
	out = signed(t, "bag", s)
	if err := os.Remove(filepath.Join(out, "tagmanifest-sha256.txt")); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, out, desk); r.OK || r.Signature != Bad {
		t.Errorf("without what it is for: %+v", r)
	}
}

// A key that says that it is another's is told from it.
func TestAKeyUnderAnothersNumber(t *testing.T) {
	s, thief := aSigner(t), aSigner(t)
	r := request(few()...)
	r.Signer = thief
	out, _ := written(t, "bag", r)
	data, _ := os.ReadFile(SignaturePath(out))
	lines := strings.Split(string(data), "\n")
	raw, _ := base64.StdEncoding.DecodeString(lines[1])
	key, _ := base64.StdEncoding.DecodeString(s.Key().String())
	copy(raw[2:10], key[2:10])
	lines[1] = base64.StdEncoding.EncodeToString(raw)
	put(t, filepath.Dir(out), "bag.minisig", strings.Join(lines, "\n"))
	if r := verified(t, out, Known{"night desk", s.Key()}); r.OK || r.Signature != Bad {
		t.Errorf("%+v", r)
	}
	if len(raw) != 10+ed25519.SignatureSize {
		t.Error("a signature has", len(raw), "bytes")
	}
}

func TestAnEarlierSignatureGoes(t *testing.T) {
	s := aSigner(t)
	r := request(few()...)
	r.Signer = s
	out, _ := written(t, "bag", r)
	r.Signer = nil
	if _, err := Write(t.Context(), r, out); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, out); !r.OK || r.Signature != Unsigned {
		t.Errorf("%+v", r)
	}
	put(t, filepath.Dir(out), "bag.minisig", "My notes on the bag.")
	if _, err := Write(t.Context(), r, out); !errors.Is(err, ErrTarget) {
		t.Errorf("what is no signature was written over: %v", err)
	}
	put(t, filepath.Dir(out), "bag.minisig", "untrusted comment: x\nof something else\n") // it does not fit, and goes all the same
	r.Signer = s
	if _, err := Write(t.Context(), r, out); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, out); r.Signature != UnknownSigner {
		t.Errorf("%+v", r)
	}
}

func TestKeysAreReadAsMinisignWritesThem(t *testing.T) {
	s := aSigner(t)
	for _, text := range []string{s.Key().String(), s.Key().File(), strings.ReplaceAll(s.Key().File(), "\n", "\r\n"), " " + s.Key().String() + "\n"} {
		if key, err := ParseKey(text); err != nil || key.String() != s.Key().String() {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{"", "RW", "untrusted comment: x", s.Secret()} {
		if _, err := ParseKey(text); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", text, err)
		}
	}
	again, err := SignerOf(s.Secret())
	if err != nil || again.Key().String() != s.Key().String() {
		t.Errorf("a key came back as another: %v", err)
	}
	if _, err := SignerOf("RWnonsense"); !errors.Is(err, ErrKey) || strings.Contains(err.Error(), "nonsense") {
		t.Errorf("%v", err)
	}
}

// Others can prove a signature without Stet.
func TestMinisignItselfTakesTheSignature(t *testing.T) {
	minisign, err := exec.LookPath("minisign")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("minisign is not here; scripts/setup.sh installs it")
		}
		t.Skip("skipped: minisign is not here")
	}
	s := aSigner(t)
	out := signed(t, "bag", s)
	try := func(key PublicKey) ([]byte, error) {
		return exec.Command(minisign, "-V", "-P", key.String(), "-m", filepath.Join(out, signedFile), "-x", SignaturePath(out)).CombinedOutput()
	}
	if said, err := try(s.Key()); err != nil || !bytes.Contains(said, []byte("stet package ")) {
		t.Errorf("%v\n%s", err, said)
	}
	if said, err := try(aSigner(t).Key()); err == nil {
		t.Errorf("another key: %s", said)
	}
}
