package bundle

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/format"
)

const (
	indexPath    = "data/stet.json"
	indexFormat  = "stet-bundle"
	indexVersion = 1
)

// index is data/stet.json: what is in the bundle, for programs. Members are
// only ever added; whatever would mislead an older reader raises the version.
// Paths are from the top of the bag, as in the manifests.
type index struct {
	Format    string         `json:"format"`
	Version   int            `json:"version"`
	Generator string         `json:"generator"`
	Profile   string         `json:"profile"`
	Formats   []string       `json:"formats"`
	Newsroom  indexNewsroom  `json:"newsroom"`
	Sections  []indexSection `json:"sections,omitempty"` // by slug; those that something in the bundle is in
	Articles  []indexStory   `json:"articles"`           // by folder
	Files     []indexFile    `json:"files"`              // by path; all of data/ but this one
}

type indexNewsroom struct {
	Name     string `json:"name"`
	BaseURL  string `json:"baseUrl"`
	Zone     string `json:"zone"`
	Language string `json:"language"`
}

// indexSection is a section with the slugs that lead to it: it had them, or a
// section had them that became part of it.
type indexSection struct {
	Name     string   `json:"name"`
	Slug     string   `json:"slug"`
	OldSlugs []string `json:"oldSlugs,omitempty"`
	Language string   `json:"language,omitempty"` // its own, or what it has from those above it
}

type indexStory struct {
	ID             article.ID     `json:"id"`
	Rev            int64          `json:"rev"`
	Slug           string         `json:"slug"`
	OldSlugs       []string       `json:"oldSlugs,omitempty"`
	Folder         string         `json:"folder"`
	Section        string         `json:"section"`
	Headline       string         `json:"headline"`
	Status         article.Status `json:"status"`
	Flag           article.Flag   `json:"flag,omitempty"`
	Language       string         `json:"language"`
	Words          int            `json:"words"`
	Embargo        *indexEmbargo  `json:"embargo,omitempty"`
	FirstPublished time.Time      `json:"firstPublished,omitzero"`
	Created        time.Time      `json:"created,omitzero"`
	Updated        time.Time      `json:"updated,omitzero"`
	// LastPublished is when readers last got other words; Corrections are what
	// they are told of it, the earliest first.
	LastPublished time.Time            `json:"lastPublished,omitzero"`
	Corrections   []article.Correction `json:"corrections,omitempty"`
	// Passed are the stops that a named editor let the story go past, and why.
	Passed []article.Passed `json:"passed,omitempty"`
	// Earlier is what left of the story before.
	Earlier *Earlier `json:"earlier,omitempty"`
}

type indexEmbargo struct {
	At   time.Time `json:"at,omitzero"`
	Zone string    `json:"zone,omitempty"`
}

type indexFile struct {
	Path   string     `json:"path"`
	Story  article.ID `json:"story,omitempty"`
	Format string     `json:"format"`
	Type   string     `json:"type"`
	Size   int        `json:"size"`
	SHA256 string     `json:"sha256"`
}

func newIndexStory(e *export) indexStory {
	a := &e.article
	s := indexStory{
		ID: a.ID, Rev: a.Rev, Slug: a.Slug, OldSlugs: a.OldSlugs, Folder: e.folder, Section: a.Section,
		Headline: a.Headlines.Main, Status: a.Status, Flag: a.Flag, Language: a.Language,
		Words: e.doc.Words, FirstPublished: a.FirstPublished, Created: a.Created, Updated: a.Updated,
		LastPublished: a.LastPublished, Corrections: a.Corrections,
	}
	if a.Embargo != nil {
		s.Embargo = &indexEmbargo{a.Embargo.At, a.Embargo.Zone}
	}
	return s
}

// indexed are the files as stet.json lists them.
func (l *ledger) indexed() iter.Seq2[*indexFile, error] {
	return func(yield func(*indexFile, error) bool) {
		for f, err := range l.sorted() {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(&indexFile{f.path, f.story, f.format, f.kind, f.size, hex.EncodeToString(f.sha256[:])}, nil) {
				return
			}
		}
	}
}

// indexSections are the sections of the stories, and of the front that goes
// along. An address leads to one section: that which has it, else the first of
// those that had it.
func indexSections(stories []story, front *Front) []indexSection {
	found := map[string]desk.Section{}
	for i := range stories {
		found[stories[i].Section.Slug] = stories[i].Section
	}
	if front != nil {
		found[front.Section.Slug] = front.Section
	}
	delete(found, "") // in none
	leads := map[string]bool{}
	for slug := range found {
		leads[slug] = true
	}
	sections := make([]indexSection, 0, len(found))
	for _, slug := range slices.Sorted(maps.Keys(found)) {
		s := indexSection{Name: found[slug].Name, Slug: slug, Language: found[slug].Language}
		for _, old := range found[slug].OldSlugs {
			if !leads[old] {
				leads[old], s.OldSlugs = true, append(s.OldSlugs, old)
			}
		}
		sections = append(sections, s)
	}
	return sections
}

// errIndex: stet.json is not one that this version of Stet reads.
var errIndex = errors.New("not a Stet bundle that this version can read")

// parseIndex reads stet.json; it wraps errIndex.
func parseIndex(data []byte) (*index, error) {
	x := &index{}
	wrong := json.Unmarshal(data, x)
	if wrong == nil && x.Format == indexFormat && x.Version == indexVersion {
		return x, nil
	}
	// What it is decides what is said of it: another version's members may be
	// of other kinds.
	var head struct {
		Format  string
		Version int
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, fmt.Errorf("%w: %v", errIndex, err)
	}
	if head.Format != indexFormat || head.Version < 1 {
		return nil, fmt.Errorf("%w: it does not say format %q", errIndex, indexFormat)
	}
	if head.Version > indexVersion {
		return nil, fmt.Errorf("%w: it is version %d, this Stet knows version %d; use a newer Stet",
			errIndex, head.Version, indexVersion)
	}
	return nil, fmt.Errorf("%w: %v", errIndex, wrong)
}

// writes reports whether a text is what Stet writes of it. It is held against
// that as it comes, since the text alone may have a hundred megabytes.
func (x *index) writes(text []byte) bool {
	head := *x
	head.Files = []indexFile{}
	rest := &remainder{text}
	err := format.JSONTo(rest, &head, func(yield func(*indexFile, error) bool) {
		for i := range x.Files {
			if !yield(&x.Files[i], nil) {
				return
			}
		}
	})
	return err == nil && len(rest.text) == 0
}

// remainder is what is left of a text behind what was written of it.
type remainder struct{ text []byte }

func (r *remainder) Write(p []byte) (int, error) {
	rest, ok := bytes.CutPrefix(r.text, p)
	if !ok {
		return 0, errIndex
	}
	r.text = rest
	return len(p), nil
}
