package bundle

import (
	"os"
	"path/filepath"
	"strings"
)

// Mistaken is what somebody named in place of a bundle, though it belongs to one.
type Mistaken struct {
	What MistakenFor
	Of   string // the bundle that was meant; "" = it is not there
}

// MistakenFor says what was named.
type MistakenFor string

// What may be named in a bundle's place; "" = none of them.
const (
	ASignature  MistakenFor = "signature"
	APublicKey  MistakenFor = "public key"
	APrivateKey MistakenFor = "private key"
	APart       MistakenFor = "part" // a file or folder within a bundle
)

// MistakenFrom looks whether a path is something that belongs to a bundle and is
// none itself.
func MistakenFrom(path string) Mistaken {
	info, err := os.Stat(path)
	if err != nil {
		return Mistaken{}
	}
	if info.Mode().IsRegular() {
		if m := mistakenFile(path); m.What != "" {
			return m
		}
	} else if isBag(path) {
		return Mistaken{}
	}
	if whole := bagAround(path); whole != "" {
		return Mistaken{APart, whole}
	}
	return Mistaken{}
}

// mistakenFile knows files of minisign's by what stands in them.
func mistakenFile(path string) Mistaken {
	text, err := readSignature(path)
	if err != nil {
		return Mistaken{}
	}
	if _, err := ParseKey(string(text)); err == nil {
		return Mistaken{What: APublicKey}
	}
	if _, err := SignerOf(strings.TrimSpace(string(text))); err == nil || IsLocked(text) {
		return Mistaken{What: APrivateKey}
	}
	name, ok := strings.CutSuffix(path, ".minisig")
	if !ok || !strings.HasPrefix(string(text), "untrusted comment: ") {
		return Mistaken{}
	}
	if _, err := os.Stat(name); err != nil {
		name = ""
	}
	return Mistaken{ASignature, name}
}

// bagAround is the bag that a path lies in, "" = in none. It is written as the
// path is, as far as that goes.
func bagAround(path string) string {
	whole, err := filepath.Abs(path)
	here, none := filepath.Abs(".")
	if err != nil || none != nil {
		return ""
	}
	for dir := filepath.Dir(whole); ; dir = filepath.Dir(dir) {
		if isBag(dir) {
			if below, err := filepath.Rel(here, dir); err == nil && !filepath.IsAbs(path) && filepath.IsLocal(below) {
				return below
			}
			return dir
		}
		if filepath.Dir(dir) == dir {
			return ""
		}
	}
}

func isBag(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "bagit.txt"))
	return err == nil && info.Mode().IsRegular()
}
