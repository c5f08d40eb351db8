package bundle

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

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
	v := &verifier{tree: tree, problems: map[string]string{}, found: map[string]digests{}}
	for _, err := range unfit {
		p := refusal(path, err)
		v.blame(p.Path, "%s", p.Problem)
	}
	if err := v.hashAll(); err != nil {
		return Report{}, fmt.Errorf("verify %s: %w", path, err)
	}
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

// digests are what one file's bytes came to.
type digests struct {
	size           int64
	sha256, sha512 string // as bytes
	err            error  // it could not be read to its end
}

func (d *digests) of(algo string) string {
	if algo == "sha256" {
		return d.sha256
	}
	return d.sha512
}

// verifier holds what is known of one bag. Problems are by path, the first
// reason found; the checks run from cause to consequence.
type verifier struct {
	tree     *archive.Tree
	found    map[string]digests // every file
	problems map[string]string
	notes    []string
	isBundle bool
	stories  int
	followed []Followed
	blocks   sync.Pool // of *[blockSize]byte: most files are smaller, and there are many
}

// blockSize is how much of a file is read at once.
const blockSize = 64 << 10

func (v *verifier) blame(path, format string, args ...any) {
	if _, ok := v.problems[path]; !ok {
		v.problems[path] = fmt.Sprintf(format, args...)
	}
}

// hashAll reads every file once, on all processors.
func (v *verifier) hashAll() error {
	files := v.tree.Files
	return inOrder(context.Background(), len(files),
		func(i int) (digests, error) { return v.hashFile(files[i]), nil },
		func(i int, d digests) error {
			v.found[files[i].Name] = d
			if d.err != nil {
				v.blame(files[i].Name, "cannot be read: %v", unnamed(d.err))
			}
			return nil
		})
}

func (v *verifier) hashFile(f archive.File) digests {
	h256, h512 := sha256.New(), sha512.New()
	block, ok := v.blocks.Get().(*[blockSize]byte)
	if !ok {
		block = new([blockSize]byte)
	}
	defer v.blocks.Put(block)
	n, err := readThrough(f, block[:], h256, h512)
	return digests{n, string(h256.Sum(nil)), string(h512.Sum(nil)), err}
}

// readThrough feeds a file to both hashes block by block, so that each block
// is still in the processor's cache for the second.
func readThrough(f archive.File, block []byte, hashes ...hash.Hash) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	total := int64(0)
	for {
		n, err := r.Read(block)
		total += int64(n)
		for _, h := range hashes {
			h.Write(block[:n])
		}
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
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
func (v *verifier) text(name string) (string, bool) {
	f, ok := v.tree.Find(name)
	if !ok {
		return "", false
	}
	r, err := f.Open()
	if err != nil {
		v.blame(name, "cannot be read: %v", unnamed(err))
		return "", false
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxTagFile+1))
	if err == nil && len(data) > maxTagFile {
		err = fmt.Errorf("%w: more than %d bytes", archive.ErrLimit, maxTagFile)
	}
	if err != nil {
		v.blame(name, "cannot be read: %v", unnamed(err))
		return "", false
	}
	return string(data), true
}

// maxTagFile is room for a manifest of as many files as a bag may have.
const maxTagFile = 256 << 20
