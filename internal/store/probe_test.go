package store

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

// probeByChild is Options.Probe as the program has it: another process opens
// Badger first.
func probeByChild(t testing.TB, calls *int) func(string) error {
	return func(dir string) error {
		*calls++
		c := child(t, "probe", dir)
		c.Stderr = nil
		if out, err := c.Output(); err != nil {
			return fmt.Errorf("the process that opened them ended with %v %s", err, out)
		}
		return nil
	}
}

// A byte at the end of a new table passes the checks made before Badger opens,
// which know the table's index only, and makes Badger panic in a goroutine.
func TestTableThatKillsItsReader(t *testing.T) {
	dir, bodies := killedWithTables(t)
	bendLastBlock(t, dir)
	said := []string{}
	o := smallOptions(t)
	o.Progress = func(s string) { said = append(said, s) }

	c := child(t, "dump", asKilled(t, dir))
	c.Stderr = nil
	if out, err := c.Output(); err == nil {
		t.Fatalf("without a probe the process lives, so there is nothing to prove: %.100s", out)
	}
	calls := 0
	o.Probe = probeByChild(t, &calls)
	db := openWith(t, dir, o)
	equal(t, "probes", calls, 1)
	sameBodies(t, db, bodies)
	if len(said) == 0 || !strings.Contains(said[0], "kept in badger.damaged-") {
		t.Errorf("it said %q", said)
	}
	closed(t, db)

	db = openWith(t, dir, o) // closed in order: nobody needs to try
	equal(t, "probes", calls, 1)
	sameBodies(t, db, bodies)
}

// What a probe finds sound is opened as it is.
func TestProbeOfSoundFiles(t *testing.T) {
	dir, bodies := killedWithTables(t)
	o, calls := smallOptions(t), 0
	o.Probe = probeByChild(t, &calls)
	o.Progress = func(s string) {
		if strings.Contains(s, "kept in") {
			t.Error(s)
		}
	}
	db := openWith(t, dir, o)
	equal(t, "probes", calls, 1)
	sameBodies(t, db, bodies)
}

// killedWithTables is a newsroom whose process was killed after Badger had
// made tables of what was saved.
func killedWithTables(t *testing.T) (dir string, bodies map[article.ID]string) {
	t.Helper()
	living := t.TempDir()
	db := openWith(t, living, smallOptions(t))
	bodies = map[article.ID]string{}
	for len(badgerFilesLike(t, living, "*.sst")) == 0 {
		entries := make([]Entry, 400)
		for i := range entries {
			a := story(len(bodies), fmt.Sprint("story ", len(bodies)), "words "+fmt.Sprint(len(bodies)))
			bodies[a.ID], entries[i] = a.Body, Entry{Article: a}
		}
		if _, err := db.SaveAll(entries); err != nil {
			t.Fatal(err)
		}
	}
	wantError(t, db.caughtUp(), nil)
	for len(badgerFilesLike(t, living, "*.mem")) > 1 { // one is on its way into a table
		time.Sleep(5 * time.Millisecond)
	}
	dir = asKilled(t, living)
	closed(t, db)
	return dir, bodies
}

func badgerFilesLike(t *testing.T, dir, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, badgerName, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// bendLastBlock changes the byte that says how long the checksum of a table's
// last block is.
func bendLastBlock(t *testing.T, dir string) {
	t.Helper()
	table := badgerFilesLike(t, dir, "*.sst")[0]
	data, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	// block | index | its length 4 | checksum | its length 4
	sum := int(binary.BigEndian.Uint32(data[len(data)-4:]))
	index := int(binary.BigEndian.Uint32(data[len(data)-8-sum:]))
	data[len(data)-8-sum-index-1] = 0xff
	if err := os.WriteFile(table, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func sameBodies(t *testing.T, db *DB, bodies map[article.ID]string) {
	t.Helper()
	for id, body := range bodies {
		if got := get(t, db, id).Body; got != body {
			t.Fatalf("story %s came back with %d bytes of %d", id, len(got), len(body))
		}
	}
}
