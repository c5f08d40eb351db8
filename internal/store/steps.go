package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

const (
	stepsMark = "STETUNDO1"
	// mostSteps is how many stories keep their steps, and maxSteps the bytes
	// that those of one may take.
	mostSteps = 200
	maxSteps  = 1 << 20
)

// KeepSteps keeps what undo goes back through in the body of revision rev, for
// after a restart. It is no fact: it lies in a file of its own, is not synced,
// and is bound to that body by its digest. Nothing is kept where the story has
// another body by now.
func (db *DB) KeepSteps(id article.ID, rev int64, steps string) error {
	if db.readOnly != nil {
		return db.readOnly
	}
	if len(steps) > maxSteps {
		return fmt.Errorf("keep the steps of %s: %w: %d bytes are more than %d", id, article.ErrValue, len(steps), maxSteps)
	}
	return db.view(func(txn *badger.Txn) error { // no close while it writes
		k, h, err := findHead(txn, id)
		if err != nil || rev > h.rev || rev < h.bodyRev {
			return err
		}
		if err := db.writeSteps(string(k.id()), stepsLine(rev, h.bodySum, steps)+steps); err != nil {
			return fmt.Errorf("keep the steps of %s: %w", id, err)
		}
		return nil
	})
}

// Steps is what was kept of a story's steps, with its newest revision; "" =
// nothing, or it belongs to another body.
func (db *DB) Steps(id article.ID) (rev int64, steps string, err error) {
	err = db.view(func(txn *badger.Txn) error {
		k, h, err := findHead(txn, id)
		if err != nil {
			return err
		}
		rev, steps = h.rev, db.readSteps(string(k.id()), &h)
		return nil
	})
	return rev, steps, err
}

// stepsLine stands ahead of the steps and says whose they are.
func stepsLine(rev int64, body [sha256.Size]byte, steps string) string {
	return fmt.Sprintf("%s %d %x %x\n", stepsMark, rev, body, sha256.Sum256([]byte(steps)))
}

// readSteps gives "" for a file that cannot be read, is not whole, or was
// kept for another body: steps are a convenience, and words are not.
func (db *DB) readSteps(name string, h *head) string {
	data, err := os.ReadFile(filepath.Join(db.dir, stepsName, name))
	line, steps, ok := bytes.Cut(data, []byte("\n"))
	var mark string
	var rev int64
	if err != nil || !ok || len(data) > maxSteps+1024 {
		return ""
	}
	if _, err := fmt.Sscan(string(line), &mark, &rev); err != nil || rev > h.rev || rev < h.bodyRev {
		return ""
	}
	if string(line)+"\n" != stepsLine(rev, h.bodySum, string(steps)) {
		return ""
	}
	return string(steps)
}

func (db *DB) writeSteps(name, text string) error {
	if err := db.room(uint64(len(text))); err != nil {
		return err
	}
	dir := filepath.Join(db.dir, stepsName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fullDisk(err)
	}
	path := filepath.Join(dir, name)
	if _, err := os.Lstat(path); err != nil {
		thinSteps(dir)
	}
	return replaceFile(path, []byte(text), false)
}

// thinSteps makes room for one more: the files that were written longest ago
// go. Those that cannot be removed stay.
func thinSteps(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < mostSteps {
		return
	}
	age := map[string]int64{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			age[e.Name()] = info.ModTime().UnixNano()
		}
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return cmp.Compare(age[a.Name()], age[b.Name()]) })
	for _, e := range entries[:len(entries)-mostSteps+1] {
		_ = os.Remove(filepath.Join(dir, e.Name()))
	}
}
