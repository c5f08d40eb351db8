package bundle

import (
	"maps"
	"slices"
	"strings"
)

// checkBag judges what was read, from the outside in: the bag's own files
// first, since they decide whom to believe about the data.
func (v *verifier) checkBag() {
	lists := v.listings()
	at, here := place(v.tree.Files, indexPath, 0)
	v.isBundle = here || listed(lists, indexPath, at, here)
	v.checkDeclaration()
	if v.here("fetch.txt") {
		v.blame("fetch.txt", "lists files to fetch from elsewhere; a bundle holds all its files")
	}
	tags, data := split(lists)
	v.checkTags(tags)
	v.checkData(data)
	v.checkOxum()
	if v.isBundle {
		v.checkBundle(tags)
		return
	}
	what := "a BagIt bag, but no Stet bundle"
	if !v.here("bagit.txt") {
		what = "neither a Stet bundle nor a BagIt bag"
	}
	v.notes = append(v.notes, what+": it has no "+indexPath)
}

// listings reads the manifests of the algorithms that Stet checks.
func (v *verifier) listings() []*listing {
	lists := []*listing{}
	for _, f := range v.tree.Files {
		m := manifestName.FindStringSubmatch(f.Name)
		if m == nil {
			continue
		}
		if digestSizes[m[2]] == 0 {
			v.notes = append(v.notes, f.Name+" is not checked")
			continue
		}
		text, ok := v.text(f.Name)
		if !ok {
			continue
		}
		l := parseListing(f.Name, text, v.tree.Files)
		if l.bad != "" {
			v.blame(l.file, "%s", l.bad)
		}
		lists = append(lists, l)
	}
	return lists
}

func split(lists []*listing) (tags, data []*listing) {
	for _, l := range lists {
		if l.tag {
			tags = append(tags, l)
		} else {
			data = append(data, l)
		}
	}
	return tags, data
}

// checkDeclaration holds bagit.txt to RFC 8493: two lines, one space after
// each colon, no mark at the front. Line ends may be of any kind.
func (v *verifier) checkDeclaration() {
	const file = "bagit.txt"
	data, ok := v.text(file)
	if !ok {
		v.blame(file, "missing")
		return
	}
	text := string(data)
	plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	switch plain = strings.TrimSuffix(plain, "\n") + "\n"; {
	case v.isBundle && text != bagitText, plain == bagitText:
		// of a bundle the manifests say better what happened to it
	case strings.HasPrefix(plain, "BagIt-Version: ") && !strings.HasPrefix(plain, "BagIt-Version: 1.0\n"):
		version, _, _ := strings.Cut(strings.TrimPrefix(plain, "BagIt-Version: "), "\n")
		v.blame(file, "says version %q; only BagIt 1.0 is checked", version)
	case strings.HasPrefix(plain, "BagIt-Version: 1.0\nTag-File-Character-Encoding: "):
		v.blame(file, "says an encoding other than UTF-8")
	default:
		v.blame(file, "is not the declaration of a BagIt 1.0 bag")
	}
}

// checkTags finds the damaged ones among the files that describe the bag. Two
// manifests list them, so where one agrees with a file and the other does not,
// the other is to blame.
func (v *verifier) checkTags(tags []*listing) {
	believed := trusted(tags)
	for _, name := range v.unionOf(believed) {
		at, here := place(v.tree.Files, name, 0)
		agree, differ := []*listing{}, []*listing{}
		for _, l := range believed {
			if sum, listed := l.sum(name, at, here); listed == here && (!here || sum == string(v.found[at].of(l.algo))) {
				agree = append(agree, l)
			} else {
				differ = append(differ, l)
			}
		}
		switch {
		case len(differ) == 0:
		case len(agree) > 0:
			for _, l := range differ {
				l.bad = "differs from " + agree[0].file
				v.blame(l.file, "%s", l.bad)
			}
		case !here:
			v.blame(name, "missing")
		default:
			v.blame(name, "changed")
		}
	}
}

// checkData finds missing, changed and unlisted files below data/. Manifests
// that are damaged themselves are heard only if there is no other.
func (v *verifier) checkData(lists []*listing) {
	if len(lists) == 0 {
		v.blameNoManifest()
		return
	}
	believed := []*listing{}
	for _, l := range trusted(lists) {
		if _, damaged := v.problems[l.file]; !damaged {
			believed = append(believed, l)
		}
	}
	whole := len(believed) > 0
	if !whole {
		believed = trusted(lists)
	}
	for i, f := range v.tree.Files {
		switch {
		case listed(believed, f.Name, i, true):
			v.checkFile(i, believed, whole)
		case strings.HasPrefix(f.Name, "data/") && len(believed) > 0:
			v.blame(f.Name, "not part of the bundle: no manifest names it")
		}
	}
	if !whole && len(believed) != 1 {
		return // nobody can say what should be there
	}
	for _, l := range believed {
		for name := range l.gone {
			v.blame(name, "missing")
		}
	}
}

// checkFile holds one listed file against the manifests. Where they are whole
// all must agree with it; damaged ones clear it if any of them does.
func (v *verifier) checkFile(at int, lists []*listing, whole bool) {
	name, agree := v.tree.Files[at].Name, 0
	for _, l := range lists {
		switch sum := l.sums[at]; {
		case sum == string(v.found[at].of(l.algo)):
			agree++
		case sum != "" && whole:
			v.blame(name, "changed: it differs from %s", l.file)
		case whole:
			v.blame(name, "not listed in %s", l.file)
		}
	}
	if agree == 0 {
		v.blame(name, "changed")
	}
}

// blameNoManifest says why a bag without a usable manifest proves nothing.
func (v *verifier) blameNoManifest() {
	for _, f := range v.tree.Files {
		if m := manifestName.FindStringSubmatch(f.Name); m != nil && m[1] == "" {
			v.blame(f.Name, "%s only: not checked; sha256 or sha512 is needed", m[2])
			return
		}
	}
	v.blame("manifest-sha256.txt", "missing")
}

// trusted are the listings that could be read.
func trusted(lists []*listing) []*listing {
	return slices.DeleteFunc(slices.Clone(lists), func(l *listing) bool { return l.bad != "" })
}

// unionOf are the names that any of the listings has.
func (v *verifier) unionOf(lists []*listing) []string {
	all := map[string]bool{}
	for _, l := range lists {
		for name := range l.gone {
			all[name] = true
		}
		for i, sum := range l.sums {
			if sum != "" {
				all[v.tree.Files[i].Name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// listed reports whether any of the listings has a file; see [listing.sum].
func listed(lists []*listing, name string, at int, here bool) bool {
	return slices.ContainsFunc(lists, func(l *listing) bool {
		_, ok := l.sum(name, at, here)
		return ok
	})
}
