package cli

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"

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
	q.Block = len(words) > block
	done, failures := c.importAll(words, q)
	if err := c.showImported(done); err != nil {
		return err
	}
	if err := c.tellStillOut(killedBy(done)...); err != nil {
		return err
	}
	return c.failed(failures)
}

// killedBy are the stories that kill notices among what came in killed.
func killedBy(done []newsroom.Imported) []article.ID {
	ids := []article.ID{}
	for i := range done {
		if in := &done[i]; in.As == newsroom.AsKill && in.Rev > 0 {
			ids = append(ids, in.ID)
			for _, l := range in.Like {
				ids = append(ids, l.ID)
			}
		}
	}
	return ids
}

// importAll takes all of it in. Ctrl+C ends it behind the story that is coming in.
func (c *call) importAll(words []string, q newsroom.ImportRequest) (done []newsroom.Imported, failures []error) {
	ctx, stop := c.stoppable()
	defer stop()
	line := onTerminal(c.Err)
	defer line.end()
	done = []newsroom.Imported{}
	for _, path := range words {
		line.say(true, "reading %s", printable(short(path)))
		for came := range c.importPath(ctx, path, q) {
			line.say(came.At == came.Of, "taking in %d of %d  %s", came.At, came.Of, printable(short(came.Imported.Headline)))
			if came.Err != nil {
				failures = append(failures, &named{cmp.Or(came.Name, "standard input"), path, came.Err})
				continue
			}
			done = append(done, came.Imported)
		}
		if ctx.Err() != nil {
			return done, append(failures, &refusal{
				"stopped; " + count(len(done), "story that came in is whole and stays", "stories that came in are whole and stay"),
				"Take it in again for the rest: what is here already is known again.",
			})
		}
	}
	return done, failures
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

// importPath takes in what lies at a path, or for "-" standard input.
func (c *call) importPath(ctx context.Context, path string, q newsroom.ImportRequest) iter.Seq[newsroom.Came] {
	switch {
	case path == "-":
		data, err := newsroom.ReadCopy(c.In)
		if err != nil {
			return one(newsroom.Came{Err: err})
		}
		q.Data = data
		return c.room.ImportAll(ctx, q)
	case handover.Is(path):
		in, err := c.takeOver(path, q)
		return one(newsroom.Came{Name: path, Imported: in, Err: err})
	}
	return c.room.ImportPath(ctx, path, q)
}

func one(came newsroom.Came) iter.Seq[newsroom.Came] {
	return func(yield func(newsroom.Came) bool) { yield(came) }
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
		return nil, newsroom.ErrNoFile // opening a pipe would wait for ever
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

// refusal is copy that is not even looked at, and what to do instead.
type refusal struct{ message, hint string }

func (r *refusal) Error() string { return r.message }

// named is what went wrong with one piece of copy.
type named struct {
	name string
	path string // the file, as it was given, that it lies in
	err  error
}

func (n *named) Error() string { return n.name + ": " + n.err.Error() }
func (n *named) Unwrap() error { return n.err }

func (c *call) showImported(done []newsroom.Imported) error {
	if c.json {
		return c.emit(done)
	}
	for i := range done {
		in := &done[i]
		c.say("%s  %s", in.ID, orNone(in.Headline, "(no headline)"))
		if in.As == newsroom.AsKill {
			c.showKilled(in)
			continue
		}
		if in.Same {
			c.say("  word for word what came in before; nothing was changed")
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

// showKilled says what a kill notice did, and how that is taken back.
func (c *call) showKilled(in *newsroom.Imported) {
	for _, n := range in.Receipt.Dropped {
		c.say("  %s", n.Why)
	}
	if in.Same {
		if len(in.Receipt.Dropped) == 0 {
			c.say("  it is killed already; nothing was changed")
		}
		return
	}
	c.say("  killed. %s", printable(in.Called))
	for _, l := range in.Like {
		c.say("  killed too: %s  %s", l.ID, printable(orNone(l.Headline, "(no headline)")))
	}
	c.say("  if that is wrong: stet status %s --hold --why '...'", in.ID)
}

// belonging says what copy came in as, or what it is like.
func (c *call) belonging(in *newsroom.Imported) {
	switch {
	case in.As == newsroom.AsVersion:
		c.say("  %s was merged with what the desk has, as revision %d; as it was before: stet restore %s %d", in.Called, in.Rev, in.ID, in.Rev-2)
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
