package intake

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

// Errors of news items.
var (
	ErrCanceled = errors.New("the agency has taken this item back")
	ErrNoStory  = errors.New("the item is no story")
	ErrItem     = errors.New("the news item cannot be read")
)

// wireItem is a news item as far as a story can say it, whatever format it came
// in: what each format reads, and one mapping for all.
type wireItem struct {
	name    string // where it stands in the copy
	article article.Article
	status  string // usable, withheld, canceled; "" = usable
	body    wireBody
	place   string // where the story is from, as the item says it
	notes   []string
	moved   []article.Note
	changed []article.Note
	dropped []article.Note
	left    func(note func(string)) // what of the item nobody read
	pics    []wirePicture
	signal  string   // "correction" or "update", as the agency calls this version
	urls    []string // of the people, where they stand apart
	own     bool     // Stet wrote it
	other   string   // what it is, where it is no text: "a picture"
}

// wireBody is the copy of an item in the form that says most.
type wireBody struct {
	kind Kind // Markdown, HTML or Text; "" = the item has none
	text string
}

// wirePicture is a picture that belongs to an item. Nothing is fetched: it is
// taken where one of its files lies beside the copy.
type wirePicture struct {
	article.Picture
	lead  bool
	uri   string
	files []string // where its files are said to be, the largest first
}

// better reports whether a body of this kind says more than the one there.
func (b *wireBody) better(kind Kind) bool {
	rank := []Kind{"", Text, HTML, Markdown}
	return slices.Index(rank, kind) > slices.Index(rank, b.kind)
}

func (b *wireBody) offer(kind Kind, text string) {
	if b.better(kind) && strings.TrimSpace(text) != "" {
		*b = wireBody{kind, text}
	}
}

// item makes what was read an item of the copy.
func (w *wireItem) item(o Options) Item {
	it := Item{Name: w.name, own: w.own || w.body.kind == Markdown}
	if s := &w.article.Source; s.Version == "" && s.Key != "" && !w.article.Updated.IsZero() {
		s.Version = w.article.Updated.UTC().Format(time.RFC3339) // it does not count: its time says which is newer
	}
	w.shortIDs()
	switch {
	case w.status == "canceled":
		kill := w.kill()
		it.Kill, it.Err = &kill, fmt.Errorf("read news item: %w", ErrCanceled)
	case w.other != "":
		it.Err = fmt.Errorf("read news item: %w: it is %s", ErrNoStory, w.other)
	default:
		it.Result, it.Err = w.story(o)
		if it.Err == nil {
			if kill, is := KillWords(&it.Result); is {
				it.Kill = &kill
			}
		}
	}
	return it
}

// shortIDs shortens what is no id any more; the whole of it is a note to editors.
func (w *wireItem) shortIDs() {
	a := &w.article
	for i := range a.MoreSources {
		a.MoreSources[i].Key = shortID(a.MoreSources[i].Key)
	}
	if short := shortID(a.Source.Key); short != a.Source.Key {
		a.InternalNote = strings.TrimPrefix(a.InternalNote+"\n"+a.Source.Key, "\n")
		w.moved = append(w.moved, article.Note{Text: a.Source.Key, Why: longID, Field: fieldNote})
		a.Source.Key = short
	}
}

// kill is the notice that a canceled item is.
func (w *wireItem) kill() Kill {
	a := &w.article
	k := Kill{Slugline: a.Slugline, Reason: reason(strings.Join(w.notes, " "))}
	for _, s := range append([]article.Source{a.Source}, a.MoreSources...) {
		if s.Key != "" {
			k.Sources = append(k.Sources, s, article.Source{Key: s.Key, Version: s.Version})
		}
	}
	return k
}

// story maps an item onto a story. Every word of it is in the story or named in
// the receipt.
func (w *wireItem) story(o Options) (Result, error) {
	pictures := w.beside(o)
	res, err := w.readBody(o)
	if err != nil {
		return Result{}, fmt.Errorf("read news item: %w", err)
	}
	a := w.article
	a.Body, a.Pictures = res.Article.Body, res.Article.Pictures
	a.Language, a.Direction = firstOf(a.Language, res.Article.Language), article.Direction(firstOf(string(a.Direction), string(res.Article.Direction)))
	w.hold(&a, &res.Article)
	w.dateline(&a, &res)
	note := slices.Concat(splitNote(a.InternalNote), w.notes, splitNote(res.Article.InternalNote))
	a.InternalNote = strings.Join(note, "\n")
	res.Article = a
	w.account(&res)
	w.show(&res, pictures)
	if res.Receipt.Kept == 0 && a.Headlines.Main == "" {
		return Result{}, fmt.Errorf("read news item: %w", ErrEmpty)
	}
	setLanguage(&res.Article, res.Article.Body, o)
	res.Article.Normalize()
	return res, nil
}

func splitNote(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// hold stops a story that the agency holds. Its embargo and one that stands in
// the copy: the stricter holds.
func (w *wireItem) hold(a, body *article.Article) {
	if body.Embargo != nil && (a.Embargo == nil || stricter(*body.Embargo, *a.Embargo)) {
		a.Embargo = body.Embargo
	}
	if w.status == "withheld" || body.Flag == article.Hold || a.Embargo != nil && a.Embargo.At.IsZero() {
		a.Flag = article.Hold
	}
}

// dateline is the one in the copy, else where the item is from.
func (w *wireItem) dateline(a *article.Article, res *Result) {
	switch {
	case res.Article.Dateline == "":
		a.Dateline = w.place
	default:
		a.Dateline = res.Article.Dateline
		if w.place != "" && !strings.EqualFold(w.place, a.Dateline) {
			res.Receipt.Dropped = append(res.Receipt.Dropped, article.Note{Text: w.place, Why: "Where the item is from; the copy has a dateline of its own."})
		}
	}
}

// wireTexts are the fields whose words count as kept.
var wireTexts = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print", "standfirst",
	"bylines", "dateline", "trailText", "searchDescription", "socialDescription", "slugline", "credit", "usageTerms",
}

// account adds to the receipt what the item says besides its copy.
func (w *wireItem) account(res *Result) {
	r := &res.Receipt
	for _, path := range wireTexts {
		if f, err := article.FieldAt(path); err == nil {
			r.Kept += countWords(f.Get(&res.Article))
		}
	}
	r.Moved, r.Changed, r.Dropped = slices.Concat([]article.Note{}, w.moved, r.Moved), slices.Concat([]article.Note{}, w.changed, r.Changed), slices.Concat([]article.Note{}, w.dropped, r.Dropped)
	if w.signal != "" {
		r.Changed = append(r.Changed, article.Note{Text: w.signal, Field: wholeCopy, Why: "The agency sent this version as a " + w.signal + "."})
	}
	for _, text := range w.notes {
		r.Moved = append(r.Moved, article.Note{Text: text, Why: "The agency's note to editors.", Field: fieldNote})
	}
	if w.left != nil {
		w.left(func(text string) {
			r.Dropped = append(r.Dropped, article.Note{Text: text, Why: "Stet has no place for this."})
		})
	}
}

// readBody reads the copy. In copy that is not Stet's the rules for wires hold:
// an end mark, an embargo line, notes to editors.
func (w *wireItem) readBody(o Options) (Result, error) {
	none := article.Receipt{Changed: []article.Note{}, Dropped: []article.Note{}, Moved: []article.Note{}}
	if w.body.kind == "" {
		return Result{Receipt: none}, nil
	}
	var left leftOut
	c := clean{text: left.from(lineEnds.Replace(w.body.text)), options: &o, exact: w.body.kind == HTML}
	c.noteLeft(left)
	if w.body.kind == Markdown {
		none.Kept, none.Changed = countWords(c.text), append(none.Changed, c.notes...)
		return Result{Article: article.Article{Body: strings.TrimSuffix(c.text, "\n")}, Receipt: none}, nil
	}
	lines, err := linesOf(w.body.kind, &c, o)
	if errors.Is(err, ErrEmpty) {
		return Result{Receipt: none}, nil
	}
	if err != nil {
		return Result{}, err
	}
	for _, part := range c.told {
		w.told(part)
	}
	text, notes := splitNotes(lines)
	s := &story{lines: text, notes: c.notes, options: o}
	s.applyRules()
	s.repeats(&w.article)
	s.cutDateline()
	s.lines = append(s.lines, notes...)
	s.shapeBody()
	res := s.assemble()
	res.show(c.pictures)
	return res, nil
}

// repeats takes lines out that say again what the item's fields say: many an
// agency sends its headline as the first line of the copy.
func (s *story) repeats(a *article.Article) {
	for i := 0; i < len(s.lines) && i < 4; i++ {
		l := &s.lines[i]
		bare := article.OneLine(l.text)
		again := strings.EqualFold(bare, a.Headlines.Main) || strings.EqualFold(bare, a.Standfirst)
		if bare == "" || l.fate != toBody || !again {
			continue
		}
		s.drop(i, "It stands in the story's fields already.")
	}
}

// cutDateline takes the dateline off the first paragraph.
func (s *story) cutDateline() {
	for i := range s.lines {
		l := &s.lines[i]
		if l.fate != toBody || l.shape != paragraph {
			continue
		}
		if dateline, size := readDateline(l.text); size > 0 && (l.md == "" || strings.HasPrefix(l.md, l.text[:size])) {
			s.article.Dateline, l.cut = dateline, size
		}
		return
	}
}

// moment reads a time as news items write them; false = it says none.
func wireMoment(text string, zone *time.Location) (time.Time, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339, "20060102T150405Z0700", "20060102T150405Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), true
		}
	}
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "20060102T150405", "2006-01-02", "20060102"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// embargoed sets the embargo that an item says. One whose moment cannot be read
// holds the story until a person settles it.
func (w *wireItem) embargoed(text string, o Options) {
	e := &article.Embargo{Said: firstOf(text, "embargoed, without a date")}
	if at, ok := wireMoment(text, o.Zone); ok {
		e.At = at
	}
	w.article.Embargo = e
}

// urgent takes an urgency of 1 to 9.
func (w *wireItem) urgent(text string) {
	if n, err := strconv.Atoi(strings.TrimSuffix(text, ".0")); err == nil && n >= 1 && n <= 9 {
		w.article.Urgency = n
	}
}

// stetRole is the role of a property that Stet wrote; "" = it is another's.
func stetRole(uri string) string {
	role, ok := strings.CutPrefix(uri, format.StetRoles)
	if !ok {
		return ""
	}
	return role
}
