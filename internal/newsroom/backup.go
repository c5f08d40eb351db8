package newsroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"stet/internal/article"
	"stet/internal/store"
)

// What the faces need of the store's words for it.
type (
	Backup = store.Backup
	Health = store.Health
)

// Proof is a backup that was restored on trial and held against the newsroom.
type Proof struct {
	Backup  Backup    `json:"backup"`
	At      time.Time `json:"at"`      // when it was proved, UTC
	Stories int       `json:"stories"` // trashed ones too, compared word for word
}

// Backup brings the backup at path up to date, see [store.DB.Backup].
func (r *Room) Backup(ctx context.Context, path string) (Backup, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Backup{}, fmt.Errorf("find %s: %w", path, err)
	}
	return r.db.Backup(ctx, path)
}

// ReadBackup proves that every record of a backup can be read.
func ReadBackup(ctx context.Context, path string) (Backup, error) {
	return store.ReadBackup(ctx, path)
}

// RestoreBackup makes the newsroom of Options.Dir, which must be absent or
// empty, from a backup.
func RestoreBackup(ctx context.Context, path string, o Options) (Backup, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return Backup{}, fmt.Errorf("find %s: %w", o.Dir, err)
	}
	return store.Restore(ctx, path, dir, o.ofStore())
}

// Examine looks through the newsroom of Options.Dir and changes nothing.
func Examine(ctx context.Context, o Options) (Health, error) {
	return store.Examine(ctx, o.Dir, o.ofStore())
}

// Repair lets each copy of the newsroom's words mend the other.
func Repair(ctx context.Context, o Options) (Health, error) {
	return store.Repair(ctx, o.Dir, o.ofStore())
}

// Prove restores a backup into a folder that is thrown away again and compares
// the newest revision of every story in it with the newsroom's. Memory is
// bounded by one story; saves go on meanwhile.
func (r *Room) Prove(ctx context.Context, path string) (p Proof, err error) {
	trial := r.trial(path)
	defer os.RemoveAll(trial)
	if err := os.RemoveAll(trial); err != nil {
		return Proof{}, fmt.Errorf("clear an unfinished trial: %w", err)
	}
	dir := filepath.Join(trial, "newsroom")
	if p.Backup, err = store.Restore(ctx, path, dir, store.Options{Now: r.opts.Now}); err != nil {
		return Proof{}, err
	}
	restored, err := store.Open(dir, store.Options{Now: r.opts.Now})
	if err != nil {
		return Proof{}, fmt.Errorf("open what was restored: %w", err)
	}
	defer func() { err = errors.Join(err, restored.Close()) }()
	for _, f := range []store.Filter{{}, {Trash: true}} {
		heads, err := restored.Heads(f)
		if err != nil {
			return Proof{}, err
		}
		for _, h := range heads {
			if err := ctx.Err(); err != nil {
				return Proof{}, err
			}
			if err := r.sameStory(restored, h); err != nil {
				return Proof{}, err
			}
		}
		p.Stories += len(heads)
	}
	p.At = r.now().UTC()
	return p, nil
}

// trial is where a backup is restored on trial: in the newsroom's folder, since
// that of the backup may be one that is copied elsewhere; but nothing is written
// in a newsroom that can only be read.
func (r *Room) trial(path string) string {
	if r.db.ReadOnly() != nil {
		return filepath.Join(filepath.Dir(path), ".stet-trial")
	}
	return filepath.Join(r.opts.Dir, "trial")
}

// ErrUnproved: a backup gives back other words than the newsroom has.
var ErrUnproved = errors.New("the backup does not give the same words back")

func (r *Room) sameStory(restored *store.DB, h article.Head) error {
	theirs, err := restored.GetRev(h.ID, h.Rev)
	if err != nil {
		return fmt.Errorf("%w: story %s: %v", ErrUnproved, h.ID, err)
	}
	ours, err := r.db.GetRev(h.ID, h.Rev)
	if err != nil {
		return err
	}
	// A section may have got another name meanwhile; it is no part of a story.
	ours.Section, theirs.Section = "", ""
	a, errA := json.Marshal(ours)
	b, errB := json.Marshal(theirs)
	if errors.Join(errA, errB) != nil || string(a) != string(b) {
		return fmt.Errorf("%w: story %s revision %d", ErrUnproved, h.ID, h.Rev)
	}
	return nil
}

// backupSettings keep what is known of the daily backup; proved is a Proof,
// failed a Failure, both as JSON.
const (
	backupFolder = "backup.folder"
	backupProved = "backup.proved"
	backupFailed = "backup.failed"
)

// Failure is a daily backup that did not work.
type Failure struct {
	At      time.Time `json:"at"` // UTC
	Message string    `json:"message"`
	Hint    string    `json:"hint"`
}

// BackupState is what is known of the daily backup.
type BackupState struct {
	Folder string   `json:"folder"` // "" = none chosen
	Proved *Proof   `json:"proved"` // the last that worked; nil = never
	Failed *Failure `json:"failed"` // since then; nil = none
}

// BackupState says when the words were last proved restorable.
func (r *Room) BackupState() (BackupState, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return BackupState{}, err
	}
	s := BackupState{Folder: kept[backupFolder]}
	for key, into := range map[string]any{backupProved: &s.Proved, backupFailed: &s.Failed} {
		if text := kept[key]; text != "" {
			if err := json.Unmarshal([]byte(text), into); err != nil {
				return s, fmt.Errorf("read %s: %w", key, err)
			}
		}
	}
	return s, nil
}

// BackUpNow makes the backup in the chosen folder, proves it, and keeps what
// came of it.
func (r *Room) BackUpNow(ctx context.Context) (BackupState, error) {
	s, err := r.BackupState()
	if err != nil {
		return s, err
	}
	if s.Folder == "" {
		return s, ErrNoFolder
	}
	p, err := r.backUpInto(ctx, s.Folder)
	if r.db.ReadOnly() != nil && err == nil { // a full disk wants one most of all, but it cannot be noted
		s.Proved = &p
		return s, nil
	}
	if errors.Is(err, context.Canceled) {
		return s, err // the window closes: nothing went wrong
	}
	changes := map[string]string{backupFailed: ""}
	if err != nil {
		said := Explain(err)
		changes[backupFailed] = jsonText(Failure{At: r.now().UTC(), Message: said.Message, Hint: said.Hint})
	} else {
		changes[backupProved] = jsonText(p)
	}
	if err := errors.Join(err, r.db.PutSettings(changes)); err != nil {
		return s, err
	}
	return r.BackupState()
}

// ErrFolderGone: the folder for backups is not there.
var ErrFolderGone = errors.New("the folder for backups is not there")

// ErrNoFolder: no folder for backups was chosen.
var ErrNoFolder = errors.New("no folder for backups is chosen")

// backUpInto tries the newsroom's files in the folder in turn: one that is
// damaged, or of another course of this newsroom, is left as it is.
func (r *Room) backUpInto(ctx context.Context, folder string) (Proof, error) {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return Proof{}, ErrFolderGone // not made: a disk may be missing
	}
	var err error
	for n := 1; n <= mostBackups; n++ {
		path := filepath.Join(folder, backupName(r.db.Name(), n))
		if _, err = r.db.Backup(ctx, path); err == nil {
			return r.Prove(ctx, path)
		}
		if !errors.Is(err, store.ErrBackup) {
			break
		}
	}
	return Proof{}, err
}

// mostBackups of one newsroom stand in a folder before somebody should look.
const mostBackups = 9

func backupName(newsroom string, n int) string {
	if n == 1 {
		return fmt.Sprintf("stet-%s.stetbackup", newsroom)
	}
	return fmt.Sprintf("stet-%s-%d.stetbackup", newsroom, n)
}

// ChooseBackupFolder sets where daily backups go; "" = nowhere.
func (r *Room) ChooseBackupFolder(folder string) error {
	return r.PutSettings(map[string]string{backupFolder: folder})
}

// KeepBackedUp makes a proved backup a day while the newsroom is open, and
// calls changed after each; it returns when ctx ends. A day that failed is tried
// again after retryBackup.
func (r *Room) KeepBackedUp(ctx context.Context, changed func()) {
	if r.db.ReadOnly() != nil {
		return // it does not change, and that it was backed up could not be noted
	}
	for wait := firstBackup; ; wait = retryBackup {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		s, err := r.BackupState()
		if err != nil || !s.Due(r.opts.Now()) {
			continue
		}
		_, _ = r.BackUpNow(ctx) // what went wrong stands in the state that who is told will read
		if ctx.Err() == nil {
			changed()
		}
	}
}

const (
	firstBackup = time.Minute // the evening begins with other work
	retryBackup = 15 * time.Minute
)

// Due reports whether a folder is chosen and now is another day, in its zone,
// than that of the last proved backup.
func (s BackupState) Due(now time.Time) bool {
	if s.Folder == "" {
		return false
	}
	return s.Proved == nil || s.Proved.At.In(now.Location()).Format(time.DateOnly) != now.Format(time.DateOnly)
}

func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // values of this file alone come here
	}
	return string(text)
}
