package archive

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// target is the place a finished tree is renamed to.
type target struct {
	path       string
	zip        bool                    // a file, else a folder
	mayReplace func(path string) error // asked about what stands there
	made       []string                // parent folders made for it, outermost first
}

// newTarget settles where out lies. Names that end in .zip are files.
func newTarget(out string, mayReplace func(string) error) (*target, error) {
	if out == "" || strings.ContainsRune(out, 0) {
		return nil, &TargetError{fmt.Sprintf("%q", out), "is no name"}
	}
	path, err := filepath.Abs(out)
	if err != nil {
		return nil, fmt.Errorf("find target: %w", err)
	}
	if here, err := os.Getwd(); err == nil && here == path {
		return nil, &TargetError{path, "is the folder you are in"}
	}
	if filepath.Dir(path) == path {
		return nil, &TargetError{path, "is the root of the disk"}
	}
	return &target{path: path, zip: strings.EqualFold(filepath.Ext(path), ".zip"), mayReplace: mayReplace}, nil
}

// check reports whether the target may be written: absent, empty, or what
// mayReplace agrees to. It gives what stands there, nil if nothing does. It is
// asked before the writing and again before the rename.
func (t *target) check() (fs.FileInfo, error) {
	info, err := os.Lstat(t.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look at target: %w", err)
	}
	if why := t.unusable(info); why != "" {
		return nil, &TargetError{t.path, why}
	}
	empty := info.Size() == 0
	if info.IsDir() {
		if empty, err = isEmpty(t.path); err != nil {
			return nil, fmt.Errorf("look at target: %w", err)
		}
	}
	if empty {
		return info, nil
	}
	return info, t.mayReplace(t.path)
}

func (t *target) unusable(info fs.FileInfo) string {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return "is a link; name the place itself"
	case info.IsDir() && t.zip:
		return "is a folder and not a zip"
	case info.IsDir():
		return ""
	case !info.Mode().IsRegular():
		return "is neither a file nor a folder"
	case !t.zip:
		return "is a file and not a folder"
	}
	return ""
}

func isEmpty(folder string) (bool, error) {
	entries, err := os.ReadDir(folder)
	return len(entries) == 0, err
}

// makeParents makes the folders that the target lies in; unmake takes them
// away again where they are still empty.
func (t *target) makeParents() error {
	missing := []string{}
	for dir := filepath.Dir(t.path); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, dir)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := os.Mkdir(missing[i], 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			t.unmake()
			return fmt.Errorf("make folder: %w", err)
		}
		t.made = append(t.made, missing[i])
	}
	return nil
}

func (t *target) unmake() {
	for i := len(t.made) - 1; i >= 0; i-- {
		os.Remove(t.made[i]) // fails where something else lies there by now
	}
}

// beside names a new hidden place next to the target, for what is being
// written. The target's own name stands in it only as a hash: it may already
// be as long as a name can be.
func (t *target) beside() string { return t.prefix() + strings.ToLower(rand.Text()) }

func (t *target) prefix() string {
	sum := sha256.Sum256([]byte(filepath.Base(t.path)))
	return filepath.Join(filepath.Dir(t.path), ".stet-"+hex.EncodeToString(sum[:4])+"-")
}

// asideMark ends the name of an earlier tree that was moved aside.
const asideMark = "-earlier"

// sweep removes what an earlier writer to this target left when it was killed:
// places beside it whose lock nobody holds. An earlier tree that was moved
// aside and never replaced comes back.
func (t *target) sweep() {
	dir, prefix := filepath.Split(t.prefix())
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // the writing itself will say so
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if _, err := os.Lstat(t.path); strings.HasSuffix(path, asideMark) && errors.Is(err, fs.ErrNotExist) {
			os.Rename(path, t.path) // if that fails it stays where it is
			continue
		}
		reclaim(path)
	}
}

// place renames what was written at from to the target. What stands there is
// moved aside first and comes back if that fails.
func (t *target) place(from string) error {
	there, err := t.check()
	if err != nil {
		return err
	}
	if there == nil || t.zip {
		return os.Rename(from, t.path)
	}
	aside := from
	if exchange(from, t.path) != nil {
		aside = t.beside() + asideMark
		if err := os.Rename(t.path, aside); err != nil {
			return fmt.Errorf("move the earlier one aside: %w", err)
		}
		if err := os.Rename(from, t.path); err != nil {
			return errors.Join(err, os.Rename(aside, t.path))
		}
	}
	// The new tree is in place, so a rest of the old one that cannot be
	// removed is no failure of the writing; the next writer sweeps it.
	os.RemoveAll(aside)
	return nil
}
