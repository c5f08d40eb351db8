package deliver_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/bundle"
	"stet/internal/deliver"
)

// A story's place holds what Stet left there, or somebody's: another package,
// also one of Stet's, and junk, file or folder, stay until a person chose, and
// are moved aside then. Nothing is lost, and nothing is asked twice.
func TestWhatStandsInAPlaceIsNotLost(t *testing.T) {
	for _, kind := range []string{"folder", "sftp"} {
		for _, unpacked := range []bool{false, true} {
			for _, act := range []deliver.Act{deliver.Publish, deliver.HoldBack, deliver.Withdraw} {
				for what, put := range map[string]func(*testing.T, string){"package": otherPackage, "file": junkFile, "folder": junkFolder} {
					t.Run(fmt.Sprintf("%s unpacked=%t %s %s", kind, unpacked, act, what), func(t *testing.T) {
						dir := t.TempDir()
						standsInPlace(t, filesAt(t, kind, dir, unpacked), dir, act, put)
					})
				}
			}
		}
	}
}

func filesAt(t *testing.T, kind, dir string, unpacked bool) deliver.Target {
	t.Helper()
	if kind == "sftp" {
		s := serve(t, dir, "127.0.0.1:0", hostKey(t))
		return sftpTo(t, tested(t, deliver.Config{Address: "sftp://" + s.address + dir, Unpacked: unpacked}), "open, please", patient)
	}
	target, err := deliver.New(deliver.Config{Name: "In", Kind: "folder", Address: dir, Unpacked: unpacked}, deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return target
}

func otherPackage(t *testing.T, place string) {
	t.Helper()
	b := sample("01989f2a-1b00-7000-8000-000000000009")
	if err := packed(t, b).CopyTo(t.Context(), place); err != nil {
		t.Fatal(err)
	}
}

func junkFile(t *testing.T, place string) {
	t.Helper()
	if err := os.WriteFile(place, []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func junkFolder(t *testing.T, place string) {
	t.Helper()
	if err := os.Mkdir(place, 0o700); err != nil {
		t.Fatal(err)
	}
	junkFile(t, filepath.Join(place, "notes"))
}

func standsInPlace(t *testing.T, target deliver.Target, dir string, act deliver.Act, put func(*testing.T, string)) {
	t.Helper()
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	p := deliver.Parcel{Story: a.ID, Act: deliver.Publish, Bundle: packed(t, a)}
	note := func(r deliver.Remote) { p.Known = r }
	if _, err := target.Send(t.Context(), p, note); err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(dir, p.Known.ID)
	if err := os.RemoveAll(place); err != nil {
		t.Fatal(err)
	}
	put(t, place)
	if p.Act = act; act == deliver.Publish {
		a.Rev = 2
		p.Bundle = packed(t, a)
	} else {
		p.Bundle = nil
	}
	_, err := target.Send(t.Context(), p, note)
	there := failure(t, err, deliver.NotOurs).There
	if there.Version == "" {
		t.Fatal("nobody can choose")
	}
	if _, err := os.Stat(place); err != nil {
		t.Fatal(err)
	}
	p.Over = there.Version
	o, err := target.Send(t.Context(), p, note)
	if err != nil || act == deliver.Publish && (o.State != deliver.Left || o.Digest != p.Bundle.Digest) || act != deliver.Publish && o.State != deliver.Gone {
		t.Fatalf("chosen: %+v, %v", o, err)
	}
	if _, err := os.Stat(place + ".theirs"); err != nil {
		t.Errorf("theirs is lost: %v", err)
	}
	p.Over = ""
	if _, err := target.Send(t.Context(), p, note); err != nil {
		t.Errorf("asked twice: %v", err)
	}
}

// Another desk's state of the story is somebody's change; a kill asks nobody.
func TestAnotherStateOfTheStoryInAFolderIsAChange(t *testing.T) {
	for _, kind := range []string{"folder", "sftp"} {
		dir := t.TempDir()
		target := filesAt(t, kind, dir, false)
		a := sample("01989f2a-1b00-7000-8000-000000000007")
		p := deliver.Parcel{Story: a.ID, Act: deliver.Publish, Bundle: packed(t, a)}
		note := func(r deliver.Remote) { p.Known = r }
		if _, err := target.Send(t.Context(), p, note); err != nil {
			t.Fatal(err)
		}
		theirs := a
		theirs.Rev, theirs.Standfirst = 7, "Of the other desk."
		if err := packed(t, theirs).CopyTo(t.Context(), filepath.Join(dir, p.Known.ID)); err != nil {
			t.Fatal(err)
		}
		a.Rev = 2
		p.Bundle = packed(t, a)
		_, err := target.Send(t.Context(), p, note)
		failure(t, err, deliver.NotOurs)
		p.Act, p.Bundle = deliver.Withdraw, nil
		if o, err := target.Send(t.Context(), p, note); err != nil || o.State != deliver.Gone {
			t.Errorf("%s, killed: %+v, %v", kind, o, err)
		}
	}
}

// What is no signature in the signature's place is for somebody who mends it:
// nobody can choose there, so it is no conflict.
func TestWhatStandsInTheSignaturesPlaceStopsIt(t *testing.T) {
	dir := t.TempDir()
	target := filesAt(t, "folder", dir, false)
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	p := deliver.Parcel{Story: a.ID, Act: deliver.Publish, Bundle: packed(t, a)}
	junkFile(t, bundle.SignaturePath(filepath.Join(dir, "stet-"+string(a.ID)+".zip")))
	_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
	failure(t, err, deliver.Refused)
}
