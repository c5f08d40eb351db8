package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"stet/internal/article"
)

// tagFiles are all the files of a Stet bundle outside data/.
var tagFiles = []string{
	"bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt",
	"tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
}

// checkOxum compares the sum of sizes that bag-info.txt may give. It is quiet
// where a file is to blame already: the sum would only say so again.
func (v *verifier) checkOxum() {
	const file = "bag-info.txt"
	if !v.here(file) || len(v.problems) > 0 {
		return
	}
	data, ok := v.text(file)
	if !ok {
		return
	}
	octets, files := int64(0), 0
	for i, f := range v.tree.Files {
		if strings.HasPrefix(f.Name, "data/") {
			octets, files = octets+v.found[i].size, files+1
		}
	}
	want := fmt.Sprintf("%d.%d", octets, files)
	for line := range strings.Lines(string(data)) {
		label, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(strings.TrimSpace(label), "Payload-Oxum") && strings.TrimSpace(value) != want {
			v.blame(file, "says Payload-Oxum %s, the data come to %s", strings.TrimSpace(value), want)
		}
	}
}

// checkBundle asks more of our own bundles than of any bag: nothing may be
// missing or added outside data/ either, and stet.json must agree.
func (v *verifier) checkBundle(tags []*listing) {
	for _, name := range tagFiles {
		if !v.here(name) {
			v.blame(name, "missing")
		}
	}
	for _, f := range v.tree.Files {
		if !strings.HasPrefix(f.Name, "data/") && !slices.Contains(tagFiles, f.Name) {
			v.blame(f.Name, "not part of the bundle")
		}
	}
	if text, ok := v.text("bagit.txt"); ok && string(text) != bagitText {
		v.blame("bagit.txt", "changed")
	}
	for _, l := range trusted(tags) {
		if text, ok := v.text(l.file); ok && string(text) != v.canonical(l) {
			v.blame(l.file, "changed: not as Stet writes it")
		}
	}
	if _, damaged := v.problems[indexPath]; !damaged {
		v.checkIndex()
	}
}

// canonical is the listing as Stet writes it. Nothing lists the manifests of
// the tag files, so a change in them that means the same is found only so.
func (v *verifier) canonical(l *listing) string {
	var out strings.Builder
	for _, name := range v.unionOf([]*listing{l}) {
		at, here := place(v.tree.Files, name, 0)
		sum, _ := l.sum(name, at, here)
		fmt.Fprintf(&out, "%s  %s\n", hex.EncodeToString([]byte(sum)), escapePath(name))
	}
	return out.String()
}

// checkIndex holds stet.json against the files: whoever rewrites a file and
// the manifests has to rewrite it as well.
func (v *verifier) checkIndex() {
	text, ok := v.text(indexPath)
	if !ok {
		v.blame(indexPath, "missing")
		return
	}
	x, err := parseIndex(text)
	if err != nil {
		v.blame(indexPath, "%v", err)
		return
	}
	v.stories, v.followed = len(x.Articles), x.followed()
	v.checkFollowed(x)
	if !x.writes(text) {
		v.blame(indexPath, "changed: not as Stet writes it")
	}
	v.checkArticles(x)
	v.checkSections(x)
	v.checkNamed(x)
}

// checkNamed holds the files that stet.json names against those that are there.
func (v *verifier) checkNamed(x *index) {
	files := v.tree.Files
	named, gone := make([]bool, len(files)), map[string]bool{}
	at, _ := place(files, indexPath, 0) // it was read
	named[at], at = true, -1
	for _, f := range x.Files {
		var here bool
		at, here = place(files, f.Path, at+1)
		if gone[f.Path] || here && named[at] {
			v.blame(indexPath, "names %s twice", f.Path)
		}
		if !here {
			gone[f.Path] = true
			v.blame(f.Path, "missing: stet.json names it")
			continue
		}
		named[at] = true
		if d := &v.found[at]; int64(f.Size) != d.size || !isHexOf(f.SHA256, d.sha256[:]) {
			v.blame(f.Path, "changed: it differs from stet.json")
		}
	}
	for i, f := range files {
		if strings.HasPrefix(f.Name, "data/") && !named[i] {
			v.blame(f.Name, "not part of the bundle: stet.json does not name it")
		}
	}
}

func isHexOf(text string, digest []byte) bool {
	var room [2 * sha256.Size]byte
	return text == string(hex.AppendEncode(room[:0], digest))
}

// checkArticles holds the index against itself: each story once, each with
// files of its own in its own folder, unless all its formats are files that
// stories share.
func (v *verifier) checkArticles(x *index) {
	folders := map[article.ID]string{}
	for _, a := range x.Articles {
		if _, twice := folders[a.ID]; twice {
			v.blame(indexPath, "names story %s twice", a.ID)
		}
		folders[a.ID] = a.Folder
	}
	held := map[article.ID]bool{}
	for _, f := range x.Files {
		if f.Story == "" {
			continue
		}
		folder, known := folders[f.Story]
		if !known || !inFolder(f.Path, folder) {
			v.blame(indexPath, "gives %s to story %s, which has no such folder", f.Path, f.Story)
		}
		held[f.Story] = true
	}
	if !slices.ContainsFunc(formats, func(f outFormat) bool { return f.files != nil && slices.Contains(x.Formats, f.name) }) {
		return
	}
	for id := range folders {
		if !held[id] {
			v.blame(indexPath, "names story %s and no file of it", id)
		}
	}
}

// checkFollowed holds what bag-info.txt says of earlier bundles against what the
// stories say.
func (v *verifier) checkFollowed(x *index) {
	text, ok := v.text("bag-info.txt")
	if !ok {
		return
	}
	var said []string
	for line := range strings.Lines(string(text)) {
		if digest, ok := strings.CutPrefix(strings.TrimSpace(line), followsLabel+": "); ok {
			said = append(said, digest)
		}
	}
	if !slices.Equal(said, earlierDigests(x.Articles)) {
		v.blame("bag-info.txt", "names other earlier packages than stet.json")
	}
}

// checkSections: an address is that of one section, or leads to one.
func (v *verifier) checkSections(x *index) {
	leads := map[string]bool{}
	for _, s := range x.Sections {
		for _, slug := range append([]string{s.Slug}, s.OldSlugs...) {
			if leads[slug] {
				v.blame(indexPath, "says twice where /%s/ leads", slug)
			}
			leads[slug] = true
		}
	}
}

// inFolder reports whether a file is in a story's folder, or is that story's in
// the folder of a format: it has the story's name, or lies in a folder that has.
func inFolder(file, folder string) bool {
	if strings.HasPrefix(file, folder+"/") {
		return true
	}
	if strings.HasPrefix(file, "data/articles/") {
		return false
	}
	name := path.Base(folder)
	dir, last := path.Split(file)
	return strings.TrimSuffix(last, path.Ext(last)) == name || strings.Contains(dir, "/"+name+"/")
}
