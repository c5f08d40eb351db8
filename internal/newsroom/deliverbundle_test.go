package newsroom_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/newsroom"
)

// A package is whole and says what it likes: that its story is one of this
// newsroom's, at a revision that may go. Its words go nowhere unless they were
// saved here or somebody trusted signed them.
func TestWordsThatNobodyHereKnowsDoNotGo(t *testing.T) {
	d := openDesk(t, "Web")
	id := take(t, d.Room, ferry).ID
	here, elsewhere := d.dir, filepath.Join(t.TempDir(), "copy")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(elsewhere, os.DirFS(here)); err != nil {
		t.Fatal(err)
	}
	d.reopen(elsewhere)
	edit(t, d.Room, id, "standfirst", "The mayor is a thief.")
	out := filepath.Join(t.TempDir(), "theirs.zip")
	saved(t, d.Room, id, out)
	book := newsroom.KeyBook{Path: filepath.Join(t.TempDir(), "keys.json")}
	d.keys = book
	d.reopen(here)
	edit(t, d.Room, id, "standfirst", "Half of the sailings.")

	if _, err := d.give(out); !errors.Is(err, newsroom.ErrNotOurs) {
		t.Errorf("words of somebody else: %v", err)
	}
	signer, err := bundle.NewSigner()
	if err == nil {
		err = bundle.Sign(out, signer)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.give(out); !errors.Is(err, newsroom.ErrNotOurs) {
		t.Errorf("signed by a stranger: %v", err)
	}
	if took := d.targets["Web"].took(); len(took) > 0 {
		t.Errorf("the target got %v", took)
	}
	if _, err := book.Trust("The other desk", signer.Key()); err != nil {
		t.Fatal(err)
	}
	if sent, err := d.give(out); err != nil || len(sent.Queued) != 1 {
		t.Errorf("signed by somebody who is trusted: %+v, %v", sent, err)
	}
	ours := filepath.Join(t.TempDir(), "ours.zip")
	saved(t, d.Room, id, ours)
	if sent, err := d.give(ours); err != nil || len(sent.Queued) != 1 {
		t.Errorf("our own: %+v, %v", sent, err)
	}
}

func (d *outDesk) give(path string) (newsroom.SentOut, error) {
	return d.DeliverBundle(d.t.Context(), newsroom.DeliverRequest{Bundle: path, Targets: []string{"Web"}})
}

func saved(t *testing.T, room *newsroom.Room, id article.ID, out string) {
	t.Helper()
	q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Profile: "wordpress", Out: out}
	if _, err := room.Export(t.Context(), q); err != nil {
		t.Fatal(err)
	}
}
