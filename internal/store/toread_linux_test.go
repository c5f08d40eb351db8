package store

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestReadOnlyMount(t *testing.T) {
	dirs, want := sealedOff(t)
	for end, dir := range dirs {
		t.Run(end, func(t *testing.T) {
			unchanged := fixed(t, dir)
			if err := unix.Mount(dir, dir, "", unix.MS_BIND, ""); err != nil {
				t.Skipf("needs the right to mount: %v", err)
			}
			defer unix.Unmount(dir, unix.MNT_DETACH)
			if err := unix.Mount("", dir, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
				t.Fatal(err)
			}
			db, err := openOrRead(dir, inPlace(t, end))
			if err != nil {
				t.Fatal(err)
			}
			onlyReads(t, db, want, unix.EROFS)
			unchanged()
		})
	}
}

// A folder that belongs to somebody else: the reader is another user.
func TestFolderOfSomebodyElse(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs another user, whom only root can be")
	}
	dirs, want := sealedOff(t)
	for end, dir := range dirs {
		t.Run(end, func(t *testing.T) {
			unchanged := fixed(t, dir)
			open, self := readableByAll(t, dir)
			c := child(t, "read", open)
			c.Path, c.SysProcAttr = self, &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			out, err := c.Output()
			if err != nil || !strings.HasPrefix(string(out), ErrReadOnly.Error()+": ") || !strings.HasSuffix(string(out), "\n"+want) {
				t.Errorf("another user reads (%v) %.300s", err, out)
			}
			unchanged()
		})
	}
}

// readableByAll puts the newsroom, and this program, where every user can read
// them, and nobody else can write.
func readableByAll(t *testing.T, dir string) (open, self string) {
	t.Helper()
	top, err := os.MkdirTemp("", "stet-others-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(top) })
	open, self = filepath.Join(top, "newsroom"), filepath.Join(top, "program")
	for _, args := range [][]string{{"cp", "-a", dir, open}, {"cp", os.Args[0], self}, {"chmod", "-R", "a+rX,go-w", top}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return open, self
}

// TestFullDiskAtTheStart: closed in order it is read where it lies, killed it
// is read from the journal by way of another disk.
func TestFullDiskAtTheStart(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	dirs, want := sealedOff(t)
	for end, from := range dirs {
		t.Run(end, func(t *testing.T) {
			dir := filepath.Join(disk, end)
			if out, err := exec.Command("cp", "-a", "--sparse=always", from, dir).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			fillToTheBrim(t, filepath.Join(disk, "other"))
			unchanged := fixed(t, dir)
			o := inPlace(t, end)
			o.MinFree = 8 << 20
			db, err := openOrRead(dir, o)
			if err != nil {
				t.Fatal(err)
			}
			onlyReads(t, db, want, ErrDiskFull)
			unchanged()
			remove(t, disk, "other")

			o.Progress = nil
			save(t, openWith(t, dir, o), story(999, "room again", "x"))
		})
	}
}

// inPlace are the options of a reader that must find what was closed in order
// where it lies.
func inPlace(t *testing.T, end string) Options {
	o := smallOptions(t)
	o.Progress = func(said string) {
		if end == "closed" {
			t.Errorf("what was closed in order is made anew: %s", said)
		}
	}
	return o
}
