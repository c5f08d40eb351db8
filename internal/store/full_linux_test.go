package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"stet/internal/article"
)

// TestFullDisk fills a small disk with saves, and then to the last byte with
// something else: no save that was acknowledged may be lost, the process must
// not die of Badger's mapped files, and with room again all goes on.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	defer func() {
		if err := unix.Unmount(disk, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	}()
	dir := filepath.Join(disk, "newsroom")
	o := smallOptions(t)
	o.MinFree = 8 << 20
	db, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 20<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	bodies := fillWithStories(t, db)
	sameBodies(t, db, bodies)

	fillToTheBrim(t, filepath.Join(disk, "other"))
	_, err = db.Save(story(9999, "none", "x"), article.Summary{}, article.Revision{})
	wantError(t, err, ErrDiskFull)
	wantError(t, second(db.PutPicture([]byte("x"))), ErrDiskFull)
	sameBodies(t, db, bodies)
	if err := db.Close(); err != nil {
		t.Logf("closing on a full disk: %v", err)
	}
	wantError(t, second(Open(dir, o)), ErrDiskFull)

	remove(t, disk, "other", "ballast")
	db, err = Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	sameBodies(t, db, bodies)
	save(t, db, story(9999, "room again", "x"))
	closed(t, db)
}

// fillWithStories saves until the store says that the disk is full.
func fillWithStories(t *testing.T, db *DB) map[article.ID]string {
	t.Helper()
	bodies := map[article.ID]string{}
	for n := 0; ; n++ {
		a := story(n, fmt.Sprint("story ", n), noise(100<<10+n))
		_, err := db.Save(a, article.Summary{}, article.Revision{})
		if errors.Is(err, ErrDiskFull) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		bodies[a.ID] = a.Body
	}
	t.Logf("%d stories until the disk was full", len(bodies))
	if len(bodies) < 10 {
		t.Fatal("too few to prove anything")
	}
	return bodies
}

func fillToTheBrim(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	wantError(t, fullDisk(err), ErrDiskFull)
}
