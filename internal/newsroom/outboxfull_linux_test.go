package newsroom_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"stet/internal/article"
)

// A full disk passes: what could not be packed goes by itself once there is
// room, and nobody has to find the stories that it stopped.
func TestAFullDiskStopsNoDelivery(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	d := openDesk(t, "Web")
	id := take(t, d.Room, ferry).ID
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 63<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", disk)
	d.send([]article.ID{id}, "Web")
	d.run()
	item := d.of(id, "Web")
	if item.State != article.Queued || !strings.HasPrefix(item.Says, "The disk is full.") || item.Due.IsZero() {
		t.Errorf("%s until %s: %s %s", item.State, item.Due, item.Says, item.Hint)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	d.shows = d.shows.Add(time.Minute)
	d.run()
	if item := d.of(id, "Web"); item.State != article.Shown {
		t.Errorf("with room: %s: %s", item.State, item.Says)
	}
}
