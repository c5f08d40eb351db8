package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// cutDisk is an ext4 in a file. Cutting its power drops all that was not
// synced, as a plug that is pulled does.
type cutDisk struct {
	t           *testing.T
	image, path string
}

func newCutDisk(t *testing.T) *cutDisk {
	t.Helper()
	d := &cutDisk{t: t, image: filepath.Join(t.TempDir(), "disk"), path: t.TempDir()}
	if err := os.WriteFile(d.image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(d.image, 256<<20); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=1", d.image).CombinedOutput(); err != nil {
		t.Skipf("needs mkfs.ext4: %v %s", err, out)
	}
	if out, err := exec.Command("mount", "-o", "loop", d.image, d.path).CombinedOutput(); err != nil {
		t.Skipf("needs the right to mount a file as a disk: %v %s", err, out)
	}
	t.Cleanup(func() { _ = unix.Unmount(d.path, unix.MNT_DETACH) })
	return d
}

// cut stops the disk at once; the moment it gives lies before the cut.
func (d *cutDisk) cut() time.Time {
	const shutdown, withoutFlush = 0x8004587d, 2 // EXT4_IOC_SHUTDOWN
	root, err := os.Open(d.path)
	if err != nil {
		d.t.Error(err)
		return time.Time{}
	}
	defer root.Close()
	before := time.Now()
	if err := unix.IoctlSetPointerInt(int(root.Fd()), shutdown, withoutFlush); err != nil {
		d.t.Errorf("cut the power: %v", err)
	}
	return before
}

// again brings the power back.
func (d *cutDisk) again() {
	d.t.Helper()
	err := unix.Unmount(d.path, 0)
	for tries := 0; errors.Is(err, unix.EBUSY) && tries < 100; tries++ {
		time.Sleep(20 * time.Millisecond)
		err = unix.Unmount(d.path, 0)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-o", "loop", d.image, d.path).CombinedOutput(); err != nil {
		d.t.Fatalf("%v %s", err, out)
	}
}

// cutWhileSaving cuts the power of a process that saves, and opens again.
func (d *cutDisk) cutWhileSaving(role string, acked map[ack]string) (lost int) {
	d.t.Helper()
	dir := filepath.Join(d.path, "newsroom")
	endOnce(d.t, child(d.t, role, dir), 200*time.Millisecond, acked, func(c *exec.Cmd) time.Time {
		before := d.cut()
		c.Process.Kill()
		return before
	})
	d.again()
	db, err := Open(dir, smallOptions(d.t))
	if err != nil {
		if role == "save unsafely" {
			return len(acked)
		}
		d.t.Fatal(err)
	}
	for a, body := range acked {
		got, err := db.GetRev(storyID(a.story), a.rev)
		if err != nil && !errors.Is(err, ErrNotFound) {
			d.t.Errorf("story %d revision %d: %v", a.story, a.rev, err)
		}
		if err == nil && (got.Body != body || strings.Contains(got.Body, "\x00")) {
			d.t.Errorf("story %d revision %d is %q, was %q", a.story, a.rev, got.Body, body)
		}
		if err != nil || got.Body != body {
			lost++
		}
	}
	if err := db.Close(); err != nil {
		d.t.Error(err)
	}
	return lost
}

// TestPowerCut cuts the power while saves are made, again and again.
func TestPowerCut(t *testing.T) {
	d := newCutDisk(t)
	acked := map[ack]string{}
	for range 4 {
		if lost := d.cutWhileSaving("save", acked); lost > 0 {
			t.Errorf("%d of %d acknowledged saves are lost", lost, len(acked))
		}
	}
	t.Logf("%d acknowledged saves", len(acked))
}

// The cut is a real one: saves that are not synced do not survive it. Now and
// then the system has just written all of them by itself, so it is tried again.
func TestPowerCutLosesWhatIsNotSynced(t *testing.T) {
	for range 6 {
		d, acked := newCutDisk(t), map[ack]string{}
		lost := d.cutWhileSaving("save unsafely", acked)
		t.Logf("%d of %d lost", lost, len(acked))
		if lost > 0 {
			return
		}
	}
	t.Error("nothing was ever lost: this proves nothing")
}
