package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
)

// smallNewsroom has stories, a picture and several journal segments.
func smallNewsroom(t *testing.T, dir string) *DB {
	t.Helper()
	o := testOptions(t)
	o.sizes = sizes{segment: 2 << 10, memtable: 1 << 20, valueLog: 1 << 20}
	db := openWith(t, dir, o)
	for n := range 12 {
		a := save(t, db, story(n, fmt.Sprintf("Headline %d", n), strings.Repeat(fmt.Sprintf("Words of story %d. ", n), 40)))
		a.Body += "A second thought."
		save(t, db, a)
	}
	if _, err := db.PutPicture([]byte("a picture's bytes")); err != nil {
		t.Fatal(err)
	}
	return db
}

func backUp(t *testing.T, db *DB, path string) Backup {
	t.Helper()
	b, err := db.Backup(context.Background(), path)
	if err != nil {
		t.Fatalf("back up: %v", err)
	}
	return b
}

func TestBackupGivesEverythingBack(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	path := filepath.Join(dir, "desk.stetbackup")
	b := backUp(t, db, path)
	equal(t, "pictures", b.Pictures, 1)
	want, err := everything(db)
	if err != nil {
		t.Fatal(err)
	}

	restored := filepath.Join(dir, "restored")
	if _, err := Restore(context.Background(), path, restored, testOptions(t)); err != nil {
		t.Fatalf("restore: %v", err)
	}
	again := open(t, restored)
	got, err := everything(again)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "what came back", got, want)
	firsts := func(db *DB) (all []uint64) {
		for _, s := range db.journal.segments {
			all = append(all, s.first)
		}
		return all
	}
	if equalAll(t, "where segments begin", firsts(again), firsts(db)); len(firsts(db)) < 3 {
		t.Fatalf("the newsroom has %d segments, too few to tell", len(firsts(db)))
	}
	sum := sha256.Sum256([]byte("a picture's bytes"))
	if _, err := again.Picture(hex.EncodeToString(sum[:])); err != nil {
		t.Fatalf("the picture: %v", err)
	}
	save(t, again, story(90, "Goes on", "It takes new words."))
}

func TestBackupGoesOnWhereItEnded(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	path := filepath.Join(dir, "desk.stetbackup")
	first := backUp(t, db, path)
	before := read(t, path)
	equal(t, "changes of an idle day", backUp(t, db, path).Added, int64(0))
	if !bytes.Equal(read(t, path), before) {
		t.Fatal("a run with nothing to do changed the file")
	}
	save(t, db, story(50, "Later", "Came after the first run."))
	second := backUp(t, db, path)
	equal(t, "changes of the second run", second.Added, int64(1))
	equal(t, "changes in all", second.Changes, first.Changes+1)
	if !bytes.HasPrefix(read(t, path), before) {
		t.Fatal("the second run changed what the first wrote")
	}
	if grown := second.Size - first.Size; grown > 2000 {
		t.Fatalf("one save made the backup %d bytes longer", grown)
	}
}

// TestBackupCutAnywhere: a run that is killed leaves a prefix of its file. The
// one before must still be in it, and the next must complete it.
func TestBackupCutAnywhere(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	path := filepath.Join(dir, "desk.stetbackup")
	first := backUp(t, db, path)
	save(t, db, story(50, "Later", "Came after the first run."))
	backUp(t, db, path)
	whole := read(t, path)
	for at := first.Size; at < int64(len(whole)); at += 7 {
		write(t, path, whole[:at])
		b, err := ReadBackup(context.Background(), path)
		if err != nil {
			t.Fatalf("cut at %d: %v", at, err)
		}
		equal(t, "changes left", b.Changes, first.Changes)
		equal(t, "changes that the next run brings", backUp(t, db, path).Added, int64(1))
		if !bytes.Equal(read(t, path), whole) {
			t.Fatalf("cut at %d: the next run did not complete the file", at)
		}
	}
	write(t, path, whole[:first.Size/2])
	_, err := ReadBackup(context.Background(), path)
	wantError(t, err, ErrBackup)
	equal(t, "changes after a first run that was killed", backUp(t, db, path).Changes, first.Changes+1)
}

// TestEveryFlippedByteOfABackupIsNamed: no damage may restore as if it were none.
func TestEveryFlippedByteOfABackupIsNamed(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	path := filepath.Join(dir, "desk.stetbackup")
	backUp(t, db, path)
	whole := read(t, path)
	for at := 0; at < len(whole); at += 61 {
		bent := slices.Clone(whole)
		bent[at] ^= 0x20
		write(t, path, bent)
		_, err := ReadBackup(context.Background(), path)
		if !errors.Is(err, ErrBackup) && !errors.Is(err, ErrNewer) {
			t.Fatalf("byte %d flipped: %v", at, err)
		}
		_, err = db.Backup(context.Background(), path)
		if err == nil && bytes.Equal(read(t, path), whole) {
			continue // the seal was bent, so the run counted as unfinished and was done again
		}
		if err == nil || !bytes.Equal(read(t, path), bent) {
			t.Fatalf("byte %d flipped: going on with it: %v", at, err)
		}
	}
	whole[len(whole)/2] ^= 0x20
	write(t, path, whole)
	if _, err := Restore(context.Background(), path, filepath.Join(dir, "r"), testOptions(t)); err == nil {
		t.Fatal("a damaged backup was restored")
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".stet-restoring-*"))
	equal(t, "folders left by a failed restore", len(left), 0)
}

func TestBackupRefusals(t *testing.T) {
	dir := t.TempDir()
	ctx := context.Background()
	db := smallNewsroom(t, filepath.Join(dir, "one"))
	path := filepath.Join(dir, "desk.stetbackup")
	backUp(t, db, path)

	other := smallNewsroom(t, filepath.Join(dir, "two"))
	_, err := other.Backup(ctx, path)
	wantError(t, err, ErrBackup)

	text := filepath.Join(dir, "notes.txt")
	write(t, text, []byte("These are an editor's notes and no backup at all, long enough to be taken for a header."))
	_, err = db.Backup(ctx, text)
	wantError(t, err, ErrBackup)
	if !strings.HasPrefix(string(read(t, text)), "These are") {
		t.Fatal("somebody's file was written over")
	}

	// An older copy of the newsroom is put in its place and goes another way.
	older := filepath.Join(dir, "older")
	if _, err := Restore(ctx, path, older, testOptions(t)); err != nil {
		t.Fatal(err)
	}
	save(t, db, story(60, "This way", "One course."))
	backUp(t, db, path)
	went := open(t, older)
	_, err = went.Backup(ctx, path)
	wantError(t, err, ErrBackup) // it is behind
	save(t, went, story(61, "That way", "Another course."))
	_, err = went.Backup(ctx, path)
	wantError(t, err, ErrBackup) // it is as far, and differs

	_, err = Restore(ctx, path, older, testOptions(t))
	wantError(t, err, ErrOccupied)
}

func TestBackupStopsWhenTold(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	path := filepath.Join(dir, "desk.stetbackup")
	_, err := db.Backup(ctx, path)
	wantError(t, err, context.Canceled)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal("a stopped first run left a file")
	}
}

// TestBackupSaysWhichPictureIsGone: a backup without one is better than none,
// and must not look like one with it.
func TestBackupSaysWhichPictureIsGone(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	id, err := db.PutPicture([]byte("gone soon"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(db.picturePath(id)); err != nil {
		t.Fatal(err)
	}
	b := backUp(t, db, filepath.Join(dir, "desk.stetbackup"))
	equalAll(t, "missing pictures", b.Missing, []string{id})
	equal(t, "pictures", b.Pictures, 1)
}

// TestSavesDuringABackup: a backup is of one moment, and nobody waits for it.
func TestSavesDuringABackup(t *testing.T) {
	dir := t.TempDir()
	db := smallNewsroom(t, filepath.Join(dir, "newsroom"))
	done := make(chan error, 1)
	go func() {
		for n := range 40 {
			a := story(200+n, "Meanwhile", "Saved during a backup.")
			if _, err := db.Save(a, article.Summary{}, article.Revision{}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	path := filepath.Join(dir, "desk.stetbackup")
	for range 5 {
		backUp(t, db, path)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	equal(t, "changes", backUp(t, db, path).Changes, int64(db.journal.last()))
}

func FuzzReadBackup(f *testing.F) {
	s := segment{number: 1, first: 1}
	whole := s.headerUnder(backupMagic)
	r := record{seq: 1, kind: kindPicture, json: []byte(`{"id":"x","size":0}`)}
	whole = r.appendTo(whole)
	end := record{seq: 2, kind: kindSeal, json: []byte(`{"at":"2026-03-02T09:30:00Z","last":"00000000000000000001"}`)}
	whole = end.appendTo(whole)
	f.Add(whole)
	f.Add(whole[:len(whole)-9])
	f.Add(binary.BigEndian.AppendUint32(whole, recordMark))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "b")
		write(t, path, data)
		if b, err := ReadBackup(context.Background(), path); err == nil && b.Size > int64(len(data)) {
			t.Fatalf("a backup of %d bytes says that it has %d", len(data), b.Size)
		}
	})
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
