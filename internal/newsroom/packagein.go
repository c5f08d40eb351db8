package newsroom

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/desk"
	"stet/internal/intake"
	"stet/internal/store"
)

// DamagedError is a package that does not hold what it says: it is refused
// whole. It is a bundle.ErrDamaged.
type DamagedError struct{ Problems []bundle.Problem }

func (e *DamagedError) Error() string {
	const most = 5
	said := []string{}
	for _, p := range e.Problems[:min(len(e.Problems), most)] {
		said = append(said, p.Path+": "+p.Problem)
	}
	if more := len(e.Problems) - most; more > 0 {
		said = append(said, fmt.Sprintf("and %d more", more))
	}
	return "the package is not whole; " + strings.Join(said, "; ")
}

// Unwrap makes errors.Is(err, bundle.ErrDamaged) hold.
func (e *DamagedError) Unwrap() error { return bundle.ErrDamaged }

// packagePieces are the stories of a package, once all of it is proved.
func (r *Room) packagePieces(file string, q ImportRequest) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		o, err := openPackage(file)
		if err != nil {
			yield(piece{name: file, item: intake.Item{Err: err}, q: q})
			return
		}
		defer o.Close()
		q.Block, q.sections = q.Block || len(o.Stories) > many, carriedSections(o.Sections)
		for i := range o.Stories {
			name, item := r.packed(o, &o.Stories[i])
			if !yield(piece{name: path.Join(file, name), item: item, q: q, at: i + 1, of: len(o.Stories)}) {
				return
			}
		}
	}
}

func openPackage(file string) (*bundle.Opened, error) {
	report, err := bundle.Verify(file)
	if err != nil {
		return nil, plainPath(err)
	}
	if !report.OK {
		return nil, &DamagedError{report.Problems}
	}
	return bundle.Open(file)
}

// packed reads one story of a package. What leaves of a story stands whole in
// its Markdown; of its pictures the files that readers got come along. A package
// for agencies has news items instead.
func (r *Room) packed(o *bundle.Opened, s *bundle.Carried) (name string, item intake.Item) {
	if s.Flag == article.Killed {
		return noticeOf(o, s)
	}
	files := o.Of(s.ID, "markdown")
	if len(files) == 0 {
		return r.packedWire(o, s)
	}
	name = files[0].Path
	data, err := o.Read(files[0])
	if err != nil {
		return name, intake.Item{Err: err}
	}
	options, err := r.intakeOptions()
	if err != nil {
		return name, intake.Item{Err: err}
	}
	read, err := intake.Read(intake.Markdown, data, options)
	if err == nil && read.Article.ID != s.ID {
		err = fmt.Errorf("%w: %s is another story than data/stet.json says", bundle.ErrDamaged, name)
	}
	if err == nil {
		err = r.takeBackDefaults(&read.Article, s)
	}
	if err == nil {
		err = r.packedPictures(o, s.ID, &read)
	}
	return name, intake.Item{Result: read, Err: err}
}

// takeBackDefaults takes back what came into a story on its way out: a package has what
// the section and the house say for stories that say nothing. The revision that
// left, where it is here, tells.
func (r *Room) takeBackDefaults(a *article.Article, s *bundle.Carried) error {
	was, err := r.at(s.ID, s.Rev)
	if errors.Is(err, store.ErrNotFound) || err == nil && !was.Updated.Truncate(time.Second).Equal(s.Updated.Truncate(time.Second)) {
		return nil // of another newsroom
	}
	if err != nil {
		return err
	}
	sections, err := r.db.Sections()
	if err != nil {
		return err
	}
	house, err := r.House()
	if err != nil {
		return err
	}
	settled := desk.Settled(sections, was.SectionID)
	left := settled.Complete(was)
	if len(was.Bylines) == 0 && slices.Equal(a.Bylines, left.Bylines) {
		a.Bylines = was.Bylines
	}
	if was.UsageTerms == "" && a.UsageTerms == left.UsageTerms {
		a.UsageTerms = ""
	}
	if was.Language == "" && s.Language == cmp.Or(left.Language, house.Language) {
		a.Language = ""
	}
	if was.Direction == "" && (a.Direction == left.Direction || left.Direction == "") {
		a.Direction = ""
	}
	return nil
}

// packedWire reads a story's news item. It is the story itself that comes, so
// that it keeps its id.
func (r *Room) packedWire(o *bundle.Opened, s *bundle.Carried) (name string, item intake.Item) {
	files := o.Of(s.ID, "ninjs")
	if len(files) == 0 {
		return string(s.ID), intake.Item{Err: fmt.Errorf("%w: %q of the profile %s", ErrNoMarkdown, cmp.Or(s.Headline, s.Slug), o.Profile)}
	}
	name = files[0].Path
	data, err := o.Read(files[0])
	if err != nil {
		return name, intake.Item{Err: err}
	}
	q := ImportRequest{Name: name, Kind: string(intake.Ninjs), Data: data, Beside: func(path string) ([]byte, bool) {
		f, err := o.Find(path)
		if err != nil {
			return nil, false
		}
		data, err := o.Read(f)
		return data, err == nil
	}}
	items, _, err := r.readCopy(q)
	if err != nil {
		return name, intake.Item{Err: err}
	}
	for item := range items {
		if item.Err == nil {
			_, item.Err = r.takeInline(&item.Result)
			standIns(o, s.ID, &item.Result)
			item.Article.ID, item.Article.Rev, item.Article.Updated = s.ID, s.Rev, s.Updated
		}
		return name, item
	}
	return name, intake.Item{Err: intake.ErrEmpty}
}

// standIns says of which pictures a news item brought a file for readers.
func standIns(o *bundle.Opened, id article.ID, read *intake.Result) {
	originals := map[string]bool{}
	for _, f := range o.Of(id, "media") {
		if m, ok := readRendition(f); ok {
			originals[m.original] = true
		}
	}
	for i := range read.Article.Pictures {
		if p := &read.Article.Pictures[i]; read.Pictures[p.ID] != nil && !originals[p.ID] {
			tellStandIn(read, p, p.Width)
		}
	}
}

func tellStandIn(read *intake.Result, was *article.Picture, width int) {
	read.Receipt.Changed = append(read.Receipt.Changed, article.Note{
		Text: was.Called(), Field: "pictures", Why: fmt.Sprintf("The original stays in the newsroom that the package is from; the largest file for readers, %d pixels wide, stands in its place.", width),
	})
}

// ErrNoMarkdown: a package's formats do not hold a story whole.
var ErrNoMarkdown = errors.New("the package does not carry the story as Markdown or as a news item")

// packedPictures brings a story's pictures along. An original never leaves its
// newsroom; where it is not here, the largest file that readers got of it stands
// in its place.
func (r *Room) packedPictures(o *bundle.Opened, id article.ID, read *intake.Result) error {
	files := map[string][]rendition{}
	for _, f := range o.Of(id, "media") {
		if m, ok := readRendition(f); ok {
			files[m.original] = append(files[m.original], m)
		}
	}
	wanted := slices.Clone(read.Article.Pictures)
	for _, original := range slices.Sorted(maps.Keys(files)) {
		if !slices.ContainsFunc(wanted, func(p article.Picture) bool { return p.ID == original }) {
			wanted = append(wanted, article.Picture{ID: original}) // one that only the body names
		}
	}
	for _, was := range wanted {
		if r.db.HasPicture(was.ID) {
			continue
		}
		if err := r.stand(o, &was, files[was.ID], read); err != nil {
			return err
		}
	}
	return nil
}

// stand puts the best of a picture's files in its place.
func (r *Room) stand(o *bundle.Opened, was *article.Picture, files []rendition, read *intake.Result) error {
	if len(files) == 0 {
		read.Receipt.Changed = append(read.Receipt.Changed, article.Note{Text: was.Called(), Field: "pictures", Why: "The picture is not in the package; its place in the story is kept."})
		return nil
	}
	best := slices.MaxFunc(files, func(a, b rendition) int {
		return cmp.Or(cmp.Compare(a.fits(was), b.fits(was)), cmp.Compare(a.width, b.width))
	})
	data, err := o.Read(best.file)
	if err != nil {
		return err
	}
	taken, err := r.lookAt(context.Background(), "", data)
	if err != nil {
		return fmt.Errorf("%s: %w", best.file.Path, err)
	}
	p := taken.Picture
	sum := sha256.Sum256(data)
	p.ID = hex.EncodeToString(sum[:])
	read.Stand(p, data, was.ID)
	if p.ID != was.ID {
		tellStandIn(read, was, p.Width)
	}
	return nil
}

// rendition is one file of a picture in a package.
type rendition struct {
	file     bundle.CarriedFile
	original string
	shape    article.Shape
	width    int // 0 = it went out as it is
}

// renditionName is how a package calls the files of a picture.
var renditionName = regexp.MustCompile(`^([0-9a-f]{64})(?:-(\d+)x(\d+))?(?:-(\d+))?\.[a-z]+$`)

func readRendition(f bundle.CarriedFile) (rendition, bool) {
	m := renditionName.FindStringSubmatch(path.Base(f.Path))
	if m == nil {
		return rendition{}, false
	}
	one := rendition{file: f, original: m[1]}
	if m[2] != "" {
		one.shape = article.Shape(m[2] + ":" + m[3])
	}
	one.width, _ = strconv.Atoi(m[4])
	return one, true
}

// fits is how well a file stands for a picture: whole, or in the shape in which
// its story shows it.
func (m rendition) fits(p *article.Picture) int {
	switch m.shape {
	case article.Whole:
		return 2
	case p.Shape:
		return 1
	}
	return 0
}
