package store

import (
	"os"
	"strings"
	"testing"
	"time"
)

// Badger tries for ever to write into a folder that is gone; a window that
// closes must end all the same, and say what it left.
func TestClosingEndsWhenTheFolderIsGone(t *testing.T) {
	o := smallOptions(t)
	o.settle = 300 * time.Millisecond
	dir := t.TempDir()
	db, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	save(t, db, story(1, "A headline", "Words."))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- db.Close() }()
	select {
	case err = <-done:
	case <-time.After(time.Minute):
		t.Fatal("it never ended")
	}
	if err == nil || !strings.Contains(err.Error(), "close Badger") {
		t.Errorf("it said %v", err)
	}
}
