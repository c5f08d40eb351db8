package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// everything reads a newsroom as a person could see it.
func everything(db *DB) (string, error) {
	var b strings.Builder
	heads, err := db.Heads(Filter{})
	trash, err2 := db.Heads(Filter{Trash: true})
	if err := errors.Join(err, err2); err != nil {
		return "", err
	}
	for _, h := range append(heads, trash...) {
		line, _ := encodeJSON(h)
		fmt.Fprintf(&b, "%s\n", line)
		history, err := db.History(h.ID)
		if err != nil {
			return "", err
		}
		for _, r := range history {
			a, err := db.GetRev(h.ID, r.Rev)
			if err != nil {
				return "", err
			}
			text, _ := encodeJSON(a)
			fmt.Fprintf(&b, "%+v %s\n", r, text)
		}
	}
	settings, err := db.Settings()
	lineups, err2 := db.Lineups()
	past, err3 := db.LineupHistory("front")
	fmt.Fprintf(&b, "%v %v %v\n", settings, lineups, past)
	return b.String(), errors.Join(err, err2, err3)
}

// dumpRole is the child of the damage tests: Badger may end its process.
func dumpRole(dir string) string {
	db, err := Open(dir, Options{MinFree: 1, sizes: sizes{segment: 1 << 20, memtable: 1 << 20, valueLog: 1 << 20}})
	if err != nil {
		return "error: " + err.Error()
	}
	text, err := everything(db)
	if err := errors.Join(err, db.Close()); err != nil {
		return "error: " + err.Error()
	}
	return text
}

// TestDamageToAnyFileLosesNothing bends, cuts and removes every file of the
// newsroom, one at a time. The store must come back with everything at the
// first or, having said what is damaged, at the second opening.
// STET_DAMAGES sets how many bytes of each file are flipped (default 2).
func TestDamageToAnyFileLosesNothing(t *testing.T) {
	flips := 2
	if n, err := strconv.Atoi(os.Getenv("STET_DAMAGES")); err == nil {
		flips = n
	}
	dir := t.TempDir()
	p := newPlayer(t, openWith(t, dir, smallOptions(t)), rand.Uint64())
	for range 80 {
		p.step()
	}
	closed(t, p.db)
	p.db = openWith(t, dir, smallOptions(t))
	for range 40 {
		p.step()
	}
	want, err := everything(p.db)
	if err != nil {
		t.Fatal(err)
	}
	killed := asKilled(t, dir)
	closed(t, p.db)
	for end, dir := range map[string]string{"closed": dir, "killed": killed} {
		for _, name := range filesOf(t, dir) {
			for damage, do := range damagesTo(name, flips) {
				t.Run(end+" "+name+" "+damage, func(t *testing.T) {
					t.Parallel()
					dir := asKilled(t, dir)
					if err := do(filepath.Join(dir, name)); err != nil {
						t.Fatal(err)
					}
					comesBack(t, dir, want)
				})
			}
		}
	}
}

// damagesTo spares files that hold no words most of the flips.
func damagesTo(name string, flips int) map[string]func(path string) error {
	damages := map[string]func(path string) error{"removed": os.Remove, "cut": cutHalf}
	switch filepath.Base(name) {
	case "LOCK", "DISCARD", "KEYREGISTRY":
		flips = min(flips, 1)
	}
	for i := range flips {
		damages[fmt.Sprint("flip ", i)] = flip
	}
	return damages
}

func comesBack(t *testing.T, dir, want string) {
	t.Helper()
	got := ""
	for range 2 {
		c := child(t, "dump", dir)
		hangs := time.AfterFunc(time.Minute, func() { c.Process.Signal(syscall.SIGQUIT) }) // prints where
		out, err := c.Output()
		hangs.Stop()
		if got = string(out); err != nil {
			t.Fatalf("the process ended with %v: %.300s", err, got)
		}
		if got == want {
			return
		}
		t.Logf("%.300s", got)
		if !strings.HasPrefix(got, "error: ") {
			t.Fatalf("silently another newsroom")
		}
	}
	t.Fatal("it does not come back")
}

func filesOf(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"journal/*", "badger/*", stateName} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, rel)
		}
	}
	return names
}

// content is how many bytes of a file are more than room laid out.
func content(path string) (data []byte, size int, err error) {
	data, err = os.ReadFile(path)
	return data, len(strings.TrimRight(string(data), "\x00")), err
}

func cutHalf(path string) error {
	_, size, err := content(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, int64(size/2))
}

func flip(path string) error {
	data, size, err := content(path)
	if err != nil || size == 0 {
		return err
	}
	data[rand.IntN(size)] ^= 1 << rand.IntN(8)
	return os.WriteFile(path, data, 0o600)
}

// A length that is bent in Badger's value log makes it keep a lock after the
// failed read, and closing it would wait for that lock for ever.
func TestBentLengthInTheValueLog(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	a := save(t, db, story(1, "One", noise(3000)))
	closed(t, db)
	db = openWith(t, dir, smallOptions(t))
	save(t, db, story(2, "In a newer log", noise(3000))) // the newest is cut instead
	closed(t, db)
	logs, err := filepath.Glob(filepath.Join(dir, badgerName, "*.vlog"))
	if err != nil {
		t.Fatal(err)
	}
	k, _ := keyOf(a.ID)
	bent := 0
	for _, path := range logs {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// header: meta 1, user meta 1, key length 1, value length 2, expiry 1
		if at := bytes.Index(data, bodyKey(k, 1)); at > 0 {
			data[at-3], data[at-2] = 0xff, 0x7f
			bent++
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	equal(t, "bent values", bent, 1)
	db = openWith(t, dir, smallOptions(t))
	_, err = db.Get(a.ID)
	wantError(t, err, ErrDamaged)
	closed(t, db)
	db = openWith(t, dir, smallOptions(t))
	equal(t, "body", get(t, db, a.ID).Body, a.Body)
}
