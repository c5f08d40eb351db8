package bundle

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/archive"
)

// junk is what systems put into folders by themselves.
var junk = []string{".DS_Store", "Thumbs.db", "desktop.ini"}

// mayReplace agrees to a new bundle in the place of an earlier one, and to
// nothing else: whatever a person put there, or into the bundle, stays.
func mayReplace(path string) error {
	notOurs := func(why string) error { return &archive.TargetError{Path: path, Why: why} }
	tree, err := archive.Open(path, bagLimits())
	if err != nil {
		return notOurs(fmt.Sprintf("is not empty and no bundle of Stet's (%v)", err))
	}
	defer tree.Close()
	for _, name := range []string{"bagit.txt", "manifest-sha256.txt", indexPath} {
		if _, ok := tree.Find(name); !ok {
			return notOurs("is not empty and no bundle of Stet's: it has no " + name)
		}
	}
	v := &verifier{tree: tree, problems: map[string]string{}}
	text, ok := v.text("manifest-sha256.txt")
	if !ok {
		return notOurs("holds a bundle whose manifest cannot be read")
	}
	list := parseListing("manifest-sha256.txt", text)
	for _, f := range tree.Files {
		base := f.Name[strings.LastIndexByte(f.Name, '/')+1:]
		if list.sums[f.Name] == "" && !slices.Contains(tagFiles, f.Name) && !slices.Contains(junk, base) {
			return notOurs(fmt.Sprintf("holds a file that is not part of the earlier bundle: %s", f.Name))
		}
	}
	return nil
}
