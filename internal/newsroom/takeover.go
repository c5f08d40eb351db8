package newsroom

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/handover"
	"stet/internal/store"
)

// ErrStranger: a hand-over has the id of a story that is here, and the two never
// were one.
var ErrStranger = errors.New("it has the id of a story that is here, and no revision in common with it")

// TakenOver says what came of a hand-over beside the story.
type TakenOver struct {
	From      string `json:"from"`      // the newsroom that handed it over
	Revisions int    `json:"revisions"` // that came in
	// Merged says that both desks had gone on: their newest state is revision
	// With of the history, and what was merged follows it.
	Merged    bool               `json:"merged"`
	With      int64              `json:"with,omitempty"`
	Conflicts []article.Conflict `json:"conflicts"` // words that both had changed, and that nobody has settled
}

// TakeOver takes a hand-over in: a story that is not here with all its history;
// of one that is, what is new there, merged with what is new here. Either way it
// is all done or nothing. It wraps handover.ErrRefused, handover.ErrNewer or
// ErrStranger.
func (r *Room) TakeOver(path, section string, asNew bool) (Imported, error) {
	s, err := handover.Read(path)
	if err != nil {
		return Imported{}, err
	}
	if asNew {
		renamed(s, r.opts.NewID())
	}
	in := takingOver{room: r, s: s, now: r.now(), receipt: article.Receipt{}}
	in.done = TakenOver{From: cmp.Or(s.From.Newsroom, "another newsroom"), Conflicts: []article.Conflict{}}
	head, err := r.db.Get(s.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		err = in.begin()
	case err == nil:
		err = in.goOn(&head)
	}
	if err == nil {
		err = in.keep(section)
	}
	if err != nil {
		return Imported{}, err
	}
	a, err := r.db.Get(s.ID)
	if a.Trashed {
		in.tell("copy", a.Headlines.Main, "the story is in the trash; bring it back to see it in the list")
	}
	tidyReceipt(&in.receipt)
	return Imported{ID: a.ID, Headline: a.Headlines.Main, Section: a.Section, Receipt: in.receipt, HandOver: &in.done}, err
}

// renamed makes a story of its own of a hand-over.
func renamed(s *handover.Story, id article.ID) {
	s.ID = id
	for i := range s.Past {
		s.Past[i].Story.ID = id
	}
	for i := range s.Names {
		s.Names[i].ID = id
	}
	for i := range s.Receipts {
		s.Receipts[i].ID = id
	}
}

// takingOver is a hand-over on its way in.
type takingOver struct {
	room    *Room
	s       *handover.Story
	now     time.Time
	whole   store.Whole
	receipt article.Receipt
	done    TakenOver
}

func (in *takingOver) tell(field, text, why string) {
	in.receipt.Changed = append(in.receipt.Changed, article.Note{Text: text, Field: field, Why: why})
}

// begin takes the story in as it was handed over, revision by revision.
func (in *takingOver) begin() error {
	if _, err := in.sectionHere(in.s.Newest().SectionID, true); err != nil {
		return err
	}
	for i := range in.s.Past {
		a := in.s.Past[i].Story
		a.Rev--
		var err error
		if a.SectionID, err = in.sectionHere(a.SectionID, false); err != nil {
			return err
		}
		in.add(a, in.s.Past[i].Revision)
	}
	in.whole.Names, in.whole.Receipts = in.s.Names, in.s.Receipts
	if t := in.s.Intake; t != nil {
		in.whole.Intake = &store.Taken{ID: in.s.ID, Rev: t.Rev, Receipt: t.Receipt}
	}
	in.done.Revisions = len(in.s.Past)
	in.tell("copy", revisions(len(in.s.Past)), "handed over by "+in.done.From+", with its history")
	return in.freeAddress()
}

func revisions(n int) string {
	if n == 1 {
		return "1 revision"
	}
	return fmt.Sprintf("%d revisions", n)
}

// add adds a revision as it was made: by whom, when and why.
func (in *takingOver) add(a article.Article, said article.Revision) {
	entry := store.Entry{Article: a, Summary: article.Summary{Words: said.Words}, Revision: said}
	in.whole.Entries = append(in.whole.Entries, entry)
}

// last is the newest revision that is to be kept.
func (in *takingOver) last() *store.Entry { return &in.whole.Entries[len(in.whole.Entries)-1] }

// next adds a revision that this desk makes.
func (in *takingOver) next(a article.Article, note string) {
	before := in.last().Article
	before.Rev++
	a.Rev = before.Rev
	in.add(a, article.Revision{At: in.now, By: in.room.Person().Sign(), Note: note, Changed: article.Changed(&before, &a)})
}

// freeAddress gives the story another slug where somebody here has its own.
func (in *takingOver) freeAddress() error {
	a := in.last().Article
	free, err := in.room.freeSlug(a.ID, a.Slug)
	if err != nil {
		return err
	}
	was, old := a.Slug, a.OldSlugs
	a.Slug = free
	if err := in.room.importOldSlugs(&a, &in.receipt); err != nil {
		return err
	}
	if free != was {
		in.tell("slug", was, "slug changed to "+free)
	}
	if free != was || len(a.OldSlugs) != len(old) {
		in.next(a, "another story has its address here")
	}
	return nil
}

// sectionHere is the section of that name here, "" = there is none. That of the
// newest revision is added.
func (in *takingOver) sectionHere(id string, add bool) (string, error) {
	if id == "" {
		return "", nil
	}
	name := in.s.SectionName(id)
	for _, word := range []string{id, name} {
		if s, err := in.room.Section(word); err == nil && word != "" {
			return s.ID, nil
		} else if err != nil && !errors.Is(err, desk.ErrNoSection) {
			return "", err
		}
	}
	if !add || name == "" {
		return "", nil
	}
	s, err := in.room.AddSection(name, "")
	switch {
	case err == nil:
		in.tell("section", s.Name, "section added")
	case errors.Is(err, article.ErrValue): // the story is worth more than its place
		giveUp(&in.receipt, name, noSuchName(err))
		return "", nil
	}
	return s.ID, err
}

// goOn brings in what is new there of a story that is here.
func (in *takingOver) goOn(head *article.Article) error {
	ours, err := in.statesHere(head)
	if err != nil {
		return err
	}
	base, here := -1, int64(0)
	for i := len(in.s.Past) - 1; i >= 0 && base < 0; i-- {
		if rev, known := ours[stateOf(in.s.Past[i].Story)]; known {
			base, here = i, rev
		}
	}
	switch {
	case base < 0:
		return ErrStranger
	case base+1 == len(in.s.Past):
		in.tell("copy", in.done.From, "nothing was changed there that is not here")
		return nil
	case here == head.Rev:
		return in.follow(head, base)
	}
	return in.merge(head, base, here)
}

// statesHere are the story's states here, with the newest revision of each.
func (in *takingOver) statesHere(head *article.Article) (map[[sha256.Size]byte]int64, error) {
	states := map[[sha256.Size]byte]int64{}
	for rev := int64(1); rev <= head.Rev; rev++ {
		a, err := in.room.db.GetRev(head.ID, rev)
		if err != nil {
			return nil, err
		}
		states[stateOf(a)] = rev
	}
	return states, nil
}

// stateOf is a digest of what two desks have alike of a story in one state: not
// its number, nor where it stands and lies in either newsroom.
func stateOf(a article.Article) [sha256.Size]byte {
	a.Rev, a.Created, a.Updated = 0, time.Time{}, time.Time{}
	a.SectionID, a.Section, a.Slug, a.OldSlugs, a.Trashed = "", "", "", nil, false
	a.Legal.Rev = 0
	_ = handover.Tidy(&a) // what cannot be set stays as it is, on both sides
	if a.Merge != nil {
		merge := *a.Merge
		merge.With = 0
		a.Merge = &merge
	}
	a.Normalize()
	text, _ := json.Marshal(a) // values of these types always marshal
	return sha256.Sum256(text)
}

// follow adds what was done there since: nobody did anything here.
func (in *takingOver) follow(head *article.Article, base int) error {
	rev := head.Rev
	of := in.s.Past[base].Story.SectionID
	at := head.SectionID
	for _, past := range in.s.Past[base+1:] {
		a := past.Story
		a.Rev, a.Created, a.Trashed = rev, head.Created, head.Trashed
		a.Slug, a.OldSlugs = head.Slug, head.OldSlugs
		if a.SectionID != of {
			of = a.SectionID
			var err error
			if at, err = in.sectionHere(of, true); err != nil {
				return err
			}
		}
		a.SectionID = at
		a.Legal.Rev = in.shifted(a.Legal.Rev, base, head.Rev)
		in.add(a, past.Revision)
		rev++
	}
	for _, n := range in.s.Names {
		if n.Rev > int64(base)+1 {
			n.Rev = in.shifted(n.Rev, base, head.Rev)
			in.whole.Names = append(in.whole.Names, n)
		}
	}
	in.done.Revisions = len(in.whole.Entries)
	in.tell("copy", revisions(in.done.Revisions), "made at "+in.done.From+" since; nothing was changed here meanwhile")
	return in.sentThere(func(rev int64) int64 { return in.shifted(rev, base, head.Rev) })
}

// shifted is the number here of a revision there, where base is the newest that
// both have and head its number here.
func (in *takingOver) shifted(rev int64, base int, head int64) int64 {
	return max(0, min(head, rev), rev-int64(base)-1+head)
}

// merge brings what was done there together with what was done here. Their
// state stands in the history as a revision of its own, so that not a word of it
// can be lost; what both changed goes on to be settled.
func (in *takingOver) merge(head *article.Article, base int, here int64) error {
	was, err := in.room.db.GetRev(head.ID, here)
	if err != nil {
		return err
	}
	there := in.s.Past[len(in.s.Past)-1]
	theirs := there.Story
	theirs.Rev, theirs.Created, theirs.Trashed, theirs.Slug, theirs.OldSlugs = head.Rev, head.Created, head.Trashed, head.Slug, head.OldSlugs
	if theirs.SectionID, err = in.sectionHere(theirs.SectionID, false); err != nil {
		return err
	}
	if theirs.SectionID == "" || in.s.Past[base].Story.SectionID == there.Story.SectionID {
		theirs.SectionID = was.SectionID
	}
	if theirs.Legal.Rev = was.Legal.Rev; there.Story.Legal != in.s.Past[base].Story.Legal {
		theirs.Legal.Rev = head.Rev + 1
	}
	was.Slug, was.OldSlugs = head.Slug, head.OldSlugs
	by := there.Revision
	in.add(theirs, article.Revision{At: by.At, By: by.By, Note: "as it stands at " + in.done.From + ", revision " + fmt.Sprint(by.Rev) + " there", Words: by.Words, Changed: article.Changed(head, &theirs)})
	merged, conflicts := article.MergeStories(&was, head, &theirs)
	merged.Flag = stricterFlag(head.Flag, theirs.Flag)
	with := head.Rev + 1
	merged.Leave(with, in.done.From, conflicts)
	in.next(merged, "merged with what "+in.done.From+" made of it")
	if in.last().Revision.Deeds, err = in.deeds(head, &merged); err != nil {
		return err
	}
	in.done.Revisions, in.done.Merged, in.done.With, in.done.Conflicts = 1, true, with, append(in.done.Conflicts, conflicts...)
	in.tell("copy", in.done.From, fmt.Sprintf("both desks had worked on it: merged; theirs is revision %d of the history", with))
	for _, c := range conflicts {
		in.tell(c.Field, c.Theirs, fmt.Sprintf("both changed it: yours stands, theirs is in revision %d", with))
	}
	return in.sentThere(func(rev int64) int64 { return min(rev, with) })
}

// deeds say what a merging did to where the story stands here.
func (in *takingOver) deeds(head, merged *article.Article) ([]article.Deed, error) {
	return article.Deeds(head, merged, article.Hand{By: in.room.Person().Sign(), Named: true, Delivery: true, Why: "handed over"}, in.now)
}

// stricterFlag is the flag of two that stops more.
func stricterFlag(a, b article.Flag) article.Flag {
	order := []article.Flag{article.NoFlag, article.Hold, article.Spiked, article.Killed}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

// sentThere adds the receipts of what went out there and is not known here: it
// decides whether an address may change.
func (in *takingOver) sentThere(here func(rev int64) int64) error {
	known, err := in.room.db.Receipts(in.s.ID)
	if err != nil {
		return err
	}
	for _, r := range in.s.Receipts {
		if !slices.ContainsFunc(known, func(k article.ExportReceipt) bool { return k.Bundle == r.Bundle && k.At.Equal(r.At) }) {
			r.Rev = here(r.Rev)
			in.whole.Receipts = append(in.whole.Receipts, r)
		}
	}
	return nil
}

// keep puts the pictures down and then all the rest, in one go.
func (in *takingOver) keep(section string) error {
	if len(in.whole.Entries) == 0 {
		return nil
	}
	if section != "" {
		s, err := in.room.Section(section)
		if errors.Is(err, desk.ErrNoSection) {
			s, err = in.room.AddSection(section, "")
		}
		if err != nil {
			return err
		}
		if a := in.last().Article; a.SectionID != s.ID {
			a.SectionID = s.ID
			in.next(a, "placed in section "+s.Name)
		}
	}
	pictures := [][]byte{}
	for _, p := range in.s.Pictures {
		pictures = append(pictures, p.Data)
	}
	if _, err := in.room.db.PutPictures(pictures); err != nil {
		return err
	}
	newest := in.last()
	newest.Summary = in.room.summary(&newest.Article)
	in.receipt.Kept = newest.Summary.Words
	_, _, err := in.room.db.SaveWhole(in.whole)
	return err
}
