package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"stet/internal/article"
	"stet/internal/handover"
	"stet/internal/intake"
)

// Errors of the question that copy raises.
var (
	ErrUnlike   = errors.New("it is not clear which story the copy belongs to")
	ErrAnswered = errors.New("this copy waits for no answer any more")
)

// Batch is what came of several files: the stories that came in, the copy that
// somebody has to say the place of, and the problem of each file that did not
// come in.
type Batch struct {
	Imported []Imported    `json:"imported"`
	Asked    []Asked       `json:"asked"`
	Refused  []RefusedFile `json:"refused"`
	Stopped  bool          `json:"stopped"` // somebody ended it: what came in is whole, the rest did not
}

// Asked is copy that was read and may belong to a story. Nothing of it is kept
// until somebody answers.
type Asked struct {
	Token    string     `json:"token"`
	Name     string     `json:"name"` // of the file; "" = pasted
	Headline string     `json:"headline"`
	Slugline string     `json:"slugline"`
	Words    int        `json:"words"`
	Like     []Likeness `json:"like"` // the likeliest first; never empty
	// Kill says that it is a notice that a story must not be used, and why.
	Kill   bool   `json:"kill"`
	Reason string `json:"reason"`
}

// RefusedFile is a file that did not come in, and why.
type RefusedFile struct {
	Name    string  `json:"name"`
	Problem Problem `json:"problem"`
}

// asking holds copy that waits for an answer, and what came in last.
type asking struct {
	mu    sync.Mutex
	held  map[string]held
	order []string
}

type held struct {
	read    *intake.Result // nil = a notice without words
	request ImportRequest
	likes   []Likeness
	kill    *intake.Kill // it is a notice; nil = it is none
}

// mostHeld pieces of copy wait at once: more are a block that came in by
// itself, and its first ones are let go.
const mostHeld = 500

func (k *asking) hold(token string, h held) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil {
		k.held = map[string]held{}
	}
	k.held[token] = h
	if k.order = append(k.order, token); len(k.order) > mostHeld {
		delete(k.held, k.order[0])
		k.order = k.order[1:]
	}
}

func (k *asking) take(token string) (held, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	h, ok := k.held[token]
	return h, ok
}

func (k *asking) let(token string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.held, token)
	k.order = slices.DeleteFunc(k.order, func(t string) bool { return t == token })
}

// recent is the stories that came in last, the newest first.
type recent struct {
	mu  sync.Mutex
	ids []article.ID
}

func (k *recent) add(id article.ID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ids = append([]article.ID{id}, k.ids[:min(len(k.ids), recentKept-1)]...)
}

func (k *recent) list() []article.ID {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.ids)
}

// askOrTakeIn takes a piece of copy in, unless it may belong to a story: then it
// is held until somebody says.
func (r *Room) askOrTakeIn(ctx context.Context, p *piece, batch *Batch) error {
	if p.take != nil {
		in, err := p.take()
		if err == nil {
			batch.Imported = append(batch.Imported, in)
		}
		return err
	}
	read := &p.item.Result
	if p.item.Err != nil {
		read = nil
	}
	likes, err := r.meantBy(ctx, p.item.Kill)
	if err != nil {
		return err
	}
	if len(likes) > 0 {
		r.ask(held{read, p.q, likes, p.item.Kill}, batch)
		return nil
	}
	if ofPackage(p.item.Kill) {
		return r.noticeUnasked(p.item.Kill, batch)
	}
	if read == nil {
		return p.item.Err
	}
	if p.q.named && p.q.Block {
		if head, same, err := r.saysNothing(&read.Article); same || err != nil {
			if err == nil {
				batch.Imported = append(batch.Imported, unchanged(&head, AsVersion))
			}
			return err
		}
	}
	if read.Article.ID == "" {
		if likes, err = r.like(ctx, read, p.q.Block); err != nil {
			return err
		}
		likes = slices.DeleteFunc(likes, func(l Likeness) bool { return l.byWords() && batch.has(l.ID) })
	}
	sure, err := r.saysWhere(&read.Article, &p.q, likes)
	if err != nil {
		return err
	}
	if sure {
		in, err := r.nextVersion(read, p.q, likes)
		if err == nil {
			batch.Imported = append(batch.Imported, in)
		}
		return err
	}
	if len(likes) > 0 {
		r.ask(held{read, p.q, likes, nil}, batch)
		return nil
	}
	in, err := r.importNew(read, p.q)
	if err == nil {
		batch.Imported = append(batch.Imported, in)
	}
	return err
}

// has reports whether a story came in with this batch. What an agency sends at
// one time is often alike, such as results and the weather, and is not the same.
func (b *Batch) has(id article.ID) bool {
	return slices.ContainsFunc(b.Imported, func(in Imported) bool { return in.ID == id })
}

// ask holds copy and asks about it.
func (r *Room) ask(h held, batch *Batch) {
	asked := Asked{Token: string(r.opts.NewID()), Name: h.request.Name, Like: h.likes}
	if h.read != nil {
		a := &h.read.Article
		asked.Headline, asked.Slugline, asked.Words = a.Headlines.Main, a.Slugline, r.summary(a).Words
	}
	if h.kill != nil {
		asked.Kill, asked.Reason, asked.Slugline = true, h.kill.Reason, h.kill.Slugline
	}
	r.asking.hold(asked.Token, h)
	batch.Asked = append(batch.Asked, asked)
}

// Answer says what becomes of copy that waits: what it comes in as, and for
// which story.
type Answer struct {
	Token string     `json:"token"`
	As    As         `json:"as"`
	Of    article.ID `json:"of"`
}

// Answered is what came of it; Saved is the story as it is now.
type Answered struct {
	Saved
	Imported Imported `json:"imported"`
}

// Answer takes copy in that waited for it. Where that fails the copy goes on
// waiting.
func (r *Room) Answer(q Answer) (Answered, error) {
	h, ok := r.asking.take(q.Token)
	if !ok {
		return Answered{}, ErrAnswered
	}
	request := h.request
	request.As, request.Of = cmp.Or(q.As, AsNew), string(q.Of)
	var in Imported
	var err error
	switch {
	case request.As == AsKill && h.kill != nil:
		in, err = r.takeKill(*h.kill, string(q.Of), h.likes)
	case h.read == nil:
		return Answered{}, ErrNotice
	case request.As == AsNew:
		in, err = r.importNew(h.read, request)
	case slices.Contains([]As{AsVersion, AsTake, AsIntro}, request.As):
		in, err = r.takeInto(h.read, request, h.likes)
	default:
		err = fmt.Errorf("%w: %q is none of them", ErrAs, q.As)
	}
	if err != nil {
		return Answered{}, err
	}
	r.asking.let(q.Token)
	a, err := r.db.Get(in.ID)
	if err != nil {
		return Answered{}, err
	}
	saved, err := r.saved(a)
	return Answered{saved, in}, err
}

// many is how many files are a block: they are known by their wire ids alone,
// since comparing each with all stories takes a moment.
const many = 50

// ImportFiles takes files in, and what lies in folders and zips. A bad file
// stops no other. Copy that may belong to a story waits for an answer.
func (r *Room) ImportFiles(ctx context.Context, paths []string, section string) (Batch, error) {
	return r.watchImport(ctx, func(ctx context.Context, batch *Batch) {
		for i, path := range paths {
			q := ImportRequest{Section: section, Block: len(paths) > many}
			r.askAll(ctx, among(r.filePieces(path, q), i, len(paths)), filepath.Dir(path), batch)
		}
	})
}

// filePieces is what a file holds; one that was handed over comes in with its
// history.
func (r *Room) filePieces(path string, q ImportRequest) iter.Seq[piece] {
	if !handover.Is(path) {
		return r.piecesAt(path, q)
	}
	return func(yield func(piece) bool) {
		yield(piece{name: path, q: q, take: func() (Imported, error) { return r.TakeOver(path, q.Section, false) }})
	}
}

// askAll takes pieces of copy in. Those that do not come in are named from the
// folder on that was chosen.
func (r *Room) askAll(ctx context.Context, pieces iter.Seq[piece], folder string, batch *Batch) {
	for p := range pieces {
		if ctx.Err() != nil {
			return
		}
		r.importing.note(Progress{Taking, p.at, p.of, p.item.Article.Headlines.Main})
		if err := r.askOrTakeIn(ctx, &p, batch); err != nil {
			name := strings.TrimPrefix(strings.TrimPrefix(filepath.ToSlash(p.name), filepath.ToSlash(folder)), "/")
			batch.Refused = append(batch.Refused, RefusedFile{Name: name, Problem: Explain(err)})
		}
	}
}

func newBatch() Batch {
	return Batch{Imported: []Imported{}, Asked: []Asked{}, Refused: []RefusedFile{}}
}

// PasteStory makes a story of the clipboard, or asks where it belongs.
func (r *Room) PasteStory(ctx context.Context, p Paste, section string) (Batch, error) {
	var failed error
	batch, err := r.watchImport(ctx, func(ctx context.Context, batch *Batch) {
		failed = p.read(func(kind intake.Kind, data []byte) error {
			if detected, err := intake.Detect("", data); err == nil && kind == intake.Text && detected != intake.HTML {
				kind = detected // a wire item with its head, copied from where it lay as text
			}
			return r.askPasted(ctx, r.pieces("", ImportRequest{Kind: string(kind), Data: data, Section: section}), batch)
		})
	})
	return batch, cmp.Or(err, failed)
}

// askPasted takes in what was pasted. Of several stories one that does not come in
// is named; one alone is the answer.
func (r *Room) askPasted(ctx context.Context, pieces iter.Seq[piece], batch *Batch) error {
	var alone error
	rest := func(yield func(piece) bool) {
		for p := range pieces {
			if p.of > 1 {
				if !yield(p) {
					return
				}
			} else if alone = r.askOrTakeIn(ctx, &p, batch); alone != nil {
				return
			}
		}
	}
	r.askAll(ctx, rest, "", batch)
	return alone
}
