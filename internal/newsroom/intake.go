package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/intake"
	"stet/internal/picture"
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
		return r.takeNotice(item.Kill)
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

// identify settles which story a is: the known one it names, or a new one.
// The base revision it carries decides whether it may follow the head. Another
// newsroom counts its own revisions, so the time of that revision must be the
// same too, where the copy says it.
func (r *Room) identify(a *article.Article, receipt *article.Receipt, asNew bool) error {
	if a.ID == "" || asNew {
		a.ID, a.Rev = r.opts.NewID(), 0
		return nil
	}
	head, err := r.db.Get(a.ID)
	if errors.Is(err, store.ErrNotFound) {
		a.Rev = 0
		return nil
	}
	if err != nil {
		return err
	}
	if a.Rev != head.Rev || !a.Updated.IsZero() && !a.Updated.Truncate(time.Second).Equal(head.Updated.Truncate(time.Second)) {
		return &store.StaleError{ID: string(a.ID), Base: a.Rev, Head: head.Rev}
	}
	comeBack(a, &head, receipt)
	return r.keepAddress(a, &head)
}

// settleSection turns the section's name into its id, adding a section that
// nobody has yet. asked wins over what the copy says.
func (r *Room) settleSection(a *article.Article, receipt *article.Receipt, q *ImportRequest) error {
	name, asked := a.Section, q.Section
	if strings.TrimSpace(asked) != "" {
		if name != "" && !strings.EqualFold(name, asked) {
			giveUp(receipt, name, "Placed in section "+asked+" instead.")
		}
		name = asked
	}
	if strings.TrimSpace(name) == "" {
		return nil
	}
	carried := q.carried(name)
	s, err := r.Section(name)
	if errors.Is(err, desk.ErrNoSection) {
		if s, err = r.addCarried(carried); err == nil {
			receipt.Changed = append(receipt.Changed, article.Note{Text: s.Name, Why: "section added", Field: "section"})
		} else if errors.Is(err, article.ErrValue) && asked == "" { // the copy is worth more than its place
			giveUp(receipt, name, noSuchName(err))
			return nil
		}
	}
	a.SectionID = s.ID
	if err != nil {
		return err
	}
	return r.tellCarried(carried, s.ID, receipt)
}

// importSlug is the slug that the copy carries, else the headline's; numbered
// where another story has it, and the receipt says so.
func (r *Room) importSlug(a *article.Article, receipt *article.Receipt) (string, error) {
	carried := article.Slugify(a.Slug)
	if err := r.importOldSlugs(a, receipt); err != nil {
		return "", err
	}
	if carried == "" {
		return r.freeSlug(a.ID, article.Slugify(a.Headlines.Main))
	}
	free, err := r.freeSlug(a.ID, carried)
	if free != a.Slug && err == nil {
		receipt.Changed = append(receipt.Changed, article.Note{Text: a.Slug, Why: "slug changed to " + free, Field: "slug"})
	}
	return free, err
}

// importOldSlugs keeps those that lead to no other story.
func (r *Room) importOldSlugs(a *article.Article, receipt *article.Receipt) error {
	var free []string
	for _, slug := range a.OldSlugs {
		owner, taken, err := r.db.FindSlug(slug)
		if err != nil {
			return err
		}
		if taken && owner != a.ID {
			giveUp(receipt, slug, "This old slug leads to another story here.")
			continue
		}
		free = append(free, slug)
	}
	a.OldSlugs = free
	return nil
}

func tidyReceipt(r *article.Receipt) {
	for _, notes := range []*[]article.Note{&r.Changed, &r.Dropped, &r.Moved} {
		if *notes == nil {
			*notes = []article.Note{}
		}
	}
}

// ReadCopy reads a piece of copy. More than intake takes is refused, not cut.
func ReadCopy(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, intake.MaxSize+1))
	if err == nil && len(data) > intake.MaxSize {
		return nil, fmt.Errorf("%w: it is over %d MB", intake.ErrTooLarge, intake.MaxSize>>20)
	}
	return data, err
}

// MaxCopy is how much copy is taken in at once, in bytes.
const MaxCopy = intake.MaxSize

// Paste is what the clipboard holds: rich text where there is any, and plain.
type Paste struct {
	HTML string `json:"html"`
	Text string `json:"text"`
	// FirstNote is the number that the first footnote gets in a body that has
	// some; 0 = 1.
	FirstNote int `json:"firstNote"`
}

// read hands the clipboard to do: the rich text, which keeps links and
// emphasis, else the plain, which some programs put beside an empty page.
func (p Paste) read(do func(intake.Kind, []byte) error) error {
	if strings.TrimSpace(p.HTML) != "" {
		if err := do(intake.HTML, []byte(p.HTML)); !errors.Is(err, intake.ErrEmpty) || p.Text == "" {
			return err
		}
	}
	return do(intake.Text, []byte(p.Text))
}

// BodyPaste is clipboard copy as it goes into a body.
type BodyPaste struct {
	Markdown string          `json:"markdown"`
	Receipt  article.Receipt `json:"receipt"`
	Pictures []TakenPicture  `json:"pictures"` // that came within it; no story has them yet
}

// PasteBody turns the clipboard into body copy: nothing of it becomes
// furniture, and the receipt names what changed.
func (r *Room) PasteBody(p Paste) (BodyPaste, error) {
	options, err := r.intakeOptions()
	if err != nil {
		return BodyPaste{}, err
	}
	options.FirstNote = p.FirstNote
	var in BodyPaste
	err = p.read(func(kind intake.Kind, data []byte) (err error) {
		if err = roomFor(data); err != nil {
			return err
		}
		read, err := intake.Body(kind, data, options)
		if err != nil {
			return err
		}
		if in.Pictures, err = r.takeInline(&read); err != nil {
			return err
		}
		_, err = r.db.PutPictures(slices.Collect(maps.Values(read.Pictures)))
		in.Markdown, in.Receipt = read.Article.Body, read.Receipt
		return err
	})
	tidyReceipt(&in.Receipt)
	return in, err
}

// takeInline looks at the pictures that came within copy as at any others; they
// are not kept yet. One that Stet does not use is left out of the copy, and the
// receipt says why.
func (r *Room) takeInline(read *intake.Result) ([]TakenPicture, error) {
	taken := []TakenPicture{}
	known := []article.Picture(nil)
	for _, p := range slices.Clone(read.Article.Pictures) {
		if read.Pictures[p.ID] == nil { // the copy names it; its bytes may be here
			known = append(known, p)
			continue
		}
		t, err := r.lookAt(context.Background(), "", read.Pictures[p.ID])
		if errors.Is(err, picture.ErrKind) || errors.Is(err, picture.ErrLarge) || errors.Is(err, picture.ErrBroken) {
			read.Refuse(p.ID, "A picture was left out: "+err.Error()+".")
			continue
		}
		if err != nil {
			return nil, err
		}
		t.Picture = saidOf(t.Picture, &p)
		taken, known = append(taken, t), append(known, t.Picture)
	}
	read.Article.Pictures = known
	return taken, nil
}

// saidOf is a picture with what its copy says of it, which wins over what the
// file says.
func saidOf(t article.Picture, p *article.Picture) article.Picture {
	t.ID = p.ID
	t.Alt, t.Caption, t.Credit = cmp.Or(p.Alt, t.Alt), cmp.Or(p.Caption, t.Caption), cmp.Or(p.Credit, t.Credit)
	t.Rights, t.Source, t.Shape = cmp.Or(p.Rights, t.Rights), cmp.Or(p.Source, t.Source), cmp.Or(p.Shape, t.Shape)
	if p.FocusX > 0 || p.FocusY > 0 {
		t.FocusX, t.FocusY = p.FocusX, p.FocusY
	}
	return t
}

// Intake is the receipt of the import that made the story; false = it was
// written here.
func (r *Room) Intake(id article.ID) (article.Receipt, bool, error) {
	receipt, found, err := r.db.Intake(id)
	tidyReceipt(&receipt)
	return receipt, found, err
}

// IntakeReceipt is [Room.Intake] as one value, for the window.
type IntakeReceipt struct {
	Found   bool            `json:"found"`
	Receipt article.Receipt `json:"receipt"`
}

// IntakeReceipt is the receipt of the import that made the story.
func (r *Room) IntakeReceipt(id article.ID) (IntakeReceipt, error) {
	receipt, found, err := r.Intake(id)
	return IntakeReceipt{Found: found, Receipt: receipt}, err
}

// PutBack puts words that an import dropped back into the body, as a new
// revision on top of base.
func (r *Room) PutBack(id article.ID, base int64, n article.Note) (Saved, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return Saved{}, err
	}
	if a.Rev != base {
		return Saved{}, &store.StaleError{ID: string(id), Base: base, Head: a.Rev}
	}
	a, err = r.keep(intake.PutBack(a, n), "put back: "+n.Text, []string{"body"})
	if err != nil {
		return Saved{}, err
	}
	if err := r.tickOff(a, n); err != nil {
		return Saved{}, err
	}
	return r.saved(a)
}

// tickOff takes a note that was put back off the story's receipt.
func (r *Room) tickOff(a article.Article, n article.Note) error {
	receipt, found, err := r.db.Intake(a.ID)
	if err != nil || !found {
		return err
	}
	for i, d := range receipt.Dropped {
		if d == n {
			receipt.Dropped = append(receipt.Dropped[:i:i], receipt.Dropped[i+1:]...)
			return r.db.PutIntake(a.ID, a.Rev, receipt)
		}
	}
	return nil
}
