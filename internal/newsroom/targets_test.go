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

// Nothing is delivered among the newsroom's own files, by whatever way they are
// reached: a restore or a backup would take it for theirs.
func TestATargetLiesOutsideTheNewsroom(t *testing.T) {
	d := openDesk(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(d.dir, link); err != nil {
		t.Skip(err)
	}
	for _, place := range []string{d.dir, filepath.Join(d.dir, "journal"), link, filepath.Join(link, "new", "folder")} {
		_, err := d.KeepTarget(newsroom.TargetWish{Target: article.Target{Name: "Drop", Kind: article.TargetFolder, Address: place}})
		if !errors.Is(err, bundle.ErrTarget) {
			t.Errorf("%s: %v", place, err)
		}
		id := take(t, d.Room, ferry).ID
		q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Out: filepath.Join(place, "x.zip")}
		if _, err := d.Export(t.Context(), q); !errors.Is(err, bundle.ErrTarget) {
			t.Errorf("saved in %s: %v", place, err)
		}
	}
	beside := d.dir + "-drop"
	if _, err := d.KeepTarget(newsroom.TargetWish{Target: article.Target{Name: "Drop", Kind: article.TargetFolder, Address: beside}}); err != nil {
		t.Errorf("beside it: %v", err)
	}
}
