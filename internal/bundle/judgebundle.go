package bundle

import (
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
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
	if _, ok := v.found[file]; !ok || len(v.problems) > 0 {
		return
	}
	text, ok := v.text(file)
	if !ok {
		return
	}
	octets, files := int64(0), 0
	for name, d := range v.found {
		if strings.HasPrefix(name, "data/") {
			octets, files = octets+d.size, files+1
		}
	}
	want := fmt.Sprintf("%d.%d", octets, files)
	for line := range strings.Lines(text) {
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
		if _, ok := v.found[name]; !ok {
			v.blame(name, "missing")
		}
	}
	for name := range v.found {
		if !strings.HasPrefix(name, "data/") && !slices.Contains(tagFiles, name) {
			v.blame(name, "not part of the bundle")
		}
	}
	if text, ok := v.text("bagit.txt"); ok && text != bagitText {
		v.blame("bagit.txt", "changed")
	}
	for _, l := range trusted(tags) {
		if text, ok := v.text(l.file); ok && text != l.canonical() {
			v.blame(l.file, "changed: not as Stet writes it")
		}
	}
	if _, damaged := v.problems[indexPath]; !damaged {
		v.checkIndex()
	}
}

// canonical is the listing as Stet writes it. Nothing lists the manifests of
// the tag files, so a change in them that means the same is found only so.
func (l *listing) canonical() string {
	var out strings.Builder
	for _, name := range unionOf([]*listing{l}) {
		fmt.Fprintf(&out, "%s  %s\n", hex.EncodeToString([]byte(l.sums[name])), escapePath(name))
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
	x, err := parseIndex([]byte(text))
	if err != nil {
		v.blame(indexPath, "%v", err)
		return
	}
	v.stories, v.followed = len(x.Articles), x.followed()
	v.checkFollowed(x)
	if data, err := format.JSON(x); err != nil || string(data) != text {
		v.blame(indexPath, "changed: not as Stet writes it")
	}
	v.checkArticles(x)
	v.checkSections(x)
	named := map[string]bool{indexPath: true}
	for _, f := range x.Files {
		if named[f.Path] {
			v.blame(indexPath, "names %s twice", f.Path)
		}
		named[f.Path] = true
		d, here := v.found[f.Path]
		switch {
		case !here:
			v.blame(f.Path, "missing: stet.json names it")
		case int64(f.Size) != d.size || f.SHA256 != hex.EncodeToString([]byte(d.sha256)):
			v.blame(f.Path, "changed: it differs from stet.json")
		}
	}
	for name := range v.found {
		if strings.HasPrefix(name, "data/") && !named[name] {
			v.blame(name, "not part of the bundle: stet.json does not name it")
		}
	}
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
	for line := range strings.Lines(text) {
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
