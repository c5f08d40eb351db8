package bundle

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"stet/internal/archive"
)

// Report is what a verification found. OK says that every file is there, whole
// and listed. Bundle says that it is one of ours: a bag without data/stet.json
// is intact all the same, and Note says so.
type Report struct {
	OK       bool      `json:"ok"`
	Bundle   bool      `json:"bundle"`
	Files    int       `json:"files"`   // found, those that describe the bag among them
	Stories  int       `json:"stories"` // as stet.json says
	Problems []Problem `json:"problems"`
	// Signer is the name of a known key that signed it, else the number of the
	// key; "" = nobody did.
	Signer    string    `json:"signer"`
	Signature Signature `json:"signature,omitempty"`
	Key       string    `json:"key,omitempty"` // its number, as minisign shows it
	Note      string    `json:"note,omitempty"`
	// Follows is what its stories replace of earlier bundles.
	Follows []Followed `json:"follows,omitempty"`
}

// Problem is what is wrong with one file. Path is from the top of the bag, or
// the bundle's own name where no file of it is to blame.
type Problem struct {
	Path    string `json:"path"`
	Problem string `json:"problem"`
}

// bagLimits let ten thousand stories in all formats pass, with their pictures,
// and stop what no newsroom exports. Nothing is unpacked here, so a limit
// guards time and memory only: a listed file costs about a kilobyte.
func bagLimits() archive.Limits {
	return archive.Limits{Entries: 400_000, File: 4 << 30, Total: 256 << 30, Ratio: 200}
}

// Verify proves a bag, a folder or a zip, that may come from anywhere, and its
// signature, if one lies beside it. What is wrong stands in the report; an error
// means that path could not be looked at.
func Verify(path string, known ...Known) (Report, error) {
	return verify(path, func(v *verifier, r *Report) {
		var name string
		r.Signature, r.Key, name = v.checkSignature(path, known)
		r.Signer = cmp.Or(name, r.Key)
	})
}

// verify proves a bag; more looks at what lies beside it.
func verify(path string, more func(*verifier, *Report)) (Report, error) {
	tree, unfit, err := archive.Survey(path, bagLimits())
	if err != nil {
		return refused(path, err)
	}
	defer tree.Close()
	v := &verifier{tree: tree, problems: map[string]string{}}
	for _, err := range unfit {
		p := refusal(path, err)
		v.blame(p.Path, "%s", p.Problem)
	}
	v.hashAll()
	v.checkBag()
	r := Report{Bundle: v.isBundle, Files: len(tree.Files), Stories: v.stories, Problems: []Problem{}}
	r.Follows = v.followed
	more(v, &r)
	r.OK, r.Note = len(v.problems) == 0, strings.Join(v.notes, "; ")
	for _, p := range slices.Sorted(maps.Keys(v.problems)) {
		r.Problems = append(r.Problems, Problem{p, v.problems[p]})
	}
	return r, nil
}

// refused turns what the archive room says of a hostile or broken tree into a
// report; the system's errors stay errors.
func refused(path string, err error) (Report, error) {
	r := Report{Problems: []Problem{}}
	add := func(err error) { r.Problems = append(r.Problems, refusal(path, err)) }
	var joined interface{ Unwrap() []error }
	switch {
	case errors.As(err, &joined):
		for _, e := range joined.Unwrap() {
			add(e)
		}
	case isRefusal(err):
		add(err)
	default:
		var where *fs.PathError
		if errors.As(err, &where) {
			err = where.Err
		}
		return Report{}, fmt.Errorf("verify %s: %w", filepath.Base(path), err)
	}
	return r, nil
}

func refusal(path string, err error) Problem {
	var entry *archive.EntryError
	if errors.As(err, &entry) {
		return Problem{printable(entry.Entry), "refused: " + entry.Err.Error()}
	}
	return Problem{filepath.Base(path), err.Error()}
}

// printable is a name as a terminal may show it: one that no bundle can hold
// is escaped.
func printable(name string) string {
	if archive.CheckName(name) == nil {
		return name
	}
	quoted := strconv.QuoteToGraphic(name)
	return quoted[1 : len(quoted)-1]
}

func isRefusal(err error) bool {
	for _, sentinel := range []error{archive.ErrFormat, archive.ErrFeature, archive.ErrLimit, archive.ErrName} {
		if errors.Is(err, sentinel) {
			return true
		}
	}
	return false
}

// verifier holds what is known of one bag. Problems are by path, the first
// reason found; the checks run from cause to consequence.
type verifier struct {
	tree     *archive.Tree
	found    []digests // of every file of the tree, in its order
	problems map[string]string
	notes    []string
	isBundle bool
	stories  int
	followed []Followed
}

func (v *verifier) blame(path, format string, args ...any) {
	if _, ok := v.problems[path]; !ok {
		v.problems[path] = fmt.Sprintf(format, args...)
	}
}

// here reports whether a file is in the bag.
func (v *verifier) here(name string) bool {
	_, ok := place(v.tree.Files, name, 0)
	return ok
}

// place is where a file lies among files in the order of their names. Lists
// mostly have that order too, so it is looked for at near first.
func place(files []archive.File, name string, near int) (int, bool) {
	if near < len(files) && files[near].Name == name {
		return near, true
	}
	return slices.BinarySearchFunc(files, name, func(f archive.File, name string) int { return cmp.Compare(f.Name, name) })
}

// unnamed takes the file's name off an error that is shown beside it.
func unnamed(err error) error {
	var entry *archive.EntryError
	if errors.As(err, &entry) {
		return entry.Err
	}
	return err
}

// text is a tag file's contents. Only what was readable a moment ago is asked
// for; a file that changes meanwhile is caught by its digest.
func (v *verifier) text(name string) ([]byte, bool) {
	f, ok := v.tree.Find(name)
	if !ok {
		return nil, false
	}
	data, err := readTag(f)
	if err != nil {
		v.blame(name, "cannot be read: %v", unnamed(err))
	}
	return data, err == nil
}

// What a tag file may hold: room for a manifest of as many files as a bag may
// have. Room for less is made before it is known how much there is.
const (
	maxTagFile    = 256 << 20
	likelyTagFile = 64 << 20
)

func readTag(f archive.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var text bytes.Buffer
	text.Grow(int(min(f.Size, likelyTagFile)) + bytes.MinRead + 1)
	if _, err := text.ReadFrom(io.LimitReader(r, maxTagFile+1)); err != nil {
		return nil, err
	}
	if text.Len() > maxTagFile {
		return nil, fmt.Errorf("%w: more than %d bytes", archive.ErrLimit, maxTagFile)
	}
	return text.Bytes(), nil
}
