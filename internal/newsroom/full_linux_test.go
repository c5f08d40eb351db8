package newsroom_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// A disk that fills while a package is written leaves nothing of it there, and
// the newsroom goes on; with room the same package is written.
func TestExportOntoAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=400k"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	room := open(t, t.TempDir())
	a := take(t, room, ferry+noise(1<<20))
	export := map[string]func(out string) error{
		"package": func(out string) error {
			_, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: out})
			return err
		},
		"everything": func(out string) error { _, err := room.ExportAll(t.Context(), out); return err },
	}
	for what, write := range export {
		for _, name := range []string{what, what + ".zip"} {
			err := write(filepath.Join(disk, name))
			if err == nil || !strings.HasPrefix(newsroom.Explain(err).Message, "The disk is full.") {
				t.Errorf("%s: %v", name, err)
			}
			if left, err := os.ReadDir(disk); err != nil || len(left) > 0 {
				t.Errorf("%s left %v, %v", name, left, err)
			}
			if err := write(filepath.Join(t.TempDir(), name)); err != nil {
				t.Errorf("with room: %v", err)
			}
		}
	}
	if receipts, err := room.Receipts(a.ID); err != nil || len(receipts) != 2 {
		t.Errorf("%d receipts of two packages, %v", len(receipts), err)
	}
}

// noise is words that no zip makes smaller by much.
func noise(size int) string {
	rnd := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for b.Len() < size {
		fmt.Fprintf(&b, "%x ", rnd.Uint64())
	}
	return b.String()
}
