package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A lock file that a crash left names a process, or not: what counts is the
// lock of the kernel, which went with the process.
func TestLockThatACrashLeft(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	a := save(t, db, story(1, "One", "words"))
	closed(t, db)
	for _, name := range []string{lockName, filepath.Join(badgerName, lockName)} {
		if err := os.WriteFile(filepath.Join(dir, name), fmt.Appendln(nil, os.Getpid()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "body", get(t, openWith(t, dir, smallOptions(t)), a.ID).Body, a.Body)
}

// TestOlderCopyIsTold puts both copies of an older backup under a newsroom
// that was known to hold more.
func TestOlderCopyIsTold(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	a := save(t, db, story(1, "One", "then"))
	closed(t, db)
	old := asKilled(t, dir)
	db = openWith(t, dir, smallOptions(t))
	save(t, db, story(2, "Two", "now"))
	closed(t, db)
	remove(t, dir, badgerName, journalName)
	for _, name := range []string{badgerName, journalName} {
		if err := os.Rename(filepath.Join(old, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	said, o := "", smallOptions(t)
	o.Progress = func(s string) { said += s + "\n" }
	equal(t, "body", get(t, openWith(t, dir, o), a.ID).Body, "then")
	if !strings.Contains(said, "ends at change 1; it was known to hold 2") {
		t.Errorf("it said %q", said)
	}
}

// TestKilledWhileMadeAnew kills a process while it makes Badger anew, which is
// also how a newsroom of an older layout is brought up: the journal is not
// touched, and the next one goes on.
func TestKilledWhileMadeAnew(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	for from := 0; from < 400; from += 200 {
		entries := make([]Entry, 200)
		for i := range entries {
			entries[i].Article = story(from+i, fmt.Sprint("story ", from+i), noise(1500))
		}
		if _, err := db.SaveAll(entries); err != nil {
			t.Fatal(err)
		}
	}
	want, err := everything(db)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	takes := madeAnew(t, dir, time.Minute)
	for range 3 {
		madeAnew(t, dir, takes/5+time.Duration(rand.Int64N(int64(takes/2))))
		comesBack(t, dir, want)
	}
}

// madeAnew removes Badger and has a process make it anew, killed after most of a
// time; it gives how long that process lived.
func madeAnew(t *testing.T, dir string, most time.Duration) time.Duration {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, badgerName)); err != nil {
		t.Fatal(err)
	}
	c, start := child(t, "dump", dir), time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(most, func() { c.Process.Kill() })
	err := c.Wait()
	timer.Stop()
	t.Logf("after %v: %v", time.Since(start), err)
	return time.Since(start)
}

// TestEndedWhileSaving ends a saving process as a logout and a closed terminal
// do.
func TestEndedWhileSaving(t *testing.T) {
	dir, acked := t.TempDir(), map[ack]string{}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGHUP, syscall.SIGTERM} {
		endOnce(t, child(t, "save", dir), 100*time.Millisecond, acked, func(c *exec.Cmd) time.Time {
			if err := c.Process.Signal(s); err != nil {
				t.Error(err)
			}
			return time.Now()
		})
		db := openWith(t, dir, smallOptions(t))
		for a, body := range acked {
			got, err := db.GetRev(storyID(a.story), a.rev)
			if err != nil || got.Body != body {
				t.Fatalf("after %v story %d revision %d is %q (%v)", s, a.story, a.rev, got.Body, err)
			}
		}
		closed(t, db)
	}
}

// TestTenThousandStories is killed with all of them, and starts with all: what
// is replayed then is more than one transaction of Badger holds.
func TestTenThousandStories(t *testing.T) {
	dir := t.TempDir()
	o := testOptions(t)
	db := openWith(t, dir, o)
	for from := 0; from < 10_000; from += 500 {
		entries := make([]Entry, 500)
		for i := range entries {
			entries[i].Article = story(from+i, fmt.Sprint("story ", from+i), "Words of it.")
		}
		if _, err := db.SaveAll(entries); err != nil {
			t.Fatal(err)
		}
	}
	wantError(t, db.caughtUp(), nil)
	killed := asKilled(t, dir)
	closed(t, db)
	start := time.Now()
	db = openWith(t, killed, o)
	heads, err := db.Heads(Filter{})
	if err != nil || len(heads) != 10_000 {
		t.Fatalf("%d stories, %v", len(heads), err)
	}
	t.Logf("opened and listed after %v", time.Since(start))
}
