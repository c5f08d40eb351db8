package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func examined(t *testing.T, dir string) Health {
	t.Helper()
	h, err := Examine(context.Background(), dir, smallOptions(t))
	if err != nil {
		t.Fatalf("examine: %v", err)
	}
	return h
}

func TestExamineFindsNothingInAWholeNewsroom(t *testing.T) {
	dir := t.TempDir()
	p := newPlayer(t, openWith(t, dir, smallOptions(t)), rand.Uint64())
	for range 60 {
		p.step()
	}
	_, err := Examine(context.Background(), dir, smallOptions(t))
	wantError(t, err, ErrInUse)
	last := p.db.journal.last()
	closed(t, p.db)
	before := treeOf(t, dir)
	h := examined(t, dir)
	if len(h.Faults) > 0 || h.Unclean {
		t.Fatalf("a whole newsroom: %+v", h)
	}
	equal(t, "changes", h.Changes, last)
	if h.Revisions == 0 || h.Values <= h.Revisions {
		t.Fatalf("it looked at %d revisions and %d values", h.Revisions, h.Values)
	}
	equal(t, "the folder after looking", treeOf(t, dir), before)
	_, err = Examine(context.Background(), filepath.Join(dir, "nowhere"), smallOptions(t))
	wantError(t, err, os.ErrNotExist)
}

// treeOf is every file of a newsroom with its contents' checksum.
func treeOf(t testing.TB, dir string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range filesOf(t, dir) {
		sum, err := fileSum(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %v\n", name, sum)
	}
	return b.String()
}

// TestRepairOfAnyDamage bends and cuts every file that holds words, one at a
// time: the doctor names it, and after a repair finds nothing and everything
// is there.
func TestRepairOfAnyDamage(t *testing.T) {
	dir := t.TempDir()
	p := newPlayer(t, openWith(t, dir, smallOptions(t)), rand.Uint64())
	for range 80 {
		p.step()
	}
	want, err := everything(p.db)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, p.db)
	for _, name := range filesOf(t, dir) {
		if words := strings.HasSuffix(name, ".log") || strings.HasSuffix(name, ".sst") || strings.HasSuffix(name, ".vlog"); !words {
			continue
		}
		for damage, do := range map[string]func(string) error{"cut": cutHalf, "flip": flipWords, "removed": os.Remove} {
			t.Run(name+" "+damage, func(t *testing.T) {
				dir := asKilled(t, dir)
				if err := do(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
				found := examined(t, dir)
				if len(found.Faults) == 0 && damage != "flip" {
					t.Fatal("the doctor finds nothing")
				}
				t.Log(found.Faults) // none where the byte was of a value that has been replaced
				h, err := Repair(context.Background(), dir, smallOptions(t))
				if err != nil || len(h.Faults) > 0 || h.Unclean {
					t.Fatalf("after the repair: %+v, %v", h, err)
				}
				got, err := everything(openWith(t, dir, smallOptions(t)))
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "what came back", got, want)
			})
		}
	}
}

// flipWords bends a byte in the middle, past headers and short of room.
func flipWords(path string) error {
	data, size, err := content(path)
	if err != nil {
		return err
	}
	data[size/2] ^= 4
	return os.WriteFile(path, data, 0o600)
}

func TestRepairAfterAnUncleanEnd(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, dir)
	wantError(t, db.caughtUp(), nil)
	killed := asKilled(t, dir)
	closed(t, db)
	if h := examined(t, killed); !h.Unclean || len(h.Faults) > 0 {
		t.Fatalf("after a kill: %+v", h)
	}
	h, err := Repair(context.Background(), killed, smallOptions(t))
	if err != nil || h.Unclean || len(h.Faults) > 0 {
		t.Fatalf("after the repair: %+v, %v", h, err)
	}
}

// TestRepairCannotWithoutAnyCopy: both copies lost words, so nothing is
// changed, and it is said.
func TestRepairCannotWithoutAnyCopy(t *testing.T) {
	dir := t.TempDir()
	closed(t, smallNewsroom(t, dir))
	for _, pattern := range []string{"journal/000001.log", "badger/*.sst", "badger/*.vlog"} {
		paths, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, path := range paths {
			if err := flipWords(path); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := treeOf(t, dir)
	_, err := Repair(context.Background(), dir, smallOptions(t))
	wantError(t, err, ErrDamaged)
	if h := examined(t, dir); len(h.Faults) < 2 {
		t.Fatalf("the doctor names %v", h.Faults)
	}
	equal(t, "the folder", treeOf(t, dir), before)
}

func TestDoctorNamesPictures(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, dir)
	id, err := db.PutPicture([]byte("another"))
	if err != nil {
		t.Fatal(err)
	}
	path := db.picturePath(id)
	closed(t, db)
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, []byte("bent"), 0o600)); err != nil {
		t.Fatal(err)
	}
	h := examined(t, dir)
	equal(t, "whole pictures", h.Pictures, 1)
	equalAll(t, "faults", h.Faults, []Fault{{File: "pictures/" + id, Why: "it is not what was stored", Mend: ""}})
}
