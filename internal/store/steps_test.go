package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

func keepSteps(t *testing.T, db *DB, a article.Article, steps string) {
	t.Helper()
	if err := db.KeepSteps(a.ID, a.Rev, steps); err != nil {
		t.Fatal(err)
	}
}

func hasSteps(t *testing.T, db *DB, a article.Article, want string) {
	t.Helper()
	rev, steps, err := db.Steps(a.ID)
	if err != nil || rev != a.Rev || steps != want {
		t.Errorf("revision %d has the steps %q (%v), want those of %d: %q", rev, steps, err, a.Rev, want)
	}
}

// Steps are there after a restart as long as the body is the one they lead to.
func TestStepsBelongToABody(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	a := save(t, db, article.Article{ID: storyID(1), Body: "One. Two."})
	hasSteps(t, db, a, "")
	keepSteps(t, db, a, `{"done":["Two"]}`)
	closed(t, db)
	db = open(t, dir)
	hasSteps(t, db, a, `{"done":["Two"]}`)

	a.Headlines.Main = "Another head"
	a = save(t, db, a)
	hasSteps(t, db, a, `{"done":["Two"]}`)
	old := a
	a.Body = "One. Two. Three."
	a = save(t, db, a)
	hasSteps(t, db, a, "")
	keepSteps(t, db, old, "of an older body")
	hasSteps(t, db, a, "")
	later := a
	later.Rev++
	keepSteps(t, db, later, "of a body that is not there yet")
	hasSteps(t, db, a, "")
	keepSteps(t, db, a, "")
	hasSteps(t, db, a, "")
}

// Whatever a file of steps is, it is right or it is nothing.
func TestDamagedStepsAreNone(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	a := save(t, db, article.Article{ID: storyID(1), Body: "One."})
	b := save(t, db, article.Article{ID: storyID(2), Body: "Two."})
	keepSteps(t, db, a, "steps")
	path := filepath.Join(dir, stepsName, string(a.ID))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		flipped := append([]byte{}, whole...)
		flipped[i] ^= 1
		for _, data := range [][]byte{flipped, whole[:i]} {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			hasSteps(t, db, a, "")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, stepsName, string(b.ID)), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	hasSteps(t, db, b, "")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	hasSteps(t, db, a, "steps")
}

func TestStepsAreBounded(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	first := save(t, db, article.Article{ID: storyID(1), Body: "One."})
	if err := db.KeepSteps(first.ID, 1, strings.Repeat("x", maxSteps+1)); !errors.Is(err, article.ErrValue) {
		t.Errorf("too many steps: %v", err)
	}
	keepSteps(t, db, first, "the oldest")
	folder := filepath.Join(dir, stepsName)
	for i := range mostSteps {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(filepath.Join(folder, string(first.ID)), time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	keepSteps(t, db, save(t, db, article.Article{ID: storyID(2), Body: "Two."}), "the newest")
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != mostSteps {
		t.Errorf("%d files, %v", len(entries), err)
	}
	hasSteps(t, db, first, "")
}
