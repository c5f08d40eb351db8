package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/store"
)

// ImportRequest is one piece of copy to make a story of.
type ImportRequest struct {
	Name    string // file name, for telling its kind; "" = pasted
	Kind    string // "" = told from name and bytes
	Data    []byte
	Section string // id, slug or name; overrides what the copy says
	AsNew   bool   // a new story even if the copy names a known one
	As      As     // what it comes in as; "" = a new story, and the receipt says what it is like
	Of      string // id or slug of the story that it belongs to; "" = the likeliest
	Block   bool   // one of many: it is known by its wire id alone
	// Beside reads what lies beside the file; nil = nothing does.
	Beside func(path string) ([]byte, bool)

	sections map[string]*carriedSection // of the package that the story comes with, by name

	named bool // the copy says which item it is: it is known by its id when it comes again
}

// IsKind tells the names of kinds of copy from other words, also of those that
// are not read yet.
func IsKind(word string) bool {
	_, err := intake.ParseKind(word)
	return !errors.Is(err, article.ErrValue)
}

// KindNames are the names of kinds of copy, in one line.
func KindNames() string { return article.OneOf(intake.Kinds) }

// Imported is the story that came of a piece of copy.
type Imported struct {
	ID       article.ID      `json:"id"`
	Headline string          `json:"headline"`
	Section  string          `json:"section"` // name
	Receipt  article.Receipt `json:"receipt"`

	Rev       int64      `json:"rev,omitempty"`       // of a story that was there before: what it has now
	As        As         `json:"as,omitempty"`        // what it came in as, if not as a new story
	Called    string     `json:"called,omitempty"`    // "wire v4", "take 2"
	Conflicts int        `json:"conflicts,omitempty"` // that somebody has to settle
	Same      bool       `json:"same,omitempty"`      // it says nothing new: nothing was changed
	Like      []Likeness `json:"like,omitempty"`      // stories that it may belong to, if it came in as a new one; others that a notice killed
	HandOver  *TakenOver `json:"handOver,omitempty"`  // of a story that another desk handed over
}

// Import takes copy in that is one story. Copy that carries a known story's id
// comes in as that story's next revision if its base is the head, else the
// error is store.ErrStale. A section that does not exist is added, and the
// receipt says so.
func (r *Room) Import(q ImportRequest) (Imported, error) {
	var in Imported
	err := error(intake.ErrEmpty)
	n := 0
	for came := range r.ImportAll(context.Background(), q) {
		if n++; n > 1 {
			return Imported{}, intake.ErrMany
		}
		in, err = came.Imported, came.Err
	}
	return in, err
}

// importItem takes one story in, or does what a notice says.
func (r *Room) importItem(ctx context.Context, item *intake.Item, q ImportRequest) (Imported, error) {
	meant, err := r.meantBy(ctx, item.Kill)
	switch {
	case err != nil:
		return Imported{}, err
	case ofPackage(item.Kill) && (q.As == "" || q.As == AsKill) && !q.AsNew && q.Of == "":
		return r.takeNotice(item.Kill, q.As == AsKill)
	case q.As == AsKill && item.Kill != nil:
		return r.takeKill(*item.Kill, q.Of, meant)
	case q.As == AsKill:
		return r.takeKill(intake.Kill{}, q.Of, nil)
	case item.Kill != nil && errors.Is(item.Err, intake.ErrCanceled) && q.As == "" && !q.AsNew:
		return r.takeBackItem(item, meant)
	case item.Err != nil && len(meant) > 0:
		return Imported{}, fmt.Errorf("%w for %s", ErrNotice, meant[0].ID)
	case item.Err != nil:
		return Imported{}, item.Err
	}
	in, err := r.takeIn(ctx, &item.Result, q)
	if len(meant) > 0 && in.As == "" {
		in.Like = meant
	}
	return in, err
}

// takeIn keeps what was read as what was asked for.
func (r *Room) takeIn(ctx context.Context, read *intake.Result, q ImportRequest) (Imported, error) {
	if q.named && q.As == "" && q.Of == "" && !q.AsNew {
		if head, same, err := r.saysNothing(&read.Article); same || err != nil {
			return unchanged(&head, AsVersion), err
		}
	}
	var likes []Likeness
	if read.Article.ID == "" || q.AsNew {
		var err error
		if likes, err = r.like(ctx, read, q.Block); err != nil {
			return Imported{}, err
		}
	}
	as := q.As
	if q.named && q.Of == "" && !q.AsNew {
		if as = q.asKnown(likes); as == AsVersion && q.As == "" {
			return r.nextVersion(read, q, likes)
		}
	}
	switch as {
	case "", AsNew:
		in, err := r.importNew(read, q)
		in.Like = likes
		return in, err
	case AsVersion, AsTake, AsIntro:
		q.As = as
		return r.takeInto(read, q, likes)
	}
	return Imported{}, fmt.Errorf("%w: %q is none of them", ErrAs, q.As)
}

// asKnown is what an item that says which one it is comes in as where nobody
// says: the next version of the story that has its id. A feed that is read again
// has new stories too.
func (q *ImportRequest) asKnown(likes []Likeness) As {
	switch {
	case q.As == "" && len(likes) > 0 && likes[0].wire:
		return AsVersion
	case q.As == AsVersion && len(likes) == 0 && q.Block:
		return AsNew
	}
	return q.As
}

// takeInto brings copy into a story that is there.
func (r *Room) takeInto(read *intake.Result, q ImportRequest, likes []Likeness) (Imported, error) {
	head, err := r.target(q.Of, likes)
	if err != nil {
		return Imported{}, err
	}
	if _, err := r.db.PutPictures(slices.Collect(maps.Values(read.Pictures))); err != nil {
		return Imported{}, err
	}
	if q.As == AsVersion {
		return r.takeVersion(&head, read)
	}
	return r.takeTake(&head, read, q.As)
}

// target is the story that copy goes into. Nothing goes into one that was dropped.
func (r *Room) target(of string, likes []Likeness) (article.Article, error) {
	head, err := r.meant(of, likes)
	if err == nil && isDropped(&head) {
		err = dropped(&head)
	}
	return head, err
}

func dropped(a *article.Article) error {
	return fmt.Errorf("%w: %s", ErrDropped, cmp.Or(a.Headlines.Main, a.Slugline, string(a.ID)))
}

// meant is the story that somebody named, else the likeliest.
func (r *Room) meant(of string, likes []Likeness) (article.Article, error) {
	var id article.ID
	switch {
	case of != "":
		named, err := r.Resolve(of)
		if err != nil {
			return article.Article{}, err
		}
		id = named
	case len(likes) > 0:
		id = likes[0].ID
	default:
		return article.Article{}, fmt.Errorf("%w: no story has its wire id, its slugline or most of its words", ErrUnlike)
	}
	return r.db.Get(id)
}

// importNew keeps copy as a story of its own, or as the next revision of the
// one that it names.
func (r *Room) importNew(read *intake.Result, q ImportRequest) (Imported, error) {
	a, receipt := read.Article, read.Receipt
	if head, same := r.cameBefore(a, q); same {
		return unchanged(&head, ""), nil
	}
	if err := r.identify(&a, &receipt, q.AsNew); err != nil {
		return Imported{}, err
	}
	if err := r.settleSection(&a, &receipt, &q); err != nil {
		return Imported{}, err
	}
	slug, err := r.importSlug(&a, &receipt)
	if err == nil {
		err = r.tellKilled(&a, &receipt)
	}
	if err != nil {
		return Imported{}, err
	}
	a.Slug = slug
	if _, err := r.db.PutPictures(slices.Collect(maps.Values(read.Pictures))); err != nil {
		return Imported{}, err
	}
	tidyReceipt(&receipt)
	stories, _, err := r.db.SaveWhole(store.Whole{
		Entries: []store.Entry{r.entry(a, takenIn)}, Intake: &store.Taken{ID: a.ID, Rev: a.Rev + 1, Receipt: receipt},
	})
	if err != nil {
		return Imported{}, err
	}
	saved := stories[0]
	r.recent.add(saved.ID)
	return Imported{ID: saved.ID, Headline: saved.Headlines.Main, Section: saved.Section, Receipt: receipt}, nil
}

func (r *Room) intakeOptions() (intake.Options, error) {
	house, err := r.House()
	if err != nil {
		return intake.Options{}, err
	}
	zone, err := time.LoadLocation(house.Zone)
	if err != nil {
		return intake.Options{}, fmt.Errorf("load the newsroom's time zone: %w", err)
	}
	return intake.Options{Zone: zone}, nil
}

// ReadCopy reads a piece of copy. More than intake takes is refused, not cut.
func ReadCopy(r io.Reader) ([]byte, error) { return readMost(r, intake.MaxSize) }

// MaxCopy is how much copy is taken in at once, in bytes.
const MaxCopy = intake.MaxSize
