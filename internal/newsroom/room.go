package newsroom

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/markup"
	"stet/internal/measure"
	"stet/internal/picture"
	"stet/internal/secret"
	"stet/internal/store"
)

// Options say where a newsroom lies and who works in it. Dir is required;
// everything else has a default that works.
type Options struct {
	Dir          string
	Person       article.Person         // who the operating system says sits here, until somebody says otherwise
	Program      string                 // name and version, for bundles
	ExportFolder string                 // where bundles go until a setting says otherwise
	Now          func() time.Time       // nil = the clock
	Elapsed      func() time.Duration   // time that passed evenly, from any moment on; nil = the program's own
	NewID        func() article.ID      // nil = UUIDv7
	Progress     func(message string)   // nil = nobody listens; told of long work, such as a rebuild
	Probe        func(dir string) error // tries a database in another process; see store.Options
	Secrets      secret.Keeper          // nil = nothing is kept secret, and packages go out unsigned
	Keys         KeyBook                // of public keys; zero = none are known
	// Connect makes the client of a target; nil = deliver.New.
	Connect func(deliver.Config, deliver.Options) (deliver.Target, error)
	Follow  bool // keep search at hand from the start, not from the first search on
}

// Room is one open newsroom. Its methods may be called from several
// goroutines at once.
type Room struct {
	db      *store.DB
	dialect *markup.Dialect
	list    *list
	opts    Options
	finder  *finder
	pages   shownPages
	drawers drawers

	exporting exporting
	sent      sentShown
	behind    *behind
	asking    asking
	recent    recent

	sectionSteps sectionSteps
	lineupTurn   sync.Mutex // held while a lineup changes: names are looked up and taken in one go

	measurer *measure.Measurer
	gauges   gauges
	clock    *clock

	signing   sync.Mutex // held while the key that signs is looked up or made
	darkroom  *picture.Darkroom
	developed developed

	outbox outbox
}

// Open takes the newsroom in Dir, making it where there is none. Where it can
// only be read, [Room.ReadOnly] says why, and every change is refused with
// store.ErrReadOnly. The error is store.ErrInUse when another process has it.
func Open(o Options) (*Room, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Elapsed == nil {
		o.Elapsed = steady()
	}
	if o.NewID == nil {
		o.NewID = mint
	}
	if o.Connect == nil {
		o.Connect = deliver.New
	}
	if o.Secrets == nil {
		o.Secrets = secret.Open(secret.Options{})
	}
	list, held, behind := newList(), newHeldUp(), &behind{}
	finder := newFinder(o.Dir, list, o.Progress)
	so := o.ofStore()
	so.Saved = func(lines []store.Line) {
		list.saved(lines)
		finder.saved(lines)
		held.saved(lines)
		behind.saved(lines)
	}
	db, err := store.Open(o.Dir, so)
	if err != nil {
		db, err = store.OpenToRead(o.Dir, so, err)
	}
	if err != nil {
		return nil, fmt.Errorf("open the newsroom in %s: %w", o.Dir, err)
	}
	finder.db = db
	if o.Follow {
		finder.gentle = true
		time.AfterFunc(settleIn, finder.begin)
	}
	r := &Room{db: db, dialect: markup.New(), list: list, finder: finder, behind: behind, opts: o, darkroom: picture.NewDarkroom(db), measurer: measure.New()}
	r.outbox.wake, r.outbox.held = held.wake, held
	if err := r.watchClock(); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (o Options) ofStore() store.Options {
	return store.Options{Now: o.Now, Progress: o.Progress, Probe: o.Probe}
}

// Close puts everything away; the room must not be used after it.
func (r *Room) Close() error {
	if r.clock != nil {
		_, _ = r.ahead() // what cannot be noted at the very end is noted by no one
	}
	r.endOutbox()
	r.finder.end()
	r.list.end()
	return r.db.Close()
}

// ReadOnly says why the newsroom takes no changes and what to do; nil = it
// takes them.
func (r *Room) ReadOnly() *Problem {
	err := r.db.ReadOnly()
	if err == nil {
		return nil
	}
	p := Explain(err)
	return &p
}

// TryDatabase opens and closes the database in a folder below a newsroom's;
// damaged files may end the process. It is what Options.Probe has another
// process do.
func TryDatabase(dir string) error { return store.Probe(dir) }

// mint makes an id. A machine whose random source fails cannot run at all.
func mint() article.ID { return article.ID(uuid.Must(uuid.NewV7()).String()) }

// The time that one rendering may take: while somebody types, before the
// preview pauses and words are counted without it; and on the way out.
const (
	typingBudget = 2 * time.Second
	exportBudget = 20 * time.Second
)

// render makes the Doc of a body, within the time of somebody who types.
func (r *Room) render(ctx context.Context, a *article.Article) (markup.Doc, error) {
	return r.renderWithin(ctx, a, typingBudget)
}

func (r *Room) renderWithin(ctx context.Context, a *article.Article, budget time.Duration) (markup.Doc, error) {
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	return r.dialect.ParseWithin(ctx, a.Body, a.Pictures)
}

// layOut is render on the way out. A body that cannot be laid out is no error
// but a reason, for a finding: one such story must not stop the others.
func (r *Room) layOut(ctx context.Context, a *article.Article) (doc markup.Doc, unlaid string, err error) {
	doc, err = r.renderWithin(ctx, a, exportBudget)
	switch {
	case !errors.Is(err, markup.ErrBudget) || ctx.Err() != nil:
		return doc, "", err
	case len(a.Body) > markup.MaxSource:
		return markup.Doc{}, fmt.Sprintf("The text is over %d MB: too long for a page. Split the story.", markup.MaxSource>>20), nil
	}
	return markup.Doc{}, "The text takes too long to lay out. Look for very long runs of *, [ or ` and take them out.", nil
}

// now is the moment as the store keeps it.
func (r *Room) now() time.Time { return r.opts.Now().UTC().Truncate(time.Millisecond) }
