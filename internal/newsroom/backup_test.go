package newsroom_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stet/internal/newsroom"
)

func TestDailyBackupIsProvedOncePerDay(t *testing.T) {
	now := time.Date(2026, 11, 24, 23, 50, 0, 0, time.FixedZone("desk", 2*60*60))
	dir := filepath.Join(t.TempDir(), "newsroom")
	r, err := newsroom.Open(newsroom.Options{Dir: dir, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.BackUpNow(context.Background()); !errors.Is(err, newsroom.ErrNoFolder) {
		t.Fatalf("without a folder: %v", err)
	}
	take(t, r, ferry)
	folder := t.TempDir()
	if err := r.ChooseBackupFolder(folder); err != nil {
		t.Fatal(err)
	}
	s, err := r.BackUpNow(context.Background())
	if err != nil || s.Proved == nil || s.Failed != nil {
		t.Fatalf("the first backup: %+v, %v", s, err)
	}
	if s.Proved.Stories != 1 || filepath.Dir(s.Proved.Backup.Path) != folder {
		t.Fatalf("what was proved: %+v", s.Proved)
	}
	if s.Due(now) {
		t.Fatal("it is due again at once")
	}
	if !s.Due(now.Add(20*time.Minute)) {
		t.Fatal("it is not due after midnight")
	}
	if !s.Due(now.Add(-48*time.Hour)) {
		t.Fatal("a clock that was put back keeps the backup away")
	}
	if (newsroom.BackupState{Proved: s.Proved}).Due(now.Add(48*time.Hour)) {
		t.Fatal("it is due though no folder is chosen")
	}
	trial, err := filepath.Glob(filepath.Join(dir, "trial*"))
	if err != nil || len(trial) > 0 {
		t.Fatalf("the trial left %v", trial)
	}
}

// TestFailedBackupIsRemembered: a backup that fails in the night must be seen
// in the morning, beside when it last worked.
func TestFailedBackupIsRemembered(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "newsroom"))
	folder := filepath.Join(t.TempDir(), "disk")
	if err := errors.Join(os.Mkdir(folder, 0o700), r.ChooseBackupFolder(folder)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.BackUpNow(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if _, err := r.BackUpNow(context.Background()); !errors.Is(err, newsroom.ErrFolderGone) {
		t.Fatalf("without its disk: %v", err)
	}
	s, err := r.BackupState()
	if err != nil || s.Failed == nil || s.Failed.Message == "" || s.Proved == nil {
		t.Fatalf("what is known: %+v, %v", s, err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if s, err = r.BackUpNow(context.Background()); err != nil || s.Failed != nil {
		t.Fatalf("once the disk is back: %+v, %v", s, err)
	}
}

// TestDamagedBackupIsLeftAside: the next file takes over, the damaged one
// stays for who knows what can be read of it.
func TestDamagedBackupIsLeftAside(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "newsroom"))
	folder := t.TempDir()
	if err := r.ChooseBackupFolder(folder); err != nil {
		t.Fatal(err)
	}
	s, err := r.BackUpNow(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(s.Proved.Backup.Path)
	if err != nil {
		t.Fatal(err)
	}
	data[100] ^= 1
	if err := os.WriteFile(s.Proved.Backup.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := r.BackUpNow(context.Background())
	if err != nil || again.Proved.Backup.Path == s.Proved.Backup.Path {
		t.Fatalf("after damage: %+v, %v", again, err)
	}
	if left, err := os.ReadFile(s.Proved.Backup.Path); err != nil || string(left) != string(data) {
		t.Fatalf("the damaged file was changed: %v", err)
	}
}
