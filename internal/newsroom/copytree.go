package newsroom

import (
	"errors"
	"fmt"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"

	"stet/internal/intake"
)

// piecesIn reads the copy of a folder or a zip, in the order of its names.
// Pictures are no copy of their own: those that no story shows are named at the
// end.
func (r *Room) piecesIn(p *place, q ImportRequest) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		copies, pictures := p.sort()
		for _, odd := range p.odd {
			if !yield(piece{name: odd.Name, item: intake.Item{Err: odd.Err}, q: q}) {
				return
			}
		}
		if len(copies)+len(p.odd) == 0 {
			yield(piece{name: p.path, item: intake.Item{Err: ErrNoCopy}, q: q})
			return
		}
		q.Block = q.Block || len(copies) > many
		for i, name := range copies {
			for found := range among(r.pieceIn(p, name, q), i, len(copies)) {
				if !yield(found) {
					return
				}
			}
		}
		if err := p.unshown(pictures); err != nil {
			yield(piece{name: p.path, item: intake.Item{Err: err}, q: q})
		}
	}
}

// pieceIn reads one file of a place. What lies in an archive that lies there is
// not looked at.
func (r *Room) pieceIn(p *place, name string, q ImportRequest) iter.Seq[piece] {
	data, err := p.read(name, sizeOf(name))
	if err == nil && isArchive(name, data) {
		err = ErrPacked
	}
	if err != nil {
		return func(yield func(piece) bool) { yield(piece{name: p.full(name), item: intake.Item{Err: err}, q: q}) }
	}
	top := p.site.top
	q.Name, q.Data = strings.TrimPrefix(strings.TrimPrefix(name, top), "/"), data
	q.Beside = func(file string) ([]byte, bool) { return p.beside(path.Join(top, file)) }
	return r.pieces(p.full(name), q)
}

// isArchive tells a zip from a document that is one inside.
func isArchive(name string, data []byte) bool {
	_, err := intake.Detect(path.Base(name), data)
	var kind *intake.KindError
	return errors.As(err, &kind) && (kind.Kind == "bundle" || kind.Kind == "gzip" || kind.Kind == "7z")
}

// sizeOf is how many bytes of a file are read: an export of a whole site is
// larger than a story.
func sizeOf(name string) int64 {
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".json", ".wxr":
		return intake.MaxExport
	}
	return intake.MaxSize
}

// sort parts copy from pictures. Of a site its content is copy, and nothing of
// what makes pages of it.
func (p *place) sort() (copies, pictures []string) {
	p.site = siteOf(p.names)
	for _, name := range p.names {
		switch picture := slices.Contains(pictureEnds, strings.ToLower(path.Ext(name))); {
		case picture && p.site.kind == nil:
			pictures = append(pictures, name)
		case picture:
		case p.site.kind == nil, p.site.kind.copy.MatchString(strings.TrimPrefix(strings.TrimPrefix(name, p.site.top), "/")):
			if path.Base(name) != "_index.md" { // the page of a section
				copies = append(copies, name)
			}
		}
	}
	return copies, pictures
}

// site is where a folder is one that a program makes a site of; kind is nil
// where it is none.
type site struct {
	kind *siteKind
	top  string // the site's folder, "" = the place itself
}

// siteKind is a program that makes sites of files.
type siteKind struct {
	marks []string       // files at the top of its sites
	needs string         // the beginning of a path that is there too
	copy  *regexp.Regexp // the paths of its stories
}

var siteKinds = []siteKind{
	{[]string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "layouts/_shortcodes/stet-end.html"}, "content/", regexp.MustCompile(`^content/.*\.(?:md|markdown|html)$`)},
	{[]string{"_config.yml", "_config.yaml", "_config.toml"}, "", regexp.MustCompile(`(?:^|/)_(?:posts|drafts)/.*\.(?:md|markdown|html)$`)},
	{[]string{"eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "stet.eleventy.js"}, "", regexp.MustCompile(`^(?:[^_/][^/]*/)*[^_/][^/]*\.(?:md|markdown)$`)},
}

// siteOf finds a site at the top of a place, or in the one folder that it holds.
func siteOf(names []string) site {
	for i := range siteKinds {
		kind := &siteKinds[i]
		for _, name := range names {
			top, marked := kind.topOf(name)
			if marked && slices.ContainsFunc(names, func(other string) bool { return strings.HasPrefix(other, path.Join(top, kind.needs)) }) {
				return site{kind, top}
			}
		}
	}
	return site{}
}

// topOf is the folder of a site of which this file is a mark.
func (k *siteKind) topOf(name string) (top string, marked bool) {
	for _, mark := range k.marks {
		rest, found := strings.CutSuffix(name, mark)
		top := strings.TrimSuffix(rest, "/")
		if found && (rest == "" || rest != top) && !strings.Contains(top, "/") {
			return top, true
		}
	}
	return "", false
}

// unshown names the pictures that no story of the place shows; nil = none.
func (p *place) unshown(pictures []string) error {
	left := slices.DeleteFunc(pictures, func(name string) bool { return p.shown[name] })
	if len(left) == 0 {
		return nil
	}
	const most = 5
	named, more := left, ""
	if len(left) > most {
		named, more = left[:most], fmt.Sprintf(" and %d more", len(left)-most)
	}
	if len(left) == 1 {
		return fmt.Errorf("%w: the picture %s was left out", ErrUnshown, left[0])
	}
	return fmt.Errorf("%w: the pictures %s%s were left out", ErrUnshown, strings.Join(named, ", "), more)
}
