package newsroom

import (
	"context"
	"iter"

	"stet/internal/intake"
)

// Came is one piece of copy, and what came of it.
type Came struct {
	Name     string // the path, and the place within the file: "site.xml: item 3"
	Imported Imported
	Err      error
	At, Of   int // which it is of how many that are known of; from 1
}

// piece is one story on its way in.
type piece struct {
	name string
	item intake.Item
	q    ImportRequest
	take func() (Imported, error) // how it comes in where it is no copy; nil = as copy

	at, of int // which it is of how many
}

// among counts pieces that are no list of their own as one of several.
func among(pieces iter.Seq[piece], i, of int) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		for p := range pieces {
			if p.of <= 1 {
				p.at, p.of = i+1, of
			}
			if !yield(p) {
				return
			}
		}
	}
}

// ImportAll takes in every story that copy holds. One that does not come in
// stops no other. Where somebody ends it, what came in stays.
func (r *Room) ImportAll(ctx context.Context, q ImportRequest) iter.Seq[Came] {
	return r.importPieces(ctx, r.pieces(q.Name, q))
}

// ImportPath takes in every story that a file holds, or a folder or a zip of
// files. One that does not come in stops no other. Where somebody ends it, what
// came in stays.
func (r *Room) ImportPath(ctx context.Context, path string, q ImportRequest) iter.Seq[Came] {
	return r.importPieces(ctx, r.piecesAt(path, q))
}

func (r *Room) importPieces(ctx context.Context, pieces iter.Seq[piece]) iter.Seq[Came] {
	return func(yield func(Came) bool) {
		for p := range pieces {
			if ctx.Err() != nil {
				return
			}
			came := Came{Name: p.name, At: p.at, Of: p.of}
			if p.take != nil {
				came.Imported, came.Err = p.take()
			} else {
				came.Imported, came.Err = r.importItem(ctx, &p.item, p.q)
			}
			if !yield(came) {
				return
			}
		}
	}
}

// pieces reads copy; name is what it is called. Copy of which nothing can be
// read is one piece with the error.
func (r *Room) pieces(name string, q ImportRequest) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		items, kind, err := r.readCopy(q)
		q.Data = nil // what waits for an answer need not hold it
		if err != nil {
			yield(piece{name: name, item: intake.Item{Err: err}, q: q})
			return
		}
		q.Block, q.named = q.Block || intake.HoldsMany(kind), intake.NamesItself(kind)
		at := 0
		for item := range items {
			at++
			called := name
			if item.Name != "" {
				called = joined(name, item.Name)
			}
			if item.Err == nil {
				_, item.Err = r.takeInline(&item.Result)
			}
			if !yield(piece{name: called, item: item, q: q, at: at, of: max(1, item.Of)}) {
				return
			}
		}
	}
}

func joined(file, item string) string {
	if file == "" {
		return item
	}
	return file + ": " + item
}

// readCopy reads the stories of copy; nothing of them is kept yet.
func (r *Room) readCopy(q ImportRequest) (items iter.Seq[intake.Item], kind intake.Kind, err error) {
	if err := roomFor(q.Data); err != nil {
		return nil, "", err
	}
	if kind, err = kindOf(q); err != nil {
		return nil, "", err
	}
	options, err := r.intakeOptions()
	if err != nil {
		return nil, "", err
	}
	options.Name, options.Beside = q.Name, q.Beside
	items, err = intake.Items(kind, q.Data, options)
	return items, kind, err
}

// kindOf is the kind that was named, else the one that the copy looks like.
func kindOf(q ImportRequest) (intake.Kind, error) {
	if q.Kind == "" {
		return intake.Detect(q.Name, q.Data)
	}
	return intake.ParseKind(q.Kind)
}
