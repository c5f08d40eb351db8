package cli

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/handover"
	"stet/internal/newsroom"
)

func runImport(c *call) error {
	var q newsroom.ImportRequest
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&q.Section, "section", "", "")
		f.Func("as", "", func(word string) error { return readAs(&q, word) })
		f.StringVar(&q.Of, "of", "", "")
		f.BoolVar(&q.AsNew, "as-new", false, "")
	}, 1, -1)
	if err != nil {
		return err
	}
	if err := c.soundImport(q); err != nil {
		return err
	}
	if _, err := c.open(); err != nil {
		return err
	}
	paths, failures := expand(words)
	q.Block = len(paths) > block
	done := []newsroom.Imported{}
	for _, path := range paths {
		in, err := c.importOne(path, q)
		if err != nil {
			failures = append(failures, &named{path, err})
			continue
		}
		done = append(done, in)
	}
	if err := c.showImported(done); err != nil {
		return err
	}
	return c.failed(failures)
}

// block is how many files make one: its files are known by their wire ids
// alone.
const block = 50

// readAs reads what copy comes in as, or what kind of copy it is.
func readAs(q *newsroom.ImportRequest, word string) error {
	switch as := newsroom.As(word); {
	case slices.Contains(newsroom.Ases, as):
		q.As = as
	case newsroom.IsKind(word):
		q.Kind = word
	default:
		return fmt.Errorf("%q is none of %s, %s", word, newsroom.KindNames(), article.OneOf(newsroom.Ases))
	}
	return nil
}

// soundImport refuses words that say two things, or that would not count.
func (c *call) soundImport(q newsroom.ImportRequest) error {
	into := q.As != "" && q.As != newsroom.AsNew
	switch {
	case q.Of != "" && !into:
		return c.misused("--of names the story that copy belongs to: say what it comes in as, with --as version, take, intro or kill")
	case q.AsNew && into:
		return c.misused(fmt.Sprintf("--as-new makes a story of its own, and --as %s makes none", q.As))
	}
	return nil
}

// failed names every piece of copy that did not come in. One alone keeps its
// own exit status (6 for a stale base); several are exit 1.
func (c *call) failed(failures []error) error {
	if len(failures) < 2 {
		return errors.Join(failures...)
	}
	for _, err := range failures {
		c.explain(err)
	}
	return &exitError{exitFailed}
}

func (c *call) importOne(path string, q newsroom.ImportRequest) (newsroom.Imported, error) {
	if path != "-" && handover.Is(path) {
		return c.takeOver(path, q)
	}
	data, err := c.read(path)
	if err != nil {
		return newsroom.Imported{}, err
	}
	q.Data = data
	if path != "-" {
		q.Name = filepath.Base(path)
	}
	return c.room.Import(q)
}

// read takes a file or, for "-", standard input.
func (c *call) read(path string) ([]byte, error) {
	if path == "-" {
		data, err := newsroom.ReadCopy(c.In)
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return data, nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errNoFile // opening a pipe would wait for ever
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, plain(err)
	}
	defer file.Close()
	data, err := newsroom.ReadCopy(file)
	return data, plain(err)
}

// plain is a file error without the path, which the caller names.
func plain(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// expand lists the files of every folder among paths, in name order. Hidden
// ones are left out; what cannot be read, and a folder that holds no copy, is
// named, and stops no other.
func expand(paths []string) (files []string, failures []error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if path == "-" || err != nil || !info.IsDir() {
			files = append(files, path) // a missing file is named when it is read
			continue
		}
		if isBag(path) {
			failures = append(failures, &named{path, errPackage})
			continue
		}
		found, failed := folder(path)
		if failures = append(failures, failed...); len(found)+len(failed) == 0 {
			failures = append(failures, &named{path, errNoCopy})
		}
		files = append(files, found...)
	}
	return files, failures
}

var (
	errNoFile  = &refusal{"not a file", "For what another program writes, use: stet import -"}
	errNoCopy  = &refusal{"there is no copy in this folder", "Name the files, or a folder that holds them; hidden files are passed over."}
	errPackage = &refusal{"a whole package is not taken in yet", "Name the article.md files in it."}
	errLink    = &refusal{"a link is not followed", "Name the file that it leads to."}
)

// refusal is copy that is not even looked at, and what to do instead.
type refusal struct{ message, hint string }

func (r *refusal) Error() string { return r.message }

// named is what went wrong with one piece of copy.
type named struct {
	name string
	err  error
}

func (n *named) Error() string { return n.name + ": " + n.err.Error() }
func (n *named) Unwrap() error { return n.err }

// isBag tells a package from a folder of copy: its lists and pages are no
// stories.
func isBag(path string) bool {
	_, err := os.Stat(filepath.Join(path, "bagit.txt"))
	return err == nil
}

func folder(root string) (files []string, failures []error) {
	fail := func(path string, err error) { failures = append(failures, &named{path, err}) }
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error { // every error is kept in failures
		switch hidden := path != root && strings.HasPrefix(filepath.Base(path), "."); {
		case err != nil:
			fail(path, plain(err))
			return fs.SkipDir
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
		case d.Type().IsRegular():
			files = append(files, path)
		default:
			fail(path, errLink)
		}
		return nil
	})
	return files, failures
}

func (c *call) showImported(done []newsroom.Imported) error {
	if c.json {
		return c.emit(done)
	}
	for i := range done {
		in := &done[i]
		c.say("%s  %s", in.ID, orNone(in.Headline, "(no headline)"))
		if in.Same {
			c.say("  word for word what came in before; nothing was changed")
			continue
		}
		if in.As == newsroom.AsKill {
			c.say("  killed. %s", printable(in.Called))
			continue
		}
		c.say("  section %s, %s kept", orNone(in.Section, "none"), count(in.Receipt.Kept, "word", "words"))
		if in.HandOver != nil {
			c.showTakenOver(in.HandOver)
		}
		c.notes("left out", in.Receipt.Dropped)
		c.notes("moved", in.Receipt.Moved)
		c.notes("changed", in.Receipt.Changed)
		if n := len(in.Receipt.Changes); n > 0 {
			c.say("  %s to decide on; see: stet decide %s", count(n, "change or comment", "changes and comments"), in.ID)
		}
		c.belonging(in)
	}
	return nil
}

// belonging says what copy came in as, or what it is like.
func (c *call) belonging(in *newsroom.Imported) {
	switch {
	case in.As == newsroom.AsVersion:
		c.say("  %s was merged with what the desk has, as revision %d", in.Called, in.Rev)
	case in.As != "":
		c.say("  came in as %s, revision %d", in.Called, in.Rev)
	}
	if in.Conflicts > 0 {
		c.say("  both changed %s: the desk's words stand until somebody decides; see: stet settle %s", count(in.Conflicts, "place", "places"), in.ID)
	}
	for _, l := range in.Like {
		c.say("  like %s  %s (%s)", l.ID, printable(orNone(l.Headline, "(no headline)")), l.Why)
	}
}

func (c *call) notes(what string, notes []article.Note) {
	for _, n := range notes {
		c.say("  %s: %q (%s)", what, short(n.Text), n.Why)
	}
}

// short keeps a receipt line on one line.
func short(text string) string {
	const most = 72
	runes := []rune(article.OneLine(text))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}

func orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}
