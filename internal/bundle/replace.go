package bundle

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/archive"
	"stet/internal/article"
)

// junk is what systems put into folders by themselves.
var junk = []string{".DS_Store", "Thumbs.db", "desktop.ini"}

// mayReplace agrees to a new bundle in the place of an earlier one, and to
// nothing else: whatever a person put there, into the bundle or into one of
// its files, stays. Only the whole proof can tell.
func mayReplace(path string) error {
	notOurs := func(why string) error { return &archive.TargetError{Path: path, Why: why} }
	report, err := verify(path, func(*verifier, *Report) {}) // whatever its signature says: it goes too
	if err != nil {
		return err
	}
	for _, p := range report.Problems {
		if base := p.Path[strings.LastIndexByte(p.Path, '/')+1:]; !slices.Contains(junk, base) {
			return notOurs("is not empty and no whole bundle of Stet's: " + p.Path + ": " + p.Problem)
		}
	}
	if !report.Bundle {
		return notOurs("is not empty and no bundle of Stet's")
	}
	return nil
}

// Standing says which bundle of Stet's lies at a path, and of which stories. It
// wraps ErrTarget where something else does, as replacing it would.
func Standing(path string) (digest string, stories []article.ID, err error) {
	if err := mayReplace(path); err != nil {
		return "", nil, err
	}
	tree, err := archive.Open(path, bagLimits())
	if err != nil {
		return "", nil, fmt.Errorf("open bundle: %w", err)
	}
	o := &Opened{Path: path, tree: tree}
	if err := errors.Join(o.read(), tree.Close()); err != nil {
		return "", nil, fmt.Errorf("open bundle: %w", err)
	}
	for _, c := range o.Stories {
		stories = append(stories, c.ID)
	}
	return o.Digest, stories, nil
}
