package deliver_test

import (
	"os"
	"path/filepath"
	"testing"

	"stet/internal/bundle"
	"stet/internal/deliver"
)

// The signature of a package lies beside it wherever it goes, and never beside
// another state of the story.
func TestASignatureGoesAlong(t *testing.T) {
	signer, err := bundle.NewSigner()
	if err != nil {
		t.Fatal(err)
	}
	for _, unpacked := range []bool{false, true} {
		dir := t.TempDir()
		target, err := deliver.New(deliver.Config{Name: "In", Kind: "folder", Address: dir, Unpacked: unpacked}, deliver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		goesSigned(t, target, dir, signer)

		dir = t.TempDir()
		s := serve(t, dir, "127.0.0.1:0", hostKey(t))
		c := tested(t, deliver.Config{Address: "sftp://" + s.address + dir, Unpacked: unpacked})
		goesSigned(t, sftpTo(t, c, "open, please", patient), dir, signer)
	}
}

func goesSigned(t *testing.T, target deliver.Target, dir string, signer *bundle.Signer) {
	t.Helper()
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	p := deliver.Parcel{Story: a.ID, Act: deliver.Publish}
	for rev, sign := range []bool{true, true, false} {
		a.Rev = int64(rev) + 1
		p.Bundle = packed(t, a)
		if sign {
			p.Bundle = signed(t, p.Bundle, signer)
		}
		o, err := target.Send(t.Context(), p, func(r deliver.Remote) { p.Known = r })
		if err != nil || o.Digest != p.Bundle.Digest || len(o.Differences) > 0 {
			t.Fatalf("sent: %+v, %v", o, err)
		}
		report, err := bundle.Verify(filepath.Join(dir, p.Known.ID), bundle.Known{Name: "desk", Key: signer.Key()})
		want := bundle.Unsigned
		if sign {
			want = bundle.Good
		}
		if err != nil || !report.OK || report.Signature != want {
			t.Errorf("revision %d there: %+v, %v", a.Rev, report, err)
		}
	}
	p.Bundle = signed(t, packed(t, a), signer)
	if _, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(bundle.SignaturePath(filepath.Join(dir, p.Known.ID))); err != nil {
		t.Fatal(err)
	}
	if o, err := target.Read(t.Context(), p); err != nil || len(o.Differences) != 1 || o.Differences[0].Field != "signature" || o.Differences[0].Stored != "" {
		t.Errorf("without its signature: %+v, %v", o, err)
	}
	if _, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil {
		t.Fatal(err)
	}
	p.Act, p.Bundle = deliver.Withdraw, nil
	if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Gone {
		t.Errorf("killed: %+v, %v", o, err)
	}
	if list, _ := os.ReadDir(dir); len(list) != 0 {
		t.Errorf("left: %v", list)
	}
}

func signed(t *testing.T, b *bundle.Opened, signer *bundle.Signer) *bundle.Opened {
	t.Helper()
	if err := bundle.Sign(b.Path, signer); err != nil {
		t.Fatal(err)
	}
	o, err := bundle.Open(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}
