package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// withoutDisk runs while with the index's files out of reach.
func withoutDisk(t *testing.T, dir string, while func()) {
	t.Helper()
	store := filepath.Join(dir, wordsName, "store")
	if err := os.Rename(store, store+".away"); err != nil {
		t.Fatal(err)
	}
	while()
	if err := os.Rename(store+".away", store); err != nil {
		t.Fatal(err)
	}
}

func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: it never was", what)
		}
	}
}

func (x *Index) errorCount() uint64 {
	stats, _ := x.bleve.StatsMap()["index"].(map[string]any)
	n, _ := stats["TotOnErrors"].(uint64)
	return n
}

// An error that passes by costs nothing: an index of a hundred thousand stories
// is not to be begun again for it.
func TestAnErrorThatPassesIsForgotten(t *testing.T) {
	dir := t.TempDir()
	x := openIndex(t, dir)
	put(t, x, Mark{High: 1}, story("1", "Harbour", "Boats."))
	waitFor(t, "the first batch on disk", func() bool { return x.waiting.Load() == 0 })
	withoutDisk(t, dir, func() {
		put(t, x, Mark{High: 2}, story("2", "Ferry", "Crews."))
		waitFor(t, "an error", func() bool { return x.errorCount() > 0 })
	})
	for n := 3; n < 3+2*mostWaiting; n++ {
		put(t, x, Mark{High: uint64(n)}, story(fmt.Sprint(n), "Gate", "Pilots."))
		if n%mostWaiting == 0 {
			waitFor(t, "all on disk", func() bool { return x.waiting.Load() == 0 })
		}
	}
	if got := find(t, x, "ferry"); len(got) != 1 {
		t.Fatalf("found %v", got)
	}
}

// An index that no longer reaches the disk is given up before it fills memory.
func TestAnErrorThatStaysIsTold(t *testing.T) {
	dir := t.TempDir()
	x := openIndex(t, dir)
	put(t, x, Mark{High: 1}, story("1", "Harbour", "Boats."))
	waitFor(t, "the first batch on disk", func() bool { return x.waiting.Load() == 0 })
	withoutDisk(t, dir, func() {
		put(t, x, Mark{High: 2}, story("2", "Ferry", "Crews."))
		waitFor(t, "an error", func() bool { return x.errorCount() > 0 })
		var err error
		n := 3 // the disk is tried again now and then, not at each batch
		for end := time.Now().Add(time.Minute); err == nil && time.Now().Before(end); n++ {
			err = x.Put([]Document{story(fmt.Sprint(n), "Gate", "Pilots.")}, Mark{High: uint64(n)})
			if n > 2*mostWaiting {
				time.Sleep(10 * time.Millisecond)
			}
		}
		if !errors.Is(err, ErrUnsound) {
			t.Fatalf("after %d batches that reached no disk: %v", x.waiting.Load(), err)
		}
	})
}
