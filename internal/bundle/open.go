package bundle

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/desk"
)

// Errors of opening a bundle and taking files out of it.
var (
	ErrDamaged = errors.New("the bundle is not whole")
	ErrForeign = errors.New("a bag, but no bundle of Stet's")
	ErrNoFile  = errors.New("not in the bundle")
)

// Opened is a bundle that was proved and lies open for sending. Its methods
// may be called from several goroutines.
type Opened struct {
	Path    string // as it was given
	Digest  string // of the bundle, as in Result
	Profile string
	Formats []string
	House   string // the newsroom's name
	Stories []Carried
	// Sections are those of the stories.
	Sections []desk.Carried
	Files    []CarriedFile // all of data/, by path
	// Signature is what was found of one, by the keys that were known, Key the
	// number of the key that made it, Signed the file itself; nil = there is none.
	Signature Signature
	Key       string
	Signed    []byte

	tree *archive.Tree
}

// Carried is one story of an opened bundle.
type Carried struct {
	ID             article.ID
	Rev            int64
	Slug           string
	Headline       string
	Section        string
	Language       string
	Status         article.Status
	Flag           article.Flag
	Words          int
	Embargo        time.Time // zero = none
	FirstPublished time.Time
	LastPublished  time.Time
	Updated        time.Time
	Corrections    []article.Correction
}

// CarriedFile is one file of an opened bundle. Story is empty where several
// stories share it.
type CarriedFile struct {
	Path   string
	Story  article.ID
	Format string
	Type   string // media type
	Size   int
	SHA256 string // lower-case hex
}

// Open proves a bundle of Stet's and opens it. One that is not whole wraps
// ErrDamaged and names the first file to blame; a bag of somebody else's wraps
// ErrForeign.
func Open(path string, known ...Known) (*Opened, error) {
	report, err := Verify(path, known...)
	if err != nil {
		return nil, err
	}
	if !report.OK {
		first := report.Problems[0]
		return nil, fmt.Errorf("%w: %s: %s", ErrDamaged, first.Path, first.Problem)
	}
	if !report.Bundle {
		return nil, fmt.Errorf("%w: %s", ErrForeign, filepath.Base(path))
	}
	tree, err := archive.Open(path, bagLimits())
	if err != nil {
		return nil, fmt.Errorf("open bundle: %w", err)
	}
	o := &Opened{Path: path, Signature: report.Signature, Key: report.Key, tree: tree}
	err = o.read()
	if err == nil && o.Signature != Unsigned {
		o.Signed, err = readSignature(SignaturePath(path))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open bundle: %w", err), tree.Close())
	}
	return o, nil
}

// Close lets go of the bundle.
func (o *Opened) Close() error { return o.tree.Close() }

// read takes what stet.json says.
func (o *Opened) read() error {
	seal, err := o.whole("tagmanifest-sha256.txt")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(seal)
	o.Digest = hex.EncodeToString(sum[:])
	data, err := o.whole(indexPath)
	if err != nil {
		return err
	}
	x, err := parseIndex(data)
	if err != nil {
		return err
	}
	o.Profile, o.Formats, o.House = x.Profile, x.Formats, x.Newsroom.Name
	for _, s := range x.Sections {
		o.Sections = append(o.Sections, desk.Carried{Name: s.Name, Slug: s.Slug, OldSlugs: s.OldSlugs, Language: s.Language})
	}
	for _, s := range x.Articles {
		o.Stories = append(o.Stories, carried(s))
	}
	for _, f := range x.Files {
		o.Files = append(o.Files, CarriedFile(f))
	}
	slices.SortFunc(o.Files, func(a, b CarriedFile) int { return cmp.Compare(a.Path, b.Path) })
	return nil
}

func carried(s indexStory) Carried {
	c := Carried{
		ID: s.ID, Rev: s.Rev, Slug: s.Slug, Headline: s.Headline, Section: s.Section, Language: s.Language,
		Status: s.Status, Flag: s.Flag, Words: s.Words, FirstPublished: s.FirstPublished, LastPublished: s.LastPublished,
		Updated: s.Updated, Corrections: s.Corrections,
	}
	if s.Embargo != nil {
		c.Embargo = s.Embargo.At
	}
	return c
}

// Story looks a story of the bundle up.
func (o *Opened) Story(id article.ID) (Carried, bool) {
	i := slices.IndexFunc(o.Stories, func(c Carried) bool { return c.ID == id })
	if i < 0 {
		return Carried{}, false
	}
	return o.Stories[i], true
}

// Of lists the files that one format has of a story; "" = all of the story's.
func (o *Opened) Of(id article.ID, format string) []CarriedFile {
	list := []CarriedFile{}
	for _, f := range o.Files {
		if f.Story == id && (format == "" || f.Format == format) {
			list = append(list, f)
		}
	}
	return list
}

// Find looks a file up by its path; it wraps ErrNoFile.
func (o *Opened) Find(path string) (CarriedFile, error) {
	i, ok := slices.BinarySearchFunc(o.Files, path, func(f CarriedFile, path string) int { return cmp.Compare(f.Path, path) })
	if !ok {
		return CarriedFile{}, fmt.Errorf("%w: %s", ErrNoFile, path)
	}
	return o.Files[i], nil
}

// Read gives a file's bytes. They are proved once more: a folder may have
// changed since it was opened, and what was not proved is not sent.
func (o *Opened) Read(f CarriedFile) ([]byte, error) {
	data, err := o.whole(f.Path)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, fmt.Errorf("%w: %s: changed while it was open", ErrDamaged, f.Path)
	}
	return data, nil
}

func (o *Opened) whole(name string) ([]byte, error) {
	f, ok := o.tree.Find(name)
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrNoFile, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		r.Close()
		return nil, err
	}
	return data, r.Close()
}

// copyWhole copies a zip as it lies. What was changed in it since it was opened
// shows in the digest of the copy.
func (o *Opened) copyWhole(ctx context.Context, w *archive.Writer) error {
	from, err := os.Open(o.Path)
	if err != nil {
		return err
	}
	return errors.Join(w.Whole(&stoppable{ctx, from}), from.Close())
}

// stoppable is read until somebody stops it.
type stoppable struct {
	ctx  context.Context
	from io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.from.Read(p)
}

// CopyTo puts the bundle at out as Write does: a zip where the name ends in
// .zip, else a folder; whole or not at all. What stands there is replaced if it
// is a bundle of Stet's, else it wraps ErrTarget. The copy has the same digest,
// and the same signature beside it. For a moment it has none: one of what stood
// there before would be damage.
func (o *Opened) CopyTo(ctx context.Context, out string) error {
	if err := mayPutSignature(SignaturePath(out)); err != nil {
		return fmt.Errorf("copy bundle: %w", err)
	}
	w, err := archive.Create(out, mayReplace)
	if err != nil {
		return fmt.Errorf("copy bundle: %w", err)
	}
	defer w.Abort()
	if strings.EqualFold(filepath.Ext(out), ".zip") && strings.EqualFold(filepath.Ext(o.Path), ".zip") {
		err = o.copyWhole(ctx, w)
	} else {
		err = o.copyFiles(ctx, w)
	}
	if err == nil {
		err = putSignature(SignaturePath(out), nil)
	}
	if err == nil {
		err = w.Commit()
	}
	if err == nil && o.Signed != nil {
		err = putSignature(SignaturePath(out), o.Signed)
	}
	if err != nil {
		return fmt.Errorf("copy bundle: %w", err)
	}
	return nil
}

func (o *Opened) copyFiles(ctx context.Context, w *archive.Writer) error {
	for _, f := range o.tree.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := o.whole(f.Name)
		if err == nil {
			err = w.Put(archive.Item{Name: f.Name, Data: data, Stored: o.isPicture(f.Name)})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isPicture: packing it again is not worth the time.
func (o *Opened) isPicture(path string) bool {
	f, err := o.Find(path)
	return err == nil && strings.HasPrefix(f.Type, "image/")
}
