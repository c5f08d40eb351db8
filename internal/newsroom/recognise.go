package newsroom

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/search"
	"stet/internal/store"
	"stet/internal/table"
)

// As says what becomes of copy that comes in.
type As string

// What copy may come in as.
const (
	AsNew     As = "new"     // a story of its own
	AsVersion As = "version" // merged with what the desk made of the version before
	AsTake    As = "take"    // behind what the story has
	AsIntro   As = "intro"   // above what the story has
	AsKill    As = "kill"    // a notice: the story is killed for what it says
)

// Ases in the order of the question.
var Ases = []As{AsVersion, AsTake, AsIntro, AsNew, AsKill}

// Likeness is a story that copy may belong to, and why.
type Likeness struct {
	ID       article.ID     `json:"id"`
	Headline string         `json:"headline"`
	Slugline string         `json:"slugline"`
	Status   article.Status `json:"status"`
	Why      string         `json:"why"`    // "same slugline; 83 % of its words"
	Shares   int            `json:"shares"` // of a hundred words of the copy, how many stand in the story
	Guess    As             `json:"guess"`
	Same     bool           `json:"same"`  // word for word what came in last
	Older    bool           `json:"older"` // a wire version older than the one that came in last

	wire bool // it came from the same item
}

const (
	mostLike   = 3       // stories that copy is said to be like
	mostOfIt   = 50      // of a hundred: "most of its words"
	nearlyAll  = 80      // of a hundred, where the two have other names
	someOfIt   = 30      // of a hundred: copy with the slugline of a story that shares less is a take
	likeLooked = 8       // stories that are looked at for their words
	recentKept = 32      // stories that came in last: the index may not have them yet
	fewWords   = 8       // copy shorter than this is in most stories
	longCopy   = 200_000 // bytes from which on copy is no news story
	smallRoom  = 2000    // stories that are read for their words while copy waits
)

// like finds the stories on the desk that copy may belong to, the likeliest
// first: those of the same wire item, of the same slugline, and those with most
// of its words. Copy that comes in a block is known by its wire id alone: the
// others take a look at all stories.
func (r *Room) like(ctx context.Context, read *intake.Result, block bool) ([]Likeness, error) {
	a := &read.Article
	wire, err := r.fromItem(a.Source)
	if err != nil {
		return nil, err
	}
	var slugged []article.ID
	if !block {
		slugged = r.slugged(ctx, a.Slugline)
	}
	ids := slices.Concat(wire, slugged)
	if !block && len(a.Body) <= longCopy && len(strings.FieldsFunc(a.Body, between)) >= fewWords {
		ids = append(ids, r.wordy(ctx, a.Body)...)
	}
	found := []Likeness{}
	seen := map[article.ID]bool{}
	for _, id := range ids {
		into, err := r.mergedOn(id)
		if err != nil {
			return nil, err
		}
		if seen[into] {
			continue
		}
		seen[into] = true
		l, ok, err := r.likeness(a, into, slices.Contains(wire, into), slices.Contains(slugged, into))
		if err != nil {
			return nil, err
		}
		if into != id && l.ID != "" && slices.Contains(wire, id) {
			ok = true
			l.ofMerged()
		}
		if ok {
			found = append(found, l)
		}
	}
	slices.SortStableFunc(found, func(x, y Likeness) int { return cmp.Compare(y.weight(), x.weight()) })
	return found[:min(len(found), mostLike)], nil
}

// between holds for what stands between words.
func between(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }

// weight orders likenesses: a wire id is no accident, a slugline hardly one.
func (l *Likeness) weight() int {
	n := l.Shares
	if l.wire {
		n += 400
	}
	if strings.Contains(l.Why, sameSlugline) {
		n += 200
	}
	return n
}

// byWords holds where nothing but words is alike.
func (l *Likeness) byWords() bool {
	return !l.wire && !strings.Contains(l.Why, sameSlugline)
}

const (
	sameItem     = "same wire item"
	sameSlugline = "same slugline"
)

// slugged are the stories of a slugline, the one saved last first. A list that
// is not in memory yet is waited for.
func (r *Room) slugged(ctx context.Context, slugline string) (ids []article.ID) {
	if slugline = strings.ToLower(slugline); slugline == "" {
		return nil
	}
	r.listed(ctx)
	var found []table.Save
	r.list.table.Each(func(row *table.Row) {
		if onDesk(row) && bytes.Equal(row.Slugline(), []byte(slugline)) {
			found = append(found, row.Save)
		}
	})
	slices.SortFunc(found, func(a, b table.Save) int { return cmp.Compare(b.Seq, a.Seq) })
	for _, s := range found[:min(len(found), likeLooked)] {
		ids = append(ids, s.ID())
	}
	return ids
}

// listed waits until the list is in memory. Where it cannot be read, sluglines
// are not compared.
func (r *Room) listed(ctx context.Context) {
	r.list.begin(r.db)
	_ = r.list.wait(ctx)
}

// onDesk holds for a story that new copy can belong to.
func onDesk(row *table.Row) bool {
	return !row.Trashed && row.Flag != article.Spiked && row.Flag != article.Killed
}

// How long copy waits for the words of all stories. What is not read by then is
// not compared. At a desk somebody waits, and the words are kept at hand; a
// command finds them on disk.
const (
	deskPatience    = 300 * time.Millisecond
	commandPatience = 2 * time.Second
)

// wordy are the stories that may have most words of a text: those that came in
// last, and those that the index knows.
func (r *Room) wordy(ctx context.Context, text string) []article.ID {
	ids := r.recent.list()
	if !r.readsWords(ctx) {
		return ids
	}
	patience := commandPatience
	if r.opts.Follow {
		patience = deskPatience
	}
	r.finder.begin()
	select {
	case <-r.finder.ready:
	case <-time.After(patience):
	case <-ctx.Done():
	}
	found, err := r.finder.like(ctx, text)
	if errors.Is(err, search.ErrUnsound) {
		r.finder.unsound(err)
	}
	return append(ids, found...)
}

// readsWords reports whether the words of all stories are at hand, or soon: a
// command that takes copy in does not begin to read a large newsroom that
// nobody has searched.
func (r *Room) readsWords(ctx context.Context) bool {
	if r.opts.Follow {
		return true
	}
	if _, err := os.Stat(r.finder.dir); err == nil {
		return true
	}
	r.listed(ctx)
	return r.list.ready() && len(r.list.table.Saves()) <= smallRoom
}

// like asks the index, if there is one.
func (f *finder) like(ctx context.Context, text string) ([]article.ID, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.index == nil {
		return nil, nil
	}
	found, err := f.index.Like(ctx, text, likeLooked, func(id string) float64 {
		row, ok := f.list.table.Row(article.ID(id))
		if !ok || !onDesk(&row) {
			return 0
		}
		return 1
	})
	ids := make([]article.ID, len(found))
	for i, id := range found {
		ids[i] = article.ID(id)
	}
	return ids, err
}

// likeness looks at one story; false where the copy is not like it after all.
func (r *Room) likeness(a *article.Article, id article.ID, wire, slugged bool) (Likeness, bool, error) {
	head, err := r.db.Get(id)
	if errors.Is(err, store.ErrNotFound) || err == nil && isDropped(&head) {
		return Likeness{}, false, nil
	}
	if err != nil {
		return Likeness{}, false, err
	}
	base, err := r.lastTakenIn(&head)
	if err != nil {
		return Likeness{}, false, err
	}
	l := Likeness{ID: id, Headline: head.Headlines.Main, Slugline: head.Slugline, Status: head.Status, wire: wire}
	l.Shares = max(article.Shared(a.Body, head.Body), article.Shared(a.Body, base.Body))
	l.Same = base.Rev > 0 && sameCopy(a, &base)
	l.Older = wire && older(a.Source.Version, head.Source.Version)
	l.Why = why(a, wire, slugged, &l)
	enough := mostOfIt
	if otherName(a, &head) {
		enough = nearlyAll
	}
	switch {
	case l.Same || wire && !l.Older, slugged && l.Shares >= someOfIt, !wire && l.Shares >= enough:
		l.Guess = AsVersion
	case slugged:
		l.Guess = AsTake
	default:
		l.Guess = AsNew
	}
	return l, wire || slugged || l.Shares >= enough, nil
}

// otherName holds where copy and story have a slugline or a wire id each, and
// not the same: whoever named them took them for two.
func otherName(a, head *article.Article) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && !strings.EqualFold(x, y) }
	return differ(a.Slugline, head.Slugline) || differ(a.Source.Key, head.Source.Key)
}

// why says in the desk's words what copy and a story have in common.
func why(a *article.Article, wire, slugged bool, l *Likeness) string {
	var said []string
	if wire {
		item := sameItem
		if a.Source.Version != "" {
			item += ", version " + a.Source.Version
		}
		if l.Older {
			item += ", which is older than the one that came in"
		}
		said = append(said, item)
	}
	if slugged {
		said = append(said, sameSlugline)
	}
	switch {
	case l.Same:
		said = append(said, "word for word what came in before")
	case l.Shares > 0:
		said = append(said, fmt.Sprintf("%d %% of its words", l.Shares))
	}
	return strings.Join(said, "; ")
}

// sameCopy reports whether copy says nothing that did not come in before: its
// body is that of the copy before, or its last take, and no line is another.
func sameCopy(a, base *article.Article) bool {
	words := strings.TrimSpace(a.Body)
	body := article.SameWords(a.Body, base.Body) || strings.HasSuffix(base.Body, "\n\n"+words) || strings.HasPrefix(base.Body, words+"\n\n")
	if !body {
		return false
	}
	for _, f := range article.Fields {
		if comesIn(f.Path) && f.Path != "internalNote" {
			if v := f.Get(a); v != "" && v != f.Get(base) {
				return false
			}
		}
	}
	return true
}
