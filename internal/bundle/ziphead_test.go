package bundle

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

// A zip tells nothing of when, where and by whom it was made: not in the heads
// of its entries either, in both places where they stand.
func TestTheHeadsOfAZipTellNothing(t *testing.T) {
	r := request(append(few(), told(canaries()))...)
	r.Signer = aSigner(t)
	out, result := written(t, "bag.zip", r)
	z, err := zip.OpenReader(out)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if z.Comment != "" {
		t.Errorf("the zip has a comment: %q", z.Comment)
	}
	first := z.File[0].FileHeader
	for _, f := range z.File {
		switch {
		case f.Comment != "" || len(f.Extra) > 0:
			t.Errorf("%s: comment %q, extra %x", f.Name, f.Comment, f.Extra)
		case !f.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)):
			t.Errorf("%s is dated %s", f.Name, f.Modified)
		case f.CreatorVersion != first.CreatorVersion || f.ExternalAttrs != first.ExternalAttrs || f.Mode() != 0o644:
			t.Errorf("%s: version %x, attributes %x", f.Name, f.CreatorVersion, f.ExternalAttrs)
		}
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	heads := 0
	for rest := raw; ; heads++ {
		at := bytes.Index(rest, []byte("PK\x03\x04"))
		if at < 0 || at+30 > len(rest) {
			break
		}
		if head := rest[at : at+30]; !bytes.Equal(head[10:14], []byte{0, 0, 0x21, 0}) || head[28] != 0 || head[29] != 0 {
			t.Errorf("a local head at %d says %x", len(raw)-len(rest)+at, head)
		}
		rest = rest[at+4:]
	}
	if heads != len(z.File) {
		t.Errorf("%d local heads of %d entries", heads, len(z.File))
	}

	signature, err := os.ReadFile(SignaturePath(out))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(signature), "\n")
	if lines[0] != "untrusted comment: "+openComment+r.Signer.Key().String() || lines[2] != "trusted comment: stet package "+result.Digest {
		t.Errorf("the signature tells more than its key and the digest:\n%s", signature)
	}
}
