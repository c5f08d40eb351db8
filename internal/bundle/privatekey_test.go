package bundle

import (
	"errors"
	"testing"
)

// A key that minisign made without a password, and the same behind "open sesame",
// locked by what costs little.
const (
	openKey    = "untrusted comment: minisign encrypted secret key\nRWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAdQYrn515dmrhFEkjTl+LM5Bb92Ol9RawroIDQwAvSZGyPBJrPTtR4hFfAZLGo8sPQVUmiGpfTNbLaEIPuDJzAIm01pCt9fp6AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	lockedKey  = "untrusted comment: minisign encrypted secret key\nRWRTY0IyAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AgAAAAAAAAAAAAAEAAAAAB/U1Qw1AIKyD4YaxEASRNCgX1s4neTPZu/N5Eim2UkXSXY0igLWEHKv9Uv45I3KM6psqmZ31jsyFc6hCPee8S9zp2R7GRlm1qmb0XMFmokIcPqOY6EJ32giVKSVW8dv8RIn3IDiJA2k=\n"
	keysNumber = "6A76799D9F2B0675"
	otherHalf  = "untrusted comment: minisign encrypted secret key\nRWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAdQYrn515dmrhFEkjTl+LM5Bb92Ol9RawroIDQwAvSZGyPBJrPTtR4hFfAZLGo8sPQFUmiGpfTNbLaEIPuDJzAIm01pCt9fp6AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
)

func TestAPrivateKeyOfMinisignsIsTaken(t *testing.T) {
	for _, c := range []struct{ file, password string }{{openKey, ""}, {lockedKey, "open sesame"}} {
		s, err := Unlocked([]byte(c.file), c.password)
		if err != nil || s.Key().ID() != keysNumber {
			t.Fatalf("%q: %v", c.file, err)
		}
		again, err := SignerOf(s.Secret())
		if err != nil || again.Key().String() != s.Key().String() {
			t.Error("it is not kept as it came:", err)
		}
	}
	if !IsLocked([]byte(lockedKey)) || IsLocked([]byte(openKey)) || IsLocked([]byte("nonsense")) {
		t.Error("it is not told whether a password is wanted")
	}
	if _, err := Unlocked([]byte(lockedKey), "open barley"); !errors.Is(err, ErrPassword) {
		t.Error("a wrong password gives", err)
	}
	for _, text := range []string{"", "nonsense", aSigner(t).Key().File(), otherHalf} {
		if _, err := Unlocked([]byte(text), ""); !errors.Is(err, ErrKey) {
			t.Errorf("%q gives %v", text, err)
		}
	}
}
